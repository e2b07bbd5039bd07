/** One finding about us: what was found, on what it rests, what was said so far; our answer with proof. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ask } from '../lib/api.ts';
import { Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Area, Choice, Form, useSending, useTyped } from '../parts/form.tsx';
import { Failure, Loading } from '../parts/states.tsx';
import { shortOf } from '../record/values.ts';
import { Link } from '../router.tsx';
import { NamedRecords } from './named-records.tsx';
import type { FindingTold } from './work.ts';

interface Details extends FindingTold {
  readonly version: number;
  readonly evidence: { readonly subjects: readonly string[]; readonly events: readonly string[] };
  readonly acts: readonly { readonly at: string; readonly act: string; readonly reason: string; readonly due?: string }[];
  readonly proofs: readonly { readonly id: string; readonly at: string; readonly name: string }[];
  readonly open: readonly string[];
}

const acts: Readonly<Record<string, Words>> = {
  answer: words('说明情况', 'Explain'),
  rectify: words('报告已整改', 'Put right'),
  confirm: words('核实属实', 'Confirmed'),
  dismiss: words('不成立', 'Dismissed'),
  order: words('责令整改', 'Ordered to rectify'),
  reject: words('复核未通过', 'Not accepted'),
  close: words('办结', 'Closed'),
  reopen: words('重新打开', 'Reopened'),
  assign: words('转交', 'Assigned'),
  note: words('备注', 'Note'),
};
const nameOf = (act: string): Words => acts[act] ?? words(act, act);

const mostBytes = 8 << 20;

async function sendProof(id: string, file: File): Promise<void> {
  const path = `/api/v1/findings/${id}/proofs?name=${encodeURIComponent(file.name.slice(0, 200))}`;
  await ask(path, { method: 'POST', body: file, patience: 120_000 });
}

export function FindingPage({ id }: { readonly id: string }): ReactNode {
  const path = `/api/v1/findings/${encodeURIComponent(id)}`;
  const { data, error, refetch } = useQuery({ queryKey: ['finding', id], queryFn: () => ask<Details>(path) });
  if (data === undefined) return error === null ? <Loading lines={6} /> : <Failure error={error} again={() => void refetch()} />;
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...data.title} />
        </h1>
        <p className="row">
          <span className="tag warn">
            <Both {...data.stateName} />
          </span>
          <span className="quiet">
            <Both {...words('期限', 'due')} /> <Time at={data.due} />
          </span>
        </p>
      </header>
      <section className="card">
        <p>
          <Both {...data.told} />
        </p>
        {data.evidence.subjects.length > 0 && (
          <ul className="block">
            {data.evidence.subjects.slice(0, 20).map((code) => (
              <li key={code}>
                <Link to={`/lot?code=${encodeURIComponent(code)}`}>{shortOf(code)}</Link>
              </li>
            ))}
          </ul>
        )}
        <NamedRecords ids={data.evidence.events} />
      </section>
      <Answer finding={data} path={path} />
      <section>
        <h2>
          <Both {...words('经过', 'So far')} />
        </h2>
        <ul className="chain">
          <li>
            <Time at={data.openedAt} /> <Both {...words('监测发现', 'found')} />
          </li>
          {data.acts.map((act) => (
            <li key={act.at + act.act}>
              <Time at={act.at} /> <Both {...nameOf(act.act)} />
              {act.reason !== '' && <p>{act.reason}</p>}
            </li>
          ))}
          {data.proofs.map((proof) => (
            <li key={proof.id}>
              <Time at={proof.at} /> <Both {...words('附件', 'attached')} />：{proof.name}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Answer({ finding, path }: { readonly finding: Details; readonly path: string }): ReactNode {
  const client = useQueryClient();
  const { typed, change, clear } = useTyped(`finding ${finding.id}`, { act: finding.open.at(0) ?? '', reason: '' });
  const [files, setFiles] = useState<readonly File[]>([]);
  // The field itself forgets its files only when it is made anew.
  const [round, setRound] = useState(0);
  const sending = useSending();
  if (finding.open.length === 0) return null;
  // The step that was chosen may have been taken meanwhile.
  const act = finding.open.includes(typed.act) ? typed.act : finding.open[0]!;
  const large = files.find(({ size }) => size > mostBytes);
  const send = async (): Promise<void> => {
    // What was attached already is not sent again when the answer itself is refused.
    for (const file of files) {
      await sendProof(finding.id, file);
      setFiles((left) => left.filter((each) => each !== file));
    }
    await ask(`${path}/answers`, {
      method: 'POST',
      body: { act, reason: typed.reason.trim(), version: finding.version },
    });
    await clear();
    setRound(round + 1);
    await client.invalidateQueries({ queryKey: ['finding', finding.id] });
    await client.invalidateQueries({ queryKey: ['findings'] });
  };
  return (
    <Form
      title={words('我们的答复', 'Our answer')}
      sending={sending}
      act={words('提交', 'Send')}
      onSend={send}
      disabled={typed.reason.trim() === '' || large !== undefined}
      said={words('已提交', 'sent')}
    >
      <Choice
        name="act"
        label={words('做什么', 'What')}
        options={finding.open.map((each) => ({ value: each, name: nameOf(each) }))}
        value={act}
        onChange={(next) => change({ act: next })}
      />
      <Area
        id="reason"
        label={words('说明', 'What happened, what was done')}
        required
        most={1000}
        value={typed.reason}
        onChange={(reason) => change({ reason })}
      />
      <div className="field">
        <label htmlFor="proof">
          <Both {...words('照片或 PDF', 'Pictures or PDF')} />
        </label>
        <input
          key={round}
          id="proof"
          type="file"
          multiple
          accept="image/jpeg,image/png,application/pdf"
          onChange={(event) => setFiles([...(event.target.files ?? [])])}
        />
        {large !== undefined && (
          <p className="fault">
            {large.name}: <Both {...words('超过 8 MB', 'larger than 8 MB')} />
          </p>
        )}
      </div>
    </Form>
  );
}
