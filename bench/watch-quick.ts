/**
 * Recall and precision of the watch without a database, for seeds that nobody has looked at: `--firms N --days D --rate R`
 * `--seeds a,b,c` `--show K` `--table FILE` (of the last seed). Several minutes of `bench/watch.ts` are seconds here; of speed it says nothing.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { generate, type Sent } from '../simulator/city/index.ts';
import { report, round } from './lib/setup.ts';
import { InMemory, type Recorded } from './watch/in-memory.ts';
import { match } from './watch/matching.ts';
import { Rules } from './watch/rules.ts';
import { keptTable, lowest, tables } from './watch/table.ts';

const { values } = parseArgs({
  options: {
    firms: { type: 'string', default: '300' },
    days: { type: 'string', default: '180' },
    rate: { type: 'string', default: '0.01' },
    seeds: { type: 'string', default: '1' },
    show: { type: 'string', default: '0' },
    table: { type: 'string' },
  },
});
const [firms, days, rate, show] = [values.firms, values.days, values.rate, values.show].map(Number) as [
  number,
  number,
  number,
  number,
];
const hour = 3_600_000;
const day = 24 * hour;

async function one(seed: string): Promise<Readonly<Record<string, unknown>>> {
  const start = performance.now();
  const city = generate({ firms, days, seed, rate });
  const watch = new InMemory(city);
  const rules = new Rules(city.registers);
  /** Of today, in the order in which it is recorded: hour by hour, a document a firm. */
  let today: Recorded[] = [];
  let slice: Sent[] = [];
  let midnight = city.begins + day;
  let ends = city.begins + hour;
  const close = (): void => {
    const documents = Map.groupBy(slice, ({ firm }) => firm.id);
    for (const list of documents.values()) for (const { firm, event } of list) today.push({ firm, event, recorded: ends });
    slice = [];
  };
  for (const sent of city.events) {
    while (sent.recorded >= ends) {
      close();
      if (ends === midnight) {
        await watch.read(today, midnight);
        today = [];
        midnight += day;
        if (process.stderr.isTTY)
          process.stderr.write(`\r\x1b[2K${seed}: ${round((midnight - city.begins) / day - 1, 0)} of ${days} days`);
      }
      ends = Math.min(midnight, Math.max(ends, Math.floor(sent.recorded / hour) * hour) + hour);
    }
    slice.push(sent);
    await rules.see(sent);
  }
  close();
  await watch.read(today, city.ends);
  const truths = city.truths();
  const found = [...watch.found(), ...rules.findings];
  const matched = match(truths, found);
  console.log(tables(matched, show));
  const figures = {
    ...{ firms, days, seed, rate, events: watch.events, faults: truths.length },
    recall: round(matched.recall, 4),
    precision: round(matched.precision, 4),
    precisionOfHits: round(matched.precisionOfHits, 4),
    lowest: lowest(matched.kinds),
    below: matched.kinds
      .filter(({ faults, hits }) => faults > 0 && hits < 0.8 * faults)
      .map(({ kind, faults, hits }) => `${kind.id} ${hits}/${faults}`),
    findings: found.length,
    seconds: round((performance.now() - start) / 1_000, 0),
  };
  if (values.table !== undefined) {
    const command = `npm run bench -- watch-quick --firms ${firms} --days ${days} --seeds ${seed} --rate ${rate}`;
    await writeFile(values.table, keptTable(command, tables(matched, 0), figures));
  }
  return figures;
}

for (const seed of values.seeds.split(',')) report('watch-quick', await one(seed));
