/**
 * Keys of the link index: 128 bits, class part ‖ serial part, so that the things of one class lie side by side.
 * Cryptographic digests, because suppliers choose identifiers and a false link in a recall is not acceptable.
 */
import { hash } from 'node:crypto';
import { classOf } from '../codes/index.ts';
import { paperNumber } from '../events/index.ts';

/** 16 bytes as a latin1 string: compares and sorts like the uuid it becomes in the database. */
export type Key = string;

/** Class digests repeat for every serial of a product; the cache is bounded because suppliers choose identifiers. */
const classDigests = new Map<string, string>();
const classDigestsLimit = 20_000;

const maxSerial = 2n ** 63n;

/**
 * The key of a canonical URI. A serial that is a canonical decimal below 2^63 is kept as a number with the top bit clear, so that
 * "serials 1000 to 2000" is one range of the index; any other serial or lot is its digest with the top bit set.
 */
export function keyOf(canonical: string): Key {
  const { class: classPart, rest } = classOf(canonical);
  let head = classDigests.get(classPart);
  if (head === undefined) {
    head = digest(classPart).slice(0, 8);
    if (classDigests.size >= classDigestsLimit) classDigests.clear();
    classDigests.set(classPart, head);
  }
  return head + serialPart(rest);
}

/**
 * The keys between which all things of a class lie, as the database has them. Of a GTIN those of its lots alone: serials that are numbers lie
 * below them.
 */
export function classKeys(classPart: string): { readonly first: string; readonly last: string } {
  const head = digest(classPart).slice(0, 8);
  const lowest = classPart.startsWith('https://id.gs1.org/01/') ? '\x80' : '\0';
  return { first: uuidOf(head + lowest + '\0'.repeat(7)), last: uuidOf(head + '\xff'.repeat(8)) };
}

function serialPart(rest: string): string {
  const serial = rest.startsWith('21/') ? rest.slice(3) : rest;
  if (isCanonicalDecimal(serial)) {
    if (serial.length <= 15) return fromNumber(Number(serial));
    const value = BigInt(serial);
    if (value < maxSerial) return fromNumber(Number(value >> 32n) * 2 ** 32, Number(value & 0xffffffffn));
  }
  const tail = digest(rest);
  return String.fromCharCode(tail.charCodeAt(0) | 0x80) + tail.slice(1, 8);
}

function isCanonicalDecimal(text: string): boolean {
  if (text.length === 0 || text.length > 19) return false;
  const first = text.charCodeAt(0);
  if (first === 48 && text.length > 1) return false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 57) return false;
  }
  return true;
}

/** Eight bytes, big-endian, of a whole number below 2^53, or of a multiple of 2^32 with its low half given apart. */
function fromNumber(value: number, low = value % 2 ** 32): string {
  const high = Math.floor(value / 2 ** 32);
  return String.fromCharCode(
    (high >>> 24) & 255,
    (high >>> 16) & 255,
    (high >>> 8) & 255,
    high & 255,
    (low >>> 24) & 255,
    (low >>> 16) & 255,
    (low >>> 8) & 255,
    low & 255,
  );
}

/** SHA-256 as 32 latin1 characters. */
export function digest(text: string): string {
  return hash('sha256', text, 'binary');
}

/** The text form PostgreSQL takes and gives. */
export function uuidOf(key: Key): string {
  const hex = Buffer.from(key, 'latin1').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** OIDs of the elements of arrays (PostgreSQL, pg_type.dat). */
const uuidType = 2950;
const int8Type = 20;

/** Keys as a parameter `uuid[]` in PostgreSQL's binary form (array_recv): half the bytes of the text, and nothing to escape or to parse. */
export function uuidArray(keys: readonly Key[]): Buffer {
  const { bytes, start } = arrayHead(uuidType, keys.length, 16);
  let at = start;
  for (const key of keys) {
    at = bytes.writeInt32BE(16, at);
    at += bytes.write(key, at, 16, 'latin1');
  }
  return bytes;
}

/** The same of whole numbers from 0 to 2^53 as `bigint[]`. */
export function bigintArray(values: readonly number[]): Buffer {
  const { bytes, start } = arrayHead(int8Type, values.length, 8);
  let at = start;
  for (const value of values) {
    at = bytes.writeInt32BE(8, at);
    at = bytes.writeInt32BE(Math.floor(value / 2 ** 32), at);
    at = bytes.writeUInt32BE(value % 2 ** 32, at);
  }
  return bytes;
}

/** One dimension, no nulls, counted from 1; none where it is empty. */
function arrayHead(type: number, length: number, size: number): { bytes: Buffer; start: number } {
  const dimensions = length === 0 ? 0 : 1;
  const start = 12 + 8 * dimensions;
  const bytes = Buffer.allocUnsafe(start + length * (4 + size));
  let at = bytes.writeInt32BE(dimensions, 0);
  at = bytes.writeInt32BE(0, at);
  at = bytes.writeInt32BE(type, at);
  if (dimensions === 1) bytes.writeInt32BE(1, bytes.writeInt32BE(length, at));
  return { bytes, start };
}

/** The key of a uuid in its text form. */
export const keyOfUuid = (uuid: string): Key => Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('latin1');

/** uuid of a canonical URI: `keyOf` in the text form. */
export const uuidOfUri = (canonical: string): string => uuidOf(keyOf(canonical));

/** First and last key of the things of a class, given by the canonical URI of the class. */
export function classRange(classUri: string): readonly [from: string, to: string] {
  const head = digest(classUri).slice(0, 8);
  return [uuidOf(head + '\x00'.repeat(8)), uuidOf(head + '\xff'.repeat(8))];
}

/**
 * Key of an event's identity. An error declaration repeats the id of the event it declares (EPCIS 2.0 §7.4.1.2), hence the second
 * space. `urn:uuid:` is case-insensitive (RFC 9562 §4).
 */
export function identityKey(eventID: string, declaresError: boolean): Key {
  const id = /^urn:uuid:/i.test(eventID) ? eventID.toLowerCase() : eventID;
  return digest(declaresError ? `declaration\n${id}` : `event\n${id}`).slice(0, 16);
}

/** Key of a paper's name: the number in front, so that papers of one number lie side by side. */
export const paperKey = (name: string): Key => digest(paperNumber(name)).slice(0, 8) + digest(name).slice(0, 8);

/** The range of keys of all papers with the number that a name ends in, in the text form. */
export function paperRange(name: string): readonly [first: string, last: string] {
  const head = digest(paperNumber(name)).slice(0, 8);
  return [uuidOf(head + '\0'.repeat(8)), uuidOf(head + '\xff'.repeat(8))];
}
