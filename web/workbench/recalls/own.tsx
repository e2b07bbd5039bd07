/** A recall of ours: where it stands, who has answered, what is open to us now. */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Confirm } from '../parts/dialog.tsx';
import { useSending } from '../parts/form.tsx';
import { Failure } from '../parts/states.tsx';
import { unitName } from '../record/units.ts';
import { ExtendRecall } from './extend.tsx';
import { Scope } from './scope.tsx';
import { type RecallDetails, spanOf } from './told.ts';

interface Act {
  readonly name: Words;
  readonly by: 'acts' | 'confirmations';
  readonly consequence: Words;
  readonly reason?: true;
  readonly danger?: true;
}

const acts: Readonly<Record<string, Act>> = {
  confirm: {
    name: words('确认', 'Confirm'),
    by: 'confirmations',
    consequence: words(
      '确认后即可发布；起草人不能确认自己的召回。',
      'It can then be published. Whoever drafted it cannot confirm it.',
    ),
  },
  publish: {
    name: words('发布', 'Publish'),
    by: 'acts',
    consequence: words(
      '立即停售，清单发给每一持有方，主管部门和公众都能看到。',
      'The sale stops at once, every holder gets its list, the department and the public see it.',
    ),
    danger: true,
  },
  complete: {
    name: words('办结', 'Complete'),
    by: 'acts',
    consequence: words('此后不再收答复。', 'No answer is taken after it.'),
    reason: true,
  },
  withdraw: {
    name: words('撤回', 'Withdraw'),
    by: 'confirmations',
    consequence: words('恢复销售，并告知持有方。', 'The sale is open again, and holders are told.'),
    reason: true,
    danger: true,
  },
  drop: {
    name: words('作废', 'Drop'),
    by: 'acts',
    consequence: words('未发布即作废，留有记录。', 'It is dropped unpublished, and stays on record.'),
    reason: true,
    danger: true,
  },
};

/** Of a drill nothing is taken from sale, and nobody outside is told. */
const inDrill: Readonly<Record<string, Words>> = {
  publish: words(
    '清单发给每一持有方并开始计时，标明“演练”；不停售，不公告。',
    'Every holder gets a list that is marked as a drill, and the clock runs; nothing is blocked or made public.',
  ),
  complete: words('计分并留存，此后不再收答复。', 'It is scored, the score is kept, and no answer is taken after it.'),
  withdraw: words('演练结束，不计分；告知持有方。', 'The drill ends without a score; holders are told.'),
};

const steps: readonly { readonly state: RecallDetails['state']; readonly name: Words }[] = [
  { state: 'draft', name: words('起草', 'drafted') },
  { state: 'confirmed', name: words('确认', 'confirmed') },
  { state: 'published', name: words('发布', 'published') },
  { state: 'completed', name: words('办结', 'completed') },
];

export function OwnRecall({ recall }: { readonly recall: RecallDetails }): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const sending = useSending();
  const [reason, setReason] = useState('');
  const take = (act: string, { by }: Act): void =>
    void sending.send(async () => {
      await ask(`/api/v1/recalls/${recall.id}/${by}`, {
        method: 'POST',
        patience: 60_000,
        body: { act, version: recall.version, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      });
      setReason('');
      await client.invalidateQueries();
    });
  const open = recall.open.flatMap((name) => (acts[name] === undefined ? [] : [[name, acts[name]] as const]));
  const at = steps.findIndex(({ state }) => state === recall.state);
  const { progress } = recall;
  return (
    <section className="card block" aria-labelledby="own-recall">
      <h2 id="own-recall">
        <Both
          {...(recall.drill ? words('本单位发起的演练', 'A drill of ours') : words('本单位发起的召回', 'A recall of ours'))}
        />
      </h2>
      <ol className="steps">
        {steps.map(({ state, name }, i) => (
          <li key={state} aria-current={i === at ? 'step' : undefined} className={i < at ? 'done' : ''}>
            {i + 1}. <Both {...name} />
          </li>
        ))}
      </ol>
      {recall.state === 'draft' && !recall.open.includes('confirm') && (
        <p className="notice" role="note">
          <Both {...words('等待另一位管理员确认', 'Another administrator of your firm has to confirm it')} />
        </p>
      )}
      {(recall.state === 'draft' || recall.state === 'confirmed') && <Scope codes={recall.roots} />}
      {recall.publishedAt !== null && (
        <p className="quiet">
          <Both {...words('发布于', 'published')} /> <Time at={recall.publishedAt} />
        </p>
      )}
      {progress !== undefined && recall.publishedAt !== null && (
        <>
          <p role="status">
            <Both
              {...words(
                `${progress.holders} 家持有，${progress.answered} 家已答复${progress.overdue > 0 ? `，${progress.overdue} 家逾期` : ''}`,
                `${progress.answered} of ${progress.holders} holders have answered${progress.overdue > 0 ? `, ${progress.overdue} late` : ''}`,
              )}
            />
          </p>
          <progress aria-label="完成度 completion" max={1} value={progress.completion} />
          <ul>
            {progress.recovery.map(({ uom, expected, found, recovered, sold }) => (
              <li key={uom}>
                <Both
                  {...words(
                    `应有 ${spanOf(expected)} ${uom === '' ? '' : unitName(uom)}：找到 ${found}，收回 ${recovered}，已售 ${sold}`,
                    `${found} found, ${recovered} recovered, ${sold} sold`,
                  )}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {sending.error !== undefined && <Failure error={sending.error} />}
      {open.length > 0 && me.mayRecord && (
        <>
          {open.some(([, act]) => act.reason) && (
            <div className="field block">
              <label htmlFor="step-reason">
                <Both {...words('说明（办结、撤回、作废时必填）', 'Reason (for completing, withdrawing, dropping)')} />
              </label>
              <input
                id="step-reason"
                maxLength={1000}
                autoComplete="off"
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </div>
          )}
          <p className="actions">
            {open.map(([name, act]) => (
              <Confirm
                key={name}
                title={words(`${act.name.zh}？`, `${act.name.en}?`)}
                consequence={(recall.drill ? inDrill[name] : undefined) ?? act.consequence}
                act={act.name}
                onConfirm={() => take(name, act)}
              >
                {(confirm) => (
                  <button
                    type="button"
                    className={act.danger ? 'button danger' : 'button plain'}
                    disabled={sending.busy || (act.reason === true && reason.trim().length < 4)}
                    onClick={confirm}
                  >
                    <Both {...act.name} />
                  </button>
                )}
              </Confirm>
            ))}
          </p>
        </>
      )}
      {recall.open.includes('extend') && me.mayRecord && <ExtendRecall recall={recall} />}
    </section>
  );
}
