/** Many findings decided at once: each has an outcome of its own, and what was refused stays marked. */
import { type ReactNode, useState } from 'react';
import type { ProblemAnswer } from '../../../src/contract/index.ts';
import { ask } from '../../shared/api.ts';
import { say } from '../shell/notices.tsx';
import { forget } from '../shell/query.tsx';
import { count } from '../shell/time.tsx';
import { W } from '../shell/words.tsx';
import { type StepBody, StepDialog } from './step.tsx';
import { actNames, type Finding } from './types.ts';
import { undoAll } from './undo.ts';

interface Outcome {
  readonly id: string;
  readonly status: 'done' | 'refused';
  readonly problem?: ProblemAnswer;
}

const acts = ['confirm', 'dismiss', 'order', 'close'] as const;
const mostAtOnce = 500;

export function BulkBar({
  chosen,
  drop,
  keep,
  all,
}: {
  readonly chosen: readonly Finding[];
  readonly drop: () => void;
  readonly keep: (ids: readonly string[]) => void;
  readonly all: () => void;
}): ReactNode {
  const [act, setAct] = useState<string>();
  const [refused, setRefused] = useState<readonly Outcome[]>([]);
  const firms = new Set(chosen.map(({ organisation }) => organisation)).size;
  const send = async (body: StepBody): Promise<void> => {
    const ids = chosen.slice(0, mostAtOnce).map(({ id }) => id);
    const { items } = await ask<{ items: readonly Outcome[] }>('/api/v1/findings/acts', {
      method: 'POST',
      body: { ids, ...body },
    });
    const bad = items.filter(({ status }) => status === 'refused');
    setRefused(bad);
    const done = items.filter(({ status }) => status === 'done').map(({ id }) => id);
    const name = actNames[body.act]!;
    say(
      `${name.zh}：${count(items.length - bad.length)} 条完成${bad.length === 0 ? '' : `，${count(bad.length)} 条未被接受，仍选中`}`,
      `${name.en}: ${items.length - bad.length} done${bad.length === 0 ? '' : `, ${bad.length} refused and still marked`}`,
      done.length > 0 ? () => void undoAll(done) : undefined,
    );
    keep(bad.map(({ id }) => id));
    await forget('/api/v1/findings');
  };
  return (
    <div className="bulk" role="region" aria-label="批量处理 bulk actions">
      <p>
        <W zh={`已选 ${count(chosen.length)} 条，${count(firms)} 家主体`} en={`${chosen.length} marked, ${firms} firms`} />
        <button type="button" className="plain" onClick={all}>
          <W zh="选中已载入的（至多 500）" en="mark those loaded" />
        </button>
        <button type="button" className="plain" onClick={drop}>
          <W zh="取消选择" en="unmark" />
        </button>
      </p>
      <div>
        {acts.map((each) => (
          <button key={each} type="button" onClick={() => setAct(each)}>
            <W zh={actNames[each]!.zh} en={actNames[each]!.en} />
          </button>
        ))}
      </div>
      {refused.length > 0 && (
        <ul className="refused">
          {refused.slice(0, 20).map(({ id, problem }) => (
            <li key={id}>
              {chosen.find((each) => each.id === id)?.title.zh} {problem?.titleZh} <span lang="en">{problem?.title}</span>
            </li>
          ))}
        </ul>
      )}
      {act !== undefined && (
        <StepDialog
          act={act}
          draft="bulk"
          about={{
            zh: `将对 ${count(chosen.length)} 条发现、${count(firms)} 家主体`,
            en: `${chosen.length} findings, ${firms} firms`,
          }}
          send={send}
          close={() => setAct(undefined)}
        />
      )}
    </div>
  );
}
