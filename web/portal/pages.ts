/** The other public pages: home, codes without an answer, errors. */
import type { CatalogueRow, Problem } from '../../src/errors.ts';
import { codeBlock } from './code.ts';
import { cut, en, foreign, type Html, html } from './html.ts';
import { page, searchBox } from './layout.ts';
import { linkTo, productTitle, thingName } from './naming.ts';
import { icons, type Told, verdictOnly, verdictTitleOf } from './verdict.ts';
import type { Explained, Names } from './view.ts';
import type { Words } from './words.ts';

export interface Example extends Words {
  readonly code: string;
}

const fewExamples = 6;

export function homePage({ examples, recorded }: { readonly examples: readonly Example[]; readonly recorded: number }): string {
  const count = String(recorded).replace(/\B(?=(\d{3})+$)/g, '\u2009');
  return page(
    '追溯 · 查一查它从哪里来',
    html`
      <section class="hero"><h1>它从哪里来？可以放心吗？${en('Where does it come from? Is it all right?')}</h1>${searchBox()}
        <p class="doors"><a class="button" href="/scan">用摄像头扫码${en('scan')}</a>
          <a class="button quietly" href="/report">报告一个问题${en('report a problem')}</a></p><p class="links">
            <a href="/codes">这是什么码${en('what code is this')}</a></p></section>
      ${recorded === 0 ? emptyLog : html`<p class="quiet">已登记 <data>${count}</data> 条记录${en('records so far')}</p>`}
      ${
        examples.length > 0 &&
        html`<section><h2>试一试${en('try one')}</h2><ul class="examples">${examples.slice(0, fewExamples).map(exampleItem)}</ul>
        ${
          examples.length > fewExamples &&
          html`<details class="other"><summary>另外 ${examples.length - fewExamples} 个例子${en('more of them')}</summary>
          <ul class="examples">${examples.slice(fewExamples).map(exampleItem)}</ul></details>`
        }</section>`
      }
      <section><h2>公开信息${en('open to everybody')}</h2><ul class="examples pairs">${publicPages.map(
        ({ href, zh, en: english, told }) =>
          html`<li><a href="${href}"><b>${zh}</b>${en(english)}<span class="sub">${told}</span></a></li>`,
      )}</ul></section>
      <section class="about"><h2>这是什么${en('what this is')}</h2><ul class="plain">
        <li>政府的重要产品追溯平台：农产品、食品、药品和医疗器械、农资、特种设备、稀土、汽车配件，从源头到您手中。
          ${en('The public traceability platform of important products: from their origin to your hands.')}</li>
        <li>每一步由做这一步的企业登记；双方都登记的才算互相印证。系统只说登记了什么，缺什么也照实说。
          ${en('Each step is recorded by who took it; where both sides did, they confirm each other. What is missing is said too.')}</li>
        <li>查询不用登录，不记录您是谁。${en('No sign-in, and nobody keeps who you are.')}</li>
        <li>做产品的企业和农户可以<a href="/register">自己登记</a>，审核后记录、开合格证。
          ${en('Firms and farms register themselves; once approved they record and certify.')}</li>
      </ul></section>`,
    'home',
  );
}

const publicPages: readonly (Words & { readonly href: string; readonly told: string })[] = [
  { href: '/enterprises', zh: '追溯企业名单', en: 'tracing enterprises', told: '谁在登记来路' },
  { href: '/warnings', zh: '消费警示与曝光', en: 'warnings', told: '谁的系统运行不正常' },
  { href: '/recalls', zh: '召回', en: 'recalls', told: '哪些批次要退回' },
  { href: '/products', zh: '重要产品名录', en: 'directory', told: '哪些产品应当可追溯' },
  { href: '/statistics', zh: '统计', en: 'figures', told: '登记了多少，办了多少' },
  { href: '/open-data', zh: '开放数据', en: 'open data', told: '下载与许可' },
];

const exampleItem = ({ code, zh, en: english }: Example): Html => html`
  <li><a href="/t/${encodeURIComponent(code.toWellFormed())}">
    <b>${cut(zh, 60)}</b>${en(cut(english, 90))}<code>${foreign(code.replace(/^https:\/\//, ''), 64)}</code>
  </a></li>`;

