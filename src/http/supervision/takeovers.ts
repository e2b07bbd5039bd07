/**
 * /api/v1/takeovers: history that a city takes over from the system it had before. Declared by the operator alone, before it is recorded,
 * for a time that ends: a firm cannot declare its own late records to be history.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { takeoverRequest } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { epochMicros } from '../../events/index.ts';
import { addTakeover, organisationById, type Takeover, takeovers } from '../../store/index.ts';
import { bodyOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { iso } from '../organisations/shared.ts';

const longest = 31 * 86_400_000;
const path = '/api/v1/takeovers';

export function takeoverRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, permit } = context;
  const onRequest = permit('review');

  app.post(path, { onRequest }, async (request, reply) => {
    const { kind, account = null } = request.principal;
    if (kind !== 'operator' && kind !== 'machine') throw new ZhuisuError('denied_role');
    const body = bodyOf(request, takeoverRequest);
    const declaredAt = now();
    const before = body.before === undefined ? declaredAt : epochMicros(body.before) / 1_000;
    const until = epochMicros(body.until) / 1_000;
    if (before > declaredAt) throw refused('before', body.before!, 'a moment that is past');
    if (until <= declaredAt || until > declaredAt + longest)
      throw refused('until', body.until, 'a moment within the next 31 days');
    if (body.organisation !== undefined && (await organisationById(store.database, body.organisation)) === undefined)
      throw refused('organisation', body.organisation, 'a registered organisation');
    const { system, reason, organisation = null } = body;
    const made: Takeover = { id: randomUUID(), organisation, system, reason, before, declaredAt, until, account };
    await addTakeover(store.database, made);
    await context.audited(request, 'takeover_declared', made.id, `${system}: ${reason}`.slice(0, 300));
    return reply.code(201).send(shown(made));
  });

  app.get(path, { onRequest }, async () => ({ takeovers: (await takeovers(store.database)).map(shown) }));
}

const refused = (name: string, came: string, expected: string): ZhuisuError =>
  new ZhuisuError('value_invalid', { path: name, came, expected });

const shown = ({ account: _, before, declaredAt, until, ...rest }: Takeover): object => ({
  ...rest,
  before: iso(before),
  declaredAt: iso(declaredAt),
  until: iso(until),
});
