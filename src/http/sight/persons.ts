/** Personal data: given for a token, shown masked, revealed for a reason. */
import type { FastifyInstance } from 'fastify';
import { revealRequest } from '../../contract/index.ts';
import { maskedPerson, recordPerson, revealPerson, type ShownPerson } from '../../persons/index.ts';
import { bodyOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { personShape } from '../shapes.ts';

/** A value and its reason are short. */
const bodyLimit = 4_096;
/** Nobody in between may keep any of it. */
const secret = { secret: true } as const;
const unkept = { 'cache-control': 'no-store' } as const;

interface Named {
  Params: { token: string };
}

const told = ({ keepUntil, ...person }: ShownPerson): object => ({ ...person, keepUntil: new Date(keepUntil).toISOString() });

export function personRoutes(app: FastifyInstance, { store, now, permit }: Context): void {
  app.post('/api/v1/persons', { onRequest: permit('record_personal'), bodyLimit }, async (request, reply) => {
    const { kind, value, keepDays } = bodyOf(request, personShape, secret);
    const person = await recordPerson(store, { kind, value, ...(keepDays === undefined ? {} : { keepDays }) }, now());
    return reply.headers(unkept).send(told(person));
  });

  app.get<Named>('/api/v1/persons/:token', { onRequest: permit('read_personal') }, async (request, reply) =>
    reply.headers(unkept).send(told(await maskedPerson(store, request.params.token))),
  );

  app.post<Named>(
    '/api/v1/persons/:token/reveal',
    { onRequest: permit('reveal_personal'), bodyLimit, config: { rate: 'reveal' } },
    async (request, reply) => {
      const { principal, id, ip } = request;
      const { reason } = bodyOf(request, revealRequest, secret);
      const asked = { reason, principal, request: id, address: ip };
      return reply.headers(unkept).send(await revealPerson(store, request.params.token, asked, now()));
    },
  );
}
