/** One category: products, chains, rules, registers, lists. */

import type { Register } from '../../src/categories/definition.ts';
import type { Category } from '../../src/categories/index.ts';
import type { CategoryProfile, DatedList, Rule } from '../../src/categories/rules/definition.ts';
import { en, type Html, html } from '../portal/html.ts';
import { page } from '../portal/layout.ts';
import { lineOf } from './line.ts';
import { guideSheet } from './style.ts';
import { both, severityOf, sourceOf } from './words.ts';

export function categoryGuide(category: Category, profile: CategoryProfile): string {
  return page(
    `${category.zh} · 记录什么 · 追溯`,
    html`<nav class="path"><a href="/docs">记录什么${en('what is recorded')}</a></nav>
      <h1><span class="number">${category.number}</span>${both(category)}</h1>
      <p class="counts">版本 ${profile.version} · 自 ${profile.validFrom} 起${en(`version ${profile.version}, from ${profile.validFrom}`)}</p>
      <section><h2 id="chains">链条与环节${en('chains and stages')}</h2>${profile.chains.map((chain) => lineOf(chain, profile))}</section>
      ${products(profile)}${rules(profile)}${registers(profile.registers)}${lists(profile.lists)}`,
    'guide',
    guideSheet,
  );
}

const products = ({
  products: all,
  chains,
}: CategoryProfile): Html => html`<section><h2 id="products">重要产品名录${en('directory of products')}</h2>
  <table class="rows"><tbody>${all.map(
    ({ chain, source, ...name }) => html`<tr><th scope="row">${both(name)}</th>
      <td>${chains.find(({ id }) => id === chain)?.zh}${sourceOf(source)}</td></tr>`,
  )}</tbody></table></section>`;

const rules = ({ rules: all, stages, category }: CategoryProfile): Html | false => {
  const unsure = all.filter(({ basis }) => !basis.verified).length;
  const stageLink = (id: string, rule: string): Html =>
    html`<a href="/docs/${category}/${id}#${rule}">${stages.find((each) => each.id === id)?.zh}</a>`;
  const row = (
    rule: Rule,
  ): Html => html`<tr id="${rule.id}"><th scope="row"><code>${rule.id}</code>${severityOf(rule.severity)}</th>
    <td>${both(rule)}<span class="kind">${rule.stages.map((id, i) => html`${i > 0 && '、'}${stageLink(id, rule.id)}`)}
      · 自 ${rule.validFrom} 起${rule.validUntil !== undefined && `至 ${rule.validUntil}`}</span>${sourceOf(rule.basis)}</td></tr>`;
  return (
    all.length > 0 &&
    html`<section><h2 id="rules">核查规则${en('checks')}</h2>
      <p class="lead">阻止：拒收并说明比对的事实；报警：照收并通知主管部门；提示：告知记录人。
      ${en('Refused: not taken, with the facts compared. Alarm: taken, and the department is told. Warning: whoever records is told.')}</p>
      ${
        unsure > 0 &&
        html`<p class="quiet">其中 ${unsure} 条的依据尚未与原文核对，或为平台规则而无法律依据，均已注明。
        ${en(`The basis of ${unsure} was not checked against its text, or is a rule of the platform; each says so.`)}</p>`
      }
      <table class="rows"><tbody>${all.map(row)}</tbody></table></section>`
  );
};

const registers = (all: readonly Register[]): Html | false =>
  all.length > 0 &&
  html`<section><h2 id="registers">登记簿${en('registers')}</h2>${all.map(
    ({ id, key, columns, source, ...name }) => html`<h3 id="register-${id}">${both(name)}</h3>${sourceOf(source)}
      <table class="rows"><tbody><tr><th scope="row">${both(key)}<em>关键字 key</em></th>
      <td>${key.schemes?.map((each) => html`<code>${each}</code> `)}${
        key.others === true && html`或其他编号${en('or another number')}`
      }</td></tr>
      ${columns.map(
        (column) => html`<tr><th scope="row">${both(column)}${column.optional === undefined && html`<em>必填 required</em>`}</th>
          <td><code>${column.key}</code> ${column.kind}${column.unit !== undefined && ` · ${column.unit}`}</td></tr>`,
      )}</tbody></table>`,
  )}</section>`;

/** A long list is cut; all of it is in the data. */
const most = 60;

const lists = (all: readonly DatedList[]): Html | false =>
  all.length > 0 &&
  html`<section><h2 id="lists">名单${en('lists')}</h2>${all.map(
    ({ id, entries, ...name }) => html`<h3 id="list-${id}">${both(name)}</h3>
      <ul class="entries">${entries
        .slice(0, most)
        .map(
          ({ value, from, until, source }) =>
            html`<li>${value} <small>自 ${from}${until !== undefined && ` 至 ${until}`}${!source.verified && '（未核对）'}</small></li>`,
        )}</ul>${entries.length > most && html`<p class="quiet">共 ${entries.length} 项${en(`${entries.length} in all`)}</p>`}`,
  )}</section>`;
