/** What the running app answers is what the document describes: for every operation that answers JSON, asked as its example asks. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoDocuments } from '../../simulator/demo-city.ts';
import type { JsonSchema, OpenApiReference } from '../../src/contract/openapi.ts';
import { operations } from '../../src/http/reference/operations.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { type Asked, type Came, Described } from './described.ts';
import { peopleChapters } from './people-chapters.ts';

let served: Served;
let described: Described;
const name = 'https://zhuisu.example/openapi.json';

beforeAll(async () => {
  served = await serveApp();
  for (const { document: each } of demoDocuments()) await served.send('POST', '/epcis/capture', each);
  described = new Described((await served.get('/api/openapi.json')).json());
});
afterAll(() => served.close());

/** What is known only once it was made. */
const made = new Map<string, string>();
const requestOf = (method: string, path: string): Asked => described.requestOf(method, path, (parameter) => made.get(parameter));

async function ask(method: string, path: string): Promise<Came & { json(): Record<string, string> }> {
  const { headers, ...rest } = requestOf(method, path);
  return came(
    await served.app.inject({ method: method.toUpperCase() as 'GET', ...rest, headers: { host: 'localhost:8080', ...headers } }),
  );
}

const came = (response: LightMyRequestResponse): Came & { json(): Record<string, string> } => ({
  status: response.statusCode,
  body: response.body,
  headers: response.headers,
  json: () => response.json(),
});

/** Whether they can be done depends on names of the outside; what they answer is described all the same. */
const outside = new Set(['subscribeWebhook', 'webhook']);

const cases = operations.map(({ method, path, id }) => [id, method, path] as const);
/** Those of other chapters are for people who signed in: `people.test.ts`. */
const mine = cases.filter(([id]) => !peopleChapters.has(operations.find((each) => each.id === id)!.tag));

describe('as its example asks', () => {
  test.each(mine.filter(([, method]) => method !== 'delete'))('%s', async (id, method, path) => {
    const answer = await ask(method, path);
    const wanted = operations.find((each) => each.id === id)!.answers.map(({ status }) => status);
    if (!outside.has(id)) expect(wanted, `${id}: ${answer.body.slice(0, 400)}`).toContain(answer.status);
    described.expectAnswer(path, method, answer);
    // What was made is asked for by the operations that follow.
    if (id === 'capture') made.set('captureID', answer.json()['captureID']!);
    if (id === 'issueCodes') made.set('id', answer.json()['id']!);
    if (id === 'uploadRecords') made.set('upload', answer.json()['id']!);
    if (id === 'draftCategory') made.set('draft', answer.json()['id']!);
    if (id === 'issueCertificate') made.set('number', answer.json()['number']!);
  });

  test.each(mine.filter(([, method]) => method === 'delete'))('%s', async (_, method, path) => {
    const answer = await ask(method, path);
    expect([204, 404, 501]).toContain(answer.status);
    described.expectAnswer(path, method, answer);
  });
});

describe('a refusal', () => {
  // A fresh address for each: whoever asks too often is held up before anything else.
  let host = 0;
  test.each(cases.filter(([, , path]) => /^\/(?:epcis|api\/v1)/.test(path)))(
    'of %s to a stranger is described',
    async (id, method, path) => {
      const answer = await served.app.inject({
        method: method.toUpperCase() as 'GET',
        ...requestOf(method, path),
        remoteAddress: `2001:db8:1:${(++host).toString(16)}::1`,
      });
      const { security } = described.operation(method, path);
      const open = JSON.stringify(security).includes('{}') || method === 'options';
      // Who signs in is nobody yet, and refused in their own way.
      if (id === 'signIn') expect(answer.json().code).toBe('sign_in_refused');
      else expect(answer.statusCode === 401, answer.body.slice(0, 200)).toBe(!open);
      described.expectAnswer(path, method, came(answer));
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
    described.expectAnswer(path, method, came(answer));
  });
});

test('every body in an example is one that its schema takes', () => {
  for (const [path, methods] of Object.entries(described.document.paths)) {
    for (const [method, { requestBody }] of Object.entries(methods)) {
      for (const [type, { schema, example }] of Object.entries(requestBody?.content ?? {})) {
        if (schema === undefined) continue;
        const faults = described.faults(example, path, method, 'requestBody', 'content', type, 'schema');
        expect(faults, `${method} ${path}`).toEqual([]);
      }
    }
  }
});

test('every schema compiles', () => {
  const strict = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, strictTypes: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(strict);
  for (const word of ['x-zh', 'x-en', 'components', 'openapi', 'info', 'servers', 'tags', 'paths', 'x-parameter-families'])
    strict.addKeyword(word);
  strict.addSchema(described.document, name);
  const parameters = Object.values(described.document.paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ parameters: list = [] }) => list.filter((each) => !('$ref' in (each as OpenApiReference)))),
  );
  for (const each of [...parameters, ...Object.values(described.document.components.parameters)] as { schema: JsonSchema }[])
    expect(() => strict.compile(each.schema)).not.toThrow();
  const names = Object.keys(described.document.components.schemas);
  expect(names.length).toBeGreaterThan(40);
  for (const each of names) expect(strict.getSchema(`${name}#/components/schemas/${each}`), each).toBeTypeOf('function');
});
