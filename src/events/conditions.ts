/** Conditions over the members of an object: each says the same in code and in JSON Schema. */
import type { JsonSchema } from './schema.ts';

type Loose = Readonly<Record<string, unknown>>;

export interface Condition {
  readonly holds: (value: Loose) => boolean;
  readonly schema: JsonSchema;
}

export const present = (name: string): Condition => ({
  holds: (value) => value[name] !== undefined,
  schema: { required: [name] },
});

/** A list with something in it. */
export const filled = (name: string): Condition => ({
  holds(value) {
    const list = value[name];
    return Array.isArray(list) && list.length > 0;
  },
  schema: { required: [name], properties: { [name]: { type: 'array', minItems: 1 } } },
});

/** A text with something in it. */
export const said = (name: string): Condition => ({
  holds: (value) => typeof value[name] === 'string' && value[name] !== '',
  schema: { required: [name], properties: { [name]: { minLength: 1 } } },
});

export const equal = (name: string, wanted: string): Condition => ({
  holds: (value) => value[name] === wanted,
  schema: { required: [name], properties: { [name]: { const: wanted } } },
});

export const not = ({ holds, schema }: Condition): Condition => ({ holds: (value) => !holds(value), schema: { not: schema } });

export function any(...conditions: readonly Condition[]): Condition {
  const tests = conditions.map(({ holds }) => holds);
  return {
    holds(value) {
      for (let i = 0; i < tests.length; i++) if (tests[i]!(value)) return true;
      return false;
    },
    schema: { anyOf: conditions.map(({ schema }) => schema) },
  };
}

export const all = (...conditions: readonly Condition[]): Condition => ({
  holds: (value) => conditions.every(({ holds }) => holds(value)),
  schema: { allOf: conditions.map(({ schema }) => schema) },
});
