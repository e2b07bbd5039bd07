/**
 * Questions to a small and to a large log: the events of one thing, and the lists of what the log knows, each through HTTP without the
 * network, at 200,000 and at 2,000,000 events. `npm run bench -- query` (`-- query 20000 200000` for other sizes)
 */
import { readConfig } from '../src/config.ts';
import { isEvent, prefixesOf } from '../src/events/index.ts';
import { buildApp } from '../src/http/app.ts';
import { contextOf, prepareEvent, type Store } from '../src/store/index.ts';
import { chain, document } from './lib/generate.ts';
import { median, percentile, report, round, withBenchStore } from './lib/setup.ts';

const context = (document([]) as { '@context': unknown })['@context'];
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((each) => each > 0);
if (sizes.length < 2) sizes.splice(0, sizes.length, 200_000, 2_000_000);

async function fill(store: Store, from: number, upTo: number): Promise<number> {
  let [stored, batch] = [0, from];
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

type Ask = (url: string) => Promise<void>;

/** Milliseconds of each of `count` questions after a tenth of them has warmed the caches. */
async function times(ask: Ask, count: number, url: (i: number) => string): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    await ask(url(i));
    found.push(performance.now() - start);
  }
  return found.slice(Math.ceil(count / 10));
}

const lists = ['eventTypes', 'bizSteps', 'dispositions', 'readPoints', 'bizLocations', 'epcs'];

await withBenchStore(async (store) => {
  const app = buildApp(store, readConfig({}));
  const ask: Ask = async (url) => {
    const { statusCode, body } = await app.inject({ url, headers: { host: 'localhost:8080' } });
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${body.slice(0, 200)}`);
  };
  const results: { epc: number[]; lists: number[][] }[] = [];
  let [batches, size] = [0, 0];
  for (const wanted of sizes) {
    batches = await fill(store, batches, wanted - size);
    size = wanted;
    await store.database.query('vacuum analyze');
    // Drawn over the whole log, each thing once.
    const item = (i: number): string => chain(Math.floor((((i * 2_654_435_761) % 2 ** 32) / 2 ** 32) * batches)).item;
    results.push({
      epc: await times(ask, 600, (i) => `/epcis/events?MATCH_anyEPC=${encodeURIComponent(item(i))}`),
      lists: await Promise.all(lists.map((list) => times(ask, 60, () => `/epcis/${list}`))),
    });
  }
  const [small, large] = [results[0]!, results.at(-1)!];
  const at = (n: number): string => `${n.toLocaleString('en')} events`;
  report('query', {
    [`events of a thing, p50 at ${at(sizes[0]!)}, ms`]: round(median(small.epc)),
    [`events of a thing, p50 at ${at(sizes.at(-1)!)}, ms`]: round(median(large.epc)),
    'ratio of the p50': round(median(large.epc) / median(small.epc)),
    'ratio of the p99': round(percentile(large.epc, 0.99) / percentile(small.epc, 0.99)),
    'lists, p50 large against small': Object.fromEntries(
      lists.map((list, i) => [list, round(median(large.lists[i]!) / median(small.lists[i]!))]),
    ),
  });
  await app.close();
});
