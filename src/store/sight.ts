/**
 * What somebody may see of the events, as plain data, and the one place where it becomes SQL. The decision itself is made in
 * `src/access`; here is only its form, so that every statement that reads events can be narrowed by it before pages are cut.
 */

/**
 * `all`: the event as captured. `business`: without personal data and prices. `public`: what a consumer sees. `step`: that something
 * was recorded. `status`: counts alone.
 */
export type FieldSet = 'all' | 'business' | 'public' | 'step' | 'status';

/** From the most to the least. `public` is no part of `business`: it is told of other events, in another form. */
export const fieldSets: readonly FieldSet[] = ['all', 'business', 'public', 'step', 'status'];

/** One way to be allowed: everything that is named must hold of the event; of the values of one member any. */
export interface Alternative {
  /** Rule of `src/access/rules` that gave it. */
  readonly rule: string;
  readonly fields: FieldSet;
  /** uuids of organisations that captured it. */
  readonly owners?: readonly string[];
  /** uuids of organisations that take part in it, its owner among them. */
  readonly parties?: readonly string[];
  /** `none`: the event belongs to no category. */
  readonly categories?: readonly string[];
  /** Division codes; each covers what lies below. */
  readonly areas?: readonly string[];
  /** Business steps, as the log keeps them. */
  readonly steps?: readonly string[];
  /** uuids of cases whose chain holds it. */
  readonly cases?: readonly string[];
  /** Canonical URIs of things it names. */
  readonly things?: readonly string[];
  /** Told only of the thing asked for and of what it was made from, not of where else it went. */
  readonly upstream?: boolean;
}

/** `everything`: the operator, and this machine itself. An empty list sees nothing. */
export type Sight = 'everything' | readonly Alternative[];

/** What an event is to the decision. */
export interface Envelope {
  /** uuid; absent where the operator captured it, or before owners were kept. */
  readonly owner?: string | undefined;
  readonly category?: string | undefined;
  readonly area?: string | undefined;
  readonly step?: string | undefined;
  /** uuids */
  readonly parties: readonly string[];
  /** uuids of the cases, among those asked about, whose chain holds it. */
  readonly cases?: readonly string[];
  /** Canonical URIs it names, where a sight asks for them. */
  readonly things?: readonly string[];
}

export function holds(alternative: Alternative, event: Envelope): boolean {
  const { owners, parties, categories, areas, steps, cases, things } = alternative;
  const meets = (wanted: readonly string[] | undefined, own: readonly string[]): boolean =>
    wanted === undefined || own.some((each) => wanted.includes(each));
  return (
    meets(owners, given(event.owner)) &&
    meets(parties, event.parties) &&
    meets(categories, [event.category ?? 'none']) &&
    (areas === undefined || areas.some((area) => event.area?.startsWith(area) ?? false)) &&
    meets(steps, given(event.step)) &&
    meets(cases, event.cases ?? []) &&
    meets(things, event.things ?? [])
  );
}

const given = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

/** The alternative that shows most of the event; undefined where none shows any of it. */
export function bestOf(sight: readonly Alternative[], event: Envelope): Alternative | undefined {
  return inOrder(sight).find((each) => holds(each, event));
}

/** Most fields first. */
const inOrder = (sight: readonly Alternative[]): Alternative[] =>
  [...sight].sort((a, b) => fieldSets.indexOf(a.fields) - fieldSets.indexOf(b.fields));

/** Those alternatives that show documents of events, not only that there are some. */
export const readable = (sight: readonly Alternative[]): readonly Alternative[] =>
  inOrder(sight).filter(({ fields }) => fields === 'all' || fields === 'business');

export type Bind = (value: unknown) => string;

/**
 * An alternative as a condition on the row `e` of `event`. Organisations are asked through their own index, so that a page of one firm
 * costs what the firm recorded and not what the log holds.
 */
export function clausesOf(alternative: Alternative, bind: Bind, uuidsOf: (uris: readonly string[]) => string[]): string[] {
  const { owners, parties, categories, areas, steps, cases, things } = alternative;
  const clauses: string[] = [];
  if (owners !== undefined) clauses.push(`e.owner = any(${bind(owners)}::uuid[])`);
  if (parties !== undefined)
    clauses.push(
      `exists (select from event_party p where p.organisation = any(${bind(parties)}::uuid[]) and p.log = e.log and p.seq = e.seq)`,
    );
  if (categories !== undefined) {
    const named = categories.filter((each) => each !== 'none');
    const none = categories.includes('none') ? ' or e.category is null' : '';
    clauses.push(`(e.category = any(${bind(named)}::text[])${none})`);
  }
  if (areas !== undefined) clauses.push(`(${areas.map((area) => `e.area like ${bind(`${area}%`)}`).join(' or ') || 'false'})`);
  if (steps !== undefined) clauses.push(`e.step = any(${bind(steps)}::text[])`);
  if (cases !== undefined)
    clauses.push(
      `exists (select from case_event c where c.case_id = any(${bind(cases)}::uuid[]) and c.log = e.log and c.seq = e.seq)`,
    );
  if (things !== undefined)
    clauses.push(`e.seq in (select l.seq from link l where l.ident = any(${bind(uuidsOf(things))}::uuid[]))`);
  return clauses;
}
