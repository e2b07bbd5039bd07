/** The register of a simulated city in a store, as its firms were approved on the first day. */

import type { Registering } from '../../simulator/city/index.ts';
import { jiyuan } from '../../src/jurisdictions/index.ts';
import { addLicence, readRegistration, refusalOf, register, setSite } from '../../src/organisations/index.ts';
import type { Store } from '../../src/store/index.ts';

export async function registerCity(store: Store, firms: readonly Registering[], at: number): Promise<void> {
  const registry = { jurisdiction: jiyuan, today: new Date(at).toISOString().slice(0, 10) };
  const doing = { actor: 'bench', at };
  const registrations = firms.map(({ organisation }) => readRegistration(organisation as never, registry));
  for (let from = 0; from < registrations.length; from += 500) {
    const answers = await register(store, registrations.slice(from, from + 500), doing, { approved: true });
    const refused = answers.map(refusalOf).find((each) => each !== undefined);
    if (refused !== undefined) throw refused;
  }
  for (const { organisation, site, licences } of firms) {
    await setSite(store, organisation.id, site as never, registry, doing);
    for (const licence of licences) await addLicence(store, organisation.id, licence as never, doing);
  }
}
