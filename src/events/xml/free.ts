/**
 * Extensions: elements whose meaning we do not know, in one JSON form that loses nothing.
 *
 * - text alone is a string; trimmed, unless `xml:space="preserve"` says that its blanks are meant
 * - attributes are members with an `@` before their name, the text beside them is `#text`
 * - elements within are members; of one name standing more than once, an array
 * - `xsi:type` is the JSON-LD typed value `{"@type", "@value"}`, and a plain number or boolean where that says the same
 * - `xml:lang` is `{"@language", "@value"}`; `xsi:nil` is null
 */
import type { SaxesTagNS } from 'saxes';
import { numberType, xml, xsd, xsi } from './names.ts';
import type { DocumentPrefixes } from './prefixes.ts';

export type Json = Record<string, unknown>;

export interface Attributes {
  /** Under their JSON names. */
  readonly members: Json;
  readonly count: number;
  readonly preserve: boolean;
}

const noAttributes: Attributes = { members: {}, count: 0, preserve: false };

/** Own members only: `__proto__` is a name like any other. */
export function put(target: Json, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}

/** A member that may stand more than once. Values of extensions are no arrays themselves. */
export function add(target: Json, name: string, value: unknown): void {
  if (!Object.hasOwn(target, name)) put(target, name, value);
  else if (Array.isArray(target[name])) (target[name] as unknown[]).push(value);
  else put(target, name, [target[name], value]);
}

export function attributesOf(
  tag: SaxesTagNS,
  prefixes: DocumentPrefixes,
  resolve: (prefix: string) => string | undefined,
): Attributes {
  let members: Json | undefined;
  let count = 0;
  let preserve = false;
  for (const name in tag.attributes) {
    const { prefix, local, uri, value } = tag.attributes[name]!;
    if (prefix === 'xmlns' || name === 'xmlns') continue;
    if (uri === xml && local === 'space') {
      preserve = value === 'preserve';
      continue;
    }
    members ??= {};
    count++;
    if (uri === xsi) members[`@xsi:${local}`] = local === 'type' ? typeName(value, prefixes, resolve) : value;
    else if (uri === xml) members[`@xml:${local}`] = value;
    else {
      prefixes.value(value);
      put(members, `@${uri === '' ? local : `${prefixes.of(prefix, uri)}:${local}`}`, value);
    }
  }
  return members === undefined && !preserve ? noAttributes : { members: members ?? {}, count, preserve };
}

/** The name of a type, with `xsd:` for those of XML Schema and else the prefix of the document. */
function typeName(value: string, prefixes: DocumentPrefixes, resolve: (prefix: string) => string | undefined): string {
  const name = value.trim();
  const colon = name.indexOf(':');
  const uri = resolve(colon < 0 ? '' : name.slice(0, colon));
  if (colon < 0 || uri === undefined) return name;
  return `${uri === xsd ? 'xsd' : prefixes.of(name.slice(0, colon), uri)}${name.slice(colon)}`;
}

/** The JSON of an element, when it is closed. */
export function freeValue(attributes: Attributes, children: Json | undefined, text: string): unknown {
  const { members, count, preserve } = attributes;
  const own = preserve ? text : text.trim();
  if (children === undefined) {
    if (count === 0) return own;
    if (count === 1) {
      if (members['@xsi:type'] !== undefined) return typed(members['@xsi:type'] as string, own);
      if (members['@xml:lang'] !== undefined) return { '@language': members['@xml:lang'], '@value': own };
      if (members['@xsi:nil'] === 'true' && own === '') return null;
    }
    // Attributes of these names alone would look like a typed value.
    return own !== '' || isTypedValue(members) ? { ...members, '#text': own } : members;
  }
  return { ...members, ...(own === '' ? {} : { '#text': own }), ...children };
}

function typed(type: string, text: string): unknown {
  if (type === 'xsd:boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (type === 'xsd:integer' || type === 'xsd:double') {
    const value = Number(text);
    if (text === String(value) && type === numberType(value)) return value;
  }
  return { '@type': type, '@value': text };
}

const typedNames = new Set(['@value', '@type', '@language']);

/** A JSON-LD value object: `@value`, and what kind of value it is. */
export const isTypedValue = (value: Json): boolean =>
  Object.hasOwn(value, '@value') && Object.keys(value).every((name) => typedNames.has(name));
