/** From rules and a principal to what it may see: the rules that fit, with the names of the principal filled in. Pure. */
import { categories } from '../categories/index.ts';
import type { Alternative, FieldSet, Sight } from '../store/index.ts';
import { type Action, actions } from './actions.ts';
import type { Acting, Principal } from './principal.ts';
import { type Rule, rules } from './rules/index.ts';
import { type ConsentGround, caseInForce, consentInForce, type Why } from './why.ts';

const closed = categories.filter((each) => each.closed).map(({ id }) => id);
export const closedCategories: readonly string[] = closed;
const open = categories.filter((each) => !each.closed).map(({ id }) => id);

/** Division codes begin alike where one lies in the other, but for the zeros that end the code of a province or prefecture. */
export const prefixOf = (code: string): string => (/^\d{6}$/.test(code) ? code.replace(/(?:00){1,2}$/, '') : code);

export const isClosed = (category: string | undefined): boolean => category !== undefined && closed.includes(category);

const dayMillis = 24 * 3_600_000;
let lastDay = { number: 0, text: '1970-01-01' };

/** China has one time zone, UTC+8: rules begin and end with the day there. */
function dayOf(millis: number): string {
  const number = Math.floor((millis + 8 * 3_600_000) / dayMillis);
  if (lastDay.number !== number) lastDay = { number, text: new Date(number * dayMillis).toISOString().slice(0, 10) };
  return lastDay.text;
}

/** Everything of `who` but the roles; `day` as YYYY-MM-DD. */
export function concerns({ who, from, to }: Rule, { kind, organisation }: Principal, day: string): boolean {
  if (day < from || (to !== undefined && day > to)) return false;
  if (who.kinds !== undefined && !who.kinds.includes(kind)) return false;
  if (who.organisations !== undefined && !(organisation !== undefined && who.organisations.includes(organisation.kind)))
    return false;
  if (who.standing !== undefined && who.standing !== (organisation?.standing ?? 'approved')) return false;
  const mandate = organisation?.mandate;
  if (who.mandate === 'leads' && (mandate?.leads.length ?? 0) === 0) return false;
  if (who.mandate === 'joins' && (mandate?.joins.length ?? 0) === 0) return false;
  if (who.mandate === 'coordinates' && mandate?.coordinates !== true) return false;
  return who.functions === undefined || who.functions.some((each) => mandate?.functions.includes(each));
}

export const hasRole = ({ who }: Rule, { roles }: Principal): boolean =>
  who.roles === undefined || who.roles.some((each) => roles.has(each));

const rulesOf: ReadonlyMap<Action, readonly Rule[]> = new Map(
  actions.map((action) => [action, rules.filter((rule) => rule.actions.includes(action))]),
);

/** Rules hang on the kind of who asks and on the mandate, of which there are few: they are looked for once. */
const speaking = new Map<string, readonly Rule[]>();
const mostSpeaking = 2_000;

/** The rules that speak of this principal and this action. */
export function rulesFor(principal: Principal, action: Action, now: number): readonly Rule[] {
  const day = dayOf(now);
  const { kind, organisation } = principal;
  const { leads = [], joins = [], coordinates = false, functions = [] } = organisation?.mandate ?? {};
  const parts = `${leads.length > 0} ${joins.length > 0} ${coordinates} ${functions.join()}`;
  const key = `${day} ${action} ${kind} ${organisation?.kind} ${organisation?.standing} ${parts}`;
  let found = speaking.get(key);
  if (found === undefined) {
    found = (rulesOf.get(action) ?? []).filter((rule) => concerns(rule, principal, day));
    if (speaking.size >= mostSpeaking) speaking.clear();
    speaking.set(key, found);
  }
  return found;
}

/** What the principal sees of the events for this action and these reasons. */
export function sightOf(principal: Principal, action: Action, why: Why): Sight {
  if (principal.kind === 'operator' || principal.kind === 'machine') return 'everything';
  const fitting = rulesFor(principal, action, why.now).filter((rule) => hasRole(rule, principal));
  const barred = fitting.some(({ effect }) => effect === 'deny') || !inScope(principal, action);
  return (
    fitting
      .filter(({ effect, why: ground }) => effect === 'allow' && (ground === 'public' || !barred))
      .flatMap((rule) => alternativesOf(rule, principal, why))
      // Who counts sees numbers, whatever else they may see.
      .map((each) => (action === 'count' ? { ...each, fields: 'status' as const } : each))
  );
}

