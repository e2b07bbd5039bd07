/** The public lists: who traces, what was exposed, what was recalled. Each says where the same data lie for programs. */
import { categories } from '../../src/categories/index.ts';
import type { ExposureAnswer, PublicNotice } from '../../src/contract/index.ts';
import { cut, en, foreign, type Html, html } from './html.ts';
import { page } from './layout.ts';
import { bilingual, dayIn, linkTo, thingName } from './naming.ts';
import type { Words } from './words.ts';

const categoryWords = (id: string | null): Words =>
  categories.find((each) => each.id === id) ?? { zh: '未归类', en: 'no category' };

/** Where programs find the same. */
const dataLinks = (name: string, json: string): Html => html`
  <p class="quiet">同样的数据：<a href="${json}">JSON</a> · <a href="/open-data/${name}.csv">CSV</a> · <a href="/open-data">开放数据说明</a>
    ${en('the same data for programs')}</p>`;

const nextLink = (href: string | undefined): Html | undefined =>
  href === undefined ? undefined : html`<p class="pages"><a class="action" href="${href}">下一页${en('next page')}</a></p>`;

const categorySelect = (
  chosen: string | undefined,
): Html => html`<p class="field"><label for="category">类别${en('category')}</label>
  <select id="category" name="category"><option value="">全部 all</option>${categories
    .filter(({ closed }) => !closed)
    .map(
      ({ id, zh, en: english }) => html`<option value="${id}"${id === chosen && html` selected`}>${zh} ${english}</option>`,
    )}</select></p>`;

export interface Enterprise {
  readonly name: string;
  readonly areas: readonly string[];
  readonly categories: readonly string[];
  readonly status: string;
  readonly since: string;
  /** How its name fits what was typed: 0 and 1 hold it, 2 and 3 with one sign wrong. */
  readonly fit?: number;
}

const suspended = html` <span class="tag warn">暂停${en('suspended')}</span>`;

export interface EnterprisesView {
  readonly query: string;
  readonly category: string | undefined;
  readonly found: readonly Enterprise[];
  readonly total: number;
  readonly next: string | undefined;
}

export function enterprisesPage({ query, category, found, total, next }: EnterprisesView): string {
  const near = found.some(({ fit = 0 }) => fit >= 2);
  return page(
    '追溯企业名单 · 追溯',
    html`<h1>实施追溯的企业${en('enterprises that trace')}</h1>
      <p class="lead">名称、拼音首字母都可以搜，错一个字也能找到。
        ${en('Search by part of the name or by initials of its pinyin; one sign may be wrong.')}</p>
      <form class="filter" action="/enterprises" method="get" role="search">
        <p class="field"><label for="q">企业名称或拼音首字母${en('name or initials')}</label>
          <input id="q" name="q" maxlength="100" autocomplete="off" autocapitalize="off" spellcheck="false" value="${query}"></p>
        ${categorySelect(category)}<button>搜索${en('search')}</button></form>
      ${near && html`<p class="quiet" role="status">没有完全相符的，以下名称与输入相近。${en('Nothing fits exactly; these are close.')}</p>`}
      ${
        found.length === 0
          ? html`<p class="empty" role="status">${query === '' ? '名单中还没有企业。' : '没有找到。请少输几个字再试。'}
            ${en(query === '' ? 'Nobody is on the list yet.' : 'Nothing found; try fewer signs.')}</p>`
          : html`<table class="list"><caption>共 <data>${total}</data> 家${en('in all')}</caption>
        <thead><tr><th scope="col">名称${en('name')}</th><th scope="col">地区${en('area')}</th><th scope="col">类别${en('category')}</th>
          <th scope="col">登记日期${en('since')}</th></tr></thead>
        <tbody>${found.map(
          (each) => html`<tr><th scope="row">${foreign(each.name, 60)}${each.status === 'suspended' && suspended}</th>
            <td data-of="地区">${each.areas.join('、')}</td>
            <td data-of="类别">${each.categories.map((id) => categoryWords(id).zh).join('、')}</td><td data-of="登记日期"><time>${each.since}</time></td></tr>`,
        )}</tbody></table>`
      }${nextLink(next)}${dataLinks('enterprises', '/api/v1/public/enterprises')}`,
    'wide',
  );
}

