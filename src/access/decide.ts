/** The one decision: allowed with which fields, or the reason for no. Denies by default. */
import { type ErrorCode, ZhuisuError } from '../errors.ts';
import { type Alternative, bestOf, type Envelope, type FieldSet, holds } from '../store/index.ts';
import type { Action } from './actions.ts';
import type { Principal } from './principal.ts';
import { hasRole, inScope, isClosed, rulesFor, sightOf } from './sight.ts';
import { caseInForce, consentInForce, type Why } from './why.ts';

export type Decision =
  | { readonly allowed: true; readonly fields: FieldSet; readonly rule: string }
  | { readonly allowed: false; readonly reason: ErrorCode };

/**
 * `event`: an event, or what is counted of events. `own`: whatever an organisation makes for itself: jobs, ranges, certificates, queries,
 * subscriptions, cases, consents; its owner is a uuid, or absent where the operator made it.
 */
export type DecisionObject =
  | { readonly kind: 'event'; readonly event: Envelope }
  | { readonly kind: 'own'; readonly owner: string | undefined };

const no = (reason: ErrorCode): Decision => ({ allowed: false, reason });

/** Without an object: whether the action is open to the principal at all. */
export function decide(principal: Principal, action: Action, object: DecisionObject | undefined, why: Why): Decision {
  if (principal.kind === 'operator' || principal.kind === 'machine') {
    const [rule] = rulesFor(principal, action, why.now).filter(({ who }) => who.kinds?.includes(principal.kind));
    return rule === undefined ? no('not_allowed') : { allowed: true, fields: 'all', rule: rule.id };
  }
  const barred = barrier(principal, action, why);
  const sight = sightOf(principal, action, why) as readonly Alternative[];
  if (object === undefined) {
    const [first] = sight;
    if (first !== undefined) return { allowed: true, fields: first.fields, rule: first.rule };
    if (barred !== undefined) return no(barred);
    // An action under a case or a consent is open where the rule is; the ground is weighed with the object.
    const rule = rulesFor(principal, action, why.now).find((each) => each.effect === 'allow' && hasRole(each, principal))!;
    return { allowed: true, fields: rule.fields, rule: rule.id };
  }
  if (object.kind === 'own') {
    if (barred !== undefined) return no(barred);
    const own = object.owner !== undefined && object.owner === principal.organisation?.id;
    return own ? { allowed: true, fields: 'all', rule: 'own' } : no('denied_not_party');
  }
  const best = bestOf(sight, object.event);
  if (best !== undefined) return { allowed: true, fields: best.fields, rule: best.rule };
  return no(barred ?? nearestReason(principal, action, object.event, sight, why));
}

/** Why the action is not open whatever the object; undefined when it is. */
export function barrier(principal: Principal, action: Action, why: Why): ErrorCode | undefined {
  const speaking = rulesFor(principal, action, why.now);
  const duties = speaking.filter((rule) => rule.effect === 'allow' && rule.why !== 'public');
  const isOpen = speaking.some((rule) => rule.effect === 'allow' && rule.why === 'public');
  if (principal.kind === 'public') return isOpen ? undefined : 'not_signed_in';
  const denial = speaking.find((rule) => rule.effect === 'deny' && hasRole(rule, principal));
  if (denial !== undefined) return denial.refusal ?? 'denied_administrator';
  if (!inScope(principal, action) && !isOpen) return 'denied_scope';
  if (duties.length === 0) return isOpen ? undefined : 'not_allowed';
  if (!duties.some((rule) => hasRole(rule, principal))) return isOpen ? undefined : 'denied_role';
  return undefined;
}

/** What was nearest to allowing it, and what it lacked. */
function nearestReason(
  principal: Principal,
  action: Action,
  event: Envelope,
  sight: readonly Alternative[],
  why: Why,
): ErrorCode {
  const { cases, consents } = why;
  const id = principal.organisation?.id;
  if (cases?.some((each) => each.organisation !== id || !caseInForce(each, why.now))) return 'denied_case';
  if (action === 'use_consent')
    return consents?.some((each) => each.receiver === id && consentInForce(each, why.now))
      ? 'denied_not_party'
      : 'denied_consent';
  const lacking = sight.filter(({ upstream }) => upstream !== true).map((each) => lacks(each, event));
  lacking.sort((a, b) => a.length - b.length);
  const nearest = lacking.find((each) => each[0] !== 'denied_not_party') ?? lacking[0];
  if (isClosed(event.category) && nearest?.[0] !== 'denied_area' && nearest?.[0] !== 'denied_not_party') return 'denied_closed';
  return (
    nearest?.[0] ??
    (isClosed(event.category) ? 'denied_closed' : principal.kind === 'public' ? 'not_signed_in' : 'denied_category')
  );
}

function lacks(alternative: Alternative, event: Envelope): ErrorCode[] {
  const { rule, fields, ...wanted } = alternative;
  const without = (...names: (keyof typeof wanted)[]): boolean => {
    const tested = Object.fromEntries(Object.entries(wanted).filter(([name]) => names.includes(name as keyof typeof wanted)));
    return !holds({ rule, fields, ...tested }, event);
  };
  const found: ErrorCode[] = [];
  if (without('cases')) found.push('denied_case');
  if (without('categories')) found.push('denied_category');
  if (without('steps')) found.push('denied_closed');
  if (without('areas')) found.push('denied_area');
  if (without('owners', 'parties', 'things', 'classes')) found.push('denied_not_party');
  return found;
}

/** Throws the reason. */
export function permit(principal: Principal, action: Action, why: Why): void {
  const decision = decide(principal, action, undefined, why);
  if (!decision.allowed) throw new ZhuisuError(decision.reason, { cause: action });
}
