/** What the running app answers is what the document describes: for every operation that answers JSON, asked as its example asks. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoDocuments } from '../../simulator/demo-city.ts';
import type { JsonSchema, OpenApi, OpenApiMedia, OpenApiOperation, OpenApiReference } from '../../src/contract/openapi.ts';
import { operations } from '../../src/http/reference/operations.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
let document: OpenApi;
let validate: (pointer: string) => ValidateFunction;
const name = 'https://zhuisu.example/openapi.json';

/**
 * Objects of answers are open, so that later versions may add to them. Here they are closed, so that a member that is answered and not
 * described is found; those that hold whatever was captured stay open.
 */
function closed(schemas: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  const free = /^(?:Fault|Problem|Place|EPCISBody|MasterData|Vocabulary|VocabularyElement|Attribute|ExtendedEvent|Event)$/;
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

beforeAll(async () => {
  served = await serveApp();
  for (const { document: each } of demoDocuments()) await served.send('POST', '/epcis/capture', each);
  document = (await served.get('/api/openapi.json')).json();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema({ ...document, components: { ...document.components, schemas: closed(document.components.schemas) } }, name);
  validate = (pointer) => ajv.getSchema(`${name}#/${pointer}`)!;
});
afterAll(() => served.close());

/** What is known only once it was made. */
const made = new Map<string, string>();

function requestOf(path: string, operation: OpenApiOperation) {
  const example = operation['x-example'] ?? {};
  const address = path.replace(/\{(\w+)\}/g, (_, parameter: string) =>
    encodeURIComponent(made.get(`${path.split('/')[3]} ${parameter}`) ?? made.get(parameter) ?? example.path?.[parameter] ?? '-'),
  );
  const query = new URLSearchParams(example.query);
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const body = media?.example;
  return {
    url: query.size > 0 ? `${address}?${query}` : address,
    headers: type === undefined ? {} : { 'content-type': type },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

async function ask(method: string, path: string, operation: OpenApiOperation) {
  const { headers, ...rest } = requestOf(path, operation);
  return served.app.inject({
    method: method.toUpperCase() as 'GET',
    ...rest,
    headers: { host: 'localhost:8080', ...headers },
  });
}

/** Checks an answer against what its status is described to hold. */
function expectDescribed(path: string, method: string, answer: Awaited<ReturnType<typeof ask>>): void {
  const operation = (document.paths[path] as Record<string, OpenApiOperation>)[method]!;
  const at = `${method} ${path} ${answer.statusCode}`;
  const response = operation.responses[answer.statusCode];
  expect(response, `${at} is not described: ${answer.body.slice(0, 300)}`).toBeDefined();
  const type = String(answer.headers['content-type'] ?? '').split(';')[0]!;
  const content: Readonly<Record<string, OpenApiMedia>> = response!.content ?? {};
  if (answer.statusCode === 204) {
    expect(content, at).toEqual({});
    return;
  }
  expect(Object.keys(content), at).toContain(type);
  // Only pages that are not the last name the next.
  for (const header of Object.keys(response!.headers ?? {}))
    if (!/^(?:Link|GS1-Next-Page-Token-Expires)$/.test(header))
      expect(answer.headers[header.toLowerCase()], `${at} ${header}`).toBeDefined();
  if (content[type]!.schema === undefined) return;
  const check = validate(pointerTo(path, method, 'responses', String(answer.statusCode), 'content', type, 'schema'));
  check(answer.json());
  expect(check.errors ?? [], `${at}\n${answer.body.slice(0, 2_000)}`).toEqual([]);
}

/** Whether they can be done depends on names of the outside; what they answer is described all the same. */
const outside = new Set(['subscribeWebhook', 'webhook']);

// What is told in one line says nothing that could be compared.
const cases = operations.filter(({ brief }) => !brief).map(({ method, path, id }) => [id, method, path] as const);

describe('as its example asks', () => {
  test.each(cases.filter(([, method]) => method !== 'delete'))('%s', async (id, method, path) => {
    const operation = (document.paths[path] as Record<string, OpenApiOperation>)[method]!;
    const answer = await ask(method, path, operation);
    const first = Object.keys(operation.responses)[0]!;
    const wanted = operations.find((each) => each.id === id)!.answers.map(({ status }) => status);
    if (!outside.has(id)) expect(wanted, `${id} ${first}: ${answer.body.slice(0, 400)}`).toContain(answer.statusCode);
    expectDescribed(path, method, answer);
    // What was made is asked for by the operations that follow.
    if (id === 'capture') made.set('captureID', answer.json().captureID);
    if (id === 'issueCodes') made.set('id', answer.json().id);
    if (id === 'uploadRecords') made.set('upload', answer.json().id);
    if (id === 'draftCategory') made.set('draft', answer.json().id);
    if (id === 'issueCertificate') made.set('number', answer.json().number);
  });

  test.each(cases.filter(([, method]) => method === 'delete'))('%s', async (_, method, path) => {
    const operation = (document.paths[path] as Record<string, OpenApiOperation>)[method]!;
    const answer = await ask(method, path, operation);
    expect([204, 404, 501]).toContain(answer.statusCode);
    expectDescribed(path, method, answer);
  });
});

describe('a refusal', () => {
  test.each(cases.filter(([, , path]) => /^\/(?:epcis|api\/v1)/.test(path)))(
    'of %s to a stranger is described',
    async (_, method, path) => {
      const operation = (document.paths[path] as Record<string, OpenApiOperation>)[method]!;
      const answer = await served.app.inject({
        method: method.toUpperCase() as 'GET',
        ...requestOf(path, operation),
        remoteAddress: '203.0.113.9',
      });
      const open = JSON.stringify(operation.security).includes('{}') || method === 'options';
      expect(answer.statusCode === 401, answer.body.slice(0, 200)).toBe(!open);
      expectDescribed(path, method, answer);
    },
  );

  const rubbish: readonly [string, string, string, string | Buffer][] = [
    ['half a document', 'post', '/epcis/capture', '{'],
    ['no document', 'post', '/epcis/capture', '{"type":"EPCISDocument"}'],
    ['bytes that are no text', 'post', '/epcis/events', Buffer.from([0x22, 0xff, 0x22])],
    ['a wrong order', 'post', '/api/v1/code-ranges', '{"product":"","lot":"a b","quantity":0}'],
    ['a wrong certificate', 'post', '/api/v1/certificates', '{"request":"x"}'],
    ['a wrong link', 'post', '/api/v1/links', '{"code":"x","linkType":"y","href":"z"}'],
    ['a wrong query', 'post', '/epcis/queries', '{"name":"a","query":{"EQ_nothing":["1"]}}'],
  ];
  test.each(rubbish)('of %s is described', async (_, method, path, payload) => {
    const answer = await served.app.inject({
      method: 'POST',
      url: path,
      payload,
      headers: { host: 'localhost:8080', 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(400);
    expectDescribed(path, method, answer);
  });
});

test('every body in an example is one that its schema takes', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { requestBody }] of Object.entries(methods)) {
      for (const [type, { schema, example }] of Object.entries(requestBody?.content ?? {})) {
        if (schema === undefined) continue;
        const check = validate(pointerTo(path, method, 'requestBody', 'content', type, 'schema'));
        check(example);
        expect(check.errors ?? [], `${method} ${path}`).toEqual([]);
      }
    }
  }
});

test('every schema compiles', () => {
  const strict = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, strictTypes: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(strict);
  for (const word of ['x-zh', 'x-en', 'components', 'openapi', 'info', 'servers', 'tags', 'paths', 'x-parameter-families'])
    strict.addKeyword(word);
  strict.addSchema(document, name);
  const parameters = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ parameters: list = [] }) => list.filter((each) => !('$ref' in (each as OpenApiReference)))),
  );
  for (const each of [...parameters, ...Object.values(document.components.parameters)] as { schema: JsonSchema }[])
    expect(() => strict.compile(each.schema)).not.toThrow();
  const names = Object.keys(document.components.schemas);
  expect(names.length).toBeGreaterThan(40);
  for (const each of names) expect(strict.getSchema(`${name}#/components/schemas/${each}`), each).toBeTypeOf('function');
});
