/** All that is known of one finding: the facts, the rule and its basis, events, proofs, what was done, what came before. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ask, search } from '../../shared/api.ts';
import { Link } from '../router.tsx';
import { useKeys } from '../shell/keys.tsx';
import { useNames } from '../shell/me.ts';
import { say } from '../shell/notices.tsx';
import { forget, Shown, useAsk } from '../shell/query.tsx';
import { At, count, Due } from '../shell/time.tsx';
import { categoryNames, families, gravities, named, W, words } from '../shell/words.tsx';
import { EventBox } from './event.tsx';
import { RuleFacts } from './rule-facts.tsx';
import { type StepBody, StepDialog } from './step.tsx';
import { actNames, type Detector, type FindingDetails, isPending } from './types.ts';
import { undoAll, undoable } from './undo.ts';

/** The step that usually comes next stands out; where the firm is to act, none does. */
const usual: Readonly<Record<string, string>> = { new: 'confirm', confirmed: 'order', rectified: 'close' };
/** Events that are read with the finding. */
const eagerEvents = 5;

export function Details({ id, close }: { readonly id: string; readonly close: () => void }): ReactNode {
  const found = useAsk<FindingDetails>(`/api/v1/findings/${id}`);
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  return (
    <article className="details" ref={place} tabIndex={-1} aria-label="发现详情 finding">
      <button type="button" className="plain back" onClick={close}>
        <W zh="关闭" en="close" /> ✕
      </button>
      <Shown of={found} lines={8}>
        {(finding) => <Whole finding={finding} />}
      </Shown>
    </article>
  );
}

