/** What a certificate that was given its number here promises. */
import { codeBlock } from './code.ts';
import { en, foreign, type Html, html } from './html.ts';
import { page, searchBox } from './layout.ts';
import { definitions } from './naming.ts';
import { icons } from './verdict.ts';
import type { Explained } from './view.ts';
import type { Words } from './words.ts';

export interface CertificateView extends Explained {
  readonly style: 'producer' | 'purchaser';
  readonly product: string;
  readonly quantity: string;
  readonly origin: string;
  readonly issuer: string;
  readonly date: string;
  readonly bases: readonly string[];
}

const basisWords: Readonly<Record<string, Words>> = {
  control: { zh: '质量安全控制符合要求', en: 'quality and safety controlled' },
  own_test: { zh: '自行检测合格', en: 'passed its own test' },
  contract_test: { zh: '委托检测合格', en: 'passed a commissioned test' },
};

export function certificatePage(view: CertificateView): string {
  const rows: [Words, Html][] = [
    [{ zh: '产品名称', en: 'product' }, html`${foreign(view.product)}`],
    [{ zh: '数量（重量）', en: 'quantity' }, html`${foreign(view.quantity)}`],
    [{ zh: '产地', en: 'origin' }, html`${foreign(view.origin)}`],
    [
      { zh: view.style === 'producer' ? '生产者' : '收购单位（个人）', en: view.style === 'producer' ? 'producer' : 'purchaser' },
      html`${foreign(view.issuer)}`,
    ],
    [{ zh: '开具日期', en: 'issued on' }, html`<time>${view.date}</time>`],
    [
      { zh: '承诺依据', en: 'on the ground of' },
      html`<ul>${view.bases.map((each) => html`<li>${basisWords[each]?.zh ?? each}${en(basisWords[each]?.en ?? '')}</li>`)}</ul>`,
    ],
  ];
  return page(
    '承诺达标合格证 · 追溯',
    html`<section class="verdict in_order">
        <svg class="icon" viewBox="0 0 48 48" width="56" height="56" aria-hidden="true">${icons.in_order}</svg>
        <div><h1>承诺达标合格证已登记</h1><p lang="en" class="title-en">Conformity certificate on record</p>
        <p class="why">这是开具者自己的承诺，不是检验结论。${en('It is the promise of who issued it, not the result of an inspection.')}</p>
        <p class="next">请核对品名、数量、产地与实物一致。${en('Check that product, quantity and origin match the goods.')}</p></div></section>
      <section>${definitions(rows)}</section>${searchBox()}${codeBlock(view, false)}`,
  );
}
