/** Parts of a JSON document that is to be written: of the kind that is wanted, or XmlInexpressible with their path. */
import { shown } from '../schema.ts';
import { XmlInexpressible } from './fault.ts';
import type { Json } from './free.ts';

export const isObject = (value: unknown): value is Json => value !== null && typeof value === 'object' && !Array.isArray(value);

export function objectOf(value: unknown, at: string): Json {
  if (!isObject(value)) throw new XmlInexpressible(at, shown(value), 'an object');
  return value;
}

export function listOf(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new XmlInexpressible(at, shown(value), 'a list');
  return value;
}

export function textOf(value: unknown, at: string): string {
  if (typeof value !== 'string') throw new XmlInexpressible(at, shown(value), 'a text');
  return value;
}

/** Where the standard has no further names. */
export function nothingElse(others: Json, at: string, expected: string): void {
  const [name] = Object.keys(others);
  if (name !== undefined) throw new XmlInexpressible(at, `the name ${shown(name)}`, expected);
}
