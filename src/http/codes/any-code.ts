/**
 * A trace from whatever code somebody has. A unit, lot, case or pallet is traced itself; an invoice, certificate, place, party, licence or
 * plate leads to the things that its events name, and these are traced together.
 */
import { identities, lotOf } from '../../codes/index.ts';
import type { Sight, Store } from '../../store/index.ts';
import { type Direction, type Traced, trace } from '../../trace/index.ts';
import { startsSeen } from '../recall/seen-starts.ts';
import { onPapersToo, type StartKind, startsOf } from '../recall/starts.ts';
import { traceReader } from '../tracing.ts';
import { traceCode, walkMillis } from './looking-up.ts';

export interface TraceBegin {
  readonly kind: StartKind;
  /** The paper, place, party or licence; its name in the index, or the text as it came. */
  readonly id: string;
  /** More events name it than were read. */
  readonly cut: boolean;
  /** ISO 8601: a trace from this moment on (`from`) begins with the rest. */
  readonly from?: string;
}

export interface TracingAny {
  /** Whose papers, places and parties lead on; undefined: nobody's, as for the public. */
  readonly papers: Sight | undefined;
  /** Microseconds since 1970. */
  readonly from?: number | undefined;
  /** Most things of the answer. */
  readonly limit?: number | undefined;
  readonly wanted?: () => void;
}

/** Throws code_malformed, code_unknown. `begin` is absent where the code is that of a thing. */
export async function traceAny(
  store: Store,
  code: string,
  direction: Direction,
  now: () => number,
  sight: Sight,
  { papers, ...options }: TracingAny,
): Promise<{ readonly traced: Traced; readonly begin?: TraceBegin }> {
  const itself = (): Promise<Traced> => traceCode(store, code, direction, now, sight, options);
  if (papers === undefined) return { traced: await itself() };
  const readings = identities(code.trim());
  if (readings.length > 0 && !readings.some((each) => onPapersToo.test(each))) {
    const traced = await itself().catch(() => undefined);
    options.wanted?.();
    if (traced?.answer.recorded) return { traced };
  }
  const starts = await startsOf(store, code, { since: options.from });
  options.wanted?.();
  const { kind, id, cut, further } = starts;
  if (kind === 'thing' && starts.things.length === 1) return { traced: await itself() };
  const [root, ...besides] = await startsSeen(store, papers, starts, code);
  const deadline = now() + walkMillis;
  const traced = await trace(traceReader(store, sight), root!, direction, {
    besides,
    expired: () => now() > deadline,
    rootLot: kind === 'thing' ? lotOf(code.trim()) : undefined,
    ...(options.limit === undefined ? {} : { maxNodes: options.limit }),
    ...(options.wanted === undefined ? {} : { wanted: options.wanted }),
  });
  const from = further === undefined ? {} : { from: new Date(Math.floor(further / 1000)).toISOString() };
  return { traced, begin: { kind, id, cut, ...from } };
}
