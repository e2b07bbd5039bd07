/** Symbols and labels. */
import { labelLayouts } from '../../contract/index.ts';
import { layouts, symbolKinds } from '../../labels/index.ts';
import { part } from './issuing.ts';
import { inPath, inQuery, json, type Operation, whole, words } from './row.ts';

const kind = { type: 'string', enum: symbolKinds };
const id = inPath('id', '码段编号，六位', 'id of the range, six characters', { type: 'string', pattern: '^[0-9A-Z]{6}$' });
const line = (most: number) => ({ type: 'string', maxLength: most });
const label = [
  inQuery('kind', '符号种类', 'kind of symbol', { ...kind, default: 'qr' }),
  inQuery('name', '产品名称', 'name of the product', line(80)),
  inQuery('producer', '生产者', 'producer', line(80)),
  inQuery('date', '日期', 'date', line(40)),
] as const;
const layout = (otherwise: string) => ({ type: 'string', enum: layouts.map((each) => each.id), default: otherwise });
const example = { path: { id: '7K3Q9D' } };

export const printing: readonly Operation[] = [
  ...(['svg', 'png'] as const).map(
    (ending): Operation => ({
      method: 'get',
      path: `/api/v1/symbols/{kind}.${ending}`,
      route: '/api/v1/symbols/:file',
      id: `symbol${ending === 'svg' ? 'Svg' : 'Png'}`,
      tag: 'labels',
      needs: 'issue',
      zh: `一个符号（${ending.toUpperCase()}）`,
      en: `One symbol as ${ending.toUpperCase()}`,
      parameters: [
        inPath('kind', '符号种类', 'kind of symbol', kind),
        { ...inQuery('content', '内容', 'content', line(1_000)), required: true },
        inQuery('size', '每个模块的像素', 'pixels of a module', whole(1, 20, 4)),
      ],
      answers: [{ ...words('图像', 'the picture'), status: 200, types: [ending === 'svg' ? 'image/svg+xml' : 'image/png'] }],
      errors: ['not_found', 'value_invalid', 'symbol_refused'],
      example: { path: { kind: 'qr' }, query: { content: 'https://id.gs1.org/01/09521055300101/10/J261014' } },
    }),
  ),
  {
    method: 'get',
    path: '/api/v1/label-layouts',
    id: 'labelLayouts',
    tag: 'labels',
    needs: 'issue',
    zh: '标签版式',
    en: 'Layouts of labels',
    answers: [{ ...words('以毫米计', 'in millimetres'), status: 200, types: json, shape: labelLayouts }],
    client: 'const layouts = await zhuisu.labelLayouts();',
  },
  {
    method: 'get',
    path: '/api/v1/code-ranges/{id}/labels.pdf',
    id: 'labelsPdf',
    tag: 'labels',
    needs: 'issue',
    zh: '标签（PDF）',
    en: 'Labels as PDF',
    parameters: [id, ...part, ...label, inQuery('layout', '版式', 'layout', layout('a4-3x8'))],
    answers: [
      {
        ...words('每次最多一万张', 'up to ten thousand in a job'),
        status: 200,
        types: ['application/pdf'],
        headers: ['Content-Disposition', 'X-Labels'],
      },
    ],
    errors: ['not_found', 'value_invalid', 'symbol_refused', 'layout_unknown'],
    example: { ...example, query: { layout: 'a4-3x8', count: '24' } },
  },
  {
    method: 'get',
    path: '/api/v1/code-ranges/{id}/labels.zpl',
    id: 'labelsZpl',
    tag: 'labels',
    needs: 'issue',
    zh: '标签（ZPL，热敏打印机）',
    en: 'Labels as ZPL for thermal printers',
    parameters: [
      id,
      ...part,
      ...label,
      inQuery('layout', '版式', 'layout', layout('60x40')),
      inQuery('dpi', '打印机分辨率', 'resolution of the printer', { type: 'integer', enum: [203, 300], default: 203 }),
      inQuery('font', '打印机中的中文字体', 'Chinese font in the printer'),
    ],
    answers: [{ ...words('ZPL 程序', 'a ZPL program'), status: 200, types: ['text/plain'], headers: ['Content-Disposition'] }],
    errors: ['not_found', 'value_invalid', 'symbol_refused', 'layout_unknown'],
    example: { ...example, query: { count: '10' } },
  },
];
