/** Rules that fail by silence on a real log: nothing more is recorded, and when its time is over the rule is asked and the failure kept. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { recheckDue } from '../../src/records/index.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
let clock = Date.parse('2026-03-01T00:00:00Z');
beforeAll(async () => {
  served = await serveApp({ now: () => clock });
});
afterAll(() => served.close());

const at = (day: string, time = '10:00:00'): number => Date.parse(`${day}T${time}+08:00`);

/** Recorded at the moment when it happens. */
async function record(name: string, day: string, but: object): Promise<void> {
  const [category, id] = name.split('/');
  const { example } = shippedProfiles.find((each) => each.category === category)!.stages.find((each) => each.id === id)!;
  clock = at(day);
  const told = { ...example, time: new Date(clock).toISOString(), ...but };
  const answer = await served.send('POST', `/api/v1/records/${name}`, [told]);
  expect(answer.json().records[0].status, answer.body).toBe('stored');
}

/** Which rules were found to fail when asked at the end of that day, of those that begin so. */
async function asked(day: string, about: string): Promise<string[]> {
  clock = at(day, '23:59:59');
  await recheckDue(served.store, clock);
  const { evaluations } = (await served.get('/api/v1/evaluations?outcome=fails&perPage=1000')).json();
  const since = at(day, '00:00:00');
  return (evaluations as { rule: string; askedAt: string }[])
    .filter((each) => each.rule.startsWith(about) && Date.parse(each.askedAt) >= since)
    .map(({ rule }) => rule)
    .sort();
}

const lift = (n: number): object => ({ lift: `31101023420260019${n}` });

describe('a lift', () => {
  test('that nobody maintains is told when fifteen days are over, once; one that was stopped is not', async () => {
    for (const n of [1, 2]) {
      await record('equipment/supervision_inspection', '2026-03-20', { ...lift(n), work: 'installation', verdict: 'conformant' });
      await record('equipment/first_use', '2026-04-01', lift(n));
    }
    await record('equipment/stop', '2026-04-10', lift(2));
    expect(await asked('2026-04-16', 'LIFT-01a')).toEqual([]);
    expect(await asked('2026-04-17', 'LIFT-01a')).toEqual(['LIFT-01a']);
    expect(await asked('2026-04-18', 'LIFT-01a')).toEqual([]);
  });

  test('whose inspection falls due is told of at the beginning of its month', async () => {
    // A year after March 2026, and a month is left.
    expect(await asked('2027-02-28', 'LIFT-03a')).toEqual([]);
    expect(await asked('2027-03-01', 'LIFT-03a')).toEqual(['LIFT-03a', 'LIFT-03a']);
    // No inspection was due in the second year: a test of its own.
    expect(await asked('2028-03-31', 'LIFT-04')).toEqual([]);
    expect(await asked('2028-04-01', 'LIFT-04')).toEqual(['LIFT-04', 'LIFT-04']);
  });
});

describe('a ledger of rare earth', () => {
  test('whose next month is missing after the tenth is told', async () => {
    await record('rare_earth/ledger_entry', '2026-07-08', { periodEnd: '2026-06-30' });
    expect(await asked('2026-08-10', 'RE-05')).toEqual([]);
    expect(await asked('2026-08-11', 'RE-05')).toEqual(['RE-05']);
  });
});
