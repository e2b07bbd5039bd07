/** Puts the rows together to one OpenAPI 3.1 document. Built once; nothing in it depends on a request. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problem } from '../../contract/index.ts';
import type {
  JsonSchema,
  Method,
  OpenApi,
  OpenApiHeader,
  OpenApiMedia,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiReference,
  OpenApiResponse,
  Worded,
} from '../../contract/openapi.ts';
import { wordsOf } from '../../contract/words.ts';
import { catalogue, type ErrorCode, precedence } from '../../errors.ts';
import { jsonSchema } from '../../events/index.ts';
import { parameterFamilies } from './filters.ts';
import { headers } from './headers.ts';
import { operations } from './operations.ts';
import type { AnswerRow, Operation, ParameterRow, Words } from './row.ts';
import { tags } from './tags.ts';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as { version: string };

const about = {
  zh: '重要产品追溯：EPCIS 2.0 采集与查询（/epcis），以及追溯、编码、发码、标签与解析（/api/v1）。版本之间只增不减：不认识的成员请忽略。',
  en:
    'Traceability of important products: EPCIS 2.0 capture and query (/epcis); tracing, codes, issuing, labels and resolving (/api/v1). ' +
    'Versions only add: ignore members you do not know.',
};

const worded = ({ zh, en }: Words): Worded => ({ description: `${zh}\n\n${en}`, 'x-zh': zh, 'x-en': en });

const problemTypes = ['application/problem+json'];

/** Refusals that every operation may answer with. */
const always: readonly ErrorCode[] = ['internal', 'database_lost'];

export function openApi(publicUrl: string | undefined): OpenApi {
  const schemas = new Map<string, JsonSchema>();
  const shared = new Map<string, OpenApiParameter>();
  const paths: Record<string, Partial<Record<Method, OpenApiOperation>>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation, schemas, shared) };
  }
  jsonSchema(problem, schemas);
  return {
    openapi: '3.1.0',
    info: { title: '追溯 Zhuisu', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }, ...worded(about) },
    servers: [{ url: publicUrl ?? '/' }],
    tags: tags.map(({ name, zh, en, more }) => ({ name, 'x-name-zh': zh, 'x-name-en': en, ...worded(more) })),
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].map(([name, schema]) => [name, withWords(name, schema)])),
      parameters: Object.fromEntries(shared),
      headers: Object.fromEntries(Object.entries(headers).map(([name, row]) => [name, headerOf(row)])),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'zhuisu-session' },
      },
    },
    'x-parameter-families': parameterFamilies,
  };
}

function described(
  operation: Operation,
  schemas: Map<string, JsonSchema>,
  shared: Map<string, OpenApiParameter>,
): OpenApiOperation {
  const { id, tag, zh, en, more, needs, signedIn, parameters = [], body, answers, example, client } = operation;
  const schemaOf = ({ shape }: { readonly shape?: AnswerRow['shape'] }): JsonSchema | undefined =>
    shape === undefined ? undefined : jsonSchema(shape, schemas);
  const media = (types: readonly string[], schema: JsonSchema | undefined, rest: OpenApiMedia = {}) =>
    // What is no JSON has no schema, and the example is JSON where there is one.
    Object.fromEntries(types.map((type) => [type, schema === undefined ? rest : /json/.test(type) ? { schema, ...rest } : {}]));
  const responses: Record<string, OpenApiResponse> = {};
  for (const answer of answers) {
    responses[answer.status] = {
      ...worded(answer),
      ...(answer.headers === undefined
        ? {}
        : { headers: Object.fromEntries(answer.headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])) }),
      ...(answer.types === undefined ? {} : { content: media(answer.types, schemaOf(answer)) }),
    };
  }
  return {
    operationId: id,
    tags: [tag],
    summary: `${zh} · ${en}`,
    'x-summary-zh': zh,
    'x-summary-en': en,
    ...worded(more ?? { zh, en }),
    security: signedIn ? [{ session: [] }] : needs === undefined ? [{}, { bearer: [] }] : [{ bearer: [] }],
    ...(parameters.length > 0 ? { parameters: parameters.map((row) => parameterOf(row, shared)) } : {}),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: media(body.types, schemaOf(body), { example: body.example }) } }),
    responses: { ...responses, ...refusals(operation) },
    ...(example === undefined ? {} : { 'x-example': example }),
    ...(client === undefined ? {} : { 'x-client': client }),
  };
}

/** One response a status, with the codes that it may carry in the order of their precedence. */
function refusals({ needs, errors = [], refusedAs = problemTypes }: Operation): Record<string, OpenApiResponse> {
  const codes: readonly ErrorCode[] = [
    'not_signed_in',
    ...(needs === undefined ? [] : (['not_allowed'] as const)),
    ...errors,
    ...always,
  ];
  const byStatus = Map.groupBy(
    [...new Set(codes)].sort((a, b) => precedence(a) - precedence(b)),
    (code) => catalogue[code].status,
  );
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      {
        // What they mean stands in the catalogue, once.
        ...worded({ zh: list.join('、'), en: list.join(', ') }),
        content: Object.fromEntries(
          refusedAs.map((type) => [type, /json/.test(type) ? { schema: { $ref: '#/components/schemas/Problem' } } : {}]),
        ),
        'x-codes': list,
      },
    ]),
  );
}

function parameterOf(row: ParameterRow, shared: Map<string, OpenApiParameter>): OpenApiParameter | OpenApiReference {
  const parameter: OpenApiParameter = {
    name: row.name,
    in: row.in,
    ...worded(row),
    ...(row.required === undefined ? {} : { required: row.required }),
    schema: row.schema,
    ...(row.list === undefined ? {} : { style: 'pipeDelimited', explode: false }),
  };
  if (row.shared === undefined) return parameter;
  shared.set(row.name, parameter);
  return { $ref: `#/components/parameters/${row.name}` };
}

const headerOf = ({ schema, ...row }: Words & { readonly schema: JsonSchema }): OpenApiHeader => ({ ...worded(row), schema });

/** The members of a component, each with what it means. */
function withWords(name: string, schema: JsonSchema): JsonSchema {
  const properties = schema.properties as Readonly<Record<string, JsonSchema>> | undefined;
  if (properties === undefined) return schema;
  const said = Object.entries(properties).map(([member, each]) => {
    const found = wordsOf(name, member);
    if (found === undefined) return [member, each];
    const [zh, en] = found;
    return [member, { ...each, ...worded({ zh, en }) }];
  });
  return { ...schema, properties: Object.fromEntries(said) as JsonSchema };
}
