/**
 * What an event names beside its things: the documents of its business transactions, certificates and reports, and in its extensions and
 * master data permits, licences, plates, samples. From these too a trace begins, so they are indexed with the event.
 */
import { canonicalUri } from '../codes/index.ts';
import { expandCurie, type Prefixes } from './context.ts';
import type { EpcisEvent } from './model.ts';

/** Papers in one event; what is beyond is not indexed. */
const mostPapers = 200;
const longest = 500;

/** Members whose value is a number on paper, by the end of their name: `zhuisu:licenceNo`, `example:plate`, `zhuisu:sampleNo`. */
const numbered = /(?:No|Number|Licen[cs]e|Permit|Certificates?|Report|Invoice|Plate|Plot|Document|Receipt)$/i;
/** Of these kinds a code names a product, a substance, a firm or a person, never one paper or thing. */
const general = /^urn:zhuisu:(?:uscc|resident|person|division|un|cas|wastecode|control|fault|voc):/;
const coded = /^(?:urn:zhuisu:|https:\/\/id\.gs1\.org\/)/;
/** The lot is in the link index. */
const indexed = /:(?:lotNumber|standardNo)$/;

/** Each once: canonical URIs, other texts as they stand. */
export function papersOf(event: EpcisEvent, prefixes: Prefixes): string[] {
  const e = event as unknown as Readonly<Record<string, unknown>>;
  const found = new Set<string>();
  const { bizTransactionList, certificationInfo, ilmd } = e;
  if (Array.isArray(bizTransactionList))
    for (const { bizTransaction } of bizTransactionList as { bizTransaction: string }[]) add(found, bizTransaction, prefixes);
  if (certificationInfo !== undefined)
    for (const each of [certificationInfo].flat() as unknown[]) if (typeof each === 'string') add(found, each, prefixes);
  extensions(found, e, prefixes);
  if (typeof ilmd === 'object' && ilmd !== null) extensions(found, ilmd as Readonly<Record<string, unknown>>, prefixes);
  return [...found];
}

function extensions(found: Set<string>, members: Readonly<Record<string, unknown>>, prefixes: Prefixes): void {
  for (const name in members) {
    if (!name.includes(':') || indexed.test(name)) continue;
    const value = members[name];
    if (typeof value === 'string') extension(found, name, value, prefixes);
    else if (Array.isArray(value))
      for (const each of value as unknown[]) if (typeof each === 'string') extension(found, name, each, prefixes);
  }
}

function extension(found: Set<string>, name: string, value: string, prefixes: Prefixes): void {
  if (numbered.test(name) || (coded.test(value) && !general.test(value))) add(found, value, prefixes);
}

function add(found: Set<string>, value: string, prefixes: Prefixes): void {
  if (value.length > longest || value.length < 2 || found.size >= mostPapers) return;
  found.add(paperName(value, prefixes));
}

/** The name of a paper as it is indexed. */
export const paperName = (value: string, prefixes?: Prefixes): string => {
  const text = value.trim();
  return canonicalUri(prefixes === undefined ? text : expandCurie(text, prefixes));
};

/**
 * The number that a person reads on the paper: what follows the last colon or slash of its name, in capitals. The whole name tells two
 * papers of the same number apart.
 */
export function paperNumber(name: string): string {
  const end = Math.max(name.lastIndexOf(':'), name.lastIndexOf('/'));
  const number = end < 0 || end === name.length - 1 ? name : name.slice(end + 1);
  return (number.includes('%') ? decoded(number) : number).toUpperCase();
}

/**
 * True where the number is all there is: typed by somebody who reads it from the paper, or a national code, which others write without
 * its scheme. Then all papers of the number are meant.
 */
export const isNumberAlone = (name: string): boolean => !/[:/]/.test(name) || /^urn:zhuisu:(?!document:)/.test(name);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
