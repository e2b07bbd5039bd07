/** The interface for the firm's own system: a call for each stage, ready to be sent. */
import { type ReactNode, useState } from 'react';
import { ask, type Problem } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import type { CategoryBrief, Fault, RuleTold, StageTold } from '../lib/stages.ts';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Area, Form, useSending, useTyped } from '../parts/form.tsx';
import { Failure, Loading } from '../parts/states.tsx';
import { RuleLine } from '../record/field.tsx';
import { go, useAddress } from '../router.tsx';

/** A shell takes everything between single quotes as it is, but a single quote. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const callOf = (category: string, stage: StageTold): string =>
  [
    `curl ${quoted(`${location.origin}/api/v1/records/${category}/${stage.id}`)} \\`,
    `  -H 'Authorization: Bearer TOKEN' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(JSON.stringify(stage.example, null, 2))}`,
  ].join('\n');

export function SandboxPage(): ReactNode {
  const me = useMe();
  const { data, error, refetch } = useRemembered<readonly CategoryBrief[]>('/api/v1/categories');
  const { query } = useAddress();
  if (data === undefined) return error === null ? <Loading lines={5} /> : <Failure error={error} again={() => void refetch()} />;
  const own = data.data.filter(({ id }) => me.firm.categories.includes(id));
  const shown = own.length > 0 ? own : data.data;
  const asked = query.get('stage');
  const known = shown.some(({ id, stages }) => stages.some((each) => `${id}/${each.id}` === asked));
  const value = known ? asked! : `${shown[0]!.id}/${shown[0]!.stages[0]?.id ?? ''}`;
  const [category = '', stage = ''] = value.split('/');
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('接口与示例', 'Interface and samples')} />
        </h1>
        <p className="quiet">
          <Both
            {...words(
              '示例的编码都是虚构的；令牌在“账号”页制作。',
              'Codes of the samples are invented; tokens are made on the account page.',
            )}
          />{' '}
          <a href="/account">令牌 tokens</a> · <a href="/api/docs">接口文档 reference</a>
        </p>
      </header>
      <div className="field">
        <label htmlFor="stage">
          <Both {...words('环节', 'Stage')} />
        </label>
        <select
          id="stage"
          value={value}
          onChange={(event) => go(`/sandbox?${new URLSearchParams({ stage: event.target.value })}`, true)}
        >
          {shown.map(({ id, name, stages }) => (
            <optgroup key={id} label={name.zh}>
              {stages.map((each) => (
                <option key={each.id} value={`${id}/${each.id}`}>
                  {each.name.zh} {each.name.en}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      <Sample key={value} category={category} stage={stage} />
    </>
  );
}

interface Tried {
  readonly status: 'acceptable' | 'refused';
  readonly faults?: readonly Fault[];
  readonly rules?: readonly RuleTold[];
  readonly errors?: readonly Problem[];
}

function Sample({ category, stage }: { readonly category: string; readonly stage: string }): ReactNode {
  const path = `/api/v1/categories/${category}/stages/${stage}`;
  const { data, error, refetch } = useRemembered<StageTold>(path);
  const [copied, setCopied] = useState(false);
  if (data === undefined) return error === null ? <Loading lines={5} /> : <Failure error={error} again={() => void refetch()} />;
  const call = callOf(category, data.data);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>{call}</pre>
      <p className="row block">
        <button
          type="button"
          className="button"
          onClick={() =>
            void navigator.clipboard
              .writeText(call)
              .then(() => setCopied(true))
              .catch(() => setCopied(false))
          }
        >
          <Both {...words(copied ? '已复制' : '复制', copied ? 'copied' : 'Copy')} />
        </button>
        <a className="button plain" href={`/docs/${category}/${stage}`}>
          <Both {...words('字段与规则', 'Fields and rules')} />
        </a>
        <a className="button plain" href={`${path}/schema.json`}>
          JSON Schema
        </a>
        <a className="button plain" href={`${path}/template.xlsx`} download>
          Excel
        </a>
      </p>
      <Try stage={data.data} category={category} />
    </>
  );
}

interface TryProps {
  readonly category: string;
  readonly stage: StageTold;
}

/** The sample, changed at will and judged as if it were recorded; nothing is kept. */
function Try({ category, stage: { id: stage, fields, ...definition } }: TryProps): ReactNode {
  const me = useMe();
  const example = JSON.stringify(definition.example, null, 2);
  const nameOf = (key: string): Words => fields.find((each) => each.key === key)?.name ?? words(key, '');
  const { typed, change, ready } = useTyped(`sandbox ${category}/${stage} ${me.firm.id}`, { body: example });
  const sending = useSending();
  const [tried, setTried] = useState<readonly Tried[]>();
  if (!ready) return <Loading lines={4} />;
  let wrong: string | undefined;
  try {
    JSON.parse(typed.body);
  } catch (cause) {
    wrong = (cause as Error).message;
  }
  return (
    <Form
      title={words('试算：什么都不保存', 'Try it: nothing is kept')}
      sending={sending}
      act={words('试算', 'Try')}
      disabled={wrong !== undefined || !me.mayRecord}
      onSend={async () => {
        setTried(undefined);
        const path = `/api/v1/records/${category}/${stage}/check`;
        setTried((await ask<{ records: Tried[] }>(path, { method: 'POST', body: JSON.parse(typed.body) })).records);
      }}
      beside={
        <button type="button" className="button plain" onClick={() => change({ body: example })}>
          <Both {...words('恢复示例', 'The sample again')} />
        </button>
      }
    >
      <Area
        id="body"
        label={words('正文（JSON，一条或列表）', 'Body: JSON, one record or a list')}
        most={1_000_000}
        rows={12}
        value={typed.body}
        onChange={(body) => change({ body })}
      />
      {wrong !== undefined && (
        <p className="fault" role="status">
          <Both {...words('不是 JSON', 'This is no JSON')} />：{wrong}
        </p>
      )}
      <ul className="items" aria-live="polite">
        {tried?.map(({ status, faults = [], rules = [], errors = [] }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record has nothing else before it is stored
          <li key={i} className={`item ${status === 'refused' ? 'bad' : 'ok'}`}>
            <p>
              <span className={`tag ${status === 'refused' ? 'bad' : 'ok'}`}>
                <Both
                  {...(status === 'refused' ? words('会被拒', 'would be refused') : words('会被接受', 'would be accepted'))}
                />
              </span>
            </p>
            {faults.map((fault) => (
              <p className="fault" key={fault.key}>
                <code>{fault.key}</code> <Both {...nameOf(fault.key)} />：{fault.came === '' ? '—' : <q>{fault.came}</q>} →{' '}
                <Both {...fault.expected} />
              </p>
            ))}
            {rules.map((rule) => (
              <RuleLine key={rule.rule} rule={rule} />
            ))}
            {errors
              .filter(({ code }) => code !== 'record_invalid' && code !== 'rule_blocked')
              .map((each) => (
                <p className="fault" key={each.title}>
                  <Both zh={each.titleZh} en={each.title} /> → <Both zh={each.repairZh} en={each.repair} />
                </p>
              ))}
          </li>
        ))}
      </ul>
    </Form>
  );
}
