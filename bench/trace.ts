/**
 * Trace of a chain of depth 8 in a small and a large log: the upstream of sold items drawn over the whole log, through the store, at
 * 50,000 and at 500,000 events. `npm run bench -- trace`
 */
import { isEvent, prefixesOf } from '../src/events/index.ts';
import { contextOf, prepareEvent, type Store } from '../src/store/index.ts';
import { trace } from '../src/trace/index.ts';
import { chain, document } from './lib/generate.ts';
import { asOwner, median, percentile, report, round, withBenchStore } from './lib/setup.ts';

const context = (document([]) as { '@context': unknown })['@context'];
const sizes = [50_000, 500_000];

async function fill(store: Store, from: number, upTo: number): Promise<number> {
  let stored = 0;
  let batch = from;
  while (stored < upTo) {
    const events = Array.from({ length: 80 }, () => chain(batch++).events).flat();
    const prepared = events.map((event) => {
      if (!isEvent(event)) throw new Error('the generator made an invalid event');
      return prepareEvent(event, prefixesOf(context), contextOf(context));
    });
    await store.log.append({ events: prepared, allOrNothing: true });
    stored += events.length;
  }
  return batch;
}

async function times(store: Store, batches: number): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < 400; i++) {
    const { item } = chain(Math.floor((((i * 2_654_435_761) % 2 ** 32) / 2 ** 32) * batches));
    const start = performance.now();
    const { answer } = await trace(store.links, item, 'up');
    found.push(performance.now() - start);
    if (answer.nodes.length < 16) throw new Error(`only ${answer.nodes.length} nodes upstream`);
  }
  return found.slice(100);
}

await withBenchStore(async (store) => {
  let batches = 0;
  let size = 0;
  const results: number[][] = [];
  for (const wanted of sizes) {
    batches = await fill(store, batches, wanted - size);
    size = wanted;
    const client = await asOwner(store);
    await client.query('vacuum analyze');
    await client.end();
    results.push(await times(store, batches));
  }
  const [small, large] = results as [number[], number[]];
  report('trace', {
    'p50 at 50,000 events, ms': round(median(small)),
    'p99 at 50,000 events, ms': round(percentile(small, 0.99)),
    'p50 at 500,000 events, ms': round(median(large)),
    'p99 at 500,000 events, ms': round(percentile(large, 0.99)),
    'ratio of the p50': round(median(large) / median(small)),
  });
});
