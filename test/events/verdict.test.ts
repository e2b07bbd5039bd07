import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { checkEvent, isEvent, readDocument } from '../../src/events/document.ts';
import type { Fault } from '../../src/events/schema.ts';
import { hasShared, readShared } from '../shared.ts';
import { fixtureDocuments } from './fixtures.ts';
import { mutants } from './mutations.ts';

const schemaFile = 'standards/epcis/epcis-json-schema-2.0.1.json';
const here = hasShared(schemaFile) && hasShared('fixtures');

const official = (): ((value: unknown) => boolean) => {
  const ajv = new Ajv({ strict: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  return ajv.compile(JSON.parse(readShared(schemaFile)) as object) as (value: unknown) => boolean;
};

interface Found {
  readonly valid: boolean;
  readonly faults: readonly Fault[];
}

function verdictOf(value: unknown): Found {
  const read = readDocument(value);
  if ('faults' in read) return { valid: false, faults: read.faults };
  const faults = read.events.flatMap((event) => checkEvent(event));
  expect(read.events.every((event) => isEvent(event))).toBe(faults.length === 0);
  return { valid: faults.length === 0, faults };
}

/**
 * Where we follow the standard's prose and the 2.0.1 schema lets any value through: the schema names persistentDisposition among the
 * members of aggregation, association and transaction events without giving it a shape.
 */
const stricter = (faults: readonly Fault[]): boolean =>
  faults.length > 0 && faults.every(({ path }) => /^\$\.persistentDisposition\b/.test(path));

describe.skipIf(!here)('the verdict equals that of the official schema', () => {
  const schema = here ? official() : () => false;
  const all = here ? fixtureDocuments() : [];

  test.each(all.map(({ file, value }) => [file, value] as const))('%s', (_, value) => {
    expect(verdictOf(value).valid).toBe(schema(value));
  });

  test('over the mutants of all fixtures', () => {
    const perDocument = Math.ceil(24_000 / all.length);
    let refused = 0;
    let clauses = 0;
    all.forEach(({ file, value }, seed) => {
      for (const mutant of mutants(value as Parameters<typeof mutants>[0], perDocument, seed + 1)) {
        const ours = verdictOf(mutant);
        const theirs = schema(mutant);
        if (!ours.valid) refused++;
        if (ours.valid === theirs) continue;
        if (theirs && stricter(ours.faults)) clauses++;
        else
          expect.fail(
            `${file}: schema ${theirs}, ours ${ours.valid} ${JSON.stringify(ours.faults)}\n${JSON.stringify(mutant).slice(0, 2_000)}`,
          );
      }
    });
    // The mutator must do harm, and not only harm.
    expect(refused).toBeGreaterThan(8_000);
    expect(refused).toBeLessThan(22_000);
    expect(clauses).toBeGreaterThan(0);
  });
});
