/** From rules and a principal to what it may see or change of the register of organisations. Pure. */
import type { ErrorCode } from '../errors.ts';
import { type RegisterAlternative, type RegisteredAs, type RegisterSight, registerHolds } from '../store/index.ts';
import type { Action } from './actions.ts';
import { barrier, type Decision } from './decide.ts';
import type { Principal } from './principal.ts';
import type { RegisterPart, Rule } from './rules/index.ts';
import { closedCategories, hasRole, inScope, namesOf, prefixOf, rulesFor } from './sight.ts';
import type { Why } from './why.ts';

export type RegisterAction = Extract<Action, 'organisation_read' | 'register' | 'review'>;

export function registerSightOf(principal: Principal, action: RegisterAction, why: Why): RegisterSight {
  if (principal.kind === 'operator' || principal.kind === 'machine') return 'everything';
  const fitting = rulesFor(principal, action, why.now).filter((rule) => hasRole(rule, principal));
  if (fitting.some(({ effect }) => effect === 'deny') || !inScope(principal, action)) return [];
  return fitting.map((rule) => alternativeOf(rule, principal, why));
}

function alternativeOf(rule: Rule, { organisation }: Principal, why: Why): RegisterAlternative {
  const { id, fields, what, where } = rule;
  const own = organisation === undefined ? [] : [organisation.id];
  return {
    rule: id,
    fields,
    ...(what.relation === 'self' ? { ids: own } : {}),
    ...(what.relation === 'member' ? { ids: why.members ?? [] } : {}),
    ...(what.kinds === undefined ? {} : { kinds: what.kinds }),
    ...(what.states === undefined ? {} : { statuses: what.states }),
    ...(what.categories === undefined ? {} : { categories: namesOf(rule, organisation) }),
    ...(what.without === undefined ? {} : { without: closedCategories }),
    ...(where === 'own' ? { areas: (organisation?.areas ?? []).map(prefixOf) } : {}),
    ...(what.listed === undefined ? {} : { listedBeyond: closedCategories }),
    ...(what.parts === undefined ? {} : { parts: what.parts }),
  };
}

/** Most fields first. */
const order = ['all', 'business', 'public', 'step', 'status'];

/** `parts`: what of it would be touched; undefined: it as a whole, to read it, to register it, to decide on it. */
export function decideOnRegister(
  principal: Principal,
  action: RegisterAction,
  row: RegisteredAs,
  why: Why,
  parts?: readonly RegisterPart[],
): Decision {
  const sight = registerSightOf(principal, action, why);
  if (sight === 'everything') return { allowed: true, fields: 'all', rule: principal.kind };
  const holding = sight.filter((each) => registerHolds(each, row, parts));
  const [best] = holding.toSorted((a, b) => order.indexOf(a.fields) - order.indexOf(b.fields));
  if (best !== undefined) return { allowed: true, fields: best.fields, rule: best.rule };
  return { allowed: false, reason: barrier(principal, action, why) ?? nearest(sight, row, parts) };
}

/** Categories by which something that belongs to an organisation is seen: its own, or where none are stated those of the organisation. */
export interface PartOf {
  readonly categories: readonly string[];
}

/**
 * The same for a licence, a site or a category of an organisation: it is seen as an organisation would be that is registered for it
 * alone. Whatever touches a closed category is of that, so that a firm of both kinds shows each side what is its own.
 */
export function decideOnPart(principal: Principal, row: RegisteredAs, { categories }: PartOf, why: Why): Decision {
  const own = categories.length > 0 ? categories : row.categories;
  const shut = own.filter((each) => closedCategories.includes(each));
  const decision = decideOnRegister(principal, 'organisation_read', { ...row, categories: shut.length > 0 ? shut : own }, why);
  // A body of the jurisdiction is listed with its closed categories; what is of them is not.
  return shut.length > 0 && decision.allowed && decision.fields === 'public'
    ? { allowed: false, reason: 'denied_closed' }
    : decision;
}

/** What the nearest alternative lacks: first of those that speak of the very organisation. */
function nearest(
  sight: readonly RegisterAlternative[],
  row: RegisteredAs,
  parts: readonly RegisterPart[] | undefined,
): ErrorCode {
  const reasons = sight.map((each): ErrorCode => {
    if (each.ids !== undefined && !each.ids.includes(row.id)) return 'denied_not_party';
    if (!registerHolds({ rule: each.rule, fields: each.fields, ...picked(each, 'parts', 'statuses') }, row, parts))
      return 'denied_review';
    if (!registerHolds({ rule: each.rule, fields: each.fields, ...picked(each, 'categories', 'kinds') }, row))
      return 'denied_category';
    if (!registerHolds({ rule: each.rule, fields: each.fields, ...picked(each, 'without') }, row)) return 'denied_closed';
    return each.listedBeyond === undefined ? 'denied_area' : 'denied_not_party';
  });
  const rank: readonly ErrorCode[] = ['denied_review', 'denied_area', 'denied_closed', 'denied_category', 'denied_not_party'];
  return rank.find((each) => reasons.includes(each)) ?? 'denied_not_party';
}

const picked = (alternative: RegisterAlternative, ...names: (keyof RegisterAlternative)[]): Partial<RegisterAlternative> =>
  Object.fromEntries(Object.entries(alternative).filter(([name]) => names.includes(name as keyof RegisterAlternative)));
