/** The demo enters like everybody else: through the public interface, firm by firm and document by document. */
import type { Document, Zhuisu } from '../src/client/index.ts';
import { demoDocuments, demoOrganisations } from './demo-city.ts';

export interface LoadedCity {
  /** Name to uuid. */
  readonly organisations: ReadonlyMap<string, string>;
  readonly events: number;
}

/** Throws when a part of it is refused: the demo has no faults but those that it tells of. */
export async function loadDemoCity(zhuisu: Zhuisu): Promise<LoadedCity> {
  const organisations = new Map<string, string>();
  for (const { organisation, site, licences } of demoOrganisations) {
    const { id, status } = await zhuisu.registerOrganisation(organisation);
    organisations.set(String(organisation.name), id);
    await zhuisu.addSite(id, site);
    for (const licence of licences) await zhuisu.addLicence(id, licence);
    if (status === 'registered') await zhuisu.decideOnOrganisation(id, { decision: 'approve' });
  }
  let events = 0;
  for (const { name, document } of demoDocuments()) {
    const captured = await zhuisu.capture(document as Document);
    const refused = captured.events.find(({ problems }) => problems.length > 0);
    if (!captured.success) throw new Error(`The demo document ${name} was refused: ${refused?.problems[0]?.detail}`);
    events += captured.events.length;
  }
  return { organisations, events };
}
