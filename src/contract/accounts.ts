/** Accounts, sessions, tokens, delegations. What depends on lists of `src/access` takes them as parameters. */
import { time } from '../events/model.ts';
import {
  boolean,
  component,
  either,
  type Infer,
  list,
  number,
  oneOf,
  pattern,
  record,
  string,
  text,
  unchecked,
  whole,
} from '../events/schema.ts';
import { answer, orNull } from './answer.ts';

const stage = oneOf('open, second_factor, password or enrol', ['open', 'second_factor', 'password', 'enrol']);
const roles = list(string);
const kind = oneOf('person or service', ['person', 'service']);
const status = oneOf('active or suspended', ['active', 'suspended']);
const longest = 256;
const password = text(`a password of up to ${longest} characters`, (value) => value !== '' && value.length <= longest, {
  minLength: 1,
  maxLength: longest,
});

export const signInRequest = component(
  'SignInRequest',
  record(
    { login: text('a login', (value) => value.length <= 200, { maxLength: 200 }), password },
    { required: ['login', 'password'], others: 'any' },
  ),
);
export type SignInRequest = Infer<typeof signInRequest>;

/** Codes are digits, some programs send them as a number; recovery codes are letters and digits. */
export const codeRequest = component(
  'CodeRequest',
  record(
    { code: either('a code of the second factor, or a recovery code', string, number) },
    { required: ['code'], others: 'any' },
  ),
);
export type CodeRequest = Infer<typeof codeRequest>;

/** What a new password must be is said by the rules of passwords, each with its own refusal. */
export const passwordRequest = component(
  'PasswordRequest',
  record({ current: string, next: string }, { required: ['next'], others: 'any' }),
);
export type PasswordRequest = Infer<typeof passwordRequest>;

export const stageAnswer = answer('Stage', { stage });
export type StageAnswer = Infer<typeof stageAnswer>;
export const enrolment = answer('Enrolment', { uri: string, secret: string });
export const enrolled = answer('Enrolled', { stage, recoveryCodes: list(string) });
export const recoveryCodes = answer('RecoveryCodes', { recoveryCodes: list(string) });

/** The organisation whose eyes these are, and through whom. */
const acting = answer(
  'Acting',
  {
    id: string,
    kind: string,
    areas: list(string),
    mandate: answer('Mandate', { leads: list(string), joins: list(string), coordinates: boolean, functions: list(string) }),
    through: answer('ActingThrough', { organisation: string, consent: string }),
  },
  ['mandate', 'through'],
);

export const ownAccount = answer(
  'OwnAccount',
  {
    stage,
    account: string,
    login: string,
    name: string,
    roles,
    organisation: orNull(acting),
    /** Actions that are open to the account at all; which object, each route decides. */
    may: list(string),
    secondFactor: answer('SecondFactor', { enrolled: boolean, codesLeft: number }),
  },
  ['account', 'login', 'name', 'roles', 'organisation', 'may', 'secondFactor'],
);
export type OwnAccount = Infer<typeof ownAccount>;

const session = answer('Session', {
  id: string,
  current: boolean,
  stage,
  startedAt: time,
  seenAt: time,
  endsAt: time,
  address: string,
  agent: string,
});
export const sessions = answer('Sessions', { sessions: list(session) });
export const ended = answer('Ended', { ended: number });

const line = pattern('one line of up to 80 characters', /^\s*[^\s\p{Cc}][^\p{Cc}]*$/u);

export const accountRequest = (known: readonly string[]) =>
  component(
    'AccountRequest',
    record(
      {
        // An id that is none is answered like one that nobody has.
        organisation: unchecked(orNull(string)),
        kind,
        name: line,
        login: string,
        roles: list(oneOf(known.join(', '), known), { most: 8 }),
      },
      { required: ['name', 'login'], others: 'any' },
    ),
  );
export type AccountRequest = Infer<ReturnType<typeof accountRequest>>;

export const accountChange = (known: readonly string[]) =>
  component(
    'AccountChange',
    record({ name: line, roles: list(oneOf(known.join(', '), known), { most: 8 }), status }, { others: 'none' }),
  );
export type AccountChange = Infer<ReturnType<typeof accountChange>>;

export const account = answer(
  'Account',
  {
    id: string,
    organisation: orNull(string),
    kind,
    name: string,
    login: string,
    roles,
    status,
    firstPasswordOpen: boolean,
    secondFactor: boolean,
    createdAt: time,
    firstPassword: string,
  },
  ['firstPassword'],
);
export type Account = Infer<typeof account>;
export const accounts = answer('Accounts', { accounts: list(account), after: string }, ['after']);

const scopesOf = (actions: readonly string[]) => list(oneOf(actions.join(', '), actions), { least: 1, most: actions.length });

export const tokenRequest = (actions: readonly string[], days: { readonly least: number; readonly most: number }) =>
  component(
    'TokenRequest',
    record(
      {
        account: orNull(string),
        name: line,
        scopes: scopesOf(actions),
        days: whole(`a whole number from ${days.least} to ${days.most}`, days.least, days.most),
      },
      { required: ['name', 'scopes'], others: 'any' },
    ),
  );
export type TokenRequest = Infer<ReturnType<typeof tokenRequest>>;

const tokenMembers = {
  id: string,
  account: string,
  name: string,
  scopes: list(string),
  madeAt: time,
  endsAt: time,
  usedAt: orNull(time),
  revokedAt: orNull(time),
};
export const token = answer('Token', tokenMembers);
export type Token = Infer<typeof token>;
export const newToken = answer('NewToken', { ...tokenMembers, token: string });
export type NewToken = Infer<typeof newToken>;
export const tokens = answer('Tokens', { tokens: list(token) });

const moment = pattern(
  'a date, or a date and time with time zone such as 2027-01-31T00:00:00+08:00',
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/,
);
export const delegationRequest = (actions: readonly string[]) =>
  component(
    'DelegationRequest',
    record(
      // What names nobody is answered as nobody.
      { delegate: unchecked(string), scopes: scopesOf(actions), from: moment, until: moment },
      { required: ['delegate', 'scopes', 'until'], others: 'any' },
    ),
  );
export type DelegationRequest = Infer<ReturnType<typeof delegationRequest>>;

export const delegation = answer('Delegation', {
  id: string,
  organisation: string,
  delegate: string,
  scopes: list(string),
  from: time,
  until: time,
  grantedAt: time,
  withdrawnAt: orNull(time),
});
export type Delegation = Infer<typeof delegation>;
export const delegations = answer('Delegations', { delegations: list(delegation) });
