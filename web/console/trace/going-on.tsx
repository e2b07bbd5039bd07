/** A trace that hit its bound, and the button by which it goes on: what is left is asked for some at a time and drawn with the rest. */
import { type ReactNode, useRef, useState } from 'react';
import { ask, Refused, search } from '../../shared/api.ts';
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
  /** An answer hit its bound and named nothing to go on with. */
  readonly stuck?: boolean;
}

/** Of what is not shared it is said that nothing is recorded: one that is closed does not hold up the others. */
function untold(error: unknown): undefined {
  if (!(error instanceof Refused) || error.code !== 'code_unknown') throw error;
}

export function GoingOn({
  grown,
  limit: most,
  headers,
  grow,
}: {
  readonly grown: Grown;
  /** Things that one question may bring. */
  readonly limit: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly grow: (grown: Grown) => void;
}): ReactNode {
  const [running, run] = useState(false);
  /** Of this press: questions answered, of how many, and things that came. */
  const [done, tell] = useState({ asked: 0, of: 0, came: 0 });
  const [failed, fail] = useState<unknown>();
  const abort = useRef<AbortController>(undefined);
  const { trace, asked } = grown;
  const left = nextOf(trace, asked);
  const { hit, reason, limit } = trace.bounds;
  const cut = trace.begin?.cut === true;
  if (!hit && !cut && left.length === 0) return null;
  const ended = left.length === 0 && asked.size > 0 && grown.stuck !== true;
  const full = trace.nodes.length >= mostDrawn;
  const goOn = async (): Promise<void> => {
    const own = new AbortController();
    abort.current = own;
    run(true);
    fail(undefined);
    let now = grown;
    const some = left.slice(0, together);
    tell({ asked: 0, of: some.length, came: 0 });
    try {
      for (const [i, next] of some.entries()) {
        const { id: code, direction, from } = next;
        const path = `/api/v1/trace${search({ code, direction, from, names: 'true', limit: most })}`;
        const found = await ask<NamedTrace>(path, { signal: own.signal, headers }).catch(untold);
        now = {
          began: now.began,
          trace: found === undefined ? now.trace : merged(now.trace, found, now.asked.size + 1),
          asked: new Set([...now.asked, nameOf(next)]),
          stuck: now.stuck === true || (found?.bounds.hit === true && nextOf(found, new Set()).length === 0),
        };
        tell({ asked: i + 1, of: some.length, came: now.trace.nodes.length - grown.trace.nodes.length });
      }
    } catch (error) {
      if (!own.signal.aborted) fail(error);
    }
    run(false);
    grow(now);
  };
  return (
    <>
      {ended ? (
        <span role="status">
          <W zh={`已接续到底：${count(asked.size)} 处都问过`} en={`gone on to the end: all ${asked.size} were asked`} />
        </span>
      ) : (
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
      )}
      {left.length > 0 && !full && (
        <button type="button" className="go-on" disabled={running} aria-busy={running} onClick={() => void goOn()}>
          <W zh={`继续追溯（余 ${count(left.length)} 处）`} en={`go on (${left.length} left)`} />
        </button>
      )}
      {left.length > together && !full && !running && (
        <span className="quiet">
          <W
            zh={`每按一次问其中 ${together} 处，问到的画在一起；可能带出更多`}
            en={`each press asks ${together} of them and draws what comes; more may follow`}
          />
        </span>
      )}
      {running && (
        <>
          <progress max={done.of} value={done.asked} aria-label="本次进度 progress of this press" />
          <span role="status">
            <W
              zh={`已问 ${done.asked}/${done.of} 处，新增 ${count(done.came)} 件`}
              en={`${done.asked} of ${done.of} asked, ${done.came} things came`}
            />
          </span>
          <button type="button" className="plain" onClick={() => abort.current?.abort()}>
            <W zh="停止，留下已问到的" en="stop, and keep what came" />
          </button>
        </>
      )}
      {!running && done.of > 0 && left.length > 0 && (
        <span className="quiet" role="status">
          <W
            zh={`上次问了 ${done.asked} 处，新增 ${count(done.came)} 件；还余 ${count(left.length)} 处没有问`}
            en={`${done.asked} were asked, ${done.came} things came; ${left.length} are left`}
          />
        </span>
      )}
      {left.length === 0 && !ended && !running && (
        <span className="quiet">
          <W
            zh="没有可以自动继续的地方；请选其中一件，从它另行追溯"
            en="nothing is left to go on from by itself: choose one of the things and trace from it"
          />
        </span>
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
