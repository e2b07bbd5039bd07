/** The page in which the console and the workbench run. */
import { html } from '../portal/html.ts';

export interface Shell {
  readonly title: string;
  readonly script: string;
  readonly sheets: readonly string[];
  /** Of style elements made by the script (Content-Security-Policy level 3). */
  readonly nonce: string;
  readonly face: 'console' | 'workbench';
}

export const facePage = ({ title, script, sheets, nonce, face }: Shell): string =>
  String(html`<!doctype html>
    <html lang="zh-CN"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    ${sheets.map((sheet) => html`<link rel="stylesheet" href="${sheet}">`)}
    </head><body data-nonce="${nonce}" data-face="${face}">
    <div id="root"></div>
    <noscript>此页需要脚本。 This page needs script.</noscript>
    <script type="module" src="${script}"></script>
    </body></html>`);
