/**
 * Recalls with missing records: trades whose whole truth is known, from which 1 to 30 % of the records are lost. How wide is the maximum,
 * is the truth between the bounds in every case, and how much of the gap do the first calls close? `npm run bench -- recall [--large] [--trades N]`
 *
 * A call is answered from the truth: the firm sends all its records. `asked again`: the list is made anew after each answer; `as listed`:
 * the first five of the first list, whatever they answer; `asked alone`: only the records that were asked for, nothing said of the rest.
 */
import { parseArgs } from 'node:util';
import { losing } from '../simulator/recall/losing.ts';
import { firmOf, type Network, networkOf, type Owned, randomOf } from '../simulator/recall/network.ts';
import { factsOf, noPrefixes } from '../src/events/index.ts';
import {
  type Call,
  callsOf,
  certainOf,
  gapIndexOf,
  ledgerOf,
  likelyFrom,
  memoryReader,
  possibleOf,
  type TracedEvent,
  trace,
} from '../src/trace/index.ts';
import { median, percentile, report, round } from './lib/setup.ts';

const { values: options } = parseArgs({
  options: { trades: { type: 'string' }, large: { type: 'boolean', default: false }, json: { type: 'boolean' } },
});
/** 29 firms and about 800 events, or 95 firms and about 7,000. */
const size = options.large
  ? { farms: 20, factories: 20, distributors: 15, shops: 40, days: 16 }
  : { farms: 6, factories: 6, distributors: 5, shops: 12, days: 8 };
const trades = Number(options.trades ?? (options.large ? 6 : 40));
const shares = [0.01, 0.05, 0.1, 0.2, 0.3];
const places = 5;
const isGood = (id: string): boolean => id.includes('/01/');

function tracedOf(records: Iterable<Owned>): TracedEvent[] {
  return [...records].map(({ event }, i) => {
    const facts = factsOf(event, noPrefixes);
    return { seq: i + 1, eventID: facts.eventID!, facts, event, prefixes: noPrefixes };
  });
}

interface Assessed {
  readonly minimum: readonly string[];
  readonly likely: readonly string[];
  readonly maximum: readonly string[];
  readonly firms: ReadonlySet<string>;
  readonly named: (id: string) => boolean;
  readonly calls: readonly Call[];
}

async function assess(
  network: Network,
  records: Iterable<Owned>,
  root: string,
  complete: ReadonlySet<string>,
  places: number,
): Promise<Assessed> {
  const ledger = ledgerOf(tracedOf(records), { firmOf });
  const index = gapIndexOf(ledger);
  const certain = certainOf(ledger, [root]);
  const options = { partners: network.partners, complete };
  const possible = possibleOf(ledger, index, [root], certain, options);
  const question = { ledger, index, roots: [root], certain, possible, options, counts: isGood };
  return {
    minimum: [...certain.things.keys()].filter(isGood),
    likely: [...possible.things].filter(([id, { share }]) => isGood(id) && share >= likelyFrom).map(([id]) => id),
    maximum: [...possible.things.keys()].filter(isGood),
    firms: new Set(possible.firms.keys()),
    named: (id) => ledger.page(id).sightings.length > 0,
    calls: places === 0 ? [] : await callsOf(question, { candidates: 60, places, again: 15, records: 0 }),
  };
}

const gapOf = ({ minimum, maximum }: Assessed): number => maximum.length - minimum.length;

interface Row {
  readonly truth: number;
  readonly minimum: number;
  readonly likely: number;
  readonly maximum: number;
  readonly precision: number;
  readonly recall: number;
  readonly gap: number;
  readonly again: number;
  readonly listed: number;
  readonly alone: number;
  readonly millis: number;
}

