/** The bodies that the file of a jurisdiction names are organisations like all others, with ids that are the same in every installation. */
import { createHash } from 'node:crypto';
import { allDepartments, type Day, type Department, holds, type Jurisdiction, nameAt } from '../jurisdictions/index.ts';
import { type SeedRow, type Store, seedOrganisations } from '../store/index.ts';
import { dayOf } from './days.ts';

/** Adds and updates them; idempotent. `now`: milliseconds since 1970. Returns how many differed from the file. */
export function seedJurisdiction(store: Store, jurisdiction: Jurisdiction, now: number): Promise<number> {
  const rows = allDepartments(jurisdiction).map((each) => rowOf(each.jurisdiction, each.department, dayOf(now)));
  return seedOrganisations(store.database, rows, now);
}

function rowOf(jurisdiction: Jurisdiction, department: Department, today: Day): SeedRow {
  const { kind, leads, joins, areas } = department;
  return {
    id: bodyId(jurisdiction.id, department.id),
    kind,
    name: nameAt(department, today).zh,
    status: holds(department, today) ? 'active' : 'closed',
    areas: areas ?? [jurisdiction.code],
    categories: [...leads, ...joins],
    jurisdiction: jurisdiction.id,
    department: department.id,
  };
}

/** A name-based UUID (RFC 9562 §5.8, version 8) of the two ids. */
export function bodyId(jurisdiction: string, department: string): string {
  const hex = createHash('sha256').update(`zhuisu body ${jurisdiction} ${department}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
