/** Whether an answer is what the document describes: status, media type, headers, body. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import type { JsonSchema, OpenApi, OpenApiMedia, OpenApiOperation } from '../../src/contract/openapi.ts';

const name = 'https://zhuisu.example/openapi.json';

export interface Came {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
}

/**
 * Objects of answers are open, so that later versions may add to them. Here they are closed, so that a member that is answered and not
 * described is found; those that hold whatever was captured stay open.
 */
function closed(schemas: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  const free =
    /^(?:Fault|Problem|Place|EPCISBody|MasterData|Vocabulary|VocabularyElement|Attribute|ExtendedEvent|Event)$|Request$/;
  return Object.fromEntries(
    Object.entries(schemas).map(([each, schema]) => [
      each,
      schema['type'] === 'object' && schema['propertyNames'] === undefined && !free.test(each)
        ? { ...schema, additionalProperties: false }
        : schema,
    ]),
  );
}

const pointerTo = (path: string, method: string, ...rest: string[]): string =>
  ['paths', path, method, ...rest].map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

export class Described {
  readonly document: OpenApi;
  readonly #validate: (pointer: string) => ValidateFunction;

  constructor(document: OpenApi) {
    this.document = document;
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
    ajv.addSchema({ ...document, components: { ...document.components, schemas: closed(document.components.schemas) } }, name);
    this.#validate = (pointer) => ajv.getSchema(`${name}#/${pointer}`)!;
  }

  operation(method: string, path: string): OpenApiOperation {
    return (this.document.paths[path] as Record<string, OpenApiOperation>)[method]!;
  }

  /** The request of its example; `value` gives what is known only once it was made. */
  requestOf(method: string, path: string, value: (parameter: string) => string | undefined): Asked {
    const operation = this.operation(method, path);
    const example = operation['x-example'] ?? {};
    const address = path.replace(/\{(\w+)\}/g, (_, parameter: string) =>
      encodeURIComponent(value(parameter) ?? example.path?.[parameter] ?? '-'),
    );
    const query = new URLSearchParams(example.query);
    const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
    const body = media?.example;
    return {
      url: query.size > 0 ? `${address}?${query}` : address,
      headers: { ...example.headers, ...(type === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
  }

  /** Checks an answer against what its status is described to hold. */
  expectAnswer(path: string, method: string, { status, body, headers }: Came): void {
    const at = `${method} ${path} ${status}`;
    const response = this.operation(method, path).responses[status];
    expect(response, `${at} is not described: ${body.slice(0, 300)}`).toBeDefined();
    const type = String(headers['content-type'] ?? '').split(';')[0]!;
    const content: Readonly<Record<string, OpenApiMedia>> = response!.content ?? {};
    // Only pages that are not the last name the next, and only the owner of a subscription learns of its time.
    for (const header of Object.keys(response!.headers ?? {}))
      if (!/^(?:Link|GS1-Next-Page-Token-Expires|GS1-Query-Min-Record-Time)$/.test(header))
        expect(headers[header.toLowerCase()], `${at} ${header}`).toBeDefined();
    if (status === 204) {
      expect(content, at).toEqual({});
      return;
    }
    expect(Object.keys(content), at).toContain(type);
    if (content[type]!.schema === undefined) return;
    const faults = this.faults(JSON.parse(body), path, method, 'responses', String(status), 'content', type, 'schema');
    expect(faults, `${at}\n${body.slice(0, 2_000)}`).toEqual([]);
  }

  /** What is wrong with a value by the schema at a place of an operation. */
  faults(value: unknown, path: string, method: string, ...rest: string[]): unknown[] {
    const check = this.#validate(pointerTo(path, method, ...rest));
    check(value);
    return check.errors ?? [];
  }
}
