/** The steps of one station: a line of verbs and what came of it; unfolded, every kind of step with day, things and amounts. */
import type { TraceStep } from '../../src/trace/index.ts';
import { cut, en, foreign, type Html, html } from './html.ts';
import { amount, localTime, thingLine, thingName, timeTag } from './naming.ts';
import type { Names, ScanView } from './view.ts';
import { dispositionWords, stepWords, type Words } from './words.ts';

type Things = TraceStep['things'];

/** Dispositions that only repeat what the step says (the usual pairs of CBV 2.0 §7.2) are not shown. */
const usual = new Set([
  ...['active', 'in_progress', 'in_transit', 'retail_sold', 'sellable_accessible', 'sellable_not_accessible', 'available'],
  ...['container_closed', 'encoded', 'recalled', 'destroyed'],
]);

/** A station with so few kinds of steps is told without folding. */
const fewLines = 2;

export function stationSteps(steps: readonly TraceStep[], view: ScanView, most: number): { told: Html; shown: number } {
  const groups = [...Map.groupBy(steps, likeness).values()];
  // The ends of a long stay tell more than its middle.
  const kept =
    groups.length <= most
      ? groups
      : [...groups.slice(0, Math.ceil(most / 2)), ...groups.slice(groups.length - Math.floor(most / 2))];
  const shown = kept.reduce((sum, group) => sum + group.length, 0);
  const lines = kept.map((group) => html`<li>${line(group, view)}</li>`);
  const left = steps.length - shown;
  if (left > 0) lines.splice(Math.ceil(most / 2), 0, html`<li class="more">另有 ${left} 条记录${en(`${left} more`)}</li>`);
  const list = html`<ul>${lines}</ul>`;
  if (groups.length <= fewLines) return { told: list, shown };
  return {
    told: html`${period(steps)}<details><summary>${verbs(steps, view)}</summary>${list}</details>${outcome(steps, view.names)}`,
    shown,
  };
}

/** A record of a stage is called as the stage is; another by the word of its step. */
export const stepName = (step: TraceStep, { facts }: Pick<ScanView, 'facts'>): Words =>
  facts?.stages.get(step.eventID) ?? stepWords(step.bizStep);

/** Steps that are told as one line. */
const likeness = (step: TraceStep): string =>
  [localTime(step).day, step.type, step.bizStep, step.disposition, step.to].join('\n');

function period(steps: readonly TraceStep[]): Html {
  const [first, last] = [localTime(steps[0]!).day, localTime(steps.at(-1)!).day];
  const until = first.slice(0, 5) === last.slice(0, 5) ? last.slice(5) : last;
  return html`<p class="when"><time>${first}</time>${last !== first && html` – <time>${until}</time>`}</p>`;
}

/** `收货 · 施药 ×3 · 采收`, each once, in the order in which it first happened. */
function verbs(steps: readonly TraceStep[], view: ScanView): Html {
  const counts = new Map<string, { readonly words: Words; count: number }>();
  for (const step of steps) {
    const words = stepName(step, view);
    const known = counts.get(words.zh);
    if (known === undefined) counts.set(words.zh, { words, count: 1 });
    else known.count++;
  }
  const told = [...counts.values()].slice(0, 10).map(({ words, count }) => [words, count > 1 ? ` ×${count}` : ''] as const);
  return html`${told.map(([{ zh }, times], i) => html`${i > 0 && ' · '}${cut(zh, 24)}${times && html`<i>${times}</i>`}`)}${en(
    told.map(([words]) => cut(words.en, 48)).join(', '),
  )}`;
}

/** What this station gave: what it made, else what it handled last. */
function outcome(steps: readonly TraceStep[], names: Names): Html | undefined {
  const outputs = steps.flatMap(({ things }) => things.filter(({ as }) => as === 'output'));
  const begun = steps.flatMap(({ things }) => things.filter(({ as }) => as === 'observedAdd'));
  const made = outputs.length > 0 ? outputs : begun;
  const shipped = new Set(
    steps.filter(({ bizStep }) => bizStep === 'shipping').flatMap(({ things }) => things.map(({ id }) => id)),
  );
  // Between products of its own, a factory's last is the one that leaves.
  const leaving = made.filter(({ id }) => shipped.has(id));
  const list =
    leaving.length > 0 ? leaving : outputs.length > 0 ? outputs.slice(-1) : begun.length > 0 ? begun : handledLast(steps);
  return list.length === 0 ? undefined : html`<p class="outcome">${some(list, names)}</p>`;
}

function handledLast(steps: readonly TraceStep[]): Things {
  const last = steps.at(-1)!.bizStep;
  return steps.flatMap(({ bizStep, things }) => (bizStep === last ? things.filter(({ as }) => as !== 'inside') : []));
}

function line(group: readonly TraceStep[], view: ScanView): Html {
  const { names } = view;
  const [first] = group as [TraceStep];
  const words = stepName(first, view);
  const disposition =
    first.disposition === undefined || usual.has(first.disposition) ? undefined : dispositionWords(first.disposition);
  return html`${timeTag(first)}<b>${cut(words.zh, 24)}</b>${group.length > 1 && html`<i> ×${group.length}</i>`}${en(cut(words.en, 60))}${
    disposition && html` <em>${cut(disposition.zh, 20)}</em>`
  }${what(group, names)}`;
}

/** Things by the part they play: what went in, what came out, what was packed into what, else what was handled. */
function what(group: readonly TraceStep[], names: Names): Html | undefined {
  const things = group.flatMap((step) => step.things);
  const of = (...as: string[]): Things => things.filter((each) => as.includes(each.as));
  const into = of('output', 'parentAdd', 'wholeAdd');
  const from = of('input', 'childAdd', 'partAdd');
  if (into.length > 0 && from.length > 0) return html`<p>${some(from, names)} → ${some(into, names)}</p>`;
  const named = things.filter(({ as }) => as !== 'inside' && as !== 'parentDelete' && as !== 'parentEmptied');
  if (named.length > 0) return html`<p>${some(named, names)}</p>`;
  return group[0]!.via === undefined ? undefined : html`<p>随 ${thingLine(names, group[0]!.via)}</p>`;
}

/** Two by name, the rest by number. Single things of one product are counted, amounts of one lot added up. */
function some(list: Things, names: Names): Html {
  const once = new Map<string, { id: string; quantity: number | undefined; uom: string | undefined }>();
  for (const { id, quantity, uom } of list) {
    const before = once.get(id);
    if (before === undefined) once.set(id, { id, quantity, uom });
    else if (before.uom === uom && before.quantity !== undefined && quantity !== undefined) before.quantity += quantity;
  }
  const products = Map.groupBy(once.values(), ({ id, quantity }) =>
    quantity === undefined ? thingName(names, id).product.zh : id,
  );
  const told = [...products].slice(0, 2).map(([product, same], i) => {
    const { id, quantity, uom } = same[0]!;
    const name = same.length > 1 ? html`${foreign(product, 40)} <data>×${same.length}</data>` : thingLine(names, id);
    return html`${i > 0 && '、'}${name}${quantity !== undefined && html` <data>${amount(quantity, uom)}</data>`}`;
  });
  return html`${told}${products.size > 2 && ` 等 ${products.size} 种`}`;
}
