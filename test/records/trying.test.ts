/** Records that are tried out: the same verdict as recording gives, and nothing of it kept. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serveApp } from '../http/setup.ts';
import { templates } from '../sheets/files.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
});
afterAll(() => served.close());

const head = async (): Promise<number> => (await served.get('/readyz')).json().events;
const kept = async (): Promise<unknown> => (await served.get('/api/v1/evaluations?stored=0&perPage=100')).json().evaluations;

test('every example is judged as it is judged when it is recorded, by form and by rules', async () => {
  for (const { category, stage } of templates) {
    const path = `/api/v1/records/${category}/${stage.id}`;
    const [before, evaluations] = [await head(), await kept()];
    const tried = await served.send('POST', `${path}/check`, [stage.example]);
    expect(tried.statusCode, tried.body).toBe(200);
    expect([await head(), await kept()]).toEqual([before, evaluations]);
    const [told] = tried.json().records;
    const [then] = (await served.send('POST', path, [stage.example])).json().records;
    expect([path, told.status, told.eventID]).toEqual([path, then.status === 'refused' ? 'refused' : 'acceptable', then.eventID]);
    expect(told.rules).toEqual(then.status === 'exists' ? told.rules : then.rules);
    expect(told.errors).toEqual(then.errors);
  }
}, 120_000);

test('one bad record hides nothing of the others, and what is no record is told', async () => {
  const { category, stage } = templates[0]!;
  const path = `/api/v1/records/${category}/${stage.id}/check`;
  const { records } = (await served.send('POST', path, [stage.example, { nonsense: 1 }, 5, stage.example])).json();
  expect(records.map(({ status }: { status: string }) => status === 'refused')).toEqual([
    records[0].status === 'refused',
    true,
    true,
    records[0].status === 'refused',
  ]);
  expect((await served.send('POST', path, '')).statusCode).toBe(400);
  expect((await served.send('POST', '/api/v1/records/produce/nowhere/check', [{}])).statusCode).toBe(404);
  expect((await served.stranger('POST', path, [stage.example])).statusCode).toBe(401);
});
