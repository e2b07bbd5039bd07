/** /account/organisation: an administrator looks after the accounts of the organisation. Who may what is said in `src/accounts/rules.ts`. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { firstPasswordPage, peoplePage, personPage, tokenPage } from '../../../web/account/index.ts';
import { type Action, actions, decide, type Principal, type Role } from '../../access/index.ts';
import {
  accountFor,
  accountSessions,
  accountTokens,
  changeAccount,
  type Desk,
  dropToken,
  endAccountSessions,
  gifts,
  giveFirstPassword,
  listAccounts,
  makeAccount,
  makeToken,
  resetSecondFactor,
  tokenDays,
} from '../../accounts/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { states } from '../../organisations/index.ts';
import { type AccountRow, organisationById, type TokenRow } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { type Asked, showPage, takeForm } from './forms.ts';
import { formToken } from './requests.ts';

const perPage = 30;
const home = '/account/organisation';
const one = `${home}/people/:id`;

/** The organisation whose administrator asks. Throws not_allowed. */
export function administeredBy({ principal }: FastifyRequest): { readonly id: string; readonly kind: string } {
  const { organisation, roles } = principal;
  if (organisation !== undefined && organisation.through === undefined && roles.has('organisation_administrator'))
    return organisation;
  throw new ZhuisuError('not_allowed', { cause: 'accounts' });
}

/** What every page of the organisation begins with. */
export async function headOf({ store, config }: Context, request: FastifyRequest) {
  const { id } = administeredBy(request);
  const row = await organisationById(store.database, id);
  const { zh, en } = states[(row?.status ?? 'active') as keyof typeof states];
  return { organisation: row?.name ?? id, state: { zh, en }, token: formToken(request, config) };
}

export const tokenState = ({ revokedAt, endsAt }: TokenRow, now: number): 'valid' | 'over' | 'revoked' =>
  revokedAt !== null ? 'revoked' : endsAt.getTime() <= now ? 'over' : 'valid';

/** What a program or a delegate could do for this organisation at all: what every visitor may do needs no scope. */
export function scopesFor(principal: Principal, now: number): Action[] {
  const roles = new Set<Role>(['organisation_administrator', 'recorder', 'reader', 'inspector', 'official']);
  return actions.filter(
    (action) =>
      action !== 'directory' && action !== 'explain' && decide({ ...principal, roles }, action, undefined, { now }).allowed,
  );
}

const line = ({ id, name, login, roles, kind, status, totp, passwordOnce }: AccountRow) => ({
  id,
  name,
  login,
  roles,
  kind,
  status,
  secondFactor: totp !== null,
  firstPasswordOpen: passwordOnce,
});

const givenBy = (kind: string): Role[] =>
  gifts.filter((gift) => gift.by === 'organisation_administrator' && gift.in.includes(kind as never)).map(({ role }) => role);

export function peoplePages(app: FastifyInstance, context: Context, desk: Desk): void {
  async function people({ request, session, refusal, form }: Asked): Promise<string> {
    const { id, kind } = administeredBy(request);
    const after = String(request.query.after ?? '').slice(0, 64);
    const rows = await listAccounts(desk, request.principal, { organisation: id, after, limit: perPage + 1 });
    const page = rows.slice(0, perPage);
    return peoplePage({
      ...(await headOf(context, request)),
      refusal,
      people: page.map(line),
      self: session.account,
      after: rows.length > perPage ? page.at(-1)!.login : undefined,
      first: after === '',
      roles: givenBy(kind),
      typed:
        form === undefined
          ? {}
          : { name: form.get('name') ?? '', login: form.get('login') ?? '', roles: form.getAll('roles').slice(0, 8) },
    });
  }

  async function person({ request, session, refusal }: Asked): Promise<string> {
    const { id, kind } = administeredBy(request);
    const account = await ownAccount(request, id);
    const { principal } = request;
    const roles = givenBy(kind);
    const now = context.now();
    return personPage({
      ...(await headOf(context, request)),
      refusal,
      done: refusal === undefined && request.query.done === '1',
      person: line(account),
      own: account.id === session.account,
      roles,
      fixed: account.roles.filter((role) => !(roles as readonly string[]).includes(role)),
      sessions: (await accountSessions(desk, principal, account.id)).map(({ startedAt, seenAt, ...each }) => ({
        ...each,
        startedAt: startedAt.getTime(),
        seenAt: seenAt.getTime(),
      })),
      tokens: (await accountTokens(desk, principal, account.id)).map((row) => ({
        ...row,
        endsAt: row.endsAt.getTime(),
        usedAt: row.usedAt?.getTime(),
        state: tokenState(row, now),
      })),
      actions: scopesFor(principal, now),
      days: tokenDays,
    });
  }

  /** Also whoever may see every account is here for their own organisation alone. Throws not_found. */
  async function ownAccount(request: Asked['request'], organisation: string): Promise<AccountRow> {
    const account = await accountFor(desk, request.principal, request.params.id!);
    if (account.organisation !== organisation)
      throw new ZhuisuError('not_found', { came: `account ${account.id}` }, { cause: new ZhuisuError('denied_not_party') });
    return account;
  }

  showPage(app, home, people);
  takeForm(app, context, `${home}/people`, {
    again: people,
    back: () => home,
    async step({ request, form }, reply) {
      const { id } = administeredBy(request);
      const kind = form.get('service') === '1' ? 'service' : 'person';
      const given = { organisation: id, kind, name: form.get('name'), login: form.get('login'), roles: form.getAll('roles') };
      const made = await makeAccount(desk, request.principal, given);
      const back = `${home}/people/${made.account.id}`;
      if (made.firstPassword === undefined) return reply.redirect(back, 303);
      return firstPasswordPage(made.account.name, made.account.login, made.firstPassword, back);
    },
  });

  showPage(app, one, person);
  type Step = (asked: Asked & { form: URLSearchParams }, account: AccountRow) => Promise<unknown>;
  const onPerson = (path: string, step: Step): void =>
    takeForm(app, context, `${one}/${path}`, {
      again: person,
      back: (request) => `${home}/people/${request.params.id}?done=1`,
      step: async (asked) => step(asked, await ownAccount(asked.request, administeredBy(asked.request).id)),
    });

  onPerson('rights', ({ request, form }, { id }) =>
    changeAccount(desk, request.principal, id, { name: form.get('name'), roles: form.getAll('roles') }).then(() => undefined),
  );
  onPerson('status', ({ request, form }, { id }) =>
    changeAccount(desk, request.principal, id, { status: form.get('status') }).then(() => undefined),
  );
  onPerson('first-password', async ({ request }, { id }) => {
    const { account, firstPassword } = await giveFirstPassword(desk, request.principal, id);
    return firstPasswordPage(account.name, account.login, firstPassword!, `${home}/people/${id}`);
  });
  onPerson('second-factor', ({ request }, { id }) => resetSecondFactor(desk, request.principal, id));
  onPerson('sessions', ({ request, form }, { id }) =>
    endAccountSessions(desk, request.principal, id, form.get('end') || undefined),
  );
  onPerson('tokens', async ({ request, form }, { id }) => {
    const given = { account: id, name: form.get('name'), scopes: form.getAll('scopes'), days: form.get('days') ?? undefined };
    const { row, token } = await makeToken(desk, request.principal, given);
    return tokenPage(row.name, token, `${home}/people/${id}`);
  });
  onPerson('tokens/revoke', ({ request, form }) => dropToken(desk, request.principal, form.get('token') ?? ''));
}
