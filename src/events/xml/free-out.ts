/** Extensions back to XML, from the JSON form that `free.ts` describes. */
import { shown } from '../schema.ts';
import { XmlInexpressible } from './fault.ts';
import { isTypedValue, type Json } from './free.ts';
import { isObject } from './json.ts';
import { numberType, xsd } from './names.ts';
import type { OutNames } from './names-out.ts';
import { escapeAttribute, escapeText } from './text.ts';

/** An extension under its name: as many elements as it has values. Throws XmlInexpressible. */
export function freeElements(name: string, value: unknown, names: OutNames, at: string): string {
  if (Array.isArray(value)) return value.map((each, i) => freeElements(name, each, names, `${at}[${i}]`)).join('');
  return element(names.of(name, at), '', value, names, at);
}

/** Extensions of an element of the standard: names without a namespace stand in its `extension`, the others after it. */
export function extensions(others: Json, names: OutNames, at: string): string {
  let local = '';
  let foreign = '';
  for (const name of Object.keys(others)) {
    const written = freeElements(name, others[name], names, `${at}[${shown(name)}]`);
    if (name.includes(':')) foreign += written;
    else local += written;
  }
  return (local === '' ? '' : `<extension>${local}</extension>`) + foreign;
}

/** One element: `start` is what its start tag has beside the name. */
export function element(tag: string, start: string, value: unknown, names: OutNames, at: string): string {
  if (value === null || value === undefined) {
    names.use('xsi');
    return `<${tag}${start} xsi:nil="true"/>`;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return typed(tag, start, value, names);
  if (typeof value === 'string') return textElement(tag, start, names.value(value), at);
  const object = value as Json;
  if (isTypedValue(object)) return typedObject(tag, start, object, names, at);
  let attributes = '';
  let children = '';
  let content = '';
  for (const member of Object.keys(object)) {
    const where = `${at}[${shown(member)}]`;
    if (member === '#text') content = scalarOf(object[member], where);
    else if (member.charCodeAt(0) === 64) attributes += attribute(member.slice(1), object[member], names, where);
    else children += freeElements(member, object[member], names, where);
  }
  const preserve = content !== content.trim() ? ' xml:space="preserve"' : '';
  const inner = escapeText(content, at) + children;
  return inner === '' ? `<${tag}${start}${attributes}/>` : `<${tag}${start}${attributes}${preserve}>${inner}</${tag}>`;
}

function typed(tag: string, start: string, value: number | boolean, names: OutNames): string {
  names.use('xsi');
  names.use('xsd');
  return `<${tag}${start} xsi:type="${typeof value === 'boolean' ? 'xsd:boolean' : numberType(value)}">${value}</${tag}>`;
}

function typedObject(tag: string, start: string, object: Json, names: OutNames, at: string): string {
  const { '@value': value, '@type': type, '@language': language } = object;
  if (type === undefined && language === undefined)
    return element(tag, start, isObject(value) ? scalarOf(value, at) : value, names, at);
  let attributes = '';
  if (type !== undefined) attributes += typeAttribute(type, names, at);
  if (language !== undefined) attributes += ` xml:lang="${escapeAttribute(scalarOf(language, at), at)}"`;
  return textElement(tag, start + attributes, scalarOf(value, at), at);
}

function typeAttribute(type: unknown, names: OutNames, at: string): string {
  const text = scalarOf(type, at);
  names.use('xsi');
  if (text.startsWith('xsd:') || !text.includes(':')) {
    names.use('xsd');
    return ` xsi:type="${escapeAttribute(text, at)}"`;
  }
  if (text.startsWith(`${xsd}#`)) return typeAttribute(`xsd:${text.slice(xsd.length + 1)}`, names, at);
  return ` xsi:type="${names.of(text, at)}"`;
}

export function textElement(tag: string, start: string, text: string, at: string): string {
  if (text === '') return `<${tag}${start}/>`;
  const preserve = text !== text.trim() ? ' xml:space="preserve"' : '';
  return `<${tag}${start}${preserve}>${escapeText(text, at)}</${tag}>`;
}

/** ` name="value"` of an extension. `value` must be one text, number or truth: attributes hold nothing more. */
export function attribute(name: string, value: unknown, names: OutNames, at: string): string {
  if (name === 'xsi:type') return typeAttribute(value, names, at);
  if (name.startsWith('xsi:')) {
    names.use('xsi');
    return ` ${name}="${escapeAttribute(scalarOf(value, at), at)}"`;
  }
  if (name.startsWith('xml:')) return ` ${name}="${escapeAttribute(scalarOf(value, at), at)}"`;
  return ` ${names.of(name, at)}="${escapeAttribute(names.value(scalarOf(value, at)), at)}"`;
}

function scalarOf(value: unknown, at: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new XmlInexpressible(at, shown(value), 'one text: an attribute of XML holds no list and no object');
}
