/** A plain event of each stage, which says nothing of stages, is recognised for whoever is registered for its category. */
import { describe, expect, test } from 'vitest';
import type { Arriving } from '../../src/capture/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { type EpcisEvent, factsOf, prefixesOf } from '../../src/events/index.ts';
import { Profiles } from '../../src/records/profiles.ts';
import { recognise } from '../../src/records/recognise.ts';

const profiles = new Profiles(shippedProfiles);
const stages = shippedProfiles.flatMap((profile) =>
  profile.stages.map((stage) => ({ name: `${profile.category}/${stage.id}`, profile, stage })),
);

function plainOf({ profile, stage }: (typeof stages)[number]): Arriving {
  const checked = checkRecord(stage, stage.example);
  if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
  const whole = eventOf(stage, checked, profile);
  const event = Object.fromEntries(Object.entries(whole).filter(([name]) => !/^zhuisu:(?:category|stage|profile)$/.test(name)));
  const prefixes = prefixesOf(recordContext);
  const facts = factsOf(event as unknown as EpcisEvent, prefixes);
  return { index: 0, event, prefixes, prepared: { facts, eventID: 'urn:example:1' } } as unknown as Arriving;
}

describe.each(stages)('$name', (each) => {
  test('is recognised for a firm of its category, and for no other as a stage of it that it is not', () => {
    const plain = plainOf(each);
    expect(recognise(plain, profiles, [each.profile.category])?.name).toBe(each.name);
    expect([undefined, each.name]).toContain(recognise(plain, profiles, undefined)?.name);
  });
});
