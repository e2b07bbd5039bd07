/**
 * The table of decisions (`decisions.txt`), driven twice: through the engine alone, and through HTTP with the accounts of a small city.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Action,
  type Decision,
  decide,
  decideOnRegister,
  type RegisterAction,
  type RegisterPart,
  routes,
  rules,
} from '../../src/access/index.ts';
import { readConfig } from '../../src/config.ts';
import { catalogue, type ErrorCode } from '../../src/errors.ts';
import { buildApp } from '../../src/http/app.ts';
import { engines } from '../store/stores.ts';
import {
  actors,
  asActor,
  envelopeOf,
  eventID,
  events,
  grounds,
  now,
  principalOf,
  recordCity,
  registrations,
  settleCity,
  underGround,
} from './city.ts';

interface Line {
  readonly text: string;
  readonly actor: string;
  readonly action: Action;
  /** Undefined: the action at all. */
  readonly object: string | undefined;
  readonly answer: string;
}

const lines: readonly Line[] = readFileSync(join(import.meta.dirname, 'decisions.txt'), 'utf8')
  .split('\n')
  .filter((line) => line.includes('→'))
  .filter((line) => !line.startsWith('#'))
  .map((text) => {
    const [asked = '', answer = ''] = text.split(' → ');
    const [actor = '', action = '', object] = asked.split(' · ');
    return { text, actor, action: action as Action, object, answer };
  });

const told = (decision: Decision): string =>
  decision.allowed ? `${decision.fields} by ${decision.rule}` : `no: ${decision.reason}`;

test('the table has more than three hundred rows, no two alike, and every rule decides one of them', () => {
  expect(lines.length).toBeGreaterThan(300);
  expect(new Set(lines.map(({ text }) => text.split(' → ')[0])).size).toBe(lines.length);
  const deciding = new Set(lines.flatMap(({ answer }) => (answer.startsWith('no: ') ? [] : [answer.split(' by ')[1]])));
  // A denial is told by its reason; the machine is the operator without a token.
  const silent = rules.filter(({ id, effect }) => effect === 'allow' && id !== 'machine' && !deciding.has(id));
  expect(silent.map(({ id }) => id)).toEqual([]);
});

describe('the engine decides', () => {
  test.each(lines)('$text', ({ actor, action, object, answer }) => {
    const ground = grounds[actor];
    const principal = actors[ground?.actor ?? actor]!;
    const [name = '', ...parts] = (object ?? '').split(' / ');
    const registration = registrations[name];
    if (registration !== undefined) {
      const touched = parts.length === 0 ? undefined : (parts[0]!.split(', ') as RegisterPart[]);
      const decision = decideOnRegister(principal, action as RegisterAction, registration, ground?.why ?? { now }, touched);
      expect(told(decision)).toBe(answer);
      return;
    }
    // A typing error in the table is no event that nobody may see.
    expect(object === undefined || object in events, object).toBe(true);
    const event = object === undefined ? undefined : ground === undefined ? envelopeOf(object) : underGround(object);
    const decision = decide(principal, action, event && { kind: 'event', event }, ground?.why ?? { now });
    expect(told(decision)).toBe(answer);
  });
});

