/** The page a scan opens: verdict, product, chain, what is missing, where it went, the code explained. In that order. */
import type { TraceAnswer } from '../../src/trace/index.ts';
import { chainList } from './chain.ts';
import { codeBlock } from './code.ts';
import { answersBlock, coverageLine, documentsBlock, factsBlock, warningsLine } from './facts.ts';
import { bytesOf, cut, en, type Html, html } from './html.ts';
import { page } from './layout.ts';
import { mapBlock } from './map.ts';
import { besideOf, missingBlock } from './missing.ts';
import { jsonLink, thingName } from './naming.ts';
import { onwardBlock } from './onward.ts';
import { productBlock } from './product.ts';
import { type Picture, pictureOf } from './stations.ts';
import { verdictBlock, verdictTitle } from './verdict.ts';
import type { ScanView } from './view.ts';
import type { Words } from './words.ts';

export function scanPage(view: ScanView): string {
  const picture = pictureOf(view.answer);
  const missing = besideOf(picture, view).length;
  const title = `${verdictTitle(view, missing)} · ${cut(thingName(view.names, view.canonical).product.zh, 40)} · 追溯`;
  const above = html`${verdictBlock(view, missing)}${warningsLine(view)}${partial(view.answer)}`;
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