export interface WarningsView {
  readonly exposures: readonly ExposureAnswer[];
  readonly next: string | undefined;
}

export function warningsPage({ exposures, next }: WarningsView): string {
  return page(
    '消费警示与曝光 · 追溯',
    html`<h1>消费警示与曝光${en('warnings and exposures')}</h1>
      <p class="lead">以下企业的追溯系统运行不正常，经主管部门核实、责令整改，逾期未改。整改后由公开单位撤下。
        ${en('Their traceability does not run as it must: confirmed by the department, and not put right in time. Withdrawn once it is.')}</p>
      ${exposures.length === 0 && html`<p class="empty" role="status">目前没有公开曝光。${en('Nothing is exposed at present.')}</p>`}
      <div class="cards">${exposures.map(warning)}</div>${nextLink(next)}${dataLinks('exposures', '/api/v1/exposures')}
      <section><p class="quiet">对曝光有异议的企业，可在企业工作台说明，或向公开单位提出。
        ${en('A firm that objects answers in its workbench, or to the department.')}</p></section>`,
    'wide',
  );
}

const warning = (each: ExposureAnswer): Html => html`<article class="card warned"><h2>${foreign(each.organisationName, 60)}</h2>
  <p><b>${each.title.zh}</b>${en(each.title.en)}</p><p>${foreign(each.reason, 500)}</p>
  ${each.advice !== '' && html`<p>提示：${foreign(each.advice, 500)}${en('advice')}</p>`}
  <p class="quiet">${bilingual(categoryWords(each.category))} · 自 <time>${each.since}</time>${en('since')}</p>
  <p class="quiet">${bilingual(each.department)} <time>${dayIn(each.publishedAt)}</time> 公开${en('published')}${
    each.state === 'rectified' || each.state === 'closed'
      ? html` <span class="tag active">${bilingual(each.stateName)}</span>`
      : ''
  }</p></article>`;

export interface Recall {
  readonly thing: string;
  readonly product: string;
  readonly mark: string;
  readonly day: string;
  readonly reason: string;
  readonly organisationName: string;
  readonly category: string | null;
}

/** Lot, serial or number: what the mark of this thing is called. */
const markOf = ({ thing }: Recall): string => thingName(new Map(), thing).mark?.label.zh ?? '批次';
/** What nobody gave a name is called by the kind of its code, which its mark says already. */
const called = (each: Recall): string => (each.product === markOf(each) ? '没有登记品名的产品' : each.product);

const levelNames = ['一级', '二级', '三级'];

/** What was published, as it was published; one that was extended or withdrawn says so and why. */
const notice = (each: PublicNotice): Html => html`<article class="card warned" id="recall-${each.id}">
  <h3>${foreign(each.title.zh, 120)}${each.title.en !== each.title.zh && en(each.title.en)}</h3>
  <p><span class="tag ${each.state === 'withdrawn' ? 'active' : ''}">${bilingual(each.stateName)}</span>
    <span class="tag">${bilingual({ zh: levelNames[each.level - 1] ?? '', en: `level ${each.level}` })}</span> <time>${dayIn(each.publishedAt)}</time>${
      each.organisationName !== undefined && html` · ${foreign(each.organisationName, 60)}`
    }</p>
  <p>原因：${foreign(each.reason, 1000)}${en('reason')}</p>
  ${(each.extended ?? []).map(
    ({ at, reason, level }) =>
      html`<p><time>${dayIn(at)}</time> 扩大（${levelNames[level - 1] ?? ''}）：${foreign(reason, 1000)}${en(`extended, level ${level}`)}</p>`,
  )}
  ${
    each.withdrawn === undefined
      ? each.instructions.zh !== '' &&
        html`<p>怎么办：${foreign(each.instructions.zh, 2000)}${
          each.instructions.en !== each.instructions.zh ? en(each.instructions.en) : en('what to do')
        }</p>`
      : html`<p><b>已于 <time>${dayIn(each.withdrawn.at)}</time> 撤回：${foreign(each.withdrawn.reason, 1000)}</b>${en('withdrawn')}</p>`
  }</article>`;