let broken = 0;
let cases = 0;
const figures: Record<string, unknown> = {};
for (const share of shares) {
  const rows: Row[] = [];
  for (let trade = 1; trade <= trades; trade++) {
    const network = networkOf(trade * 7 + 1, size);
    const random = randomOf(trade * 31 + share * 1000);
    const root = network.roots[Math.floor(random() * network.roots.length)]!;
    const lost = losing(network.records, share, random);
    const whole = memoryReader(network.records.map(({ event }) => ({ event, prefixes: noPrefixes })));
    const { answer } = await trace(whole, root, 'down', { maxNodes: 1e6 });
    const truth = new Set(answer.nodes.map(({ id }) => id).filter(isGood));
    const firms = new Set([...truth].flatMap((id) => [...(network.wasAt.get(id) ?? [])]));
    const start = performance.now();
    const first = await assess(network, lost, root, new Set(), places);
    const millis = performance.now() - start;
    if (!first.named(root)) continue;
    const contained = (each: Assessed): void => {
      cases++;
      const outside =
        each.minimum.some((id) => !truth.has(id)) ||
        [...truth].some((id) => each.named(id) && !each.maximum.includes(id)) ||
        [...firms].some((firm) => !each.firms.has(firm));
      if (outside) broken++;
    };
    contained(first);

    const records = new Map(lost.map((each) => [each.event.eventID!, each]));
    const complete = new Set<string>();
    let now = first;
    for (let call = 0; call < places && now.calls.length > 0; call++) {
      const { organisation } = now.calls[0]!;
      for (const each of network.records) if (each.firm === organisation) records.set(each.event.eventID!, each);
      complete.add(organisation);
      now = await assess(network, records.values(), root, complete, 1);
      contained(now);
    }
    const again = gapOf(now);

    const listed = new Set(first.calls.slice(0, places).map(({ organisation }) => organisation));
    const sent = [...lost.filter(({ firm }) => !listed.has(firm)), ...network.records.filter(({ firm }) => listed.has(firm))];
    const asListed = await assess(network, sent, root, listed, 0);
    contained(asListed);

    const asked = new Map(
      first.calls
        .slice(0, places)
        .map(({ organisation, missing }) => [organisation, new Set(missing.flatMap(({ id }) => id ?? []))]),
    );
    const touching = new Map(lost.map((each) => [each.event.eventID!, each]));
    for (const each of network.records) {
      const wanted = asked.get(each.firm);
      if (wanted === undefined) continue;
      const { participants } = factsOf(each.event, noPrefixes);
      if (participants.some(({ id }) => wanted.has(id))) touching.set(each.event.eventID!, each);
    }
    const alone = await assess(network, touching.values(), root, new Set(), 0);
    contained(alone);
    const hits = first.likely.filter((id) => truth.has(id)).length;
    rows.push({
      truth: truth.size,
      minimum: first.minimum.length,
      likely: first.likely.length,
      maximum: first.maximum.length,
      precision: hits / first.likely.length,
      recall: hits / truth.size,
      gap: gapOf(first),
      again,
      listed: gapOf(asListed),
      alone: gapOf(alone),
      millis,
    });
  }
  const mean = (name: keyof Row): number => rows.reduce((sum, each) => sum + each[name], 0) / rows.length;
  const closed = (name: 'again' | 'listed' | 'alone'): number => {
    const open = rows.filter(({ gap }) => gap > 0);
    return open.reduce((sum, each) => sum + Math.max(-1, 1 - each[name] / each.gap), 0) / Math.max(1, open.length);
  };
  figures[`${share * 100} % lost`] = {
    trades: rows.length,
    truth: round(mean('truth')),
    minimum: round(mean('minimum')),
    likely: round(mean('likely')),
    maximum: round(mean('maximum')),
    'likely that is true': round(mean('precision')),
    'truth that is likely': round(mean('recall')),
    gap: round(mean('gap')),
    'closed by five, asked again': round(closed('again')),
    'closed by five, as listed': round(closed('listed')),
    'closed by five, asked alone': round(closed('alone')),
    'p50 ms': round(median(rows.map(({ millis }) => millis))),
    'p99 ms': round(
      percentile(
        rows.map(({ millis }) => millis),
        0.99,
      ),
    ),
  };
}
report('recall', { ...figures, cases, 'outside the bounds': broken });
if (broken > 0) process.exitCode = 1;
