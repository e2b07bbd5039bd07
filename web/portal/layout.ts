/** The frame of every page: head, brand, main, foot. */
import { en, Html, html, type Interpolated } from './html.ts';
import { listingSheet } from './listing-style.ts';
import { stylesheet } from './style.ts';

/** A sheet is ours and needs no escaping; it stands exactly as its hash in the Content-Security-Policy has it. */
const styled = (sheet: string): Html => Html.of([`<style>${sheet}</style>`], []);
const ofScan = styled(stylesheet);
const ofOthers = html`${ofScan}${styled(listingSheet)}`;

/**
 * `className`: `scan` is the page a scan opens, which carries one sheet only. `sheet`: rules of a page that has more to show than the
 * others; its hash, too, must stand in the policy.
 */
export function page(title: string, main: Interpolated, className = '', sheet = ''): string {
  return String(html`<!doctype html>
    <html lang="zh-CN"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${title}</title><link rel="icon" href="${icon}">${className === 'scan' ? ofScan : ofOthers}${sheet !== '' && styled(sheet)}</head>
    <body class="${className}">
    <header><a class="brand" href="/">追溯${en('Zhuisu')}</a><a class="mine" href="/account">我的账号${en('account')}</a></header>
    <main>${main}</main>
    <footer><nav aria-label="公开信息 public pages"><ul>${pages.map(([href, zh]) => html`<li><a href="${href}">${zh}</a></li>`)}</ul></nav>
      <p>消费者投诉举报热线 12315${en('consumer complaints line in China')}</p>
      <p><a href="/docs">记录什么${en('what is recorded')}</a> · <a href="/api/docs">接口文档${en('API reference')}</a>
      · <a href="/register">企业、农户登记${en('register')}</a>
      · <a href="/workbench">企业工作台${en('for firms')}</a> · <a href="/console">监管工作台${en('for departments')}</a></p></footer>
    </body></html>`);
}

const pages = [
  ['/report', '投诉举报'],
  ['/enterprises', '企业名单'],
  ['/warnings', '警示曝光'],
  ['/recalls', '召回'],
  ['/products', '产品名录'],
  ['/statistics', '统计'],
  ['/open-data', '开放数据'],
] as const;

/** A station on its line. */
const icon =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E' +
  '%3Cpath d=%22M8 1v14%22 stroke=%22%230b5c63%22 stroke-width=%222%22/%3E%3Ccircle cx=%228%22 cy=%228%22 r=%224%22 fill=%22%230b5c63%22/%3E%3C/svg%3E';

/** The one search box. */
export const searchBox = (value = ''): Html => html`
  <form class="search" action="/t" method="get" role="search">
    <label for="code">包装上的追溯码、条码或批次${en('code, bar code or lot on the package')}</label>
    <div>
      <input id="code" name="code" required maxlength="2000" autocomplete="off" autocapitalize="off" spellcheck="false" value="${value}">
      <button>查询${en('Look up')}</button>
    </div>
  </form>`;
