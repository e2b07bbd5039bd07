/** /api/v1/accounts, /tokens, /delegations: what administrators do, and what people hold beside their sessions. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  accountFor,
  changeAccount,
  checkInPerson,
  type Desk,
  dropToken,
  endDelegation,
  giveFirstPassword,
  grantDelegation,
  listAccounts,
  listDelegations,
  listTokens,
  type Made,
  makeAccount,
  makeToken,
  resetSecondFactor,
} from '../../accounts/index.ts';
import { ZhuisuError } from '../../errors.ts';
import type { Shape } from '../../events/schema.ts';
import type { AccountRow, DelegationRow, TokenRow } from '../../store/index.ts';
import { bodyOf as checkedBody, numberIn } from '../bodies.ts';
import { accountChangeShape, accountShape, delegationShape, tokenShape } from '../shapes.ts';

interface Named {
  Params: { id: string };
}

export function managingRoutes(app: FastifyInstance, desk: Desk): void {
  const made = ({ account, firstPassword }: Made): object => ({
    ...describedAccount(account),
    ...(firstPassword === undefined ? {} : { firstPassword }),
  });

  /** Who asks is settled before what they ask for. */
  const bodyOf = <T extends object>(request: FastifyRequest, shape: Shape<T>): T => {
    checkInPerson(request.principal);
    return checkedBody(request, shape);
  };

  app.post('/api/v1/accounts', async (request, reply) => {
    const result = await makeAccount(desk, request.principal, bodyOf(request, accountShape));
    return reply.code(201).header('location', `/api/v1/accounts/${result.account.id}`).send(made(result));
  });

  app.get<{ Querystring: { organisation?: string; after?: string; limit?: string } }>('/api/v1/accounts', async (request) => {
    const { organisation, after = '', limit } = request.query;
    const count = numberIn(limit, 'limit', 1, 200, 50);
    if (typeof after !== 'string' || after.length > 200 || after.includes('\u0000'))
      throw new ZhuisuError('value_invalid', { path: 'after', came: String(after).slice(0, 40), expected: 'a login' });
    const rows = await listAccounts(desk, request.principal, { organisation, after, limit: count });
    const last = rows.length === count ? rows.at(-1)!.login : undefined;
    return { accounts: rows.map(describedAccount), ...(last === undefined ? {} : { after: last }) };
  });

  app.get<Named>('/api/v1/accounts/:id', async ({ principal, params }) =>
    describedAccount(await accountFor(desk, principal, params.id)),
  );

  app.patch<Named>('/api/v1/accounts/:id', async (request) => {
    const given = bodyOf(request, accountChangeShape);
    return describedAccount(await changeAccount(desk, request.principal, request.params.id, given));
  });

  app.post<Named>('/api/v1/accounts/:id/first-password', async ({ principal, params }) =>
    made(await giveFirstPassword(desk, principal, params.id)),
  );

  app.delete<Named>('/api/v1/accounts/:id/second-factor', async ({ principal, params }, reply) => {
    await resetSecondFactor(desk, principal, params.id);
    return reply.code(204).send();
  });

  app.post('/api/v1/tokens', async (request, reply) => {
    const { row, token } = await makeToken(desk, request.principal, bodyOf(request, tokenShape));
    return reply.code(201).send({ ...describedToken(row), token });
  });

  app.get<{ Querystring: { account?: string } }>('/api/v1/tokens', async ({ principal, query }) => ({
    tokens: (await listTokens(desk, principal, query.account)).map(describedToken),
  }));

  app.delete<Named>('/api/v1/tokens/:id', async ({ principal, params }, reply) => {
    await dropToken(desk, principal, params.id);
    return reply.code(204).send();
  });

  app.post('/api/v1/delegations', async (request, reply) =>
    reply.code(201).send(describedDelegation(await grantDelegation(desk, request.principal, bodyOf(request, delegationShape)))),
  );

  app.get('/api/v1/delegations', async ({ principal }) => ({
    delegations: (await listDelegations(desk, principal)).map(describedDelegation),
  }));

  app.delete<Named>('/api/v1/delegations/:id', async ({ principal, params }, reply) => {
    await endDelegation(desk, principal, params.id);
    return reply.code(204).send();
  });
}

const describedAccount = ({
  id,
  organisation,
  kind,
  name,
  login,
  roles,
  status,
  passwordOnce,
  totp,
  createdAt,
}: AccountRow): object => ({
  id,
  organisation,
  kind,
  name,
  login,
  roles,
  status,
  firstPasswordOpen: passwordOnce,
  secondFactor: totp !== null,
  createdAt,
});

const describedToken = ({ id, account, name, scopes, madeAt, endsAt, usedAt, revokedAt }: TokenRow): object => ({
  id,
  account,
  name,
  scopes,
  madeAt,
  endsAt,
  usedAt,
  revokedAt,
});

const describedDelegation = ({
  id,
  organisation,
  delegate,
  scopes,
  from,
  until,
  grantedAt,
  withdrawnAt,
}: DelegationRow): object => ({
  id,
  organisation,
  delegate,
  scopes,
  from,
  until,
  grantedAt,
  withdrawnAt,
});