function Whole({ finding }: { readonly finding: FindingDetails }): ReactNode {
  const names = useNames();
  const [act, setAct] = useState<string>();
  const { data: watch } = useAsk<{ detectors: readonly Detector[] }>('/api/v1/detectors');
  const detector = watch?.detectors.find(({ id }) => id === finding.detector);
  const { id, title, told, evidence, open } = finding;
  const send = async (body: StepBody): Promise<void> => {
    await ask(`/api/v1/findings/${id}/acts`, { method: 'POST', body: { ...body, version: finding.version } });
    const undo = undoable.has(body.act) ? () => void undoAll([id]) : undefined;
    say(`${actNames[body.act]?.zh ?? body.act}：已记录`, `${actNames[body.act]?.en ?? body.act}: done`, undo);
    await forget('/api/v1/findings');
  };
  const mine = open.filter((each) => actNames[each]?.told !== '' && each !== 'assign');
  useKeys(
    mine.slice(0, 9).map((each, i) => ({
      keys: String(i + 1),
      zh: actNames[each]!.zh,
      en: actNames[each]!.en,
      run: () => setAct(each),
    })),
  );
  return (
    <>
      <h2 className="title">
        {title.zh} <span lang="en">{title.en}</span>
      </h2>
      <p className="told">
        {told.zh} <span lang="en">{told.en}</span>
      </p>
      <p className="tags">
        <span className={`state ${finding.state}`}>
          {finding.stateName.zh} <span lang="en">{finding.stateName.en}</span>
        </span>
        <span className={`gravity ${finding.gravity}`}>{named(gravities, finding.gravity).zh}</span>
        {isPending(finding) && <Due at={finding.due} />}
      </p>
      {finding.resolved !== undefined && finding.resolvedAt !== undefined && (
        <p className="resolved">
          <W zh={`数据已补正：${finding.resolved.zh}`} en={finding.resolved.en} /> <At at={finding.resolvedAt} />
        </p>
      )}
      {mine.length > 0 && (
        <p className="acts">
          {mine.map((each, i) => (
            <button
              key={each}
              type="button"
              className={each === usual[finding.state] ? 'button' : ''}
              onClick={() => setAct(each)}
            >
              <W zh={actNames[each]!.zh} en={actNames[each]!.en} /> <kbd aria-hidden="true">{i + 1}</kbd>
            </button>
          ))}
        </p>
      )}
      {mine.length === 0 && !['closed', 'dismissed'].includes(finding.state) && (
        <p className="quiet">
          <W
            zh="您可查看；由该类别、该区域的牵头单位处置。"
            en="You may look; the lead department of its category and area decides."
          />
        </p>
      )}
      <dl>
        <dt>
          <W zh="主体" en="firm" />
        </dt>
        <dd>
          {finding.organisation === null ? (
            '—'
          ) : (
            <Link to={`/console/firms/${finding.organisation}`}>{finding.organisationName ?? finding.organisation}</Link>
          )}
        </dd>
        <dt>
          <W zh="类别、区域" en="category, area" />
        </dt>
        <dd>
          {named(categoryNames, finding.category).zh}　{names.area(finding.area).zh}
        </dd>
        <dt>
          <W zh="测度" en="measure" />
        </dt>
        <dd>
          <W {...named(families, finding.family)} />
        </dd>
        <dt>
          <W zh="发现于" en="since" />
        </dt>
        <dd>
          <At at={finding.openedAt} />
          {finding.count > 1 && <>　{count(finding.count)} 次</>}
        </dd>
        <dt>
          <W zh="期限" en="due" />
        </dt>
        <dd>
          <At at={finding.due} />
        </dd>
      </dl>
      {finding.before.length > 0 && (
        <section className="repeat">
          <h3>
            <W zh={`屡犯：此前同类发现 ${count(finding.before.length)} 次`} en="the same before" />
          </h3>
          <ul>
            {finding.before.map((each) => (
              <li key={each.id}>
                <Link to={`/console/findings/${each.id}`}>
                  <At at={each.openedAt} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {evidence.subjects.length > 0 && (
        <section>
          <h3>
            <W zh="涉及的物品" en="things" />
          </h3>
          <ul className="codes">
            {evidence.subjects.map((each) => (
              <li key={each}>
                <code>{each}</code>{' '}
                <Link to={`/console/trace${search({ code: each })}`}>
                  <W zh="追溯" en="trace" />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>
          <W zh="事件" en="events" />
        </h3>
        {evidence.events.length === 0 ? (
          <p className="quiet">
            <W zh="没有事件：缺的正是记录" en="None: what is missing is the record" />
          </p>
        ) : (
          evidence.events.map((each, i) => <EventBox key={each} id={each} eager={i < eagerEvents} />)
        )}
      </section>
      <section>
        <h3>
          <W zh="证明材料" en="proofs" />
        </h3>
        {finding.proofs.length === 0 ? (
          <p className="quiet">
            <W zh="企业尚未提交" en="none yet" />
          </p>
        ) : (
          <ul className="proofs">
            {finding.proofs.map((proof) => (
              <li key={proof.id}>
                <a href={`/api/v1/findings/${id}/proofs/${proof.id}`} download={proof.name}>
                  {proof.name}
                </a>{' '}
                <span className="quiet">
                  {proof.type} {count(Math.ceil(proof.bytes / 1024))} KiB <At at={proof.at} />
                </span>
                <code title={proof.digest}>SHA-256 {proof.digest.slice(0, 16)}…</code>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>
          <W zh="处置经过" en="history" />
        </h3>
        <ol className="history">
          <li>
            <At at={finding.openedAt} /> <W zh="系统发现" en="found by the watch" />
          </li>
          {finding.acts.map((each) => (
            <li key={`${each.at} ${each.act}`}>
              <At at={each.at} /> <b>{actNames[each.act]?.zh ?? each.act}</b> <span lang="en">{actNames[each.act]?.en}</span>
              <span className="quiet"> {names.body(each.organisation).zh}</span>
              {each.due !== undefined && (
                <>
                  　<W zh="期限" en="due" /> <At at={each.due} />
                </>
              )}
              {each.reason !== '' && <p>{each.reason}</p>}
            </li>
          ))}
        </ol>
      </section>
      {detector !== undefined && (
        <section className="rule">
          <h3>
            <W zh="规则" en="the rule" />
          </h3>
          <RuleFacts
            detector={detector}
            more={
              detector.precision !== undefined && (
                <>
                  <dt>
                    <W zh="核实成立的比例" en="upheld of those judged" />
                  </dt>
                  <dd>
                    <Link to="/console/detectors">{Math.round(detector.precision * 100)} %</Link>
                  </dd>
                </>
              )
            }
          />
        </section>
      )}
      {act !== undefined && (
        <StepDialog
          act={act}
          draft={id}
          about={words(`${title.zh}：${finding.organisationName ?? ''}`, title.en)}
          send={send}
          close={() => setAct(undefined)}
        />
      )}
    </>
  );
}
