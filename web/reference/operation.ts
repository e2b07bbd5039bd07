/** One operation of the reference. */
import type {
  JsonSchema,
  OpenApi,
  OpenApiMedia,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiResponse,
} from '../../src/contract/openapi.ts';
import { en, type Html, html } from '../portal/html.ts';
import { kindOf, membersOf, otherwiseOf } from './kinds.ts';
import { curlOf, sample } from './samples.ts';

export interface Place {
  readonly document: OpenApi;
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiOperation;
}

export const verb = (method: string): Html => html`<span class="verb ${method}">${method.toUpperCase()}</span>`;

export const parameterRow = ({ name, in: place, required, schema, ...words }: OpenApiParameter): Html => html`<tr>
  <th scope="row"><code>${name}</code><em>${places[place]}${required === true && ' · 必填 required'}</em></th>
  <td>${words['x-zh']}${en(words['x-en'])}<span class="kind">${kindOf(schema)}${otherwiseOf(schema)}</span></td></tr>`;

const places: Readonly<Record<OpenApiParameter['in'], string>> = {
  path: '路径 path',
  query: '查询 query',
  header: '报头 header',
};

/** Filters of events stand once for all, in a table of their own. */
const isFilter = ({ $ref }: { readonly $ref: string }): boolean => !/\/(?:perPage|nextPageToken)$/.test($ref);

function parametersOf({ document, operation }: Place): Html | false {
  const all = operation.parameters ?? [];
  const refs = all.flatMap((each) => ('$ref' in each ? [each] : []));
  const paging = refs
    .filter((each) => !isFilter(each))
    .map(({ $ref }) => document.components.parameters[$ref.split('/').at(-1)!]!);
  const own = [...all.flatMap((each) => ('$ref' in each ? [] : [each])), ...paging];
  const filters = refs.filter(isFilter).length;
  if (own.length + filters === 0) return false;
  return html`<h4>参数${en('parameters')}</h4>
    <table class="rows"><tbody>${own.map(parameterRow)}
      ${
        filters > 0 &&
        html`<tr><th scope="row"><a href="#filters">事件查询条件</a><em>查询 query</em></th>
          <td>${filters} 个条件，以及按模式命名的条件${en(html`${filters} conditions, and <a href="#families">families</a> named by a pattern`)}</td></tr>`
      }</tbody></table>`;
}

const schemaOf = (content: Readonly<Record<string, OpenApiMedia>>): JsonSchema | undefined =>
  Object.values(content).find((each) => each.schema !== undefined)?.schema;

const contentKinds = (content: Readonly<Record<string, OpenApiMedia>>): Html => {
  const schema = schemaOf(content);
  return html`${schema !== undefined && html`${kindOf(schema)} `}<em>${Object.keys(content).join(' · ')}</em>`;
};

function bodyOf({ document, operation }: Place): Html | false {
  const content = operation.requestBody?.content;
  if (content === undefined) return false;
  const ref = (schemaOf(content)?.['$ref'] as string | undefined)?.split('/').at(-1);
  const members = ref === undefined ? undefined : membersOf(document.components.schemas[ref] as JsonSchema);
  return html`<h4>正文${en('body')}</h4><p class="kind">${contentKinds(content)}</p>${members}`;
}

function answerRow([status, response]: readonly [string, OpenApiResponse]): Html {
  const headers = Object.keys(response.headers ?? {});
  return html`<tr><th scope="row"><span class="status">${status}</span></th><td>${response['x-zh']}${en(response['x-en'])}
    ${response.content !== undefined && html`<span class="kind">${contentKinds(response.content)}</span>`}
    ${headers.length > 0 && html`<span class="kind">${headers.map((each) => html`<a href="#header-${each}">${each}</a> `)}</span>`}</td></tr>`;
}

const refusalRow = ([status, response]: readonly [string, OpenApiResponse]): Html => html`<tr>
  <th scope="row"><span class="status">${status}</span></th><td><ul class="codes">
  ${(response['x-codes'] ?? []).map((code) => html`<li><a href="/api/docs/errors#${code}">${code}</a></li>`)}</ul></td></tr>`;

/** What whoever asks must bring. */
function rightOf({ security }: OpenApiOperation): Html {
  if (security.length > 1) return html`公众可用${en('open to the public')}`;
  return security[0]!['session'] === undefined
    ? html`需要令牌${en('needs a token')}`
    : html`需要本人登录${en('needs a person who signed in')}`;
}

export function operationBlock(place: Place): Html {
  const { origin, method, path, operation } = place;
  const id = `op-${operation.operationId}`;
  const entries = Object.entries(operation.responses);
  const answers = entries.filter(([, response]) => response['x-codes'] === undefined);
  const refusals = entries.filter(([, response]) => response['x-codes'] !== undefined);
  const client = operation['x-client'];
  const more = operation['x-zh'] !== operation['x-summary-zh'];
  return html`<article class="operation" id="${id}">
    <h3><a href="#${id}">${operation['x-summary-zh']}${en(operation['x-summary-en'])}</a></h3>
    <p class="address">${verb(method)}<code>${path}</code></p>
    ${more && html`<p>${operation['x-zh']}${en(operation['x-en'])}</p>`}
    <p class="right">${rightOf(operation)}</p>
    ${parametersOf(place)}${bodyOf(place)}
    <h4>示例${en('example')}</h4>
    <div class="samples">${sample('curl', curlOf(origin, method, path, operation))}
      ${client !== undefined && sample('TypeScript', [client])}</div>
    <h4>答复${en('answers')}</h4>
    <table class="rows"><tbody>${answers.map(answerRow)}${refusals.map(refusalRow)}</tbody></table></article>`;
}
