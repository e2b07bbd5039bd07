/** What `./zhuisu trace` prints of a trace. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { traceText } from '../../src/cli/trace.ts';
import { traceCode } from '../../src/http/codes/looking-up.ts';
import { now, type Served, serveApp } from '../http/setup.ts';

let served: Served;
const thing = 'urn:test:thing:trace-names';

beforeAll(async () => {
  served = await serveApp();
  await served.app.ready();
});
afterAll(() => served.close());

async function register(body: object): Promise<void> {
  const made = await served.send('POST', '/api/v1/organisations', body);
  expect(made.statusCode, made.body).toBe(201);
  const decided = await served.send('POST', `/api/v1/organisations/${made.json().id}/decisions`, { decision: 'approve' });
  expect(decided.statusCode, decided.body).toBe(200);
}

async function recorded(from: string, to: string): Promise<string> {
  const event = {
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    type: 'ObjectEvent',
    eventTime: '2026-11-20T09:30:00+08:00',
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    bizStep: 'shipping',
    epcList: [thing],
    readPoint: { id: from },
    destinationList: [{ type: 'owning_party', destination: to }],
  };
  expect((await served.send('POST', '/epcis/events', event)).statusCode).toBe(201);
  const { answer } = await traceCode(served.store, thing, 'both', () => now, 'everything');
  return traceText(served.store, answer);
}

test('places and parties that are registered go by their names, those that are not by their ids', async () => {
  await register({
    name: '王屋山果品有限公司',
    uscc: '91419001MA00000154',
    areas: ['419001'],
    identifiers: ['urn:test:place:wangwu'],
  });
  await register({
    kind: 'enterprise',
    form: 'natural_person',
    name: '张三丰',
    areas: ['419001'],
    identifiers: ['urn:test:party:person'],
  });
  const text = await recorded('urn:test:place:wangwu', 'urn:test:party:person');
  expect(text).toContain('王屋山果品有限公司');
  expect(text).not.toContain('urn:test:place:wangwu');
  // The name of a natural person is not told.
  expect(text).toContain('→ urn:test:party:person');
  expect(text).not.toContain('张三丰');
});
