/** A trace that hit its bound, and the button by which it goes on: what is left is asked for some at a time and drawn with the rest. */
import { type ReactNode, useRef, useState } from 'react';
import { ask, search } from '../../shared/api.ts';
import { Failure } from '../shell/states.tsx';
import { count } from '../shell/time.tsx';
import { W } from '../shell/words.tsx';
import { merged, nameOf, nextOf } from './merge.ts';
import type { NamedTrace } from './model.ts';
import { boundNames } from './words.ts';

/** Questions of one press; each is a trace of its own. */
const together = 12;
/** What the graph is still usable with. */
export const mostDrawn = 12_000;

export interface Grown {
  /** The answer that it grew from. */
  readonly began: NamedTrace;
  readonly trace: NamedTrace;
  readonly asked: ReadonlySet<string>;
}

export function GoingOn({
  grown,
  headers,
  grow,
}: {
  readonly grown: Grown;
  readonly headers: Readonly<Record<string, string>>;
  readonly grow: (grown: Grown) => void;
}): ReactNode {
  const [running, run] = useState(false);
  const [failed, fail] = useState<unknown>();
  const abort = useRef<AbortController>(undefined);
  const { trace, asked } = grown;
  const left = nextOf(trace, asked);
  const { hit, reason, limit } = trace.bounds;
  const cut = trace.begin?.cut === true;
  if (!hit && !cut && left.length === 0) return null;
  const full = trace.nodes.length >= mostDrawn;
  const goOn = async (): Promise<void> => {
    const own = new AbortController();
    abort.current = own;
    run(true);
    fail(undefined);
    let now = grown;
    try {
      for (const next of left.slice(0, together)) {
        const { id: code, direction, from } = next;
        const path = `/api/v1/trace${search({ code, direction, from, names: 'true' })}`;
        const found = await ask<NamedTrace>(path, { signal: own.signal, headers });
        now = {
          began: now.began,
          trace: merged(now.trace, found, now.asked.size + 1),
          asked: new Set([...now.asked, nameOf(next)]),
        };
      }
    } catch (error) {
      if (!own.signal.aborted) fail(error);
    }
    run(false);
    grow(now);
  };
  return (
    <>
      <span className="due late">
        {hit && (
          <W
            zh={`部分结果：达到${boundNames[reason ?? '']?.zh ?? ''}上限${limit === null ? '' : ` ${count(limit)}`}`}
            en={`partial: the bound on ${boundNames[reason ?? '']?.en ?? reason}${limit === null ? '' : `, ${limit},`} was hit`}
          />
        )}
        {!hit && cut && <W zh="部分结果：所涉记录过多，只读了前面的" en="partial: more records name it than were read" />}
        {!hit && !cut && <W zh="还有未展开的物品" en="more is left to unfold" />}
      </span>
      {left.length > 0 && !full && (
        <button type="button" className="go-on" disabled={running} aria-busy={running} onClick={() => void goOn()}>
          <W zh={`继续追溯（余 ${count(left.length)} 处）`} en={`go on (${left.length} left)`} />
        </button>
      )}
      {running && (
        <button type="button" className="plain" onClick={() => abort.current?.abort()}>
          <W zh="停止" en="stop" />
        </button>
      )}
      {full && (
        <W
          zh={`已画 ${count(trace.nodes.length)} 件，不再添加；请从其中一件另行追溯`}
          en="no more is added here: trace one of these by itself"
        />
      )}
      {failed !== undefined && <Failure error={failed} />}
    </>
  );
}