/** What to do first, for the operator of a new installation. */
const emptyLog = html`
  <section class="empty">
    <h2>还没有任何记录${en('nothing is recorded yet')}</h2>
    <p>用下面任一方式提交 EPCIS 2.0 文件，其中的商品即可在此查询。
      ${en('Send an EPCIS 2.0 document in one of these ways; its products can then be looked up here.')}</p>
    <ul><li><code>./zhuisu capture FILE.jsonld</code></li><li><code>POST /epcis/capture</code></li></ul>
    <p>想先看看效果：用新的数据目录启动，不设置 <code>ZHUISU_DEMO=0</code>，系统会载入演示数据。
      ${en('To see it at work first, start on a new data folder without ZHUISU_DEMO=0: the demo city is loaded.')}</p>
  </section>`;

const block = (icon: Html, title: Words, rest: Html): Html => html`
  <section class="verdict not_recorded">
    <svg class="icon" viewBox="0 0 48 48" width="56" height="56" aria-hidden="true">${icon}</svg>
    <div><h1>${title.zh}</h1><p lang="en" class="title-en">${title.en}</p>${rest}</div>
  </section>`;

/** 404: the code is right in itself, and nothing is known of it. */
export function unknownPage(view: Explained): string {
  const why = html`<p class="why">编码 <code>${foreign(view.typed)}</code> 格式正确，但这里没有它的任何记录。
    ${en('The code is well formed, but nothing is recorded under it here.')}</p>`;
  return page(
    '没有记录 · 追溯',
    html`${block(icons.not_recorded, { zh: '没有记录', en: 'Nothing recorded' }, why)}
      <section><h2>可能的原因${en('what that can mean')}</h2><ul class="plain">
        <li>生产者还没有登记，或登记在别的系统里。${en('The producer has not recorded it, or did so in another system.')}</li>
        <li>输入的是产品条码，缺少批次或序列号。${en('It is the bar code of the product, without lot or serial number.')}</li>
        <li>编码抄错了一处，碰巧仍符合规则。${en('A sign was misread, and the result happens to be well formed.')}</li>
        <li>标签是编造的。${en('The label is invented.')}</li>
      </ul></section>
      <section><h2>怎么办${en('what to do')}</h2><ul class="plain">
        <li>对照包装再查一次，带上批次或序列号。${en('Check the package and look again, with lot or serial.')}</li>
        <li>请销售者出示进货凭证。${en('Ask the seller for the purchase record.')}</li>
        <li>怀疑有问题时不要食用或使用，可<a href="/report?code=${encodeURIComponent(cut(view.typed, 200))}">在这里报告</a>或拨打 12315。
          ${en('When in doubt do not use it; report it here or call 12315.')}</li>
      </ul></section>
      ${searchBox(cut(view.typed, 200))}${codeBlock(view, false)}`,
  );
}

/** A code in this platform’s form of which nothing is recorded: never issued, void, or not in use yet. */
export interface BareView extends Explained, Told {}

export function issuePage(view: BareView): string {
  return page(
    `${verdictTitleOf(view.verdict)} · 追溯`,
    html`${verdictOnly(view)}
      <p class="links"><a class="button quietly" href="/report?code=${encodeURIComponent(cut(view.typed, 300))}">报告一个问题${en(
        'report a problem',
      )}</a></p>${searchBox(cut(view.typed, 200))}${codeBlock(view, false)}`,
  );
}

export interface MalformedView {
  readonly typed: string;
  readonly reasons: readonly Words[];
  /** Names of the schemes it resembles, the closest first. */
  readonly candidates: readonly Words[];
}

/** A bar code with a piece missing. */
const brokenCode = html`<path d="M6 10h36v28H6z"/><path class="sign" d="M14 17v14M20 17v14M28 17v5M28 28v3M34 17v14"/>`;

/** 400: no scheme reads it. */
export function malformedPage({ typed, reasons, candidates }: MalformedView): string {
  const [closest, ...others] = candidates;
  const resembles =
    closest &&
    html`<p class="why">它像是 <b>${cut(closest.zh, 40)}</b>，但是：${en(html`It looks like ${cut(closest.en, 60)}, but:`)}</p>`;
  const list =
    reasons.length === 0
      ? html`<li>没有一种已知的编码规则符合它。${en('It matches no scheme known here.')}</li>`
      : reasons.slice(0, 8).map(({ zh, en: english }) => html`<li>${foreign(zh, 160)}${en(foreign(english, 200))}</li>`);
  const also = others.slice(0, 5).map(({ zh }) => cut(zh, 40));
  return page(
    '认不出这个编码 · 追溯',
    html`${block(
      brokenCode,
      { zh: '认不出这个编码', en: 'This code cannot be read' },
      html`<p class="why"><code>${foreign(typed)}</code></p>${resembles}<ul>${list}</ul>`,
    )}
      ${also.length > 0 && html`<p class="quiet">也可能是：${also.join('、')}</p>`}
      <section><h2>再试一次${en('try again')}</h2>
        <p>请对照包装逐位核对；扫码时避开反光和褶皱。${en('Compare with the package sign by sign; when scanning, avoid glare and folds.')}</p>
        ${searchBox(cut(typed, 200))}
      </section>`,
  );
}

