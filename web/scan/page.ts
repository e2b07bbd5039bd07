/** The page that scans. Without script it is the search form; the rest appears when the script runs. */
import { en, html } from '../portal/html.ts';
import { page, searchBox } from '../portal/layout.ts';

export function scanningPage(script: string | undefined): string {
  return page(
    '扫码 · 追溯',
    html`<h1>扫码${en('Scan')}</h1>
      <div id="scanner" class="scanner" hidden>
        <div class="finder"><video id="video" muted playsinline></video><p id="trouble" role="alert" hidden></p></div>
        <div class="tools">
          <button type="button" id="start">打开摄像头${en('camera on')}</button>
          <button type="button" id="torch" hidden aria-pressed="false">手电${en('torch')}</button>
          <button type="button" id="sound" aria-pressed="true">声音${en('sound')}</button>
          <button type="button" id="mode" aria-pressed="false">连续${en('continuous')}</button>
          <label class="file">选图片${en('picture')}<input type="file" id="picture" accept="image/*" multiple></label>
          <select id="devices" hidden aria-label="摄像头 camera"></select>
        </div>
        <div id="result" aria-live="assertive"></div>
        <section id="batch" hidden>
          <h2>本次扫码${en('this batch')} <small id="count"></small></h2>
          <div class="tools">
            <button type="button" id="undo">撤销上一个${en('undo last')}</button>
            <button type="button" id="copy">复制${en('copy')}</button>
            <a id="csv" download="scan.csv" href="#">CSV</a>
            <button type="button" id="clear">清空${en('clear')}</button>
          </div>
          <ol id="items" class="items"></ol>
        </section>
      </div>
      ${searchBox()}
      <p class="quiet">扫码枪可在本页任意位置直接扫描。图片只在本机识别，不会上传。
        ${en('A scanner that types works anywhere on this page. Pictures are read on this device and not sent.')}</p>
      ${
        script === undefined
          ? html`<p class="partial">扫码脚本尚未构建：请运行 <code>npm run build</code>。${en('The scanning script is not built: run npm run build.')}</p>`
          : html`<script type="module" src="${script}"></script>`
      }`,
    'scanning',
  );
}
