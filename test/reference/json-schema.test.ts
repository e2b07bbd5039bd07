/** The JSON Schema that we publish of events and documents says what our validator says. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { epcisDocument, epcisQueryDocument, eventShape, isEvent, jsonSchema, readDocument } from '../../src/events/index.ts';
import type { JsonSchema } from '../../src/events/schema.ts';
import { fixtureDocuments } from '../events/fixtures.ts';
import { mutants } from '../events/mutations.ts';
import { hasShared } from '../shared.ts';

const components = new Map<string, JsonSchema>();
for (const shape of [epcisDocument, epcisQueryDocument, eventShape]) jsonSchema(shape, components);

const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: 'https://zhuisu.example/', components: { schemas: Object.fromEntries(components) } });
const schema = (name: string) => ajv.getSchema(`https://zhuisu.example/#/components/schemas/${name}`)!;
const [asDocument, asQueryDocument, asEvent] = ['EPCISDocument', 'EPCISQueryDocument', 'Event'].map(schema);

/** A bare event carries its own context; that is a rule of the request and not of the event. */
function published(value: unknown): boolean {
  const type = (value as { type?: unknown } | null)?.type;
  if (type === 'EPCISDocument') return asDocument!(value) as boolean;
  if (type === 'EPCISQueryDocument') return asQueryDocument!(value) as boolean;
  return (asEvent!(value) as boolean) && (value as object | null) !== null && '@context' in (value as object);
}

function ours(value: unknown): boolean {
  const read = readDocument(value);
  return !('faults' in read) && read.events.every((event) => isEvent(event));
}

const here = hasShared('fixtures');
const all = here ? fixtureDocuments() : [];

describe.skipIf(!here)('the published schema', () => {
  test.each(all.map(({ file, value }) => [file, value] as const))('agrees with the validator on %s', (_, value) => {
    expect(published(value)).toBe(ours(value));
  });

  test('agrees over the mutants of all fixtures, to the last one', () => {
    const perDocument = Math.ceil(24_000 / all.length);
    let refused = 0;
    all.forEach(({ file, value }, seed) => {
      for (const mutant of mutants(value as Parameters<typeof mutants>[0], perDocument, seed + 7)) {
        const verdict = ours(mutant);
        if (!verdict) refused++;
        if (published(mutant) !== verdict)
          expect.fail(`${file}: published ${!verdict}, ours ${verdict}\n${JSON.stringify(mutant).slice(0, 2_000)}`);
      }
    });
    expect(refused).toBeGreaterThan(8_000);
    expect(refused).toBeLessThan(22_000);
  });
});

test('each kind of event is a component of its own, told apart by its type', () => {
  const kinds = (components.get('Event')!.oneOf as { $ref: string }[]).map(({ $ref }) => $ref.split('/').at(-1)!);
  expect(kinds).toEqual([
    'ObjectEvent',
    'AggregationEvent',
    'TransactionEvent',
    'TransformationEvent',
    'AssociationEvent',
    'ExtendedEvent',
  ]);
  for (const kind of kinds.slice(0, 5)) expect(components.get(kind)).toHaveProperty('properties.type.const', kind);
});
