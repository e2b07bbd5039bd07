/** A chain drawn as a line with its stations. */
import type { Chain, Profile } from '../../src/categories/definition.ts';
import { en, type Html, html } from '../portal/html.ts';
import { both } from './words.ts';

export const lineOf = (chain: Chain, { category, stages }: Profile): Html => html`
  <div class="chain"><h3 id="chain-${chain.id}">${both(chain)}</h3>
  <ol class="line" aria-labelledby="chain-${chain.id}">${chain.stages.map((id) => {
    const stage = stages.find((each) => each.id === id)!;
    return html`<li><a href="/docs/${category}/${id}">${stage.zh}${en(stage.en)}</a></li>`;
  })}</ol></div>`;