export interface ProductView extends Explained {
  readonly lots: readonly { readonly id: string; readonly label: string; readonly lastSeen: string }[];
  readonly names: Names;
}

/** A product without lot or serial: every package of it has the same code, so the answer needs one more number. */
export function productPage(view: ProductView): string {
  const { product } = thingName(view.names, view.canonical);
  const gtin = /\/01\/(\d{14})/.exec(view.canonical)?.[1];
  const lots = view.lots
    .slice(0, 20)
    .map(
      ({ id, label, lastSeen }) =>
        html`<li><a href="${linkTo(id)}"><b>${foreign(label, 40)}</b> <time>${cut(lastSeen, 10)}</time></a></li>`,
    );
  return page(
    `${cut(product.zh, 40)} · 追溯`,
    html`<section class="product"><h1>${productTitle(product)}</h1>
      <p>这是产品条码，同一产品的每一件都相同。请加上批次或序列号。
        ${en('This is the code of the product, the same on every package. Add its lot or serial number.')}</p>
      ${gtin !== undefined && searchBox(`(01)${gtin}(10)`)}</section>
      ${lots.length > 0 && html`<section><h2>有记录的批次${en('recorded lots')}</h2><ul class="examples">${lots}</ul></section>`}
      ${codeBlock(view)}`,
  );
}

/** An error met in a browser. */
export function failurePage(problem: Problem): string {
  // The sentences of the catalogue are for whoever wrote a request; an address that leads nowhere was followed or typed by anybody.
  const isLost = problem.code === 'not_found';
  const title = isLost ? { zh: '没有这个页面', en: 'There is no such page' } : { zh: problem.titleZh, en: problem.title };
  const todo = isLost
    ? {
        zh: '地址可能抄错或已改变。要查商品，请在下面输入包装上的编码；其他内容从页底的链接找。',
        en: 'The address may be mistyped or have changed. Type the code of a product below, or follow the links at the foot.',
      }
    : { zh: problem.repairZh, en: problem.repair };
  return page(
    `${problem.status === 404 ? '没有这个页面' : '出错了'} · 追溯`,
    html`<section class="failure"><p class="status">${problem.status || ''}</p>
      <h1>${foreign(title.zh, 120)}</h1><p lang="en" class="title-en">${foreign(title.en, 160)}</p>
      <p class="next">${foreign(todo.zh, 200)}${en(foreign(todo.en, 240))}</p>
      <p class="quiet">${isLost && html`${foreign(problem.titleZh, 120)} · `}<a href="/api/docs/errors#${problem.code}">错误说明${en(
        'about this error',
      )}</a> <code>${problem.code}</code></p></section>
      ${searchBox()}`,
  );
}

/** The reference of every refusal, in order of precedence. */
export function errorCataloguePage(catalogue: Readonly<Record<string, CatalogueRow>>): string {
  const rows = Object.entries(catalogue).map(
    ([code, row]) => html`<tr id="${code}">
      <th scope="row"><a href="#${code}">${code}</a><span>${row.status === 0 ? '启动' : row.status}</span></th>
      <td>${row.zh}<br>${en(row.en)}</td>
      <td>${row.repairZh}<br>${en(row.repair)}</td>
    </tr>`,
  );
  return page(
    '错误代码 · 追溯',
    html`<h1>错误代码${en('error codes')}</h1>
      <p>按优先顺序排列：同时有几处错误时，返回最靠前的一个。
        ${en('In order of precedence: when several faults hold at once, the first is the answer.')}</p>
      <table class="errors">
        <thead><tr><th scope="col">代码${en('code')}</th><th scope="col">含义${en('meaning')}</th><th scope="col">怎么办${en('what to do')}</th></tr></thead>
        <tbody>${rows}</tbody>
      </table>`,
    'wide',
  );
}
