/** The stream of the hall, as each role is told it. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { type FindingRow, saveWatch } from '../../src/store/index.ts';
import { findingId } from '../../src/watch/index.ts';
import { asActor, firmId, now, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let address: string;

const finding = (cause: string, category: string, area: string): FindingRow => ({
  id: findingId('delivery_not_confirmed', cause),
  detector: 'delivery_not_confirmed',
  cause,
  family: 'continuity',
  gravity: 'medium',
  organisation: firmId('farm'),
  category,
  area,
  openedAt: now,
  lastAt: now,
  resolvedAt: null,
  dueAt: now + 86_400_000,
  count: 1,
  toldZh: cause,
  toldEn: cause,
  resolvedZh: null,
  resolvedEn: null,
  evidence: { subjects: [], events: [] },
  through: 1,
});

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => now, { principalOf });
  await settleCity(opened.store);
  const rows = [finding('a', 'produce', '419001109'), finding('b', 'produce', '410100'), finding('c', 'dangerous', '419001100')];
  await saveWatch(opened.store.database, rows, [], now);
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

interface Told {
  readonly at: string;
  readonly newest: readonly { readonly told: { readonly zh: string } }[];
}

/** Reads until the events of a kind have been told so often; `then` is done after the first. */
async function listen(actor: string, times = 1, then = async () => {}): Promise<Told[]> {
  const leaving = new AbortController();
  const answer = await fetch(`${address}/api/v1/live`, { headers: asActor(actor), signal: leaving.signal });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const found: Told[] = [];
  let text = '';
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events)
      if (event.startsWith('event: findings\ndata: ')) {
        found.push(JSON.parse(event.slice('event: findings\ndata: '.length)) as Told);
        if (found.length === 1) await then();
      }
    if (found.length >= times) break;
  }
  leaving.abort();
  return found;
}
const causes = ({ newest }: Told): string =>
  newest
    .map(({ told }) => told.zh)
    .sort()
    .join('');

describe('the stream of the hall', () => {
  it.each([
    ['agriculture', 'a'],
    ['police', 'c'],
    ['operator', 'abc'],
  ])('tells %s what its list of findings holds: %s', async (actor, expected) => {
    const [first] = await listen(actor);
    expect([causes(first!), first!.at]).toEqual([expected, new Date(now).toISOString()]);
  });

  it('tells at once what was decided', async () => {
    const [before, after] = await listen('operator', 2, async () => {
      const url = `/api/v1/findings/${findingId('delivery_not_confirmed', 'a')}/acts`;
      const answer = await app.inject({
        method: 'POST',
        url,
        headers: { ...asActor('agriculture'), 'content-type': 'application/json' },
        payload: JSON.stringify({ act: 'dismiss', reason: '核查后不成立' }),
      });
      expect(answer.statusCode, answer.body).toBe(201);
    });
    expect([causes(before!), causes(after!)]).toEqual(['abc', 'bc']);
  });

  it('is closed to the public and to those who watch nothing', async () => {
    for (const actor of ['public', 'bank']) {
      const answer = await fetch(`${address}/api/v1/live`, { headers: asActor(actor) });
      expect([actor, answer.status]).toEqual([actor, actor === 'public' ? 401 : 403]);
    }
  });
});
