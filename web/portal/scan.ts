/** The page a scan opens: verdict, product, chain, what is missing, where it went, the code explained. In that order. */
import type { OpenEnd, TraceAnswer } from '../../src/trace/index.ts';
import { chainList, gapTitles } from './chain.ts';
import { codeBlock } from './code.ts';
import { answersBlock, coverageLine, documentsBlock, factsBlock, warningsLine } from './facts.ts';
import { bytesOf, cut, en, foreign, type Html, html } from './html.ts';
import { page } from './layout.ts';
import { mapBlock } from './map.ts';
import { bilingual, jsonLink, localTime, partyName, stepById, thingLine, thingName, whereOf } from './naming.ts';
import { onwardBlock } from './onward.ts';
import { productBlock } from './product.ts';
import { type Picture, pictureOf } from './stations.ts';
import { stepName } from './step-lines.ts';
import { verdictBlock, verdictTitle } from './verdict.ts';
import type { ScanView } from './view.ts';
import { stepWords, type Words } from './words.ts';

export function scanPage(view: ScanView): string {
  const picture = pictureOf(view.answer);
  const title = `${verdictTitle(view)} · ${cut(thingName(view.names, view.canonical).product.zh, 40)} · 追溯`;
  const above = html`${verdictBlock(view)}${warningsLine(view)}${partial(view.answer)}`;
  const before = html`${productBlock(view)}${coverageLine(view.facts)}`;
  const after = html`${missingBlock(picture, view)}${factsBlock(view)}`;
  const beside = html`${answersBlock(view)}${documentsBlock(view)}${mapBlock(picture, view)}
    ${onwardBlock(picture, view)}${notShared(view.answer, 'down')}${codeBlock(view)}`;
  const withChain = (room: number): string =>
    page(
      title,
      html`${above}
      <div class="columns">
        <div>${before}${chainBlock(picture, view, room)}${after}</div>
        <div>${beside}</div>
      </div>`,
      'scan',
    );
  return withChain(Math.min(mostChain, heaviest - bytesOf(withChain(0))));
}

/** Bytes of a page, which is to open on a slow phone; the chain has what everything else leaves of them, and no more than `mostChain`. */
const heaviest = 59_900;
const mostChain = 20_000;

/** `room`: bytes that the list of its stations may have. */
function chainBlock(picture: Picture, view: ScanView, room: number): Html {
  const title = html`<h2>来路${en('where it comes from')}</h2>`;
  if (picture.stations.length === 0)
    return html`<section>${title}<p>没有可画的记录。${en('There is nothing to draw.')}</p></section>`;
  const hidden = notShared(view.answer, 'up');
  const { list, left } = chainList(picture, view, room);
  const stations = left.stations > 0 ? `${left.stations} 站、` : '';
  return html`<section class="way">${title}${hidden}${list}${
    left.steps > 0 &&
    html`<p class="quiet">另有 ${stations}${left.steps} 条记录没有画出。${jsonLink(view.canonical)}${en(`${left.steps} more records are in the complete data`)}</p>`
  }</section>`;
}

/** What is recorded and not shared is said, so that nobody takes the drawn part for the whole. */
export function notShared({ nodes }: TraceAnswer, wanted: 'up' | 'down'): Html | undefined {
  if (!nodes.some(({ kind, side }) => kind === 'hidden' && side === wanted)) return undefined;
  return html`<p class="quiet">此环节已记录，未共享明细。${en('Steps here are recorded; their details are not shared.')}</p>`;
}

const mostEnds = 6;

function missingBlock({ ends }: Picture, view: ScanView): Html | undefined {
  if (ends.length === 0) return undefined;
  const groups = [...Map.groupBy(ends, ({ kind, event }) => `${kind} ${event}`).values()];
  const own = new Set(view.answer.nodes.filter(({ side }) => side !== 'down').map(({ id }) => id));
  const title: Words = ends.some(({ id }) => own.has(id))
    ? { zh: '缺少的记录', en: 'what is missing' }
    : { zh: '去向中缺少的记录', en: 'what is missing on its way onward' };
  const left = groups.length - mostEnds;
  return html`<section class="missing"><h2>${bilingual(title)}</h2>
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

function partial({ bounds }: TraceAnswer): Html | undefined {
  if (!bounds.hit) return undefined;
  const why: Readonly<Record<string, Words>> = {
    nodes: { zh: `涉及的物品超过 ${bounds.limit} 个`, en: `more than ${bounds.limit} things are involved` },
    depth: { zh: `链条超过 ${bounds.limit} 层`, en: `the chain is deeper than ${bounds.limit} levels` },
    rows: { zh: `有一个编码的记录超过 ${bounds.limit} 条`, en: `one code has more than ${bounds.limit} records` },
    events: { zh: `涉及的记录超过 ${bounds.limit} 条`, en: `more than ${bounds.limit} records are involved` },
    time: { zh: '查询超过了时限', en: 'the search reached its time limit' },
  };
  const found = why[bounds.reason ?? ''] ?? { zh: '查询到达上限', en: 'the search reached a limit' };
  return html`<p class="partial"><b>结果不完整：</b>${found.zh}，只给出已找到的部分。${en(`This answer is partial: ${found.en}.`)}</p>`;
}
