/** One stage: what is filled in, what is checked, and the same record as JSON, as a row of a sheet and as the event it becomes. */
import { cellsOfRecord } from '../../src/categories/cells.ts';
import { columnsOf } from '../../src/categories/columns.ts';
import type { Field, Stage } from '../../src/categories/definition.ts';
import type { Category } from '../../src/categories/index.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';
import type { Comes } from '../../src/categories/rules/comes.ts';
import type { CategoryProfile } from '../../src/categories/rules/definition.ts';
import type { ShownRule } from '../../src/categories/rules/shown.ts';
import { en, type Html, html } from '../portal/html.ts';
import { page } from '../portal/layout.ts';
import { sample } from '../reference/samples.ts';
import { comesSection, request } from './comes.ts';
import { guideSheet } from './style.ts';
import { both, kindOf, pathOf, severityOf, sourceOf, visibilities } from './words.ts';

interface Place {
  readonly category: Category;
  readonly profile: CategoryProfile;
  readonly stage: Stage;
  readonly rules: readonly ShownRule[];
  readonly comes: Comes;
  /** All in force, for what goes before in other categories. */
  readonly profiles: readonly CategoryProfile[];
  /** Where the reader reaches this installation. */
  readonly origin: string;
}

export function stageGuide({ category, profile, stage, rules, comes, profiles, origin }: Place): string {
  const { type, action, bizStep, disposition } = stage.event;
  const address = `/api/v1/records/${category.id}/${stage.id}`;
  const files = `/api/v1/categories/${category.id}/stages/${stage.id}`;
  return page(
    `${stage.zh} · ${category.zh} · 追溯`,
    html`<nav class="path"><a href="/docs">记录什么${en('what is recorded')}</a> / <a href="/docs/${category.id}">${both(category)}</a></nav>
      <h1>${both(stage)}</h1>
      <p class="counts"><code>${type}</code> ${action !== undefined && html`<code>${action}</code> `}<code>${bizStep}</code>
        ${disposition !== undefined && html` <code>${disposition}</code>`}</p>
      <p>${sourceOf(stage.source)}</p>
      <p class="files"><a href="${files}/template.xlsx">Excel 模板${en('template')}</a><a href="${files}/schema.json">JSON Schema</a></p>
      <section><h2 id="fields">填什么${en('fields')}</h2>
        <table class="rows"><tbody>${stage.fields.map(fieldRow)}</tbody></table></section>
      ${rules.length > 0 && html`<section><h2 id="rules">查什么${en('checks')}</h2>${rules.map(ruleBlock)}</section>`}
      <section><h2 id="examples">示例${en('examples')}</h2>
        ${sample('curl', request(origin, address, stage.example))}
        <h3>Excel</h3>${sheet(stage)}
        <h3>EPCIS</h3>${sample('EPCIS 2.0', eventLines(stage, profile))}</section>
      ${comesSection(comes, { profiles, origin })}`,
    'guide',
    guideSheet,
  );
}

const fieldRow = (field: Field): Html => html`<tr><th scope="row">${both(field)}
    ${field.need === 'required' && html`<em class="must">必填 required</em>`}</th>
  <td><code>${field.key}</code> ${kindOf(field)}
    ${field.hint !== undefined && html`<span class="hint">${both(field.hint)}</span>`}
    <span class="kind">可见${en('seen by')}: ${both(visibilities[field.sees])} · <code>${pathOf(field.slot)}</code></span>
    ${field.law !== undefined && sourceOf(field.law)}</td></tr>`;

const ruleBlock = ({ rule, passes, fails }: ShownRule): Html => html`<article class="rule" id="${rule.id}">
  <h3><code>${rule.id}</code>${severityOf(rule.severity)} ${both(rule)}</h3>
  ${sourceOf(rule.basis)}
  <dl><dt>通过${en('passes')}</dt><dd>${passes === undefined ? html`照此记录${en('recorded like this')}` : both(passes)}</dd>
  <dt>不通过${en('fails')}</dt><dd>${fails !== undefined && both(fails)}</dd>
  <dt>怎么办${en('what to do')}</dt><dd>${both(rule.repair)}</dd></dl></article>`;

function sheet(stage: Stage): Html {
  const cells = cellsOfRecord(stage, stage.example);
  const filled = columnsOf(stage).filter(({ key }) => cells.has(key));
  const heads = filled.map(({ zh, en: english, required }) => html`<th scope="col">${zh}${required && ' *'}${en(english)}</th>`);
  return html`<div class="sheet" tabindex="0" role="region" aria-label="Excel"><table><thead><tr>${heads}</tr></thead>
    <tbody><tr>${filled.map(({ key }) => html`<td>${inLines(shownCell(cells.get(key)!))}</td>`)}</tr></tbody></table></div>`;
}

/** Several values in a cell are a line each. */
const inLines = (text: string): Html[] => text.split('\n').map((line, i) => html`${i > 0 && html`<br>`}${line}`);

/** As it is typed: a moment of China’s time zone without its zone. */
const shownCell = (value: string | number | boolean): string =>
  typeof value === 'boolean'
    ? value
      ? '是'
      : '否'
    : String(value).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):00\+08:00$/, '$1 $2');

function eventLines(stage: Stage, profile: CategoryProfile): readonly string[] {
  const checked = checkRecord(stage, stage.example);
  return 'faults' in checked ? [] : JSON.stringify(eventOf(stage, checked, profile), null, 2).split('\n');
}
