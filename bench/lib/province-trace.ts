/** Traces up from ends drawn over the whole log, and states of units, in a small and a large log, in turns. */
import { join } from 'node:path';
import { openStore, type Store } from '../../src/store/index.ts';
import { stateOf, trace } from '../../src/trace/index.ts';
import { provinceBatch } from './province.ts';
import { batchesOf, loadedBatches, readOnce } from './province-load.ts';
import { median, percentile, round } from './setup.ts';

const warming = 150;
const drawn = 600;

/** Spread evenly, and never the same twice. */
const draw = (i: number, of: number): number => Math.floor((((i * 2_654_435_761) % 2 ** 32) / 2 ** 32) * of);

export async function traceFigures(
  folder: string,
  small: number,
  large: number,
  named: (events: number) => string,
): Promise<Record<string, unknown>> {
  const sides: Side[] = [];
  for (const wanted of [small, large]) {
    const dataDir = join(folder, String(wanted));
    const store = await openStore({ dataDir });
    sides.push({ wanted, dataDir, store, batches: await loadedBatches(store), traces: [], states: [] });
  }
  try {
    const found = await inTurns(sides, 0, named);
    // As a server has it that has been up for a while, as far as the memory of this machine goes.
    for (const { store, dataDir } of sides) await readOnce(store, dataDir, ['event', 'event_pkey', 'link_pkey']);
    const again = await inTurns(sides, drawn * 4, named);
    return {
      ...found,
      ...Object.fromEntries(Object.entries(again).map(([name, figure]) => [`${name}, all of it read once before`, figure])),
    };
  } finally {
    for (const { store } of sides) await store.close();
  }
}

interface Side {
  readonly wanted: number;
  readonly dataDir: string;
  readonly store: Store;
  readonly batches: number;
  traces: number[];
  states: number[];
}

/** `from`: where the drawing begins, so that no two rounds ask the same. */
async function inTurns(
  sides: readonly Side[],
  from: number,
  named: (events: number) => string,
): Promise<Record<string, unknown>> {
  for (const side of sides) [side.traces, side.states] = [[], []];
  for (let i = -warming; i < drawn; i++) {
    for (const { wanted, store, batches, traces, states } of sides) {
      const { end } = provinceBatch(draw(from + i + warming + 1, batches), batchesOf(wanted));
      let start = performance.now();
      const { answer } = await trace(store.links, end, 'up');
      if (i >= 0) traces.push(performance.now() - start);
      const deepest = Math.max(...answer.nodes.map((node) => node.depth));
      // A cylinder has been filled twice, from chains of their own length.
      if (deepest < 8 || deepest > 10 || answer.bounds.hit) throw new Error(`${end}: ${deepest} steps`);
      const other = provinceBatch(draw(from + i + warming + 1 + drawn * 2, batches), batchesOf(wanted)).end;
      start = performance.now();
      const state = await stateOf(store.links, other, Number.POSITIVE_INFINITY);
      if (i >= 0) states.push(performance.now() - start);
      if (!state.recorded) throw new Error(`${other} is not recorded`);
    }
  }
  const [few, many] = sides as [Side, Side];
  return {
    [`trace of 8 to 10 steps at ${named(few.wanted)} events, p50 ms`]: round(median(few.traces)),
    [`trace of 8 to 10 steps at ${named(many.wanted)} events, p50 ms`]: round(median(many.traces)),
    [`trace of 8 to 10 steps at ${named(many.wanted)} events, p99 ms`]: round(percentile(many.traces, 0.99)),
    'ratio of the p50': round(median(many.traces) / median(few.traces)),
    'p99 against p50 of the large log': round(percentile(many.traces, 0.99) / median(many.traces)),
    [`state of a thing at ${named(many.wanted)} events, p50 ms`]: round(median(many.states)),
    [`state of a thing at ${named(many.wanted)} events, p99 ms`]: round(percentile(many.states, 0.99)),
    'p99 against p50 of the state': round(percentile(many.states, 0.99) / median(many.states)),
  };
}
