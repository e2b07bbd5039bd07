/** Every stage of every profile: its example becomes a valid event, is found again in it, and is recognised; what is wrong is named. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/categories/columns.ts';
import { categories } from '../../src/categories/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { stageOf } from '../../src/categories/recognise.ts';
import { checkRecord, eventOf, recordContext, recordOf } from '../../src/categories/record.ts';
import { schemaOf } from '../../src/categories/schema.ts';
import { checkEvent, prefixesOf, prehashOf } from '../../src/events/index.ts';

const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);

const stages = shippedProfiles.flatMap((profile) =>
  profile.stages.map((stage) => ({
    name: `${profile.category}/${stage.id}`,
    profile,
    stage,
    schema: schemaOf(stage, profile.category),
  })),
);

describe('profiles', () => {
  it('belong to a category, and their chains and products to what they hold', () => {
    for (const { category, stages: own, chains, products } of shippedProfiles) {
      expect(categories.map(({ id }) => id)).toContain(category);
      const ids = own.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const chain of chains) for (const id of chain.stages) expect(ids).toContain(id);
      for (const { chain } of products) expect(chains.map(({ id }) => id)).toContain(chain);
      for (const stage of own) {
        const keys = columnsOf(stage).map(({ key }) => key);
        expect(new Set(keys).size, stage.id).toBe(keys.length);
        // Columns of a sheet are told apart by their Chinese heading.
        expect(new Set(columnsOf(stage).map(({ zh }) => zh)).size, stage.id).toBe(keys.length);
      }
    }
  });
});

describe.each(stages)('$name', ({ profile, stage, schema }) => {
  const made = checkRecord(stage, stage.example);
  const event = 'values' in made ? eventOf(stage, made, profile) : {};

  it('has an example that becomes a valid event', () => {
    expect(made).not.toHaveProperty('faults');
    expect(checkEvent(event)).toEqual([]);
  });

  it('is found again in its event, whichever way round', () => {
    const record = recordOf(stage, event);
    const again = checkRecord(stage, record);
    expect('values' in again ? eventOf(stage, again, profile) : again).toEqual(event);
    for (const key of Object.keys(stage.example)) expect(record, key).toHaveProperty(key);
    expect(prehashOf(event, prefixesOf(recordContext))).toContain(`{urn:zhuisu:voc:}stage=${stage.id}`);
  });

  it('is recognised, also where the event does not name it', () => {
    expect(stageOf(event, shippedProfiles)?.stage.id).toBe(stage.id);
    const { 'zhuisu:stage': _, ...plain } = event;
    const found = stageOf(plain, shippedProfiles);
    expect(found === undefined || found.stage.id === stage.id).toBe(true);
  });

  it('has a schema that takes the example and names what is required', () => {
    const validate = ajv.compile(schema);
    expect(validate(stage.example), JSON.stringify(validate.errors)).toBe(true);
    for (const { key, required, part } of columnsOf(stage)) {
      if (!required || part !== 'value') continue;
      const { [key]: _, ...without } = stage.example;
      expect(validate(without), key).toBe(false);
      const refused = checkRecord(stage, without);
      expect('faults' in refused ? refused.faults.map((fault) => fault.key) : [], key).toContain(key);
    }
  });

  it('refuses a name it does not have, and a value of another kind', () => {
    expect(checkRecord(stage, { ...stage.example, colour: 'red' })).toMatchObject({ faults: [{ key: 'colour' }] });
    for (const { key, field } of columnsOf(stage)) {
      if (stage.example[key] === undefined) continue;
      const wrong = checkRecord(stage, { ...stage.example, [key]: { a: 1 } });
      expect('faults' in wrong ? wrong.faults.map((fault) => fault.key) : [], `${key} ${field.value.kind}`).toContain(key);
    }
  });
});
