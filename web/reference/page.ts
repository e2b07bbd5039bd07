/** The reference of both APIs, rendered from the OpenAPI document: readable without script, one address for each operation and object. */
import type { JsonSchema, OpenApi, OpenApiOperation, OpenApiTag, ParameterFamily } from '../../src/contract/openapi.ts';
import { en, type Html, html } from '../portal/html.ts';
import { page } from '../portal/layout.ts';
import { kindOf, membersOf, rulesOf } from './kinds.ts';
import { operationBlock, type Place, parameterRow, verb } from './operation.ts';
import { sample } from './samples.ts';
import { referenceSheet } from './style.ts';

/** `origin`: where the reader reaches this installation; it stands in the examples. */
export function referencePage(document: OpenApi, origin: string): string {
  const places: readonly Place[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ document, origin, method, path, operation })),
  );
  const chapters = document.tags.map((tag) => ({
    tag,
    places: places.filter(({ operation }) => operation.tags[0] === tag.name),
  }));
  return page(
    '接口文档 · 追溯',
    html`<h1>接口文档${en('API reference')}</h1>
      <div class="book">${contents(chapters)}<div>
        ${introduction(document, origin)}
        ${chapters.map(({ tag, places: own }) => (tag.name === 'discovery' ? discovery(document, tag, own) : chapter(tag, own)))}
        ${filters(document)}${schemas(document)}
      </div></div>`,
    'reference',
    referenceSheet,
  );
}

interface Chapter {
  readonly tag: OpenApiTag;
  readonly places: readonly { readonly operation: OpenApiOperation }[];
}

function contents(chapters: readonly Chapter[]): Html {
  const entry = ({ operation }: { readonly operation: OpenApiOperation }): Html =>
    html`<li><a href="#op-${operation.operationId}">${operation['x-summary-zh']}</a></li>`;
  return html`<nav class="contents" aria-label="目录 contents"><ul>
    ${chapters.map(
      ({ tag, places }) => html`<li><a href="#${tag.name}">${tag['x-name-zh']}</a>
        ${tag.name !== 'discovery' && html`<ul>${places.map(entry)}</ul>`}</li>`,
    )}
    <li><a href="#filters">查询条件</a></li><li><a href="#schemas">数据结构</a></li>
    <li><a href="/api/docs/errors">错误代码</a></li></ul></nav>`;
}

const introduction = ({ info }: OpenApi, origin: string): Html => html`
  <p>${info['x-zh']}${en(info['x-en'])}</p>
  <ul class="start">
    <li><b>地址${en('address')}</b> <code>${origin}</code> · <a href="/api/openapi.json">OpenAPI 3.1</a> · ${info.version}</li>
    <li><b>令牌${en('token')}</b>报头 <code>Authorization: Bearer TOKEN</code>。追溯与编码解释对公众开放，无需令牌。
      ${en('Send it as a header. Tracing and explaining codes is open to the public.')}</li>
    <li><b>错误${en('errors')}</b>一律为 <code>application/problem+json</code>：<code>code</code> 是<a href="/api/docs/errors">错误代码</a>，
      <code>repairZh</code>、<code>repair</code> 说明怎么办。
      ${en('Every refusal is problem+json with a code of the catalogue and what to do next, in both languages.')}</li>
    <li><b>翻页${en('pages')}</b>跟随报头 <code>Link: &lt;…&gt;; rel="next"</code>，没有即为最后一页。
      ${en('Follow the Link header; the last page has none.')}</li>
    <li><b>重试${en('trying again')}</b>429 与 503 请按 <code>Retry-After</code> 等待后原样重发；同一事件、同一请求名称不会重复生效。
      ${en('After 429 or 503 wait as told and send the same again: the same event or request name takes effect once.')}</li>
  </ul>
  <div class="samples">${sample('TypeScript', [
    "import { Zhuisu } from './src/client/index.ts';",
    '',
    `const zhuisu = new Zhuisu({ baseUrl: '${origin}', token: 'TOKEN' });`,
  ])}</div>`;

