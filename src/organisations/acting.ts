import type { Acting, Mandate, OrganisationKind } from '../access/index.ts';
import { type Department, departmentOf, type Jurisdiction, jurisdictionOf } from '../jurisdictions/index.ts';
import { organisationById, type Store } from '../store/index.ts';

/**
 * The organisation as decisions see it, with the mandate of a body from the file of its jurisdiction. Undefined for one that is unknown
 * or closed: nobody acts for it. One that was not approved says so in its standing, which rules weigh; one that is suspended still acts.
 */
export async function actingOf(store: Store, jurisdiction: Jurisdiction, organisationId: string): Promise<Acting | undefined> {
  const row = await organisationById(store.database, organisationId);
  if (row === undefined || row.status === 'closed') return undefined;
  const isUnapproved = row.status === 'registered' || row.status === 'refused';
  const acting: Acting = {
    id: row.id,
    kind: row.kind as OrganisationKind,
    areas: row.areas,
    ...(isUnapproved ? { standing: 'unapproved' } : {}),
  };
  if (row.jurisdiction === undefined || row.department === undefined || row.kind === 'association') return acting;
  const home = jurisdictionOf(jurisdiction, row.jurisdiction);
  const known = home?.departments.some(({ id }) => id === row.department);
  return home !== undefined && known ? { ...acting, mandate: mandateOf(departmentOf(home, row.department)) } : acting;
}

/** Tasks that it leads within a category of somebody else's are no lead of the category. */
export const mandateOf = ({ leads, joins, coordinates = false, functions }: Department): Mandate => ({
  leads,
  joins,
  coordinates,
  functions,
});
