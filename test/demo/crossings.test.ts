/** The demo as an installation loads it, and its ways from one category into another, traced from both ends through the public interface. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoCrossings } from '../../simulator/demo-city.ts';
import { loadDemoCity } from '../../simulator/load.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { Zhuisu } from '../../src/client/index.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
// The autumn of the demo is over.
const moment = Date.UTC(2026, 10, 28, 4);

beforeAll(async () => {
  served = await serveApp({ now: () => moment });
  await loadDemoCity(new Zhuisu({ baseUrl: await served.app.listen({ host: '127.0.0.1', port: 0 }) }), moment);
}, 120_000);
afterAll(() => served.close());

const rules = shippedProfiles.flatMap((profile) => profile.rules);
const late = new Set(rules.flatMap(({ id, test: { kind } }) => (kind === 'prompt' || kind === 'due' ? [id] : [])));

interface Walked {
  readonly nodes: readonly { readonly id: string }[];
  readonly places: readonly string[];
}

const walk = async (code: string, direction: 'up' | 'down'): Promise<Walked> => {
  const answer = await served.get(`/api/v1/trace?${new URLSearchParams({ code, direction })}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

test('lead through more than one category', () => {
  expect(demoCrossings.map(({ id }) => id)).toEqual([
    'pesticide_to_canteen',
    'feed_to_milk',
    'cylinder_to_kitchen',
    'part_to_vehicle',
  ]);
});

describe.each(demoCrossings)('$en', ({ way, ends, records }) => {
  test('is walked down to its end, and up to its beginning', async () => {
    const down = await walk(way[0]!, 'down');
    expect(down.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining([...way]));
    if (ends !== undefined) expect(down.places).toContain(ends);
    const up = await walk(way.at(-1)!, 'up');
    expect(up.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining([...way]));
  });

  test('is on record as it is told, and fails no rule of its stages', async () => {
    for (const { category, stage, record } of records) {
      const [status] = (await served.send('POST', `/api/v1/records/${category}/${stage}`, [record])).json().records;
      expect([stage, status.status], JSON.stringify(status)).toEqual([stage, 'exists']);
      const asked = new URLSearchParams({ event: status.eventID, outcome: 'fails' });
      const { evaluations } = (await served.get(`/api/v1/evaluations?${asked}`)).json();
      // A history is loaded long after it happened; what that breaks is no fault of what happened.
      const own = evaluations.filter(({ rule }: { rule: string }) => !late.has(rule));
      expect(own.map(({ rule, told }: { rule: string; told: object }) => [stage, rule, told])).toEqual([]);
    }
  });
});
