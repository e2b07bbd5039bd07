/** What is asked of the register and of sales, beside the short rows of `brief.ts`. */
import { json, type Operation, words } from './row.ts';

export const selling: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/sale-states',
    id: 'saleStates',
    tag: 'access',
    zh: '商品是否停售',
    en: 'Whether the sale of codes is stopped',
    needs: 'stop_sale',
    more: words(
      '供平台与商家。正文 {codes: [...]}，至多 50 个编码；每个编码得到 stopped、open 或 unknown 与结论，不含来路。一个编码有误不影响其他编码。',
      'For platforms and shops. The body is {codes: [...]}, up to 50; each is answered stopped, open or unknown, with the verdict and ' +
        'nothing of the chain. One that is wrong keeps nothing of the others back.',
    ),
    brief: true,
    answers: [{ ...words('每个编码的结论', 'the state of each code'), status: 200, types: json }],
  },
];
