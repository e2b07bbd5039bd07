/** Where an enterprise gets codes for a lot, and what it got before. */
import { en, type Html, html } from '../portal/html.ts';
import { page } from '../portal/layout.ts';

const field = (zh: string, english: string, more: Html): Html => html`
  <label class="field"><span>${zh}${en(english)}</span>${more}</label>`;

export function issuingPage(
  script: string | undefined,
  layouts: readonly { readonly id: string; readonly name: { readonly zh: string } }[],
): string {
  return page(
    '发码 · 追溯',
    html`<h1>为一个批次发码${en('Codes for a lot')}</h1>
      <form id="order" class="order">
        ${field(
          '产品',
          'GTIN, or the name of a product without one',
          html`
          <input name="product" required maxlength="80" autocomplete="off" placeholder="6901234567892">`,
        )}
        ${field(
          '批次',
          'lot',
          html`
          <input name="lot" required maxlength="20" pattern="[A-Za-z0-9._\\-]{1,20}" autocomplete="off" placeholder="J261014">`,
        )}
        ${field('发码数量', 'codes', html`<input name="quantity" type="number" required min="1" max="100000000" value="1000">`)}
        ${field('本批产品总数', 'goods in the lot', html`<input name="declared" type="number" min="1" placeholder="1000">`)}
        <details><summary>用令牌而不登录${en('with a token instead of signing in')}</summary>
        ${field('令牌', 'token', html`<input name="token" type="password" autocomplete="off">`)}</details>
        <button>发码${en('Issue')}</button>
      </form>
      <p id="answer" role="status"></p>
      <progress id="progress" max="1" value="0" hidden></progress>
      <section><h2>已发的码${en('issued')}</h2>
        <p id="empty" class="quiet">还没有发过码：填写上面的表格即可。${en('None yet: fill in the form above.')}</p>
        <label class="field"><span>标签版式${en('labels')}</span>
          <select id="layout">${layouts.map(({ id, name }) => html`<option value="${id}">${name.zh}</option>`)}</select></label>
        <ul id="ranges" class="items"></ul></section>
      ${
        script === undefined
          ? html`<p class="partial">脚本尚未构建：请运行 <code>npm run build</code>。${en('The script is not built: run npm run build.')}</p>`
          : html`<script type="module" src="${script}"></script>`
      }`,
    'issuing',
  );
}
