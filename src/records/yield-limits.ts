/** How much may come out of what went in: the rules of yield that hold for a record, with the limits that registers state for its recipe. */
import type { Arriving } from '../capture/index.ts';
import type { NumberFrom, Rule } from '../categories/rules/definition.ts';
import { dayOf } from '../categories/rules/situation.ts';
import type { EpcisEvent, EventFacts, Prefixes } from '../events/index.ts';
import { registerKey, registerStatements, type Store } from '../store/index.ts';
import { profilesOf } from './book.ts';
import { type Known, recognise } from './recognise.ts';
import { keyAsked } from './register-keys.ts';

export interface StatedYield {
  /** Output in proportion to input; absent where no rule that holds states it. */
  readonly min?: number;
  readonly max?: number;
  readonly rules: readonly { readonly id: string; readonly zh: string; readonly en: string; readonly verified: boolean }[];
}

interface Recorded {
  readonly eventID: string;
  readonly facts: EventFacts;
  readonly event: EpcisEvent;
  readonly prefixes: Prefixes;
}

/** Undefined where the event is of no stage, or no rule of yield with a limit on record holds for it on its day. */
export async function yieldLimitsOf(
  store: Store,
  { eventID, facts, event, prefixes }: Recorded,
): Promise<StatedYield | undefined> {
  const prepared = { facts, eventID } as Arriving['prepared'];
  const known = recognise({ event, prefixes, prepared } as Arriving, await profilesOf(store), undefined);
  if (known === undefined) return undefined;
  const day = dayOf(facts.at);
  const rules = (known.set.rules.get(known.name) ?? []).filter(
    ({ test, validFrom, validUntil }) => test.kind === 'yield' && validFrom <= day && !(validUntil! < day),
  );
  let [min, max] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const stated: Rule[] = [];
  for (const rule of rules) {
    if (rule.test.kind !== 'yield') continue;
    const [least, most] = [await numberOf(store, rule.test.least, known, day), await numberOf(store, rule.test.most, known, day)];
    if (least === undefined && most === undefined) continue;
    stated.push(rule);
    min = Math.max(min, least ?? min);
    max = Math.min(max, most ?? max);
  }
  if (stated.length === 0) return undefined;
  return {
    ...(Number.isFinite(min) ? { min } : {}),
    ...(Number.isFinite(max) ? { max } : {}),
    rules: stated.map(({ id, zh, en, basis }) => ({ id, zh, en, verified: basis.verified })),
  };
}

/** A number of the rule, of a field, or of a register on the day. */
async function numberOf(
  { database }: Store,
  from: NumberFrom | undefined,
  { record, stage: { profile } }: Known,
  day: string,
): Promise<number | undefined> {
  if (from === undefined || typeof from === 'number') return from;
  if ('field' in from && !('earlier' in from)) {
    const value = record[from.field];
    return typeof value === 'number' ? value + (from.plus ?? 0) : undefined;
  }
  if (!('register' in from)) return undefined;
  const said = record[from.of];
  const register = profile.registers.find(({ id }) => id === from.register);
  if (typeof said !== 'string' || register === undefined) return undefined;
  const row = { category: profile.category, register: register.id, key: keyAsked(register, said) };
  const statements = (await registerStatements(database, [row])).get(registerKey(row, row.key)) ?? [];
  const content = statements.findLast(({ from: since, until }) => since <= day && !(until! < day))?.content;
  const value = content?.[from.column];
  return typeof value === 'number' ? value : undefined;
}
