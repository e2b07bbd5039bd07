/** The JSON Schema (draft 2020-12) of a record in the simple form. */
import { columnsOf, recordID } from './columns.ts';
import type { Kind, Stage } from './definition.ts';

type Schema = Readonly<Record<string, unknown>>;

const code: Schema = { type: 'string', minLength: 1, maxLength: 2_000 };
const amount = (units: readonly string[], counted: boolean): Schema => ({
  type: 'object',
  properties: { code, quantity: { type: 'number', minimum: 0 }, unit: { enum: units } },
  required: counted ? ['code', 'quantity', 'unit'] : ['code'],
  dependentRequired: { quantity: ['unit'], unit: ['quantity'] },
  additionalProperties: false,
});

function schemaOfKind(kind: Kind): Schema {
  switch (kind.kind) {
    case 'text':
      return {
        type: 'string',
        maxLength: kind.most ?? 500,
        ...(kind.form === undefined ? {} : { pattern: `^(?:${kind.form})$` }),
      };
    case 'number':
      return {
        type: kind.whole ? 'integer' : 'number',
        ...(kind.least === undefined ? {} : { minimum: kind.least }),
        ...(kind.most === undefined ? {} : { maximum: kind.most }),
      };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'time':
      return { type: 'string', format: 'date-time' };
    case 'choice':
      return { enum: kind.choices.map(({ value }) => value) };
    case 'flag':
      return { type: 'boolean' };
    case 'amounts':
      return amount(kind.units, kind.counted === true);
    case 'area':
      return { type: 'string', pattern: '^\\d{6}(?:\\d{3})?$' };
    case 'person':
      return { type: 'string', pattern: '^urn:zhuisu:person:\\S+$' };
    case 'document':
      return { type: 'string', maxLength: 200, pattern: '^\\S+$' };
    case 'codes':
    case 'party':
    case 'place':
      return code;
  }
}

export function schemaOf(stage: Stage, category: string): Schema {
  const properties = Object.fromEntries(
    columnsOf(stage).map(({ key, zh, en, field, part }) => {
      const { value: kind, hint } = field;
      const own: Schema =
        part === 'quantity'
          ? { type: 'number', minimum: 0 }
          : part === 'unit'
            ? { enum: kind.kind === 'amounts' ? kind.units : [] }
            : kind.kind === 'amounts' && !kind.many
              ? code
              : 'many' in kind && kind.many
                ? { type: 'array', minItems: 1, items: schemaOfKind(kind) }
                : schemaOfKind(kind);
      return [key, { title: zh, description: hint === undefined ? en : `${en}. ${hint.en}`, ...own }];
    }),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `/api/v1/categories/${category}/stages/${stage.id}/schema.json`,
    title: stage.zh,
    description: stage.en,
    type: 'object',
    properties: {
      [recordID]: { type: 'string', format: 'uri', description: 'The event id: the same record sent again is stored once' },
      ...properties,
    },
    required: columnsOf(stage)
      .filter(({ required }) => required)
      .map(({ key }) => key),
    additionalProperties: false,
    examples: [stage.example],
  };
}
