/** History that is taken over from an earlier system: declared by the operator before, and not told as late; all else is. */
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture } from '../../src/capture/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { registryOf } from '../../src/organisations/index.ts';
import { allFindings, EventLog } from '../../src/store/index.ts';
import { detectors, Watch } from '../../src/watch/index.ts';
import { asActor, type FirmName, firmId, now, partyUri, placeUri, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

const day = 86_400_000;
let clock: number;
let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;

beforeEach(async () => {
  clock = now;
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => clock, { principalOf });
  await settleCity(opened.store);
});
afterEach(async () => {
  await app.close();
  await opened.close();
});

const declare = (actor: string, payload: object) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/takeovers',
    headers: { ...asActor(actor), 'content-type': 'application/json' },
    payload,
  });
const wanted = { system: '旧平台', reason: '迁入', until: new Date(now + day).toISOString() };

let made = 0;
/** Of the days before `clock`, recorded at once. */
async function record(firm: FirmName, days: number): Promise<void> {
  const eventList = Array.from({ length: days }, (_, n) => ({
    type: 'ObjectEvent',
    eventID: `urn:uuid:00000000-0000-8000-8000-${String(++made).padStart(12, '0')}`,
    eventTime: new Date(clock - (n + 5) * day).toISOString(),
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    bizStep: 'stock_taking',
    epcList: [`urn:city:thing:${made}`],
    bizLocation: { id: placeUri(firm) },
  }));
  const document = {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date(clock).toISOString(),
    epcisBody: { eventList },
  };
  const log = new EventLog(opened.store.database, () => clock);
  const options = {
    behaviour: 'rollback',
    job: false,
    now: clock,
    owner: firmId(firm),
    registry: registryOf(opened.store),
  } as const;
  const { errors } = await capture(log, document, options);
  expect(errors).toEqual([]);
}

const timely = detectors.filter(({ id }) => id === 'late_upload' || id === 'back_dated');
/** What was told of whom, each once. */
async function told(watch: Watch): Promise<string[]> {
  await watch.catchUp();
  const names = new Map((['farm', 'factory'] as const).map((name): [string, string] => [firmId(name), name]));
  return (await allFindings(opened.store.database))
    .map(({ detector, organisation }) => `${names.get(organisation!)} ${detector}`)
    .sort();
}
const watching = (): Watch => {
  const registry = registryOf(opened.store);
  const firmsOf = (uris: readonly string[]) => registry.partiesOf(uris);
  return new Watch({ store: opened.store, detectors: timely, firmsOf, now: () => clock, log: () => {} });
};

describe('what is taken over from an earlier system', () => {
  it('is not told as late, also when the watch is rebuilt; what comes after the time is', async () => {
    const watch = watching();
    await watch.open();
    expect((await declare('operator', wanted)).statusCode).toBe(201);
    clock += 3_600_000;
    await record('farm', 12);
    expect(await told(watch)).toEqual([]);
    clock += 2 * day;
    await record('factory', 12);
    const expected = ['factory back_dated', 'factory late_upload'];
    expect(await told(watch)).toEqual(expected);
    await watch.rebuild();
    expect(await told(watch)).toEqual(expected);
    const scores = (await app.inject({ url: '/api/v1/scores?by=firm', headers: asActor('operator') })).json().scores;
    const timeliness = new Map(scores.map((each: Record<string, unknown>) => [each.value, each.timeliness]));
    expect(timeliness.get(firmId('farm'))).toEqual({ met: 12, all: 12, share: 1 });
    expect(timeliness.get(firmId('factory'))).toEqual({ met: 0, all: 12, share: 0 });
  });

  it('is that of one firm where one is named', async () => {
    await declare('operator', { ...wanted, organisation: firmId('farm') });
    await record('farm', 12);
    await record('factory', 12);
    expect(await told(watching())).toEqual(['factory back_dated', 'factory late_upload']);
  });

  const settlement = shippedProfiles
    .find(({ category }) => category === 'car_parts')!
    .stages.find(({ id }) => id === 'settlement')!;
  it.each<[string, object | undefined, number, boolean]>([
    ['nothing is declared', undefined, 0, true],
    ['it is of everybody', {}, 0, false],
    ['it is of the firm', { organisation: firmId('garage') }, 0, false],
    ['it is of another firm', { organisation: firmId('farm') }, 0, true],
    ['it ends before what the record tells', { before: '2026-03-01T00:00:00Z' }, 0, true],
    ['its time is over', {}, 2 * day, true],
  ])('is not late to the rules that ask for prompt records: %s', async (_, declared, later, isLate) => {
    if (declared !== undefined) expect((await declare('operator', { ...wanted, ...declared })).statusCode).toBe(201);
    clock += later;
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/records/car_parts/settlement',
      headers: { ...asActor('garage'), 'content-type': 'application/json' },
      payload: JSON.stringify([{ ...settlement.example, workshop: partyUri('garage') }]),
    });
    const [status] = answer.json().records;
    expect(status.rules.map(({ rule }: { rule: string }) => rule).includes('AP-04a')).toBe(isLate);
  });

  it.each([
    ['farm', wanted, 403, /^(denied|not_allowed)/],
    ['agriculture', wanted, 403, /^(denied|not_allowed)/],
    ['public', wanted, 401, /^not_signed_in$/],
    ['operator', { ...wanted, until: new Date(now - day).toISOString() }, 400, /^value_invalid$/],
    ['operator', { ...wanted, until: new Date(now + 40 * day).toISOString() }, 400, /^value_invalid$/],
    ['operator', { ...wanted, before: new Date(now + day).toISOString() }, 400, /^value_invalid$/],
    ['operator', { ...wanted, organisation: '00000000-0000-4000-8000-999999999999' }, 400, /^value_invalid$/],
    ['operator', { until: wanted.until }, 400, /./],
  ])('cannot be declared by %s as %o: %i', async (actor, body, status, code) => {
    const answer = await declare(actor, body);
    expect([answer.statusCode, answer.json().code]).toEqual([status, expect.stringMatching(code)]);
    const { takeovers } = (await app.inject({ url: '/api/v1/takeovers', headers: asActor('operator') })).json();
    expect(takeovers).toEqual([]);
  });
});
