/** Per category: every field that a stage opens to the public is told, and no other; of dangerous goods nothing. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categoryRows } from '../../simulator/demo/chains/registers.ts';
import { closedCategories } from '../../src/access/index.ts';
import type { Field, SimpleRecord, Stage } from '../../src/categories/definition.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';
import { stageNamed } from '../../src/categories/rules/memory.ts';
import { publicTold } from '../../src/categories/told.ts';
import { readConfig } from '../../src/config.ts';
import { identityOf } from '../../src/events/index.ts';
import { buildApp } from '../../src/http/app.ts';
import { linkTo } from '../../web/portal/naming.ts';
import { engines } from '../store/stores.ts';

const open = shippedProfiles.filter(({ category }) => !closedCategories.includes(category));
const stages = shippedProfiles.flatMap((profile) =>
  profile.stages.map((stage) => ({ name: `${profile.category}/${stage.id}`, category: profile.category, stage })),
);
const publicKeys = ({ fields }: Stage): string[] => fields.filter(({ sees }) => sees === 'public').map(({ key }) => key);

/** A value that stands nowhere else, for fields whose kind can hold one. */
function marker(field: Field, i: number): unknown {
  if (field.value.kind === 'text' && field.value.form === undefined) return `MARK${i}`;
  if (field.value.kind === 'number') return 4_900_000 + i;
  if (field.value.kind === 'date') return `19${10 + (i % 80)}-01-02`;
  if (field.value.kind === 'document') return `urn:zhuisu:document:MARK${i}`;
  if (field.value.kind === 'person') return `urn:zhuisu:person:${String(i).padStart(26, 'z')}`;
  return undefined;
}

/** The example, with a marker in every field that is not public; and the markers. */
function marked(stage: Stage): { record: SimpleRecord; markers: string[] } {
  const record: Record<string, unknown> = { ...stage.example };
  const markers: string[] = [];
  for (const [i, field] of stage.fields.entries()) {
    if (field.sees === 'public') continue;
    const value = marker(field, i);
    if (value === undefined) continue;
    if (checkFaults(stage, { ...record, [field.key]: value })) continue;
    record[field.key] = value;
    markers.push(String(value).replace(/^urn:zhuisu:(?:document|person):/, ''));
  }
  return { record, markers };
}

const checkFaults = (stage: Stage, record: SimpleRecord): boolean => 'faults' in checkRecord(stage, record);

function eventFor(category: string, stage: Stage, record: SimpleRecord): Record<string, unknown> {
  const made = checkRecord(stage, record);
  if ('faults' in made) throw new RangeError(`${stage.id}: ${JSON.stringify(made.faults)}`);
  return eventOf(stage, made, { category, version: '1' });
}

describe('of every stage', () => {
  it('some fields are public and some are not, so that this table can fail', () => {
    const all = stages.flatMap(({ stage }) => stage.fields);
    expect(all.filter(({ sees }) => sees === 'public').length).toBeGreaterThan(500);
    expect(all.filter(({ sees }) => sees !== 'public').length).toBeGreaterThan(500);
  });

  it.each(stages)('$name tells its public fields and no other', ({ category, stage }) => {
    const { record, markers } = marked(stage);
    const event = eventFor(category, stage, record);
    const told = publicTold(event, open);
    if (closedCategories.includes(category)) {
      expect(told).toBeUndefined();
      expect(publicKeys(stage)).toEqual([]);
      return;
    }
    const filled = publicKeys(stage).filter((key) => key in record);
    expect(told!.fields.map(({ field }) => field.key).sort()).toEqual(expect.arrayContaining(filled.sort()));
    for (const { field } of told!.fields) expect(field.sees, field.key).toBe('public');
    const text = JSON.stringify(told!.fields.map(({ value }) => value));
    for (const each of markers) expect(text).not.toContain(each);
  });
});

