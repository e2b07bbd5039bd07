/** The code explained, segment by segment. */
import { cut, en, foreign, type Html, html } from './html.ts';
import { definitions, jsonLink } from './naming.ts';
import type { Explained } from './view.ts';
import type { Words } from './words.ts';

const mostSegments = 16;

/** `recorded`: there is data to link to. */
export function codeBlock({ typed, canonical, scheme, segments, issue }: Explained, recorded = true): Html {
  const rows: [Words, Html][] = segments
    .slice(0, mostSegments)
    .map(({ label, value, meaning }) => [
      { zh: cut(label.zh, 40), en: cut(label.en, 60) },
      html`<code>${foreign(value)}</code>${meaning && html` ${cut(meaning.zh, 40)}${en(cut(meaning.en, 60))}`}`,
    ]);
  if (issue !== undefined) {
    rows.push([{ zh: '发码产品', en: 'issued for' }, html`<span>${foreign(issue.product)}</span>`]);
    rows.push([{ zh: '发码批次', en: 'lot' }, html`<code>${foreign(issue.lot)}</code>`]);
    rows.push([{ zh: '发码日期', en: 'issued on' }, html`<time>${issue.day}</time>`]);
  }
  if (typed.trim() !== canonical) rows.push([{ zh: '输入', en: 'as typed' }, html`<code>${foreign(typed)}</code>`]);
  rows.push([{ zh: '标准形式', en: 'canonical form' }, html`<code>${foreign(canonical, 120)}</code>`]);
  return html`<section class="code"><h2>编码${en('the code')}</h2>
    ${scheme && html`<p>${cut(scheme.zh, 40)}${en(cut(scheme.en, 60))}</p>`}
    ${definitions(rows)}
    ${recorded && html`<p class="quiet">${jsonLink(canonical)}${en('complete data')}</p>`}
  </section>`;
}