describe('over HTTP', () => {
  let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
  let app: FastifyInstance;
  beforeAll(async () => {
    opened = (await engines[0]!.open())!;
    app = buildApp(opened.store, readConfig({}), () => now, { principalOf });
    await settleCity(opened.store);
    await recordCity(app);
  });
  afterAll(async () => {
    await app.close();
    await opened.close();
  });

  /** Reasons that concern the asker and not the event: they are told. What may not be known of an event is not there. */
  const statusOf = (answer: string): number => {
    if (!answer.startsWith('no: ')) return 200;
    const reason = answer.slice(4) as ErrorCode;
    const aboutAsker = ['not_signed_in', 'not_allowed', 'denied_role', 'denied_scope', 'denied_administrator'].includes(reason);
    return aboutAsker ? catalogue[reason].status : 404;
  };

  const reading = lines.filter(({ actor, action, object }) => action === 'query' && object !== undefined && actors[actor]);

  test.each(reading)('$text', async ({ actor, object, answer }) => {
    const found = await app.inject({ url: `/epcis/events/${encodeURIComponent(eventID(object!))}`, headers: asActor(actor) });
    expect(found.statusCode).toBe(statusOf(answer));
    if (found.statusCode !== 200 || !events[object!]!.secret) return;
    const [event = {}] = found.json().epcisBody.queryResults.resultsBody.eventList as Record<string, unknown>[];
    expect(event['zhuisu:note']).toBe('first quality');
    expect('zhuisu:price' in event).toBe(answer.startsWith('all'));
    expect('zhuisu:driver' in event).toBe(answer.startsWith('all'));
  });

  const readers = [...new Set(reading.map(({ actor }) => actor))];

  test.each(readers)('a page of events holds for %s those that the table allows, and no more', async (actor) => {
    const allowed = reading.filter((line) => line.actor === actor && !line.answer.startsWith('no: '));
    const barred = reading.find(
      (line) => line.actor === actor && statusOf(line.answer) !== 404 && line.answer.startsWith('no: '),
    );
    for (const order of ['', '&orderBy=eventTime&orderDirection=ASC', '&orderBy=bizStep']) {
      const page = await app.inject({ url: `/epcis/events?perPage=100${order}`, headers: asActor(actor) });
      expect(page.statusCode).toBe(barred === undefined ? 200 : statusOf(barred.answer));
      if (page.statusCode !== 200) continue;
      const { eventList } = page.json().epcisBody.queryResults.resultsBody as { eventList: { eventID: string }[] };
      expect(eventList.map((each) => each.eventID).sort()).toEqual(allowed.map(({ object }) => eventID(object!)).sort());
    }
  });

  const registered = lines.filter(({ actor, action, object }) => action === 'organisation_read' && object && actors[actor]);

  test.each(registered)('$text', async ({ actor, object, answer }) => {
    const { id, categories } = registrations[object!]!;
    const found = await app.inject({ url: `/api/v1/organisations/${id}`, headers: asActor(actor) });
    expect(found.statusCode).toBe(statusOf(answer));
    if (found.statusCode !== 200) return;
    const fields = answer.split(' by ')[0];
    const told = found.json() as Record<string, unknown>;
    expect('address' in told, 'address').toBe(fields !== 'public');
    expect('sites' in told, 'sites').toBe(fields !== 'public');
    if (fields === 'public') expect(told.categories).toEqual(categories.filter((each) => each !== 'dangerous'));
    const history = await app.inject({ url: `/api/v1/organisations/${id}/history`, headers: asActor(actor) });
    expect(history.statusCode).toBe(fields === 'public' ? 403 : 200);
  });

  test.each([...new Set(registered.map(({ actor }) => actor))])(
    'pages of the register hold for %s those that the table allows, each with its fields',
    async (actor) => {
      const own = registered.filter((line) => line.actor === actor);
      const barred = own.find(({ answer }) => answer.startsWith('no: ') && statusOf(answer) !== 404);
      const found = new Map<string, Record<string, unknown>>();
      for (let page = ''; ; ) {
        const answer = await app.inject({ url: `/api/v1/organisations?perPage=3${page}`, headers: asActor(actor) });
        expect(answer.statusCode).toBe(barred === undefined ? 200 : statusOf(barred.answer));
        if (answer.statusCode !== 200) return;
        const { organisations, nextPage } = answer.json() as { organisations: { id: string }[]; nextPage?: string };
        // Narrowed before pages are cut: only the last one is not full.
        if (nextPage !== undefined) expect(organisations).toHaveLength(3);
        for (const each of organisations) found.set(each.id, each);
        if (nextPage === undefined) break;
        page = `&page=${nextPage}`;
      }
      for (const { object, answer } of own) {
        const row = found.get(registrations[object!]!.id);
        expect([object, row !== undefined]).toEqual([object, !answer.startsWith('no: ')]);
        if (row !== undefined) expect([object, 'address' in row]).toEqual([object, !answer.startsWith('public')]);
      }
    },
  );

  const atAll = lines.filter(({ actor, object }) => object === undefined && actors[actor]);

  test.each(atAll)('$text', async ({ actor, action, answer }) => {
    const row = routes.find((each) => each.action === action)!;
    const url = row.path.replace(/:\w+|\*/g, 'none');
    const payload = row.method === 'GET' ? {} : { payload: '{}' };
    const headers = { ...asActor(actor), ...(row.method === 'GET' ? {} : { 'content-type': 'application/json' }) };
    if (action === 'count') return; // No route counts yet.
    const found = await app.inject({ method: row.method, url, headers, ...payload });
    if (answer.startsWith('no: ')) expect([found.statusCode, found.json().code]).toEqual([statusOf(answer), answer.slice(4)]);
    // Allowed to ask is not allowed to see: the consent, the case, the organisation may still be missing.
    else expect(['not_signed_in', 'denied_role', 'denied_scope', 'denied_administrator']).not.toContain(codeOf(found.body));
  });

  const codeOf = (body: string): string | undefined => /"code":"(\w+)"/.exec(body)?.[1];
});
