/** /account: everything one holds, on one page. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AccountView, leavingPage, ownAccountPage, recoveryPage, type Tab, tokenPage } from '../../../web/account/index.ts';
import { actions, decide, type Principal } from '../../access/index.ts';
import {
  beginLink,
  type Desk,
  dropToken,
  endDelegation,
  endOneSession,
  endOtherSessions,
  grantDelegation,
  listDelegations,
  listSessions,
  listTokens,
  makeToken,
  type Provider,
  renewRecoveryCodes,
  type SignedIn,
  type Stage,
  secondFactorOf,
  tokenDays,
} from '../../accounts/index.ts';
import type { Problem } from '../../errors.ts';
import { type DelegationRow, identitiesOf, organisationById } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { onwards, sendPrivate, statusPath, stepOr } from './pages.ts';
import { formToken, redirectOf, sessionForm, sessionIn, setCookie } from './requests.ts';

/** The pages of what the account is there for. */
function placesFor(principal: Principal, now: number): Tab[] {
  const may = (action: 'review' | 'audit'): boolean => decide(principal, action, undefined, { now }).allowed;
  const { organisation } = principal;
  // Accounts without an organisation are those of the administrators of the system.
  const supervises = organisation === undefined || ['department', 'zone', 'township'].includes(organisation.kind);
  if (organisation?.standing === 'unapproved') return [{ href: statusPath, zh: '登记审核进度', en: 'where the review stands' }];
  return [
    supervises
      ? { href: '/console', zh: '进入监管工作台', en: 'to the console' }
      : { href: '/workbench', zh: '进入企业工作台', en: 'to the workbench' },
    ...(principal.roles.has('organisation_administrator') && principal.organisation?.through === undefined
      ? [{ href: '/account/organisation', zh: '本单位管理', en: 'our organisation' }]
      : []),
    ...(may('review') ? [{ href: '/console/registrations', zh: '登记审核', en: 'registrations' }] : []),
    ...(may('audit') ? [{ href: '/console/audit', zh: '审计日志', en: 'audit log' }] : []),
  ];
}

export function ownPage(app: FastifyInstance, context: Context, desk: Desk, provider: Provider | undefined): void {
  const { config, store, now } = context;

  const nameOf = async (organisation: string): Promise<string> =>
    (await organisationById(store.database, organisation))?.name ?? organisation;

  function stateOf({ withdrawnAt, until, from }: DelegationRow) {
    if (withdrawnAt !== null) return 'withdrawn';
    return until.getTime() <= now() ? 'over' : from.getTime() > now() ? 'later' : 'in_force';
  }

  async function viewOf(request: FastifyRequest, session: SignedIn['session'], refusal?: Problem): Promise<AccountView> {
    const { principal } = request;
    const { organisation } = session;
    const own = await listSessions(desk, session);
    const tokens = await listTokens(desk, principal, undefined);
    const delegations = organisation === null ? undefined : await listDelegations(desk, principal);
    const linked =
      provider && (await identitiesOf(store.database, session.account)).some(({ issuer }) => issuer === provider.issuer);
    const { enrolled, codesLeft } = await secondFactorOf(desk, session.account);
    return {
      token: formToken(request, config),
      refusal,
      name: session.name,
      login: session.login,
      roles: session.roles,
      organisation: organisation === null ? undefined : await nameOf(organisation),
      enrolled,
      codesLeft,
      sessions: own.map(({ id, startedAt, seenAt, address, agent }) => ({
        id,
        current: id === session.id,
        startedAt: startedAt.getTime(),
        seenAt: seenAt.getTime(),
        address,
        agent,
      })),
      tokens: tokens.map(({ id, name, scopes, endsAt, usedAt, revokedAt }) => ({
        id,
        name,
        scopes,
        endsAt: endsAt.getTime(),
        usedAt: usedAt?.getTime(),
        state: revokedAt !== null ? 'revoked' : endsAt.getTime() <= now() ? 'over' : 'valid',
      })),
      actions,
      days: tokenDays,
      delegations:
        delegations &&
        (await Promise.all(
          delegations.map(async (row) => ({
            id: row.id,
            given: row.organisation === organisation,
            other: await nameOf(row.organisation === organisation ? row.delegate : row.organisation),
            scopes: row.scopes,
            from: row.from.getTime(),
            until: row.until.getTime(),
            state: stateOf(row),
          })),
        )),
      delegates: session.roles.includes('organisation_administrator'),
      provider: provider && { name: provider.name, linked: linked === true },
      places: placesFor(principal, now()),
    };
  }

  app.get('/account', async (request, reply) => {
    const session = sessionIn(request);
    if (session.stage !== 'open') return onwards(reply, session.stage as Stage, undefined);
    return sendPrivate(reply, ownAccountPage(await viewOf(request, session)));
  });

  type Step = (
    request: FastifyRequest,
    reply: FastifyReply,
    session: SignedIn['session'],
    form: URLSearchParams,
  ) => Promise<unknown>;
  const onPost = (path: string, step: Step): void => {
    app.post(path, async (request, reply) => {
      const form = sessionForm(request, config);
      const { session } = request.signedIn!;
      return stepOr(
        request,
        reply,
        async () => {
          const answer = await step(request, reply, session, form);
          return typeof answer === 'string' ? sendPrivate(reply, answer) : reply.redirect('/account', 303);
        },
        async (refusal) => ownAccountPage(await viewOf(request, session, refusal)),
      );
    });
  };

  onPost('/account/sessions', async (_, __, session, form) => {
    const id = form.get('end') ?? '';
    await (id === 'others' ? endOtherSessions(desk, session) : endOneSession(desk, session, id));
  });

  onPost('/account/recovery-codes', async (_, __, session) => recoveryPage(await renewRecoveryCodes(desk, session), '/account'));

  onPost('/account/tokens', async ({ principal }, _, __, form) => {
    const given = { name: form.get('name'), scopes: form.getAll('scopes'), days: form.get('days') ?? undefined };
    const { row, token } = await makeToken(desk, principal, given);
    return tokenPage(row.name, token);
  });

  onPost('/account/tokens/revoke', async ({ principal }, _, __, form) => dropToken(desk, principal, form.get('id') ?? ''));

  onPost('/account/delegations', async ({ principal }, _, __, form) => {
    // The whole of the day, where people are.
    const until = `${form.get('until') ?? ''}T23:59:59+08:00`;
    await grantDelegation(desk, principal, { delegate: form.get('delegate')?.trim(), scopes: form.getAll('scopes'), until });
  });

  onPost('/account/delegations/withdraw', async ({ principal }, _, __, form) =>
    endDelegation(desk, principal, form.get('id') ?? ''),
  );

  if (provider !== undefined)
    onPost('/account/identity', async (request, reply, session) => {
      const { address, cookie } = await beginLink(desk, provider, session, redirectOf(request, context));
      setCookie(request, reply, config, 'oidc', cookie, 600);
      return leavingPage(provider.name, address);
    });
}
