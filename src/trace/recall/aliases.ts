/**
 * One firm under several names: whose place it is that ships and receives. Where the register does not tell, the events do: who hands over
 * at a place, or takes there, is taken to be the firm of the place. GLNs that name a place and a party are one where the number is one.
 */
import { movementOf } from '../history.ts';
import { everyFew, type Steps } from '../turns.ts';
import type { TracedEvent } from '../types.ts';
import type { Firm } from './ledger.ts';

export interface Aliases {
  readonly firmOf: (uri: string) => Firm;
  /** All names of a firm that were met, its own among them. */
  readonly namesOf: (firm: Firm) => readonly string[];
  readonly names: () => readonly string[];
}

const gln = /^https:\/\/id\.gs1\.org\/41[47]\/(\d{13})/;

export function* aliasSteps(events: readonly TracedEvent[], registered: (uri: string) => Firm = (uri) => uri): Steps<Aliases> {
  const parent = new Map<string, string>();
  const parties = new Set<string>();
  const find = (uri: string): string => {
    let found = uri;
    for (let next = parent.get(found); next !== undefined && next !== found; next = parent.get(found)) found = next;
    return found;
  };
  const isKnown = (name: string): boolean => known.has(name);
  const known = new Set<string>();
  const meet = (uri: string | undefined): string | undefined => {
    if (uri === undefined) return undefined;
    const firm = registered(uri);
    if (firm !== uri) known.add(firm);
    if (!parent.has(firm)) parent.set(firm, firm);
    if (firm !== uri && !parent.has(uri)) parent.set(uri, firm);
    return firm;
  };
  const join = (a: string | undefined, b: string | undefined): void => {
    if (a === undefined || b === undefined) return;
    const [left, right] = [find(a), find(b)];
    // The register knows better.
    if (left === right || (isKnown(left) && isKnown(right))) return;
    const better = isKnown(right) || (!isKnown(left) && parties.has(right) && !parties.has(left));
    parent.set(better ? left : right, better ? right : left);
  };
  const numbers = new Map<string, string>();
  let count = 0;
  for (const event of events) {
    if (everyFew(count++)) yield;
    const { facts } = event;
    const movement = movementOf(event);
    const [from, to] = [meet(movement.from), meet(movement.to)];
    for (const party of [from, to]) if (party !== undefined) parties.add(party);
    const [read, business] = [meet(facts.readPoint), meet(facts.bizLocation)];
    meet(movement.destination);
    if (facts.step === 'shipping') join(read ?? business, from);
    if (facts.step === 'receiving' || facts.step === 'accepting') join(business ?? read, to);
    for (const uri of [movement.from, movement.to, facts.readPoint, facts.bizLocation]) {
      const number = gln.exec(uri ?? '')?.[1];
      if (number === undefined) continue;
      const before = numbers.get(number);
      if (before === undefined) numbers.set(number, registered(uri!));
      else join(before, registered(uri!));
    }
  }
  const names = new Map<Firm, string[]>();
  for (const uri of parent.keys()) {
    const own = names.get(find(uri));
    if (own === undefined) names.set(find(uri), [uri]);
    else own.push(uri);
  }
  const all = [...parent.keys()];
  return { firmOf: (uri) => find(registered(uri)), namesOf: (firm) => names.get(firm) ?? [firm], names: () => all };
}
