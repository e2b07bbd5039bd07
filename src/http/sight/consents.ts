/** Consents (`/api/v1/consents`) and what they open (`/api/v1/consented/{organisation}/…`). */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { consentInForce, dayMillis, settings, sightOf, type Why } from '../../access/index.ts';
import { checked } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { eventPage } from '../../query/index.ts';
import {
  type Alternative,
  addLooks,
  type ConsentRow,
  consentById,
  consentsBetween,
  consentsOf,
  giveConsent,
  monthlyCounts,
  organisationById,
  withdrawConsent,
} from '../../store/index.ts';
import { bodyObject } from '../bodies.ts';
import { settle } from '../codes/looking-up.ts';
import type { Context } from '../context.ts';
import { since } from '../counts.ts';
import { linkNext, type Query } from '../paging.ts';
import { consentShape } from '../shapes.ts';
import { groundOfConsent, isUuid, looksOf, ownerOf, ownOrNotFound, type SeenEvent } from './deciding.ts';

interface Named {
  Params: { id: string };
}
interface Consented {
  Params: { organisation: string };
  Querystring: Query;
}

/** Who may be given what: those who lend and insure get figures alone. */
const kindsFor: Readonly<Record<string, readonly ConsentRow['kind'][]>> = {
  bank: ['aggregates'],
  insurer: ['aggregates'],
  enterprise: ['aggregates', 'fields'],
  platform: ['aggregates', 'fields'],
  association: ['aggregates', 'fields'],
};

export function consentRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context;

  app.post('/api/v1/consents', { onRequest: context.permit('consent') }, async (request, reply) => {
    const row = await newConsent(context, request, bodyObject(request));
    return reply
      .code(201)
      .header('location', `/api/v1/consents/${row.id}`)
      .send(told({ ...row, withdrawnAt: null }));
  });

  app.get('/api/v1/consents', { onRequest: context.permit('consent') }, async (request) => ({
    consents: (await consentsOf(store.database, grantorOf(request), 500))
      .filter((row) => row.grantor === ownerOf(request))
      .map(told),
  }));

  app.get<Named>('/api/v1/consents/:id', { onRequest: context.permit('consent') }, async (request) =>
    told(await ownConsent(context, request, request.params.id)),
  );

  app.post<Named>('/api/v1/consents/:id/withdrawal', { onRequest: context.permit('consent') }, async (request) => {
    return told(await endConsent(context, request, request.params.id));
  });

  /** What was given to the asker: without it nobody would know whom they may ask about. */
  app.get('/api/v1/consented', { onRequest: context.permit('use_consent') }, async (request) => {
    const receiver = grantorOf(request);
    const rows = await consentsOf(store.database, receiver, 500);
    return { consents: rows.filter((row) => row.receiver === receiver).map(told) };
  });

  app.get<Consented>('/api/v1/consented/:organisation/counts', { onRequest: context.permit('use_consent') }, async (request) => {
    const { grounds, sight } = await granted(request);
    const cells = await monthlyCounts(store.database, sight, since(now()));
    await note(request, grounds, [{ owner: request.params.organisation, fields: 'status' }]);
    return { organisation: request.params.organisation, smallestGroup: settings.smallestGroup, counts: cells.map(cell) };
  });

  app.get<Consented>(
    '/api/v1/consented/:organisation/events',
    { onRequest: context.permit('use_consent') },
    async (request, reply) => {
      const { grounds, sight } = await granted(request);
      const fields = sight.filter((each) => each.fields === 'business');
      if (fields.length === 0) throw new ZhuisuError('denied_consent');
      const { body, seen, next } = await eventPage(store, request.query, { now: now(), sight: fields });
      await note(request, grounds, seen);
      linkNext(reply, `/api/v1/consented/${request.params.organisation}/events`, request.query, next);
      return reply.type('application/ld+json; charset=utf-8').send(body);
    },
  );

  /** What the organisation of the path lets the asker have at this moment. Throws denied_consent, also for one that there is not. */
  async function granted(request: FastifyRequest<Consented>): Promise<{ grounds: ConsentRow[]; sight: readonly Alternative[] }> {
    const [grantor, receiver] = [request.params.organisation, ownerOf(request)];
    const rows = receiver === undefined || !isUuid(grantor) ? [] : await consentsBetween(store.database, grantor, receiver);
    const grounds = rows.filter((row) => consentInForce(groundOfConsent(row), now()));
    const why: Why = { now: now(), consents: grounds.map(groundOfConsent) };
    const sight = sightOf(request.principal, 'use_consent', why);
    if (sight === 'everything' || sight.length === 0) throw new ZhuisuError('denied_consent');
    return { grounds, sight };
  }

  /** The grantor sees every read, at once. */
  async function note(request: FastifyRequest, grounds: readonly ConsentRow[], seen: readonly SeenEvent[]): Promise<void> {
    const [ground] = grounds;
    const looks = looksOf(seen, {
      at: now(),
      organisation: ownerOf(request)!,
      account: request.principal.account ?? null,
      ground: 'consent',
      groundId: ground!.id,
      reason: ground!.purpose,
      asked: `${request.method} ${request.url}`.slice(0, 500),
      shownAt: now(),
    });
    await addLooks(store.database, looks);
  }
}

