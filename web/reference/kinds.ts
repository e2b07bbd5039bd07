/** What kind of value a JSON Schema asks for, in a few words. */
import type { JsonSchema } from '../../src/contract/openapi.ts';
import { en, type Html, html } from '../portal/html.ts';

const refOf = (schema: JsonSchema): string | undefined => (schema['$ref'] as string | undefined)?.split('/').at(-1);

export const linkTo = (component: string): Html => html`<a href="#schema-${component}">${component}</a>`;

const list = (value: unknown): readonly JsonSchema[] => (Array.isArray(value) ? (value as readonly JsonSchema[]) : []);

/** Words of an enumeration that are shown; the document has all of them. */
const most = 8;

const words = (values: readonly unknown[]): Html => {
  const shown = values.slice(0, most).map((each, i) => html`${i > 0 && ' | '}<code>${String(each)}</code>`);
  return html`${shown}${values.length > most && html` … 共 ${values.length}`}`;
};

const formats: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  uri: ['URI', 'URI'],
  'uri-reference': ['地址', 'address'],
  'date-time': ['带时区的日期时间', 'date and time'],
  date: ['日期', 'date'],
  uuid: ['UUID', 'UUID'],
};

const types: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  string: ['文本', 'text'],
  number: ['数', 'number'],
  integer: ['整数', 'whole number'],
  boolean: ['真假', 'true or false'],
  object: ['对象', 'object'],
  null: ['空', 'null'],
};

const both = ([zh, english]: readonly [string, string]): string => (zh === english ? zh : `${zh} ${english}`);

/** The kind of a value: a link for a component, the words of an enumeration, the format of a text. */
export function kindOf(schema: JsonSchema): Html {
  const ref = refOf(schema);
  if (ref !== undefined) return linkTo(ref);
  const options = [...list(schema['anyOf']), ...list(schema['oneOf'])];
  if (options.length > 0) return html`${options.map((option, i) => html`${i > 0 && ' | '}${kindOf(option)}`)}`;
  if (schema['const'] !== undefined) return html`<code>${String(schema['const'])}</code>`;
  if (Array.isArray(schema['enum'])) return words(schema['enum']);
  if (schema['type'] === 'array') return html`${both(['列表', 'list'])}: ${kindOf((schema['items'] ?? {}) as JsonSchema)}`;
  const format = formats[String(schema['format'])];
  const { minimum, maximum, minLength, maxLength, title } = schema as Readonly<Record<string, number | string | undefined>>;
  const bounds = [
    minimum !== undefined &&
      (Number(maximum) < 1e9 ? html` ${minimum}–${Number(maximum).toLocaleString('en')}` : html` ≥ ${minimum}`),
    maxLength !== undefined && html` ${minLength ?? 0}–${maxLength}`,
    title !== undefined && html`: ${en(title)}`,
  ];
  return html`${both(format ?? types[String(schema['type'])] ?? ['任意', 'anything'])}${bounds}`;
}

/** The default, where there is one. */
export const otherwiseOf = (schema: JsonSchema): Html =>
  schema['default'] === undefined ? html`` : html` · 默认${en('default')} <code>${String(schema['default'])}</code>`;

/** The members of an object as a table; empty for what is no object. */
export function membersOf(schema: JsonSchema): Html | undefined {
  const properties = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>);
  if (properties.length === 0) return undefined;
  const required = (schema['required'] ?? []) as readonly string[];
  const rows = properties.map(
    ([name, each]) => html`<tr><th scope="row"><code>${name}</code>${required.includes(name) && html`<em>必填 required</em>`}</th>
      <td>${each['x-zh'] as string}${en(each['x-en'] as string)}<span class="kind">${kindOf(each)}</span></td></tr>`,
  );
  return html`<table class="rows"><tbody>${rows}</tbody></table>`;
}

/** What must hold between members, where the schema says so. */
export const rulesOf = (schema: JsonSchema): readonly string[] =>
  list(schema['allOf']).flatMap((rule) => (typeof rule['description'] === 'string' ? [rule['description']] : []));