export function recallsPage({
  recalls,
  notices,
}: {
  readonly recalls: readonly Recall[];
  readonly notices: readonly PublicNotice[];
}): string {
  return page(
    '召回 · 追溯',
    html`<h1>正在召回的产品${en('products being recalled')}</h1>
      <p class="lead">如果您手中有这些批次，请停止食用或使用，联系销售者退货。
        ${en('If you have one of these lots, stop using it and return it to the seller.')}</p>
      ${notices.length > 0 && html`<section class="notices"><h2>召回公告${en('notices')}</h2>${notices.map(notice)}</section><h2>批次${en('lots')}</h2>`}
      ${
        recalls.length === 0
          ? html`<p class="empty" role="status">目前没有登记的召回。${en('No recall is on record.')}</p>`
          : html`<table class="list"><thead><tr><th scope="col">产品${en('product')}</th><th scope="col">批次或序列号${en('lot or serial')}</th>
            <th scope="col">日期${en('day')}</th><th scope="col">原因${en('reason')}</th></tr></thead>
        <tbody>${recalls.map(
          (each) => html`<tr><th scope="row"><a href="${linkTo(each.thing)}">${foreign(called(each), 60)}</a><span class="sub">
            ${foreign(each.organisationName, 60)}</span></th>
            <td data-of="${markOf(each)}">${foreign(each.mark, 40)}</td><td data-of="日期"><time>${each.day}</time></td>
            <td data-of="原因">${each.reason === '' ? html`未说明${en('not said')}` : foreign(each.reason, 300)}</td></tr>`,
        )}</tbody></table>`
      }${dataLinks('recalls', '/api/v1/public/recalls')}`,
    'wide',
  );
}

export interface ListedProduct {
  readonly id: string;
  readonly category: string;
  readonly zh: string;
  readonly en: string;
  readonly chain: string;
  readonly stages: number;
  readonly basis: { readonly text: string; readonly verified: boolean };
}

export const verifiedMark = (verified: boolean): Html =>
  verified
    ? html`<span class="tag active">已核对${en('verified')}</span>`
    : html`<span class="tag">未核对原文${en('not verified')}</span>`;

export function productsPage({ products }: { readonly products: readonly ListedProduct[] }): string {
  return page(
    '重要产品名录 · 追溯',
    html`<h1>重要产品名录${en('directory of important products')}</h1>
      <p class="lead">每一种都写明依据，以及依据是否与原文核对过。
        ${en('Each with where it is written, and whether that was checked against the text.')}</p>
      <nav aria-label="类别 categories"><p class="links">${categories.map(({ id, zh }) => html`<a href="#${id}">${zh}</a>`)}</p></nav>
      ${categories.map(({ id, number, zh, en: english }) => {
        const own = products.filter(({ category }) => category === id);
        return html`<section id="${id}"><h2>（${number}）${zh}${en(english)} <small>${own.length} 种</small></h2>
        <table class="list"><thead><tr><th scope="col">产品${en('product')}</th><th scope="col">环节${en('stages')}</th>
          <th scope="col">依据${en('basis')}</th></tr></thead><tbody>${own.map(
            (
              each,
            ) => html`<tr><th scope="row">${each.zh}${en(each.en)}</th><td data-of="环节"><a href="/docs/${id}">${each.stages}</a></td>
            <td data-of="依据">${cut(each.basis.text, 100)} ${verifiedMark(each.basis.verified)}</td></tr>`,
          )}</tbody></table></section>`;
      })}${dataLinks('products', '/api/v1/public/products')}`,
    'wide',
  );
}
