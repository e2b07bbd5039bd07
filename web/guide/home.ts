/** The eight categories at a glance: what each chain is, from its first stage to its last. */
import { type Category, categories } from '../../src/categories/index.ts';
import type { CategoryProfile } from '../../src/categories/rules/definition.ts';
import { en, type Html, html } from '../portal/html.ts';
import { page } from '../portal/layout.ts';
import { lineOf } from './line.ts';
import { guideSheet } from './style.ts';
import { both } from './words.ts';

export function guideHome(profiles: readonly CategoryProfile[]): string {
  return page(
    '记录什么 · 追溯',
    html`<h1>记录什么${en('What is recorded')}</h1>
      <p class="lead">八类重要产品，各有其链条。每个环节只定义一次：表单、Excel 模板、接口、核查规则和本说明都由它生成。
      ${en('Eight categories and their chains. A stage is defined once; form, template, interface and checks come from it.')}</p>
      ${categories.map((category) =>
        section(
          category,
          profiles.find((profile) => profile.category === category.id),
        ),
      )}`,
    'guide',
    guideSheet,
  );
}

const section = ({ id, number, ...name }: Category, profile: CategoryProfile | undefined): Html => html`
  <section class="category" id="${id}"><h2><span class="number">${number}</span>
    ${profile === undefined ? both(name) : html`<a href="/docs/${id}">${both(name)}</a>`}</h2>
  ${
    profile === undefined
      ? html`<p class="quiet">尚未定义环节。${en('No stage is defined yet.')}</p>`
      : html`<p class="counts">${profile.chains.length} 条链 · ${profile.stages.length} 个环节 · ${profile.rules.length} 条规则
        ${profile.registers.length > 0 && html` · ${profile.registers.length} 个登记簿`}
        ${en(`${profile.chains.length} chains, ${profile.stages.length} stages, ${profile.rules.length} rules`)}</p>
        ${profile.chains.map((chain) => lineOf(chain, profile))}`
  }</section>`;
