/** One recall or drill as whoever runs it sees it: where it stands, what may be done now, who has not answered, what became of it. */
import { type ReactNode, useEffect, useState } from 'react';
import { changed, go, Link, useSearch } from '../router.tsx';
import { useKeys } from '../shell/keys.tsx';
import { Shown, useAsk } from '../shell/query.tsx';
import { At } from '../shell/time.tsx';
import { W, words } from '../shell/words.tsx';
import { Holders } from './holders.tsx';
import { ScopePanel, useScope } from './scope.tsx';
import { StepRecall } from './step.tsx';
import { Course, Frozen, type FrozenScope, Notice, Progress, Score, stretch } from './told.tsx';
import { acts, type Details, type Holder } from './types.ts';

export function RecallFile({ id }: { readonly id: string }): ReactNode {
  const [given] = useSearch();
  const read = useAsk<Details>(`/api/v1/recalls/${id}`, { every: 10_000 });
  return (
    <article className="file recall" aria-label="召回 recall">
      <p>
        <Link to={`/console/recalls${changed(given, { holder: undefined })}`}>
          ← <W zh="召回与演练" en="recalls and drills" />
        </Link>
      </p>
      <Shown of={read} lines={10}>
        {(recall) => <Whole recall={recall} />}
      </Shown>
    </article>
  );
}

function Whole({ recall }: { readonly recall: Details }): ReactNode {
  const [step, setStep] = useState<{ readonly act: string; readonly holder?: Holder }>();
  const scope = useScope();
  // The check belongs to a holder and stands with it.
  const mine = recall.open
    .filter((each) => each !== 'check' && Object.hasOwn(acts, each))
    .sort((a, b) => onward.indexOf(a) - onward.indexOf(b));
  const waiting = (recall.progress?.silent ?? 0) > 0;
  const check = recall.open.includes('check') ? (holder: Holder) => setStep({ act: 'check', holder }) : undefined;
  useKeys([
    ...mine.map((each, i) => ({
      keys: String(i + 1),
      zh: acts[each]!.zh,
      en: acts[each]!.en,
      run: () => setStep({ act: each }),
    })),
    { keys: 'b', ...words('回到列表', 'back to the list'), run: () => go('/console/recalls') },
  ]);
  return (
    <>
      <header className="titled">
        <h1>
          {recall.title.zh} {recall.title.en !== recall.title.zh && <span lang="en">{recall.title.en}</span>}
        </h1>
        <span className="exports">
          {recall.publishedAt !== null && (
            <>
              <W zh="报告" en="report" />
              {recall.view === 'whole' && (
                <a href={`/api/v1/recalls/${recall.id}/report.pdf`} download>
                  PDF
                </a>
              )}
              <a href={`/api/v1/recalls/${recall.id}/report.xlsx`} download>
                XLSX
              </a>
            </>
          )}
        </span>
      </header>
      <Life recall={recall} />
      {mine.length > 0 && (
        <p className="acts">
          {mine.map((each, i) => (
            <button
              key={each}
              type="button"
              className={i === 0 && forward.includes(each) && !(each === 'complete' && waiting) ? 'button' : ''}
              onClick={() => setStep({ act: each })}
            >
              <W zh={acts[each]!.zh} en={acts[each]!.en} /> <kbd aria-hidden="true">{i + 1}</kbd>
            </button>
          ))}
        </p>
      )}
      {recall.state === 'draft' && mine.includes('confirm') && (
        <p className="quiet">
          <W zh="由起草人以外的人确认" en="confirmed by somebody else than whoever drafted it" />
        </p>
      )}
      <div className="columns">
        <div>
          {recall.progress !== undefined && recall.publishedAt !== null && <Progress recall={recall} />}
          {recall.publishedAt !== null && <Holders recall={recall} check={check} />}
          {recall.publishedAt === null && (
            <section className="card">
              <h2>
                <W zh="范围" en="scope" />
              </h2>
              <ScopePanel codes={recall.roots} search={scope} />
            </section>
          )}
        </div>
        <div>
          <Notice recall={recall} />
          {recall.score !== undefined && <Score recall={recall} />}
          {recall.publishedAt !== null && (
            <section className="card">
              <h2>
                <W zh="范围与先问谁" en="scope, and whom to ask" />
              </h2>
              {recall.scope !== undefined && <Frozen scope={recall.scope as FrozenScope} />}
              <ScopePanel codes={recall.roots} search={scope} />
            </section>
          )}
          {recall.acts !== undefined && <Course recall={recall} />}
        </div>
      </div>
      {step !== undefined && (
        <StepRecall
          key={`${step.act} ${step.holder?.holder}`}
          recall={recall}
          act={step.act}
          holder={step.holder}
          close={() => setStep(undefined)}
        />
      )}
    </>
  );
}

/** What leads on stands first, what ends it last. */
const forward = ['confirm', 'publish', 'complete'];
const onward = [...forward, 'extend', 'note', 'withdraw', 'drop'];

const stations = [
  ['draft', words('起草', 'drafted')],
  ['confirmed', words('确认', 'confirmed')],
  ['published', words('发布', 'published')],
  ['completed', words('办结', 'closed')],
] as const;

/** Where it stands, and the clock. */
function Life({ recall }: { readonly recall: Details }): ReactNode {
  const at = stations.findIndex(([state]) => state === recall.state);
  const ended = at === -1;
  return (
    <section className="life" aria-label="进展 state">
      <ol>
        {stations.map(([state, name], i) => (
          <li key={state} className={!ended && i <= at ? 'past' : ''} aria-current={state === recall.state ? 'step' : undefined}>
            <W {...name} />
          </li>
        ))}
      </ol>
      <p className="tags">
        <b className={`state recall-${recall.state}`}>
          {recall.stateName.zh} <span lang="en">{recall.stateName.en}</span>
        </b>
        {recall.publishedAt !== null && (
          <span>
            <W zh="发布于" en="published" /> <At at={recall.publishedAt} />
          </span>
        )}
        {recall.state === 'published' && recall.publishedAt !== null && (
          <Clock from={recall.publishedAt} due={recall.answerDue} />
        )}
        {recall.finishDue !== null && (
          <span>
            <W zh="完成期限" en="to be finished" /> <At at={recall.finishDue} only="day" />
          </span>
        )}
      </p>
    </section>
  );
}

/** Since it was published, and until holders have to have answered. */
function Clock({ from, due }: { readonly from: string; readonly due: string | null }): ReactNode {
  const [now, set] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => set(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const left = due === null ? undefined : Date.parse(due) - now;
  return (
    <span className="clock" role="timer" aria-label="计时 clock">
      <W zh="已过" en="since" /> <b>{stretch(now - Date.parse(from))}</b>
      {left !== undefined && (
        <>
          {' '}
          {left >= 0 ? <W zh="答复期限还剩" en="left to answer" /> : <W zh="答复已逾期" en="late by" />}{' '}
          <b className={left < 0 ? 'due late' : ''}>{stretch(left)}</b>
        </>
      )}
    </span>
  );
}