describe('on the page of what was made', () => {
  let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
  let app: FastifyInstance;
  const last: readonly string[] = [
    ...['produce/harvest', 'produce/test', 'food/production', 'food/filling', 'medical/drug_production'],
    ...['medical/device_production', 'inputs/pesticide_production', 'inputs/seed_processing', 'equipment/lift_making'],
    ...['equipment/cylinder_making', 'rare_earth/separation', 'car_parts/part_production', 'dangerous/explosive_production'],
  ];
  const context = [
    'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    { zhuisu: 'https://ns.zhuisu.example/epcis/' },
  ];
  beforeAll(async () => {
    opened = (await engines[0]!.open())!;
    app = buildApp(opened.store, readConfig({}), () => Date.UTC(2026, 10, 25));
    for (const name of ['inputs/pesticide_registration', 'rare_earth/rare_earth_enterprise', 'rare_earth/quota']) {
      const rows = Object.entries(categoryRows[name]!).map(([key, row]) => ({ key, row, from: '2000-01-01' }));
      const stated = await app.inject({
        method: 'POST',
        url: `/api/v1/registers/${name}`,
        headers: { host: 'localhost:8080', 'content-type': 'application/json' },
        payload: JSON.stringify(rows),
      });
      expect(stated.json().refused, stated.body).toBe(0);
    }
  });
  afterAll(async () => {
    await app.close();
    await opened.close();
  });
  const stranger = { remoteAddress: '203.0.113.9', headers: { accept: 'text/html' } };

  it.each(last)('%s: each public value stands there, and nothing else that was recorded', async (name) => {
    const { profile, stage } = stageNamed(name, '', shippedProfiles);
    const { record, markers } = marked(stage);
    // The check digit of that example is wrong, so that nobody could scan it.
    const text = JSON.stringify(eventFor(profile.category, stage, record)).replaceAll('06912345678902', '06901234567892');
    const event: Record<string, unknown> = { '@context': context, ...JSON.parse(text), eventID: `urn:test:${name}` };
    const sent = await app.inject({
      method: 'POST',
      url: '/epcis/events',
      headers: { host: 'localhost:8080', 'content-type': 'application/ld+json' },
      payload: JSON.stringify({ ...event, eventTimeZoneOffset: '+08:00' }),
    });
    expect(sent.statusCode, sent.body).toBe(201);
    const events = await opened.store.links.events([...Array(60).keys()]);
    const stored = [...events.values()].find(({ eventID }) => eventID === `urn:test:${name}`)!;
    const named = stored.event as unknown as Record<string, (string | { epcClass: string })[] | undefined>;
    const [made] = (['outputQuantityList', 'outputEPCList', 'quantityList', 'epcList', 'childEPCs'] as const).flatMap(
      (list) => named[list] ?? [],
    );
    const root = identityOf(typeof made === 'string' ? made : made!.epcClass, stored.prefixes);
    const page = await app.inject({ url: linkTo(root), ...stranger });
    const words = page.body.replace(/<style>.*?<\/style>/gs, '').replace(/<[^>]*>/g, ' ');
    for (const each of markers) expect(words, `${name}: ${each}`).not.toContain(each);
    if (closedCategories.includes(profile.category)) {
      expect(words).toContain('明细不公开');
      for (const value of Object.values(stage.example))
        if (typeof value === 'string' && value.length > 3 && !root.includes(value)) expect(words).not.toContain(value);
      return;
    }
    expect(page.statusCode).toBe(200);
    const told = publicTold(stored.event as unknown as Record<string, unknown>, open)!;
    expect(told.fields.length).toBeGreaterThan(0);
    for (const { field, value } of told.fields) {
      expect(words, field.key).toContain(field.zh);
      if (typeof value === 'string' && field.value.kind === 'text') expect(words, field.key).toContain(value);
      if (typeof value === 'number') expect(words, field.key).toContain(String(value));
      if (field.value.kind === 'choice')
        for (const each of [value].flat())
          expect(words, field.key).toContain(field.value.choices.find((choice) => choice.value === each)!.zh);
    }
    expect(Buffer.byteLength(page.body)).toBeLessThan(60_000);
  });
});