export const inScope = ({ scopes }: Principal, action: Action): boolean => scopes === undefined || scopes.has(action);

function alternativesOf(rule: Rule, principal: Principal, why: Why): Alternative[] {
  const { organisation } = principal;
  const { what, where } = rule;
  const base = {
    rule: rule.id,
    fields: rule.fields,
    ...(what.categories === undefined ? {} : { categories: namesOf(rule, organisation) }),
    ...(what.steps === undefined ? {} : { steps: what.steps }),
    ...(what.upstream ? { upstream: true } : {}),
    ...(where === 'own' ? { areas: (organisation?.areas ?? []).map(prefixOf) } : {}),
  };
  const own = organisation === undefined ? [] : [organisation.id];
  if (rule.why === 'case') {
    const cases = (why.cases ?? []).filter((each) => each.organisation === organisation?.id && caseInForce(each, why.now));
    return cases.length === 0 ? [] : [{ ...base, cases: cases.map(({ id }) => id) }];
  }
  if (rule.why === 'consent') {
    return (why.consents ?? [])
      .filter((each) => each.receiver === organisation?.id && consentInForce(each, why.now))
      .map((each) => ({ ...base, ...scopeOf(each, rule.fields) }));
  }
  // Whoever acts in the place of a member is no member: the others agreed to share with it, not with its vendor.
  if (rule.why === 'group') {
    if (organisation === undefined || organisation.through !== undefined) return [];
    return (why.groups ?? []).flatMap(({ categories: shared, products, peers }) => {
      const given = shared.filter((each) => base.categories?.includes(each) ?? false);
      const narrowed = { ...base, categories: given, ...(products === undefined ? {} : { classes: products }) };
      // One way for each, so that each is read along the index of that firm.
      return peers.map((peer) => ({ ...narrowed, owners: [peer] }));
    });
  }
  switch (what.relation) {
    case 'owner':
      return own.length === 0 ? [] : [{ ...base, owners: own }];
    case 'party':
      return own.length === 0 ? [] : [{ ...base, parties: own }];
    case 'member':
      return [{ ...base, owners: why.members ?? [] }];
    default:
      return [base];
  }
}

/** The least of what the rule allows and what the grantor gave. */
function scopeOf({ grantor, kind, fields, categories: given, things }: ConsentGround, most: FieldSet): Omit<Alternative, 'rule'> {
  const granted = kind === 'aggregates' ? 'status' : fields;
  return {
    fields: most === 'status' ? 'status' : granted,
    owners: [grantor],
    ...(given === undefined ? {} : { categories: given }),
    ...(things === undefined ? {} : { things }),
  };
}

export function namesOf({ what }: Rule, organisation: Acting | undefined): string[] {
  const { leads = [], joins = [] } = organisation?.mandate ?? {};
  return [
    ...new Set(
      (what.categories ?? []).flatMap((each) => {
        // A category that is closed is nobody's by leading or joining: only a function opens it.
        if (each === 'led') return leads.filter((id) => !closed.includes(id));
        if (each === 'joined') return joins.filter((id) => !closed.includes(id));
        return each === 'open' ? open : each === 'closed' ? closed : ['none'];
      }),
    ),
  ];
}

/** The categories in which a department may open a case: those it leads, and the closed ones where a function of it gives the power. */
export function caseCategories(principal: Principal, now: number): string[] {
  const may = rulesFor(principal, 'case', now).filter((rule) => rule.effect === 'allow' && hasRole(rule, principal));
  const led = may.some(({ who }) => who.mandate === 'leads') ? (principal.organisation?.mandate?.leads ?? []) : [];
  const byFunction = may.some(({ who }) => who.functions !== undefined) ? closed : [];
  return [...new Set([...led.filter((id) => !closed.includes(id)), ...byFunction])];
}
