/** The JSON Schema (draft 2020-12) of a shape: what `check` takes, for those who cannot call it. */
import type { Form, JsonSchema, Shape } from './schema.ts';

/**
 * Named shapes become entries of `components`, referred to from everywhere; the answer is the schema itself, or a reference. What JSON
 * Schema cannot say is listed in docs/api.md.
 */
export function jsonSchema(shape: Shape<unknown>, components: Map<string, JsonSchema>): JsonSchema {
  const { name, form } = shape;
  if (name === undefined) return schemaOf(form, components);
  if (!components.has(name)) {
    // Its place first, so that components stand in the order in which they are met.
    components.set(name, {});
    components.set(name, schemaOf(form, components));
  } else if (form.kind === 'record') {
    const { properties } = components.get(name) as { properties?: object };
    if (properties !== undefined && Object.keys(properties).join() !== Object.keys(form.known).join())
      throw new Error(`Two shapes are named ${name}`);
  }
  return { $ref: `#/components/schemas/${name}` };
}

function schemaOf(form: Form, components: Map<string, JsonSchema>): JsonSchema {
  switch (form.kind) {
    case 'leaf':
      return form.schema;
    case 'either':
      return { anyOf: form.options.map((option) => jsonSchema(option, components)) };
    case 'variants':
      return { oneOf: form.options.map((option) => jsonSchema(option, components)) };
    case 'list':
      return {
        type: 'array',
        items: jsonSchema(form.item, components),
        ...(form.least > 0 ? { minItems: form.least } : {}),
        ...(Number.isFinite(form.most) ? { maxItems: form.most } : {}),
        ...(form.unique ? { uniqueItems: true } : {}),
      };
    case 'record':
      return recordSchema(form, components);
  }
}

function recordSchema(form: Extract<Form, { kind: 'record' }>, components: Map<string, JsonSchema>): JsonSchema {
  const { known, required, others, rules } = form;
  const names = Object.keys(known);
  return {
    type: 'object',
    ...(names.length > 0
      ? { properties: Object.fromEntries(names.map((name) => [name, jsonSchema(known[name]!, components)])) }
      : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(others === 'none' ? { additionalProperties: false } : {}),
    ...(typeof others === 'object' ? { propertyNames: namesOf(names, jsonSchema(others, components)) } : {}),
    ...(rules.length > 0 ? { allOf: rules.map(({ that, expected }) => ({ ...that.schema, description: expected })) } : {}),
  };
}

const namesOf = (known: readonly string[], others: JsonSchema): JsonSchema =>
  known.length === 0 ? others : { anyOf: [{ enum: known }, others] };
