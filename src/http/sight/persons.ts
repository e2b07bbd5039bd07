/** Personal data: given for a token, shown masked, revealed for a reason. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Action, decide } from '../../access/index.ts';
import { revealRequest } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { isPersonToken, maskedPerson, recordPerson, revealPerson, type ShownPerson } from '../../persons/index.ts';
import { eventsNamingPerson, holdPerson, holdsPerson, seenOf } from '../../store/index.ts';
import { bodyOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { personShape } from '../shapes.ts';
import { ownerOf } from './deciding.ts';

/** A value and its reason are short. */
const bodyLimit = 4_096;
/** Nobody in between may keep any of it. */
const secret = { secret: true } as const;
const unkept = { 'cache-control': 'no-store' } as const;

interface Named {
  Params: { token: string };
}

const told = ({ keepUntil, ...person }: ShownPerson): object => ({ ...person, keepUntil: new Date(keepUntil).toISOString() });

/** Events of a chain that name a person and are looked through for one that the asker may see. */
const mostEvents = 200;

export function personRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, permit } = context;

  /**
   * A person is there for whoever recorded them, and under a case for whoever may see an event of its chain that names them. Throws
   * denied_role and the like; person_unknown for everybody else, as for a token that never was.
   */
  async function known(request: FastifyRequest, action: Action, token: string): Promise<void> {
    const { principal } = request;
    if (principal.kind === 'operator' || principal.kind === 'machine' || !isPersonToken(token)) return;
    const why = await context.why(request);
    const owner = ownerOf(request);
    if (owner !== undefined && (await holdsPerson(store.database, token, owner))) {
      const decision = decide(principal, action, { kind: 'own', owner }, why);
      if (decision.allowed) return;
      throw new ZhuisuError(decision.reason, { cause: action });
    }
    if (await namedOnChain(request, action, token)) return;
    throw new ZhuisuError('person_unknown', { came: token }, { cause: new ZhuisuError('denied_not_party') });
  }

  async function namedOnChain(request: FastifyRequest, action: Action, token: string): Promise<boolean> {
    const { cases = [] } = await context.why(request);
    const sight = await context.sight(request, action);
    if (cases.length === 0 || sight === 'everything') return false;
    const seqs = await eventsNamingPerson(store.database, token, cases[0]!.id, mostEvents);
    const events = await store.links.events(seqs);
    const underCase = sight.filter((each) => each.cases !== undefined);
    const seen = [...(await seenOf(store.database, underCase, [...events.values()])).values()];
    if (seen.length === 0) return false;
    await context.looked(
      request,
      seen.map(({ owner, alternative }) => ({ owner, fields: alternative.fields })),
    );
    return true;
  }

  app.post('/api/v1/persons', { onRequest: permit('record_personal'), bodyLimit }, async (request, reply) => {
    const { kind, value, keepDays } = bodyOf(request, personShape, secret);
    const person = await recordPerson(store, { kind, value, ...(keepDays === undefined ? {} : { keepDays }) }, now());
    const owner = ownerOf(request);
    if (owner !== undefined) await holdPerson(store.database, person.token, owner, now());
    return reply.headers(unkept).send(told(person));
  });

  app.get<Named>('/api/v1/persons/:token', { onRequest: permit('read_personal') }, async (request, reply) => {
    await known(request, 'read_personal', request.params.token);
    return reply.headers(unkept).send(told(await maskedPerson(store, request.params.token)));
  });

  app.post<Named>(
    '/api/v1/persons/:token/reveal',
    { onRequest: permit('reveal_personal'), bodyLimit, config: { rate: 'reveal' } },
    async (request, reply) => {
      const { principal, id, ip } = request;
      const { reason } = bodyOf(request, revealRequest, secret);
      await known(request, 'reveal_personal', request.params.token);
      const asked = { reason, principal, request: id, address: ip };
      return reply.headers(unkept).send(await revealPerson(store, request.params.token, asked, now()));
    },
  );
}
