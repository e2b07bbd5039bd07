/** One finding about us: what was found, on what it rests, what was said so far; our answer with proof. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { ask } from '../lib/api.ts';
import { Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Failure, Loading } from '../parts/states.tsx';
import { dropDraft, keepDraft, keptDraft } from '../record/draft.ts';
import { shortOf } from '../record/values.ts';
import { Link } from '../router.tsx';
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
        <ul className="block">
          {data.evidence.subjects.slice(0, 20).map((code) => (
            <li key={code}>
              <Link to={`/lot?code=${encodeURIComponent(code)}`}>{shortOf(code)}</Link>
            </li>
          ))}
        </ul>
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
  const place = `finding ${finding.id}`;
  const [act, setAct] = useState(finding.open.at(0) ?? '');
  const [reason, setReason] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [error, setError] = useState<unknown>();
  const [said, setSaid] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void keptDraft(place).then((kept) => kept !== undefined && setReason(String(kept.values.reason ?? '')));
  }, [place]);
  if (finding.open.length === 0) return null;
  const large = files.find(({ size }) => size > mostBytes);
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      // What was attached already is not sent again when the answer itself is refused.
      for (const file of files) {
        await sendProof(finding.id, file);
        setFiles((left) => left.filter((each) => each !== file));
      }
      await ask(`${path}/answers`, { method: 'POST', body: { act, reason: reason.trim(), version: finding.version } });
      await dropDraft(place);
      setReason('');
      setSaid(true);
      await client.invalidateQueries({ queryKey: ['finding', finding.id] });
      await client.invalidateQueries({ queryKey: ['findings'] });
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="block card"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>
        <Both {...words('我们的答复', 'Our answer')} />
      </h2>
      {said && (
        <p className="tag ok" role="status">
          <Both {...words('已提交', 'sent')} />
        </p>
      )}
      {error !== undefined && <Failure error={error} />}
      <div className="chips block">
        {finding.open.map((each) => (
          <label key={each} className={each === act ? 'chip on' : 'chip'}>
            <input type="radio" name="act" checked={each === act} onChange={() => setAct(each)} />
            <Both {...nameOf(each)} />
          </label>
        ))}
      </div>
      <div className="field block">
        <label htmlFor="reason">
          <Both {...words('说明', 'What happened, what was done')} />
          <span className="must">*</span>
        </label>
        <textarea
          id="reason"
          rows={4}
          required
          maxLength={1000}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
            void keepDraft(place, { reason: event.target.value });
          }}
        />
      </div>
      <div className="field">
        <label htmlFor="proof">
          <Both {...words('照片或 PDF', 'Pictures or PDF')} />
        </label>
        <input
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
      <button type="submit" className="button" disabled={busy || reason.trim() === '' || large !== undefined}>
        <Both {...words(busy ? '正在提交…' : '提交', busy ? 'Sending…' : 'Send')} />
      </button>
    </form>
  );
}
