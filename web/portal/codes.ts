/** A code explained, segment by segment, for every scheme that may read it. The same function makes the page and its live part. */
import type { Reading, Scheme } from '../../src/codes/index.ts';
import { cut, en, foreign, type Html, html } from './html.ts';
import { page } from './layout.ts';
import type { Words } from './words.ts';

/** One reading, and what is known here of the code; `known` is absent where nobody was asked. */
export interface ExplainedReading extends Reading {
  readonly name: Words;
  readonly source: string;
  readonly known?: { readonly registered: boolean; readonly recorded: boolean; readonly confirmed: boolean | null };
}

export const withScheme = (reading: Reading, { name, source }: Pick<Scheme, 'name' | 'source'>): ExplainedReading => ({
  ...reading,
  name,
  source,
});

/** Four different statements, none of which follows from another. */
function statements({ structure, strength, known }: ExplainedReading): Html {
  const rows: [Words, Words][] = [
    [
      { zh: '结构', en: 'structure' },
      structure === 'invalid'
        ? { zh: '不符合规则', en: 'breaks the rule' }
        : strength === 'opaque'
          ? { zh: '仅长度相符，规则未确认', en: 'only the length fits; the rule is not confirmed' }
          : { zh: '符合规则（不证明已发码或为真品）', en: 'fits the rule (no proof of being issued or genuine)' },
    ],
  ];
  if (known !== undefined) {
    rows.push(
      [
        { zh: '登记', en: 'registered' },
        known.registered ? { zh: '本系统有登记', en: 'registered here' } : { zh: '本系统没有登记', en: 'not registered here' },
      ],
      [
        { zh: '链条', en: 'chain' },
        known.recorded
          ? { zh: '有流通记录', en: 'recorded in the chain' }
          : { zh: '没有流通记录', en: 'nothing recorded in the chain' },
      ],
      [
        { zh: '发码方', en: 'issuer' },
        known.confirmed === null
          ? { zh: '未向发码方核实', en: 'the issuer was not asked' }
          : known.confirmed
            ? { zh: '发码方确认已发出', en: 'confirmed by the issuer' }
            : { zh: '发码方没有发出过', en: 'the issuer never gave it out' },
      ],
    );
  }
  return html`<div class="said-of">${rows.map(([what, says]) => html`<p><b>${what.zh}</b>${en(what.en)}：${says.zh}${en(says.en)}</p>`)}</div>`;
}

export function readingBlock(reading: ExplainedReading): Html {
  const { name, source, verified, structure, strength, canonical, segments, reasons, warnings } = reading;
  const said = [...reasons, ...warnings];
  return html`<section class="reading ${strength === 'opaque' ? 'opaque' : structure}">
    <h2>${name.zh}${en(name.en)}</h2>
    ${said.length > 0 && html`<ul class="plain">${said.slice(0, 8).map((each) => html`<li>${foreign(each.zh, 160)}${en(foreign(each.en, 200))}</li>`)}</ul>`}
    ${statements(reading)}
    <table class="segments stack"><tbody>${segments.slice(0, 20).map(
      ({ label, value, meaning }) => html`<tr><th scope="row">${cut(label.zh, 40)}${en(cut(label.en, 60))}</th>
        <td><code>${foreign(value, 120)}</code></td><td>${meaning && html`${cut(meaning.zh, 60)}${en(cut(meaning.en, 80))}`}</td></tr>`,
    )}</tbody></table>
    <p class="quiet">${reading.grain === 'person' ? '' : html`<a href="/t/${encodeURIComponent(canonical.toWellFormed())}">${foreign(canonical, 100)}</a><br>`}
      规则来源${en('rule')}：${cut(source, 120)}；${verified ? html`已核实${en('verified')}` : html`未核实${en('not verified')}`}</p>
  </section>`;
}

const nothingKnown = html`<section class="reading invalid"><h2>没有一种已知规则符合它${en('no known rule reads it')}</h2>
  <ul class="plain"><li>请对照包装逐位核对，注意 0 与 O、1 与 I。${en('Compare it with the package sign by sign: 0 and O, 1 and I.')}</li>
  <li>企业自编的编码只有该企业能解释。${en('A code that an enterprise made up can be explained by it alone.')}</li></ul></section>`;

export const readingsBlock = (readings: readonly ExplainedReading[]): Html =>
  html`${readings.length === 0 ? nothingKnown : readings.slice(0, 8).map(readingBlock)}`;

export interface CodesView {
  readonly typed: string;
  /** Undefined: nothing was asked yet. */
  readonly readings: readonly ExplainedReading[] | undefined;
  /** Address of the script that explains while one types. */
  readonly script: string | undefined;
  readonly schemes: readonly Pick<Scheme, 'id' | 'name' | 'source' | 'verified'>[];
}

export function codesPage({ typed, readings, script, schemes }: CodesView): string {
  return page(
    '编码说明 · 追溯',
    html`<h1>这是什么码？${en('What code is this?')}</h1>
      <form class="search" action="/codes" method="get" role="search">
        <label for="code">任何编码：条码、追溯码、许可证号、车架号……${en('any code: bar code, trace code, licence, VIN, …')}</label>
        <div><textarea id="code" name="code" rows="2" maxlength="2000" spellcheck="false" autocapitalize="off" autocomplete="off">${cut(typed, 2000)}</textarea>
        <button>解释${en('Explain')}</button></div>
      </form>
      <div id="readings" aria-live="polite">${readings && readingsBlock(readings)}</div>
      <section><h2>认识的编码${en('codes known here')} <small>${schemes.length}</small></h2>
      <table class="segments stack"><tbody>${schemes.map(
        ({ name, source, verified }) => html`<tr><th scope="row">${name.zh}${en(name.en)}</th><td>${source}</td>
        <td>${verified ? '已核实' : '未核实'}${en(verified ? 'verified' : 'not verified')}</td></tr>`,
      )}</tbody></table></section>
      ${script !== undefined && html`<script type="module" src="${script}"></script>`}`,
    'wide',
  );
}
