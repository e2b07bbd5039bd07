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

/** An arrow of mineral green, so that nobody asks for a file that is not there. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M3 8h10M9 4l4 4-4 4" fill="none" stroke="#0b5c63" stroke-width="2"/></svg>',
)}`;

export const facePage = ({ title, script, sheets, nonce, face }: Shell): string =>
  String(html`<!doctype html>
    <html lang="zh-CN"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <link rel="icon" href="${icon}">
    <title>${title}</title>
    ${sheets.map((sheet) => html`<link rel="stylesheet" href="${sheet}">`)}
    </head><body data-nonce="${nonce}" data-face="${face}">
    <div id="root"></div>
    <noscript>此页需要脚本。 This page needs script.</noscript>
    <script type="module" src="${script}"></script>
    </body></html>`);