const heading = (id: string, tag: OpenApiTag): Html => html`<h2 id="${id}-title">${tag['x-name-zh']}${en(tag['x-name-en'])}</h2>
  <p>${tag['x-zh']}${en(tag['x-en'])}</p>`;

const chapter = (tag: OpenApiTag, places: readonly Place[]): Html => html`
  <section class="chapter" id="${tag.name}" aria-labelledby="${tag.name}-title">${heading(tag.name, tag)}${places.map(operationBlock)}</section>`;

/** OPTIONS is alike everywhere: one table of addresses, one of headers. */
function discovery({ components }: OpenApi, tag: OpenApiTag, places: readonly Place[]): Html {
  const addresses = places.map(
    ({ path, method, operation }) =>
      html`<tr id="op-${operation.operationId}"><td class="address">${verb(method)}<code>${path}</code></td></tr>`,
  );
  const headers = Object.entries(components.headers).map(
    ([name, header]) => html`<tr id="header-${name}"><th scope="row"><code>${name}</code></th>
      <td>${header['x-zh']}${en(header['x-en'])}<span class="kind">${kindOf(header.schema)}</span></td></tr>`,
  );
  return html`<section class="chapter" id="${tag.name}" aria-labelledby="${tag.name}-title">${heading(tag.name, tag)}
    <div class="operation"><h3>报头${en('headers')}</h3><table class="rows"><tbody>${headers}</tbody></table></div>
    <div class="operation"><h3>地址${en('addresses')}</h3><table class="rows"><tbody>${addresses}</tbody></table></div></section>`;
}

function filters({ components, ...document }: OpenApi): Html {
  const rows = Object.values(components.parameters);
  const family = ({ examples, ...words }: ParameterFamily): Html => html`<tr>
    <th scope="row">${examples.map((each, i) => html`${i > 0 && html`<br>`}<code>${each}</code>`)}</th>
    <td>${words['x-zh']}${en(words['x-en'])}</td></tr>`;
  return html`<section class="chapter" id="filters" aria-labelledby="filters-title">
    <h2 id="filters-title">事件查询条件${en('conditions on events')}</h2>
    <p>各条件须同时满足；一个条件的多个值用 | 分隔，满足其一即可。词汇可用标准词或其 URI，标识可用任意写法。
      ${en('All conditions must hold; of the values of one, separated by |, any may. Vocabulary in bare words or URIs, ids in any spelling.')}</p>
    <table class="rows"><tbody>${rows.map(parameterRow)}</tbody></table>
    <div class="operation" id="families"><h3>按模式命名的条件${en('families')}</h3>
    <p>扩展字段写作 <code>prefix:name</code> 或完整 URI。${en('Extension fields are written prefix:name or as full URIs.')}</p>
    <table class="rows"><tbody>${document['x-parameter-families'].map(family)}</tbody></table></div></section>`;
}

function schemas({ components }: OpenApi): Html {
  return html`<section class="chapter" id="schemas" aria-labelledby="schemas-title">
    <h2 id="schemas-title">数据结构${en('objects')}</h2>
    <p>与服务器的校验出自同一份定义。${en('From the same definitions that the server checks with.')}</p>
    ${Object.entries(components.schemas).map(([name, schema]) => component(name, schema))}</section>`;
}

function component(name: string, schema: JsonSchema): Html {
  const rules = rulesOf(schema);
  const names =
    schema['propertyNames'] === undefined
      ? undefined
      : html`<p class="quiet">可另有带前缀的扩展字段
    ${en('extension fields with a prefix may stand beside')}</p>`;
  return html`<article class="component" id="schema-${name}"><h3><a href="#schema-${name}">${name}</a></h3>
    ${membersOf(schema) ?? html`<p class="kind">${kindOf(schema)}</p>`}${names}
    ${rules.length > 0 && html`<p class="quiet">须有${en('there must be')}: <span lang="en">${rules.join('; ')}</span></p>`}</article>`;
}
