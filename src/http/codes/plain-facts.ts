/**
 * A product whose records name no stage is still of a kind: what plain events of EPCIS, with their steps, dispositions and quantities,
 * say of how it was made, treated and tested. Pure.
 */

import type { ToldValue } from '../../../web/portal/index.ts';
import { localTime } from '../../../web/portal/naming.ts';
import type { Words } from '../../categories/definition.ts';
import { type ShownKind, shownKinds } from '../../categories/shown/index.ts';
import { isHidden, type TraceAnswer, type TraceStep } from '../../trace/index.ts';

const day = 86_400_000;
const wordOf = ({ bizStep = '' }: TraceStep): string => /[A-Za-z_]+$/.exec(bizStep)?.[0] ?? '';
const spoken = (words: Words): ToldValue => ({ kind: 'plain', of: 'choice', values: [words.zh], words: [words] });
const dated = (step: TraceStep | undefined): ToldValue | undefined =>
  step === undefined ? undefined : { kind: 'plain', of: 'date', values: [localTime(step).day] };

const isTreating = (step: TraceStep): boolean => wordOf(step) === 'spraying' || wordOf(step) === 'applying';

/** Steps that make something: what comes out of them did not exist before. */
const isMaking = (step: TraceStep): boolean =>
  step.things.some(({ as }) => as === 'output') || step.bizStep === 'creating_class_instance';

/** The kind of a traded item whose making is recorded; of farm inputs the licences of the maker tell which. */
export function plainKind(category: string, { root, steps }: TraceAnswer, schemes: readonly string[]): ShownKind | undefined {
  if (!root.startsWith('https://id.gs1.org/01/')) return undefined;
  const named: Readonly<Record<string, string | undefined>> = {
    produce: steps.some((step) => wordOf(step) === 'harvesting') ? 'crop' : undefined,
    food: steps.some(isMaking) ? 'food' : undefined,
    inputs: schemes.includes('pesticidereg') ? 'pesticide' : undefined,
  };
  return shownKinds.find(({ category: own, id }) => own === category && id === named[category]);
}

/** By the key of a row, or by what it is derived from. `enteredBy`: whose word a record is. */
export function plainRows(
  { steps, nodes }: TraceAnswer,
  own: ReadonlySet<string>,
  enteredBy: ReadonlyMap<string, Words>,
): ReadonlyMap<string, ToldValue> {
  const side = new Map(nodes.map((each) => [each.id, each.side]));
  const isOurs = ({ things }: TraceStep): boolean => things.some(({ id }) => own.has(id));
  const before = steps.filter(({ things }) => things.some(({ id }) => own.has(id) || side.get(id) === 'up'));
  const rows: [string, ToldValue | undefined][] = [
    ['harvestDate', dated(before.findLast((step) => wordOf(step) === 'harvesting'))],
    ['productionDate', dated(madeBefore(before, isOurs))],
    ['inputs', treated(before)],
    ['test', tested(before, isOurs, enteredBy)],
  ];
  return new Map(rows.filter((row): row is [string, ToldValue] => row[1] !== undefined));
}

/** A unit is coded and packed after it was made: the last making of it, or of what it holds. */
function madeBefore(before: readonly TraceStep[], isOurs: (step: TraceStep) => boolean): TraceStep | undefined {
  const own = before.findIndex(isOurs);
  if (own < 0) return undefined;
  const first = before[own]!;
  if (isMaking(first)) return first;
  const made = before.slice(0, own).findLast((step) => isMaking(step) && wordOf(step) !== 'harvesting');
  return made ?? first;
}

/** What was sprayed, how often, and how long before the harvest; which interval was to be kept stands in no plain event. */
function treated(before: readonly TraceStep[]): ToldValue | undefined {
  const uses = before.filter(isTreating);
  const last = uses.at(-1);
  if (last === undefined) return undefined;
  const inputs = [...new Set(uses.flatMap(({ things }) => things.filter(({ as }) => as === 'input').map(({ id }) => id)))];
  const harvest = before.find((step) => wordOf(step) === 'harvesting' && step.eventTime > last.eventTime);
  const on = localTime(last).day;
  const days = harvest === undefined ? undefined : Math.round((Date.parse(localTime(harvest).day) - Date.parse(on)) / day);
  const times = uses.length === 1 ? 'once' : `${uses.length} times`;
  return {
    kind: 'things',
    items: inputs.filter((id) => !isHidden(id)).map((id) => ({ id })),
    note: {
      zh: `共 ${uses.length} 次，最近 ${on}${days === undefined ? '' : `，距采收 ${days} 天`}`,
      en: `${times}, last on ${on}${days === undefined ? '' : `, ${days} days before the harvest`}`,
    },
  };
}

const results: Readonly<Record<string, Words>> = {
  conformant: { zh: '合格', en: 'conformant' },
  non_conformant: { zh: '不合格', en: 'not conformant' },
};

/** The latest test of the product itself, else of what it was made from. */
function tested(
  before: readonly TraceStep[],
  isOurs: (step: TraceStep) => boolean,
  enteredBy: ReadonlyMap<string, Words>,
): ToldValue | undefined {
  // What it was treated with was tested too; that says nothing of the product.
  const means = new Set(
    before.filter(isTreating).flatMap(({ things }) => things.map(({ id, as }) => (as === 'input' ? id : ''))),
  );
  const tests = before.filter(
    (step) =>
      wordOf(step) === 'inspecting' &&
      results[step.disposition ?? ''] !== undefined &&
      step.things.some(({ id }) => !means.has(id)),
  );
  const latest = tests.findLast(isOurs) ?? tests.at(-1);
  if (latest === undefined) return undefined;
  const result = results[latest.disposition!]!;
  const by = enteredBy.get(latest.eventID);
  const on = localTime(latest).day;
  const of = isOurs(latest) ? { zh: '', en: '' } : { zh: '原料', en: 'of what it was made from: ' };
  return spoken({
    zh: [`${of.zh}${result.zh}`, by?.zh, on].filter(Boolean).join(' · '),
    en: `${of.en}${result.en} on ${on}${by === undefined ? '' : `, ${by.en}`}`,
  });
}
