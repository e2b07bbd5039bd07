/** Whether something may still be sold. */
import { saleRequest, saleStates } from '../../contract/index.ts';
import { bottleLot } from './examples.ts';
import { bodyErrors, json, type Operation, words } from './row.ts';

export const selling: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/sale-states',
    id: 'saleStates',
    tag: 'supervision',
    zh: '商品是否停售',
    en: 'Whether the sale of codes is stopped',
    needs: 'stop_sale',
    more: words(
      '供平台与商家。每个编码得到 stopped、open 或 unknown 与结论，不含来路。一个编码有误不影响其他编码。',
      'For platforms and shops. Each is answered stopped, open or unknown, and the verdict. One that is wrong holds nothing of the others back.',
    ),
    body: { types: json, shape: saleRequest, example: { codes: [bottleLot] } },
    answers: [{ ...words('每个编码的结论', 'the state of each code'), status: 200, types: json, shape: saleStates }],
    errors: bodyErrors,
  },
];
