/** The demo enters like everybody else: through the public interface, firm by firm, document by document, record by record. */
import type { Document, Zhuisu } from '../src/client/index.ts';
import {
  chainOrganisations,
  type DemoOrganisation,
  demoChains,
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

/** Throws when a part of it is refused: the demo has no faults but those that it tells of. */
export async function loadDemoCity(zhuisu: Zhuisu): Promise<LoadedCity> {
  await zhuisu.supervision.declareTakeover({
    system: '演示数据 demo',
    reason: '演示城市的历史一次载入 The history of the demo city is loaded at once',
    until: new Date(Date.now() + minutes * 60_000).toISOString(),
  });
  const organisations = new Map<string, string>();
  for (const firm of demoOrganisations) organisations.set(String(firm.organisation.name), await register(zhuisu, firm));
  await several(chainOrganisations(), async (firm) => {
    organisations.set(String(firm.organisation.name), await register(zhuisu, firm));
  });
  let events = 0;
  for (const { name, document } of demoDocuments()) {
    const captured = await zhuisu.capture(document as Document);
    const refused = captured.events.find(({ problems }) => problems.length > 0);
    if (!captured.success) throw new Error(`The demo document ${name} was refused: ${refused?.problems[0]?.detail}`);
    events += captured.events.length;
  }
  return { organisations, events: events + (await loadChains(zhuisu)) };
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
export async function loadChains(zhuisu: Zhuisu): Promise<number> {
  let recorded = 0;
  await several(demoRegisters(), async ({ category, register, rows }) => {
    const { refused, rows: statuses } = await zhuisu.records.stateRegister(category, register, rows);
    if (refused > 0) throw new Error(`The register ${category}/${register} of the demo was refused: ${JSON.stringify(statuses)}`);
  });
  const chains = demoChains();
  await several([...new Set(chains.map(({ category }) => category))], async (category) => {
    for (const { stage, records } of inOrder(chains.filter((chain) => chain.category === category))) {
      const { refused, records: statuses } = await zhuisu.records.record(category, stage, records);
      const [first] = statuses.filter(({ status }) => status === 'refused');
      if (refused > 0) throw new Error(`The demo record ${category}/${stage} was refused: ${JSON.stringify(first)}`);
      recorded += records.length;
    }
  });
  return recorded;
}
