/**
 * What somebody may see, or change, of the register of organisations, as plain data, and the one place where it becomes SQL. The
 * decision is made in `src/access`; like the sight of events it narrows the statement itself, before pages are cut.
 */
import type { Bind, FieldSet } from './sight.ts';

/** What an organisation is to the decision. */
export interface RegisteredAs {
  /** uuid */
  readonly id: string;
  readonly kind: string;
  readonly form: string;
  readonly status: string;
  /** Division codes. */
  readonly areas: readonly string[];
  readonly categories: readonly string[];
}

/** One way to be allowed: everything that is named must hold of the organisation; of the values of one member any. */
export interface RegisterAlternative {
  readonly rule: string;
  /** `public`: what the public list tells. */
  readonly fields: FieldSet;
  readonly ids?: readonly string[];
  readonly kinds?: readonly string[];
  readonly statuses?: readonly string[];
  /** `none`: it is registered for no category. */
  readonly categories?: readonly string[];
  /** It is registered for none of these. */
  readonly without?: readonly string[];
  /** Division codes; each covers what lies below. */
  readonly areas?: readonly string[];
  /** What the public list holds: acts or is suspended, no natural person, and as an enterprise in some category that is none of these. */
  readonly listedBeyond?: readonly string[];
  /** Only these of its parts may be touched; absent: all. */
  readonly parts?: readonly string[];
}

/** `everything`: the operator, and this machine itself. An empty list sees nothing. */
export type RegisterSight = 'everything' | readonly RegisterAlternative[];

const listed: readonly string[] = ['active', 'suspended'];
const within = (areas: readonly string[], own: readonly string[]): boolean =>
  own.some((each) => areas.some((area) => each.startsWith(area)));

/** `parts`: what of it would be touched; undefined: it as a whole. */
export function registerHolds(alternative: RegisterAlternative, row: RegisteredAs, parts?: readonly string[]): boolean {
  const { ids, kinds, statuses, categories, without, areas, listedBeyond, parts: open } = alternative;
  const named = row.categories.length === 0 ? ['none'] : row.categories;
  return (
    (ids === undefined || ids.includes(row.id)) &&
    (kinds === undefined || kinds.includes(row.kind)) &&
    (statuses === undefined || statuses.includes(row.status)) &&
    (categories === undefined || named.some((each) => categories.includes(each))) &&
    (without === undefined || !row.categories.some((each) => without.includes(each))) &&
    (areas === undefined || within(areas, row.areas)) &&
    (listedBeyond === undefined || isListed(row, listedBeyond)) &&
    (open === undefined || parts?.every((each) => open.includes(each)) === true)
  );
}

const isListed = ({ status, kind, form, categories }: RegisteredAs, beyond: readonly string[]): boolean =>
  listed.includes(status) &&
  form !== 'natural_person' &&
  (kind !== 'enterprise' || categories.some((each) => !beyond.includes(each)));

const whole = 'o.categories';

/** What must hold of the row `o` of `organisation`; `categories`: SQL of those that count, where it is asked about a part of it. */
export function registerClause(sight: RegisterSight, bind: Bind, categories = whole): string {
  if (sight === 'everything') return 'true';
  const ways = sight.map((each) => clausesOf(each, bind, categories).join(' and ') || 'true');
  return ways.length === 0 ? 'false' : `(${ways.map((way) => `(${way})`).join(' or ')})`;
}

function clausesOf(alternative: RegisterAlternative, bind: Bind, own: string): string[] {
  const { ids, kinds, statuses, categories, without, areas, listedBeyond } = alternative;
  const clauses: string[] = [];
  if (ids !== undefined) clauses.push(`o.id = any(${bind(ids)}::uuid[])`);
  if (kinds !== undefined) clauses.push(`o.kind = any(${bind(kinds)}::text[])`);
  if (statuses !== undefined) clauses.push(`o.status = any(${bind(statuses)}::text[])`);
  if (categories !== undefined) {
    const none = categories.includes('none') ? ` or ${own} = '{}'` : '';
    clauses.push(`(${own} && ${bind(categories)}::text[]${none})`);
  }
  if (without !== undefined) clauses.push(`not ${own} && ${bind(without)}::text[]`);
  if (areas !== undefined)
    clauses.push(`exists (select from unnest(o.areas) a, unnest(${bind(areas)}::text[]) p where starts_with(a, p))`);
  if (listedBeyond !== undefined) {
    const beyond = bind(listedBeyond);
    // A body is listed whatever it is of; what belongs to it is listed by its own categories.
    const body = own === whole ? "o.kind <> 'enterprise'" : `o.kind <> 'enterprise' and not ${own} && ${beyond}::text[]`;
    clauses.push(
      `o.status = any(${bind(listed)}::text[]) and o.form <> 'natural_person'
         and (${body} or not ${own} <@ ${beyond}::text[])`,
    );
  }
  return clauses;
}