/** Throws value_invalid, naming what this receiver may be given. */
function kindFor(kind: ConsentRow['kind'], fitting: readonly ConsentRow['kind'][]): ConsentRow['kind'] {
  if (fitting.includes(kind)) return kind;
  const expected = fitting.length === 0 ? 'nothing: none is yours' : `one of ${fitting.join(', ')}`;
  throw new ZhuisuError('value_invalid', { path: 'kind', came: JSON.stringify(kind), expected });
}

/** A consent as its grantor says it. Throws value_invalid, not_allowed. */
export async function newConsent(context: Context, request: FastifyRequest, said: Readonly<Record<string, unknown>>) {
  const { store, now } = context;
  const body = checked(consentShape, said);
  const grantor = grantorOf(request);
  const receiver = await organisationById(store.database, body.receiver);
  const kind = kindFor(body.kind, kindsFor[receiver?.kind ?? ''] ?? []);
  const row = {
    id: randomUUID(),
    grantor,
    receiver: receiver!.id,
    account: request.principal.account ?? null,
    kind,
    fields: kind === 'aggregates' ? ('status' as const) : ('business' as const),
    purpose: body.purpose.trim(),
    categories: body.categories ? [...new Set(body.categories)] : null,
    things: body.things ? await Promise.all(body.things.map((code) => settle(store, code))) : null,
    from: now(),
    until: now() + body.days * dayMillis,
    givenAt: now(),
  };
  await giveConsent(store.database, row);
  await context.audited(request, 'consent_changed', row.id, `given to ${row.receiver}: ${row.purpose}`);
  return row;
}

/** Holds at once; to withdraw twice is to have withdrawn. Throws not_found for what somebody else gave. */
export async function endConsent(context: Context, request: FastifyRequest, id: string): Promise<ConsentRow> {
  const row = await ownConsent(context, request, id);
  await withdrawConsent(context.store.database, row.id, context.now());
  await context.audited(request, 'consent_changed', row.id, 'withdrawn');
  return (await consentById(context.store.database, row.id))!;
}

async function ownConsent({ store }: Context, request: FastifyRequest, id: string): Promise<ConsentRow> {
  const row = isUuid(id) ? await consentById(store.database, id) : undefined;
  return ownOrNotFound(request, row, ({ grantor }) => grantor);
}

/** Throws not_allowed: the operator owns no data that it could give. */
function grantorOf(request: FastifyRequest): string {
  const organisation = ownerOf(request);
  if (organisation === undefined) throw new ZhuisuError('not_allowed', { cause: 'consent' });
  return organisation;
}

const iso = (millis: number): string => new Date(millis).toISOString();

const told = ({ from, until, givenAt, withdrawnAt, ...row }: ConsentRow): object => ({
  ...row,
  from: iso(from),
  until: iso(until),
  givenAt: iso(givenAt),
  ...(withdrawnAt === null ? {} : { withdrawnAt: iso(withdrawnAt) }),
});

/** A cell of few events could be told apart; its number is not given. */
function cell({ month, category, events, punctual }: Awaited<ReturnType<typeof monthlyCounts>>[number]): object {
  const few = events < settings.smallestGroup.value;
  return {
    month,
    category: category ?? 'none',
    events: few ? null : events,
    onTimeShare: few ? null : Math.round((punctual / events) * 1000) / 1000,
  };
}
