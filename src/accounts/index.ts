/**
 * Who signs in and what they hold: accounts, passwords, second factors, sessions, API tokens, delegations. What they may then do is for
 * `access` to say; here alone is said who may give rights (`rules.ts`).
 */
export { dropToken, listTokens, makeToken } from './api-tokens.ts';
export { placeOf, type Visitor } from './budget.ts';
export { Credentials, ofApiToken, ofSession, type SignedIn } from './credentials.ts';
export { endDelegation, grantDelegation, listDelegations } from './delegations.ts';
export { type Desk, type DeskOptions, openDesk } from './desk.ts';
export { beginEnrolment, confirmEnrolment, renewRecoveryCodes, secondFactorOf } from './enrolling.ts';
export { beginLink, beginProvider, finishProvider, Provider } from './identities.ts';
export { deviceMillis, tokenDays } from './lifetimes.ts';
export { loginOf } from './logins.ts';
export {
  accountFor,
  changeAccount,
  checkNewAccount,
  giveFirstPassword,
  listAccounts,
  type Made,
  makeAccount,
  resetSecondFactor,
  storeAccount,
} from './managing.ts';
export { accountSessions, accountTokens, endAccountSessions, listOrganisationTokens } from './overseeing.ts';
export { beginAs, checkOwnPassword, loginsFor, ownAccount } from './own-account.ts';
export { Hasher, hashing } from './password-hash.ts';
export { checkPassword, passwordLimits } from './password-rules.ts';
export { allRoles, checkInPerson, gifts } from './rules.ts';
export { endOneSession, endOtherSessions, listSessions } from './sessions.ts';
export { type Begun, changePassword, proveSecondFactor, type Stage, signIn, signOut } from './sign-in.ts';
export { firstPassword as randomPassword } from './words.ts';
