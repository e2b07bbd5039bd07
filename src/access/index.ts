/**
 * Who may see and do what, decided here alone: who × what × where × why → fields, or a reason for no. The rules are data (`rules/`);
 * what none of them allows is refused. Without a bootstrap token nobody is known, so only requests that this machine itself makes are
 * trusted with more than the public may.
 */
import { timingSafeEqual } from 'node:crypto';
import { ZhuisuError } from '../errors.ts';
import { type Principal, theOperator, thePublic, thisMachine } from './principal.ts';

export { type Action, actions } from './actions.ts';
export { type Decision, type DecisionObject, decide, permit } from './decide.ts';
export { project, projectText, publicEvent } from './fields.ts';
export { type Acting, type Mandate, type OrganisationKind, type Principal, type Role, thePublic } from './principal.ts';
export { decideOnPart, decideOnRegister, type PartOf, type RegisterAction, registerSightOf } from './register-sight.ts';
export { type ObjectKind, type RouteRow, routeRow, routes } from './routes.ts';
export { dangerousFunctions } from './rules/dangerous.ts';
export { type RegisterPart, type Rule, rules } from './rules/index.ts';
export { dayMillis, type Setting, settings } from './settings.ts';
export { caseCategories, closedCategories, isClosed, sightOf } from './sight.ts';
export { rulesTable, settingsTable } from './table.ts';
export {
  type CaseGround,
  type ConsentGround,
  type ConsentKind,
  caseInForce,
  consentInForce,
  type GroupGround,
  type Why,
} from './why.ts';

/** What is known of a request before its body is read. */
export interface Caller {
  readonly authorization: string | undefined;
  readonly remoteAddress: string | undefined;
  readonly host: string | undefined;
  /** A proxy stands in between: the address is the proxy's, not the caller's. */
  readonly forwarded: boolean;
}

/** Throws not_signed_in for a token that is wrong. */
export function principalOf(caller: Caller, adminToken: string | undefined): Principal {
  if (caller.authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(caller.authorization)?.[1];
    if (adminToken !== undefined && token !== undefined && equal(token, adminToken)) return theOperator;
    if (adminToken !== undefined) throw new ZhuisuError('not_signed_in');
  }
  return adminToken === undefined && isThisMachine(caller) ? thisMachine : thePublic;
}

/** The Host check keeps a web page that points its own name at 127.0.0.1 from speaking as this machine. */
function isThisMachine({ remoteAddress, host, forwarded }: Caller): boolean {
  const loopback = /^(?:127\.|::1$|::ffff:127\.)/.test(remoteAddress ?? '');
  return loopback && !forwarded && /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i.test(host ?? '');
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
