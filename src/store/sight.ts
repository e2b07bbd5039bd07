/**
 * What somebody may see of the events, as plain data, and the one place where it becomes SQL. The decision itself is made in
 * `src/access`; here is only its form, so that every statement that reads events can be narrowed by it before pages are cut.
 */
import { classOf } from '../codes/index.ts';
import type { Database } from './database.ts';
import { classRange, uuidOfUri } from './keys.ts';

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
  /** Canonical URIs of classes: it names a thing of one of them. */
  readonly classes?: readonly string[];
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
  const { owners, parties, categories, areas, steps, cases, things, classes } = alternative;
  const meets = (wanted: readonly string[] | undefined, own: readonly string[]): boolean =>
    wanted === undefined || own.some((each) => wanted.includes(each));
  return (
    meets(owners, given(event.owner)) &&
    meets(parties, event.parties) &&
    meets(categories, [event.category ?? 'none']) &&
    (areas === undefined || areas.some((area) => event.area?.startsWith(area) ?? false)) &&
    meets(steps, given(event.step)) &&
    meets(cases, event.cases ?? []) &&
    meets(things, event.things ?? []) &&
    (classes === undefined ||
      meets(
        classes,
        (event.things ?? []).map((each) => classOf(each).class),
      ))
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

/** One way through the log to what may be read: where it is read from, and what must hold. */
export interface Narrowing {
  readonly from: string;
  readonly clauses: readonly string[];
  /** The table whose `event_time` and `seq` order the rows. */
  readonly order: 'e' | 'p';
  /** uuid, where the way leads along the events of one organisation. */
  readonly organisation?: string;
  /** SQL for the field set of a row; bound only where it is asked for. */
  readonly fields: () => string;
}

/**
 * The ways to all that a sight may read, the most fields first, each bound where it is used. What belongs to an organisation is read
 * along the index of that organisation, so that a page costs what the firm recorded and not what the log holds.
 */
export function waysThrough(sight: Sight): ((bind: Bind) => Narrowing)[] {
  if (sight === 'everything') return [() => ({ from: 'event e', clauses: [], order: 'e', fields: () => "'all'" })];
  const open = readable(sight);
  return uncovered(open).map((alternative) => (bind: Bind) => {
    const inside = open.filter((each) => covers(alternative, each) && each.fields !== alternative.fields);
    const fields = (): string => {
      const cases = inside.map((each) => `when e.owner = any(${bind(each.owners)}::uuid[]) then '${each.fields}'`);
      return cases.length === 0 ? `'${alternative.fields}'` : `case ${cases.join(' ')} else '${alternative.fields}' end`;
    };
    return { ...wayOf(alternative, bind), fields };
  });
}

/** Without those that another way leads along as well. */
export const uncovered = (open: readonly Alternative[]): readonly Alternative[] =>
  open.filter((each) => !open.some((other) => other !== each && covers(other, each)));

/** An owner is a party: what an organisation recorded is found among what it takes part in. */
function covers(wide: Alternative, narrow: Alternative): boolean {
  const only = (each: Alternative, name: 'parties' | 'owners'): boolean =>
    Object.keys(each).every((key) => key === 'rule' || key === 'fields' || key === name);
  return only(wide, 'parties') && only(narrow, 'owners') && !!narrow.owners?.every((each) => wide.parties?.includes(each));
}

/** The way to all that an alternative counts, whatever fields it shows. */
export const countedAs = (alternative: Alternative, bind: Bind): Omit<Narrowing, 'fields'> => wayOf(alternative, bind);

/** The one organisation that all of an alternative belongs to. */
export function singleOf({ owners, parties }: Alternative): string | undefined {
  const organisations = parties ?? owners;
  return organisations?.length === 1 ? organisations[0] : undefined;
}

function wayOf(alternative: Alternative, bind: Bind): Omit<Narrowing, 'fields'> {
  const { cases } = alternative;
  const single = singleOf(alternative);
  const clauses = clausesOf(alternative, bind, single !== undefined);
  if (single === undefined && cases?.length === 1)
    return { from: 'case_event p join event e on e.log = p.log and e.seq = p.seq', clauses, order: 'e' };
  if (single === undefined) return { from: 'event e', clauses, order: 'e' };
  return {
    from: 'event_party p join event e on e.log = p.log and e.seq = p.seq',
    clauses: [`p.organisation = ${bind(single)}::uuid`, 'p.log = 1', ...clauses],
    order: 'p',
    organisation: single,
  };
}

/**
 * A category or an area as it stands in the statement: how rare it is decides the plan, so that a plan can be kept only for the value.
 * Whatever is more than a plain word is bound.
 */
const spelt = (word: string, bind: Bind, ending = ''): string =>
  /^[A-Za-z0-9_]{1,40}$/.test(word) ? `'${word}${ending}'` : bind(`${word}${ending}`);

/** What must hold of the row `e` of `event`. `joined`: the party is asked already. */
function clausesOf(alternative: Alternative, bind: Bind, joined: boolean): string[] {
  const { owners, parties, categories, areas, steps, cases, things, classes } = alternative;
  const clauses: string[] = [];
  if (owners !== undefined) clauses.push(`e.owner = any(${bind(owners)}::uuid[])`);
  if (parties !== undefined && !joined)
    clauses.push(
      `exists (select from event_party q where q.organisation = any(${bind(parties)}::uuid[]) and q.log = e.log and q.seq = e.seq)`,
    );
  if (categories !== undefined) {
    const named = categories.filter((each) => each !== 'none');
    const none = categories.includes('none') ? ' or e.category is null' : '';
    const [only] = named;
    if (named.length === 0) clauses.push(categories.length === 0 ? 'false' : 'e.category is null');
    else if (named.length === 1 && none === '') clauses.push(`e.category = ${spelt(only!, bind)}`);
    else clauses.push(`(e.category in (${named.map((each) => spelt(each, bind)).join(', ')})${none})`);
  }
  if (areas !== undefined)
    clauses.push(`(${areas.map((area) => `e.area like ${spelt(area, bind, '%')}`).join(' or ') || 'false'})`);
  if (steps !== undefined) clauses.push(`e.step = any(${bind(steps)}::text[])`);
  if (cases?.length === 1 && !joined) clauses.push(`p.case_id = ${bind(cases[0])}::uuid`, 'p.log = 1');
  else if (cases !== undefined)
    clauses.push(
      `exists (select from case_event c where c.case_id = any(${bind(cases)}::uuid[]) and c.log = e.log and c.seq = e.seq)`,
    );
  if (things !== undefined)
    clauses.push(`e.seq in (select l.seq from link l where l.ident = any(${bind(things.map(uuidOfUri))}::uuid[]))`);
  if (classes !== undefined) {
    const ranges = classes.map(classRange).map(([from, to]) => `l.ident between ${bind(from)}::uuid and ${bind(to)}::uuid`);
    clauses.push(`e.seq in (select l.seq from link l where l.log = 1 and (${ranges.join(' or ') || 'false'}))`);
  }
  return clauses;
}

/**
 * What must hold of a row `e` that has owner, category, area and step, and is no event: something that was refused, say. Only its owner
 * has a part in it, and no case, consent or group that names things reaches it: undefined.
 */
export function clausesBeside(alternative: Alternative, bind: Bind): string[] | undefined {
  const { parties, cases, things, classes, ...rest } = alternative;
  if (cases !== undefined || things !== undefined || classes !== undefined) return undefined;
  return clausesOf(parties === undefined ? rest : { ...rest, owners: parties }, bind, false);
}

/** An event that was read without asking who may see it. */
export interface Unseen {
  readonly seq: number;
  readonly facts: { readonly step: string | undefined; readonly participants: readonly { readonly id: string }[] };
  /** Whose it is, where that was read with it and still holds. */
  readonly told?: Pick<Envelope, 'owner' | 'category' | 'area'> | undefined;
}

/**
 * Parties and cases are read only where the sight asks for them. Of one party, as a firm asks, a join costs a third of what looking
 * into each row does.
 */
function envelopeSql(parties: number, cases: number): string {
  const held = (table: string, column: string, bound: string): string =>
    `array(select ${column} from ${table} q where ${column} = any(${bound}::uuid[]) and q.log = e.log and q.seq = e.seq)`;
  const one = "case when p.seq is null then '{}' else array[p.organisation] end";
  return `select e.seq::float8 as seq, e.owner, e.category, e.area,
      ${parties === 0 ? '$2::uuid[]' : parties === 1 ? one : held('event_party', 'q.organisation', '$2')} as parties,
      ${cases === 0 ? '$3::uuid[]' : held('case_event', 'q.case_id', '$3')} as cases
    from event e${parties === 1 ? ' left join event_party p on p.organisation = $2::uuid and p.log = 1 and p.seq = e.seq' : ''}
    where e.log = 1 and e.seq = any($1::bigint[])`;
}

export interface Seen {
  readonly alternative: Alternative;
  /** uuid of the organisation that recorded it. */
  readonly owner: string | undefined;
}

/**
 * Of each of these events the alternative that shows most; events that none shows are absent. Of an event that tells whose it is, the log
 * is asked only where a part in it, or a case, would show more than that does: at most one round trip.
 */
export async function seenOf(
  database: Database,
  sight: readonly Alternative[],
  events: readonly Unseen[],
): Promise<Map<number, Seen>> {
  const ordered = inOrder(sight);
  const found = new Map<number, Seen>();
  const open: Unseen[] = [];
  const judged = judging(ordered);
  for (const event of events) {
    const verdict = judged(event);
    if (verdict === 'open') open.push(event);
    else if (verdict !== undefined) found.set(event.seq, { alternative: verdict, owner: event.told?.owner });
  }
  if (sight.length === 0 || open.length === 0) return found;
  const wanted = (name: 'parties' | 'cases'): string[] => [...new Set(sight.flatMap((each) => each[name] ?? []))];
  const [parties, cases] = [wanted('parties'), wanted('cases')];
  const rows = await database.query<EnvelopeRow>(
    envelopeSql(parties.length, cases.length),
    [open.map(({ seq }) => seq), parties.length === 1 ? parties[0] : parties, cases],
    `envelopes-${Math.min(parties.length, 2)}-${Math.min(cases.length, 1)}`,
  );
  const facts = new Map(open.map((each) => [each.seq, each.facts]));
  for (const { seq, owner, category, area, parties, cases } of rows) {
    const { step, participants } = facts.get(seq)!;
    const envelope = {
      owner: owner ?? undefined,
      category: category ?? undefined,
      area: area ?? undefined,
      step,
      parties: owner === null ? parties : [owner, ...parties],
      cases,
      things: participants.map(({ id }) => id),
    };
    const best = ordered.find((each) => holds(each, envelope));
    if (best !== undefined) found.set(seq, { alternative: best, owner: envelope.owner });
  }
  return found;
}

/**
 * What can be said of an event by what it tells: the alternative that shows most of it, undefined where none does, `open` where the log
 * must be asked. Events of one owner, category, area and step are judged once.
 */
function judging(ordered: readonly Alternative[]): (event: Unseen) => Alternative | undefined | 'open' {
  const known = new Map<string, Alternative | undefined | 'open'>();
  const byThing = ordered.some(({ things }) => things !== undefined);
  return ({ told, facts: { step, participants } }) => {
    if (told === undefined) return 'open';
    const { owner, category, area } = told;
    const key = `${owner} ${category} ${area} ${step}`;
    if (!byThing && known.has(key)) return known.get(key);
    const envelope = {
      owner,
      category,
      area,
      step,
      parties: given(owner),
      things: byThing ? participants.map(({ id }) => id) : [],
    };
    const first = ordered.find((each) => {
      const { parties, cases, ...rest } = each;
      return holds(rest, envelope);
    });
    const verdict = first === undefined || holds(first, envelope) ? first : 'open';
    known.set(key, verdict);
    return verdict;
  };
}

interface EnvelopeRow {
  readonly seq: number;
  readonly owner: string | null;
  readonly category: string | null;
  readonly area: string | null;
  readonly parties: string[];
  readonly cases: string[];
}
