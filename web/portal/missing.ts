/** What should have been recorded and was not: who owes it, and whether it lies on the way of the thing itself or beside it. */
import type { OpenEnd } from '../../src/trace/index.ts';
import { gapTitles } from './chain.ts';
import { en, foreign, type Html, html } from './html.ts';
import { bilingual, jsonLink, localTime, partyName, stepById, thingLine, whereOf } from './naming.ts';
import type { Picture } from './stations.ts';
import { stepName } from './step-lines.ts';
import type { ScanView } from './view.ts';
import { stepWords, type Words } from './words.ts';

const mostEnds = 6;

const groupsOf = (ends: readonly OpenEnd[]): OpenEnd[][] => [
  ...Map.groupBy(ends, ({ kind, event }) => `${kind} ${event}`).values(),
];

/**
 * Missing records of the thing and of what went into it that the verdict does not count, by the event that shows them: where parts of its
 * lot went, where a spray came from. A verdict of `gaps` counts what lies on the way of the thing, so that nothing is beside it.
 */
export function besideOf({ ends }: Picture, { answer, verdict }: ScanView): OpenEnd[][] {
  if (verdict.kind !== 'in_order' && verdict.kind !== 'sold') return [];
  const down = new Set(answer.nodes.filter(({ side }) => side === 'down').map(({ id }) => id));
  return groupsOf(ends.filter(({ id }) => !down.has(id)));
}

export function missingBlock(picture: Picture, view: ScanView): Html | undefined {
  const { ends } = picture;
  if (ends.length === 0) return undefined;
  const groups = groupsOf(ends);
  const own = new Set(view.answer.nodes.filter(({ side }) => side !== 'down').map(({ id }) => id));
  const beside = besideOf(picture, view).length > 0;
  const title: Words = !ends.some(({ id }) => own.has(id))
    ? { zh: '去向中缺少的记录', en: 'what is missing on its way onward' }
    : beside
      ? { zh: '旁支和去向中缺少的记录', en: 'what is missing beside its own way, and onward' }
      : { zh: '缺少的记录', en: 'what is missing' };
  const left = groups.length - mostEnds;
  return html`<section class="missing"><h2>${bilingual(title)}</h2>${
    beside &&
    html`<p class="quiet">本品的来源有记录。它的一部分去过哪里、所用的投入品从哪里来，登记不全，不计入上面的结论。${en(
      'Its origin is recorded. Where parts of it went, or where what was used on it came from, is not fully recorded, and not counted in the verdict.',
    )}</p>`
  }
    <ul>${groups.slice(0, mostEnds).map((group) => html`<li>${missing(group, view)}</li>`)}</ul>
    ${left > 0 && html`<p class="quiet">另有 ${left} 处。${jsonLink(view.canonical)}${en(`${left} more`)}</p>`}
  </section>`;
}

/** Who should have recorded what; `group` shares the event that shows it. */
function missing(group: readonly OpenEnd[], view: ScanView): Html {
  const { answer, names, canonical } = view;
  const end = group.find(({ id }) => id === canonical) ?? group[0]!;
  const step = stepById(answer, end.event);
  const party = end.kind === 'not_received' ? step?.to : step?.from;
  const name = party === undefined ? undefined : html`<b>${foreign(partyName(names, party).zh, 40)}</b>`;
  const thing = html`${thingLine(names, end.id)}${group.length > 1 && ` 等 ${group.length} 项`}`;
  const seenAt = step === undefined ? undefined : whereOf(step);
  const seen = html`${step !== undefined && html`<time>${localTime(step).day}</time> `}${
    seenAt !== undefined && html`${foreign(partyName(names, seenAt).zh, 40)} `
  }`;
  const said = {
    not_received: html`${seen}发出 ${thing}，此后没有收货记录。${name && html`应由 ${name} 记录收货。`}`,
    not_shipped: html`${seen}收到 ${thing}，此前没有发货记录。${name && html`应由 ${name} 记录发货。`}`,
    origin_unknown: html`${seen}${(step === undefined ? stepWords(undefined) : stepName(step, view)).zh}时出现 ${thing}，它从哪里来没有记录。${
      name ? html`应由 ${name} 记录。` : '应由供货方记录。'
    }`,
  }[end.kind];
  return html`${said}${en(gapTitles[end.kind]!.en)}`;
}
