/** Events that say they are a stage and hold what the stage does not know: each is refused with its place or passes, and nothing breaks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
});
afterAll(() => served.close());

const odd: readonly unknown[] = [
  { a: 1 },
  [1, 'x'],
  [],
  '',
  'x',
  '9'.repeat(400),
  7,
  -1,
  1e300,
  true,
  null,
  '2026-02-30',
  '=1+1',
];

const stages = shippedProfiles.flatMap((profile) =>
  profile.stages.map((stage) => ({ name: `${profile.category}/${stage.id}`, profile, stage })),
);

test.each(stages)('$name', async ({ name, profile, stage }) => {
  const checked = checkRecord(stage, stage.example);
  const event = 'values' in checked ? eventOf(stage, checked, profile) : {};
  const spoilt = stage.fields.flatMap(({ slot }) =>
    odd.flatMap((value): Record<string, unknown>[] => {
      if (slot.at === 'member') return [{ ...event, [slot.name]: value }];
      if (slot.at === 'ilmd') return [{ ...event, ilmd: { ...(event.ilmd as object), [slot.name]: value } }];
      return [];
    }),
  );
  const { 'zhuisu:stage': _, ...unnamed } = event;
  const all = [
    ...spoilt,
    ...spoilt.map(({ 'zhuisu:stage': __, ...each }) => each),
    unnamed,
    { ...event, 'zhuisu:stage': 'melting' },
  ];
  const answer = await served.send(
    'POST',
    '/epcis/capture',
    {
      '@context': recordContext,
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-11-20T10:00:00+08:00',
      epcisBody: { eventList: all.map((each, i) => ({ ...each, eventID: `urn:test:odd:${name}:${i}` })) },
    },
    { 'GS1-Capture-Error-Behaviour': 'proceed' },
  );
  expect(answer.statusCode, answer.body.slice(0, 400)).toBe(202);
  const { received, stored, refused, errors } = answer.json();
  expect(stored + refused).toBe(received);
  for (const { code } of errors) expect(['record_invalid', 'rule_blocked', 'event_invalid', 'personal_data']).toContain(code);
});
