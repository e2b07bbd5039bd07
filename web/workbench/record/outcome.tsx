/** What became of a record: stored, kept on this device, or refused with what is wrong. */
import type { ReactNode } from 'react';
import type { Queued } from '../lib/queue.ts';
import type { Fault, RuleTold, StageTold } from '../lib/stages.ts';
import { useQueue } from '../lib/use-queue.ts';
import { Both, words } from '../lib/words.tsx';
import { Link } from '../router.tsx';
import { RuleLine } from './field.tsx';

interface OutcomeProps {
  readonly about: string;
  readonly id: string;
  readonly rules: readonly RuleTold[];
  readonly next: () => void;
}

function Onward({ next }: { readonly next: () => void }): ReactNode {
  return (
    <p className="row">
      <button type="button" className="button" onClick={next}>
        <Both {...words('再记一条', 'One more')} />
      </button>
      <Link to="/" className="button plain">
        <Both {...words('回今日', 'Today')} />
      </Link>
    </p>
  );
}

export function Stored({ about, id, rules, next }: OutcomeProps): ReactNode {
  return (
    <section className="outcome" role="status">
      <p className="outcome-title ok">
        <Both {...words('已记录', 'Recorded')} />
      </p>
      <p>{about}</p>
      <p className="quiet">
        <code>{id}</code>
      </p>
      {rules.map((rule) => (
        <RuleLine key={rule.rule} rule={rule} />
      ))}
      <Onward next={next} />
    </section>
  );
}

export function Kept({ about, next }: OutcomeProps): ReactNode {
  const { held } = useQueue();
  return (
    <section className="outcome" role="status">
      <p className="outcome-title warn">
        <Both {...words('已存在本机，尚未到达服务器', 'Kept on this device, not yet at the server')} />
      </p>
      <p>{about}</p>
      <p>
        <Both
          {...words(
            '联网后自动发送，关闭页面也不会丢；重发不会重复。',
            'It is sent when the server answers; closing the page loses nothing, sending again doubles nothing.',
          )}
        />{' '}
        <Link to="/queue">
          <Both {...words('查看待发', 'See what waits')} />
        </Link>
      </p>
      {held === 'sign in' && (
        <p className="notice warn">
          <Both {...words('登录已过期：', 'You are signed out:')} />{' '}
          <a href="/sign-in?next=/workbench/queue">
            <Both {...words('登录后继续发送', 'sign in and it goes on')} />
          </a>
        </p>
      )}
      <Onward next={next} />
    </section>
  );
}

interface ProblemsProps {
  readonly faults: readonly Fault[];
  readonly rules: readonly RuleTold[];
  /** Rules that belong to no field. */
  readonly loose: readonly RuleTold[];
  readonly problem: Queued['problem'];
  readonly stage: StageTold;
}

/** What keeps the record from being stored, above the form; each line leads to its field. */
export function Problems({ faults, rules, loose, problem, stage }: ProblemsProps): ReactNode {
  const blocking = rules.filter(({ severity, outcome }) => severity === 'block' && outcome === 'fails');
  if (faults.length + blocking.length === 0 && problem === undefined) return null;
  const nameOf = (key: string) => stage.fields.find((field) => field.key === key || key.startsWith(field.key))?.name;
  return (
    <section className="notice bad problems" role="alert" tabIndex={-1}>
      <p className="notice-title">
        {faults.length > 0 ? (
          <Both {...words(`有 ${faults.length} 处要改，其余都已保留`, `${faults.length} to correct; all else is kept`)} />
        ) : (
          <Both {...words('没有记录：', 'Not recorded:')} />
        )}
      </p>
      {problem !== undefined && (
        <p>
          <Both zh={problem.zh} en={problem.en} /> → <Both zh={problem.repairZh} en={problem.repair} />
        </p>
      )}
      <ul>
        {faults.map(({ key }) => {
          const name = nameOf(key);
          return (
            <li key={key}>
              <a href={`#f-${key}`}>{name === undefined ? key : <Both {...name} />}</a>
            </li>
          );
        })}
      </ul>
      {(loose.length > 0 ? loose : []).map((rule) => (
        <RuleLine key={rule.rule} rule={rule} />
      ))}
      {loose.length === 0 &&
        blocking.map((rule) => (
          <p key={rule.rule}>
            <code>{rule.rule}</code> <Both {...rule.told} />
          </p>
        ))}
    </section>
  );
}
