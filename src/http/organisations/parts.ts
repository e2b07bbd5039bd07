/** What belongs to an organisation, as somebody sees it: each by its own categories, so that of two trades of a firm each side has its own. */
import { closedCategories } from '../../access/index.ts';
import { licenceCategories, schemeCategories } from '../../organisations/index.ts';
import type {
  ChangeRow,
  FieldSet,
  IdentifierRow,
  LicenceRow,
  OrganisationRow,
  SiteRow,
  StatementRow,
} from '../../store/index.ts';
import { inFull, type RegisterAccess } from './register-access.ts';

/** What a list of licences must know of the categories that are closed. */
export const closedLicences = { categories: closedCategories, schemes: schemeCategories };

/** Which fields of a licence are shown; undefined: it is not there for the asker. */
export const licenceFields = (
  access: RegisterAccess,
  row: OrganisationRow,
  licence: LicenceRow,
  statements: readonly StatementRow[],
): FieldSet | undefined => access.partFields(row, licenceCategories(licence, statements));

export function licencesSeen(
  access: RegisterAccess,
  row: OrganisationRow,
  licences: readonly LicenceRow[],
  said: ReadonlyMap<string, readonly StatementRow[]>,
): LicenceRow[] {
  return licences.filter((licence) => licenceFields(access, row, licence, said.get(licence.id)!) !== undefined);
}

interface Places {
  readonly sites: readonly SiteRow[];
  readonly identifiers: readonly IdentifierRow[];
  readonly changes: readonly ChangeRow[];
}

/** Sites, the URIs that name them, and the history of what is shown. Asked for whoever sees the organisation above its public part. */
export function placesSeen(access: RegisterAccess, row: OrganisationRow, { sites, identifiers, changes }: Places): Places {
  const shown = sites.filter(({ categories }) => inFull(access.partFields(row, categories)));
  const hidden = new Set(sites.filter((site) => !shown.includes(site)).map(({ id }) => id));
  const seen = (category: string): boolean => access.partFields(row, [category]) !== undefined;
  const partial = hidden.size > 0 || !row.categories.every(seen);
  return {
    sites: shown,
    identifiers: identifiers.filter(({ site }) => site === undefined || !hidden.has(site)),
    changes: changes.flatMap((change) => changeSeen(change, hidden, seen, partial)),
  };
}

type Told = Readonly<Record<string, unknown>>;

/** A change of what is hidden is not there; of a change of several categories the others are told, without the words of whoever made it. */
function changeSeen(
  change: ChangeRow,
  hidden: ReadonlySet<string>,
  seen: (category: string) => boolean,
  partial: boolean,
): ChangeRow[] {
  const sides = [change.before, change.after].map((text) => JSON.parse(text) as Told);
  const named = sides.flatMap(({ categories }) => (Array.isArray(categories) ? (categories as string[]) : []));
  if (change.action.startsWith('site_'))
    return sides.some(({ id }) => hidden.has(String(id))) || !named.every(seen) ? [] : [change];
  if (change.action.startsWith('identifier_')) {
    // Of a URI that was dropped it is not on record any more which site it named.
    const lost = partial && change.action === 'identifier_dropped';
    return lost || sides.some(({ site }) => hidden.has(String(site))) ? [] : [change];
  }
  if (named.every(seen)) return [change];
  const [before, after] = sides.map((side) =>
    JSON.stringify(Array.isArray(side.categories) ? { ...side, categories: (side.categories as string[]).filter(seen) } : side),
  );
  return [{ ...change, reason: '', before: before!, after: after! }];
}
