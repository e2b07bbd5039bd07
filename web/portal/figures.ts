/** Figures, and the data behind the lists for whoever wants to work with them. */
import type { Statistics } from '../../src/contract/index.ts';
import { en, type Html, html } from './html.ts';
import { page } from './layout.ts';
import { dayIn } from './naming.ts';
import type { Words } from './words.ts';

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u2009');

const told = (value: number | null): Html =>
  value === null ? html`不公布${en('not published')}` : html`<data>${grouped(value)}</data>`;

const figure = (value: number, { zh, en: english }: Words, href: string | undefined): Html => {
  const told = html`<b><data>${grouped(value)}</data></b><span>${zh}${en(english)}</span>`;
  return html`<li>${href === undefined ? html`<div class="figure">${told}</div>` : html`<a class="figure" href="${href}">${told}</a>`}</li>`;
};

export function statisticsPage(all: Statistics): string {
  return page(
    '统计 · 追溯',
    html`<h1>统计${en('figures')}</h1>
      <p class="lead">都是数出来的，不估算；截至 <time>${dayIn(all.at)}</time>。${en('Counted, not estimated.')}</p>
      <ul class="figures">
        ${figure(all.records, { zh: '条追溯记录', en: 'records' }, undefined)}
        ${figure(all.enterprises, { zh: '家追溯企业', en: 'tracing enterprises' }, '/enterprises')}
        ${figure(all.products, { zh: '种重要产品', en: 'important products' }, '/products')}
        ${figure(all.codes, { zh: '个已发编码', en: 'codes issued' }, undefined)}
        ${figure(all.complaints, { zh: '件投诉举报', en: 'complaints' }, '/report')}
        ${figure(all.answered, { zh: '件已答复', en: 'answered' }, undefined)}
        ${figure(all.exposures, { zh: '条曝光', en: 'exposures' }, '/warnings')}
        ${figure(all.recalls, { zh: '项召回中', en: 'being recalled' }, '/recalls')}
      </ul>
      <section><h2>按类别${en('by category')}</h2>
      <table class="list"><thead><tr><th scope="col">类别${en('category')}</th><th scope="col" class="num">企业${en('enterprises')}</th>
        <th scope="col" class="num">记录${en('records')}</th><th scope="col" class="num">投诉举报${en('complaints')}</th>
        <th scope="col" class="num">已答复${en('answered')}</th></tr></thead>
      <tbody>${all.categories.map(
        (
          each,
        ) => html`<tr><th scope="row">${each.zh}${en(each.en)}</th><td class="num" data-of="企业">${told(each.enterprises)}</td>
          <td class="num" data-of="记录">${told(each.records)}</td>
          <td class="num" data-of="投诉举报">${grouped(each.complaints)}</td><td class="num" data-of="已答复">${grouped(each.answered)}</td></tr>`,
      )}</tbody></table>
      <p class="quiet">一家企业可以在几个类别中；没有类别的记录只计入总数。危险品的企业数、记录数不公布。
        ${en('A firm may be in several categories; records of none count in the total alone.')}
        ${en('Firms and records of dangerous goods are not published.')}</p></section>
      <p class="quiet">同样的数据：<a href="/api/v1/public/statistics">JSON</a> · <a href="/open-data/statistics.csv">CSV</a></p>`,
    'wide',
  );
}

export interface DataSet extends Words {
  readonly name: string;
  readonly told: Words;
  readonly columns: readonly Words[];
  /** As of what it is. */
  readonly updated: Words;
}

export function openDataPage(sets: readonly DataSet[]): string {
  return page(
    '开放数据 · 追溯',
    html`<h1>开放数据${en('open data')}</h1>
      <p class="lead">公开名单的全部内容，可下载、可引用、可再利用。不含个人信息、商业秘密和危险品的任何明细。
        ${en('All of the public lists, to download, quote and reuse. No personal data, no trade secrets, nothing of dangerous goods.')}</p>
      <div class="cards">${sets.map(
        ({
          name,
          zh,
          en: english,
          told,
          columns,
          updated,
        }) => html`<article class="card"><h2>${zh}${en(english)}</h2><p>${told.zh}${en(told.en)}</p>
        <p class="quiet">字段：${columns.map((each) => each.zh).join('、')}${en(columns.map((each) => each.en).join(', '))}</p>
        <p class="quiet">更新：${updated.zh}${en(updated.en)}</p>
        <p class="links"><a href="/open-data/${name}.csv" download>CSV</a><a href="/open-data/${name}.json" download>JSON</a></p></article>`,
      )}</div>
      <section><h2>许可${en('licence')}</h2>
        <p>署名后可自由复制、分析、再发布（知识共享署名 4.0，CC BY 4.0）。请注明来源、下载日期；数据按现状提供。
          ${en('Free to copy, analyse and publish with attribution (CC BY 4.0). Name the source and the day; as is.')}</p>
        <p class="quiet">许可由运行本平台的单位决定，此处为默认值。${en('The body that runs the platform decides; this is the default.')}</p></section>`,
    'wide',
  );
}
