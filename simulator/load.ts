/** The demo enters like everybody else: through the public interface, firm by firm, document by document, record by record. */
import { type Shift, shifted, yearsBefore } from '../src/categories/dated.ts';
import type { Document, Zhuisu } from '../src/client/index.ts';
import {
  chainOrganisations,
  crossingRegisters,
  type DemoOrganisation,
  demoChains,
  demoCrossings,
  demoDocuments,
  demoOrganisations,
  demoRegisters,
  inOrder,
} from './demo-city.ts';

export interface LoadedCity {
  /** Name to uuid. */
  readonly organisations: ReadonlyMap<string, string>;
  readonly events: number;
}

/** The demo tells of an autumn, whenever it is loaded. */
const minutes = 15;

/** The last day of which the demo tells. */
const lastDay = '2026-11-24';

/** As many whole years earlier as it takes to have happened by now: nobody records what has not happened yet. */
function demoShift(now: number): Shift {
  const today = new Date(now).toISOString().slice(0, 10);
  const years = Number(lastDay.slice(0, 4)) - Number(today.slice(0, 4)) + (lastDay.slice(4) > today.slice(4) ? 1 : 0);
  return yearsBefore(Math.max(0, years));
}

/** Throws when a part of it is refused: the demo has no faults but those that it tells of. `now`: the clock of the installation. */
export async function loadDemoCity(zhuisu: Zhuisu, now = Date.now()): Promise<LoadedCity> {
  const shift = demoShift(now);
  await zhuisu.supervision.declareTakeover({
    system: '演示数据 demo',
    reason: '演示城市的历史一次载入 The history of the demo city is loaded at once',
    until: new Date(now + minutes * 60_000).toISOString(),
  });
  const organisations = new Map<string, string>();
  for (const firm of shifted(demoOrganisations, shift))
    organisations.set(String(firm.organisation.name), await register(zhuisu, firm));
  await several(shifted(chainOrganisations(), shift), async (firm) => {
    organisations.set(String(firm.organisation.name), await register(zhuisu, firm));
  });
  let events = 0;
  for (const { name, document } of shifted(demoDocuments(), shift)) {
    const captured = await zhuisu.capture(document as Document);
    const refused = captured.events.find(({ problems }) => problems.length > 0);
    if (!captured.success) throw new Error(`The demo document ${name} was refused: ${refused?.problems[0]?.detail}`);
    events += captured.events.length;
  }
  return { organisations, events: events + (await loadChains(zhuisu, shift)) };
}

/** How many requests are under way at once. */
const atOnce = 4;

async function several<Item>(items: readonly Item[], each: (item: Item) => Promise<void>): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of rest) await each(item);
    }),
  );
}

async function register(zhuisu: Zhuisu, { organisation, sites, licences }: DemoOrganisation): Promise<string> {
  const { id, status } = await zhuisu.registerOrganisation(organisation);
  for (const site of sites) await zhuisu.addSite(id, site);
  for (const licence of licences) await zhuisu.addLicence(id, licence);
  if (status === 'registered') await zhuisu.decideOnOrganisation(id, { decision: 'approve' });
  return id;
}

/** Chains of different categories do not wait for each other; of one category each stage is one request, in the order of time. */
export async function loadChains(zhuisu: Zhuisu, shift: Shift = yearsBefore(0)): Promise<number> {
  let recorded = 0;
  await several(shifted([...demoRegisters(), ...crossingRegisters], shift), async ({ category, register, rows }) => {
    const { refused, rows: statuses } = await zhuisu.records.stateRegister(category, register, rows);
    if (refused > 0) throw new Error(`The register ${category}/${register} of the demo was refused: ${JSON.stringify(statuses)}`);
  });
  const chains = shifted(demoChains(), shift);
  await several([...new Set(chains.map(({ category }) => category))], async (category) => {
    for (const { stage, records } of inOrder(chains.filter((chain) => chain.category === category))) {
      const { refused, records: statuses } = await zhuisu.records.record(category, stage, records);
      const [first] = statuses.filter(({ status }) => status === 'refused');
      if (refused > 0) throw new Error(`The demo record ${category}/${stage} was refused: ${JSON.stringify(first)}`);
      recorded += records.length;
    }
  });
  for (const { category, stage, record } of shifted(demoCrossings, shift).flatMap(({ records }) => records)) {
    const { refused, records: statuses } = await zhuisu.records.record(category, stage, [record]);
    if (refused > 0) throw new Error(`The demo record ${category}/${stage} was refused: ${JSON.stringify(statuses)}`);
    recorded++;
  }
  return recorded;
}
