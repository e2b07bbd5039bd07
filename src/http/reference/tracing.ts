/** Where a thing comes from and where it went, where it is, and what a code says. */
import { codeAnswer, thingState, traceAnswer } from '../../contract/index.ts';
import { bottleLot } from './examples.ts';
import { inPath, inQuery, json, type Operation, words } from './row.ts';

const code = inPath(
  'code',
  '任意写法的编码：条码、GS1 元素串、Digital Link、EPC URI、国家与行业编码',
  'a code in any spelling: bar code, GS1 element string, Digital Link, EPC URI, national codes',
);

export const tracing: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/trace',
    id: 'trace',
    tag: 'trace',
    zh: '追溯一个编码',
    en: 'Trace a code',
    more: words(
      '向上查来源，向下查去向。答复包含经过的物品、联系、步骤，以及缺口：来源不明、未见收货、未见发货。' +
        '登录后也可以从票据、证明、地点、主体、许可证或车牌开始：其事件所记的物品一并追溯（roots、begin）。',
      'Upstream where it came from, downstream where it went: things, links, steps, and the open ends where a record is missing. ' +
        'Signed in, from an invoice, certificate, place, party, licence or plate all that its events name, traced together (roots, begin).',
    ),
    parameters: [
      { ...inQuery('code', code.zh, code.en), required: true },
      inQuery('direction', '方向', 'direction', { type: 'string', enum: ['up', 'down', 'both'], default: 'both' }),
      inQuery(
        'from',
        '自此时刻起的记录：接续 bounds.further',
        'records of the code from this moment on: to go on with bounds.further',
        {
          type: 'string',
          format: 'date-time',
        },
      ),
      inQuery('limit', '最多列出的物品数，1 至 20000；默认 5000', 'most things of the answer, 1 to 20000; 5000 unless given', {
        type: 'integer',
        minimum: 1,
        maximum: 20_000,
      }),
      inQuery('names', '同时给出名称', 'give the names of what it tells of as well', { type: 'string', enum: ['true'] }),
    ],
    answers: [{ ...words('链条', 'the chain'), status: 200, types: json, shape: traceAnswer }],
    errors: ['parameter_invalid', 'code_malformed', 'code_unknown'],
    example: { query: { code: bottleLot, direction: 'up' } },
    client: `const { nodes, openEnds } = await zhuisu.trace('${bottleLot}', 'up');`,
  },
  {
    method: 'get',
    path: '/api/v1/things/{code}',
    id: 'thing',
    tag: 'trace',
    zh: '某一时刻的状态',
    en: 'The state of a thing at a moment',
    parameters: [
      code,
      inQuery('at', '时刻，带时区；默认现在', 'the moment, with time zone; now unless given', {
        type: 'string',
        format: 'date-time',
      }),
    ],
    answers: [
      {
        ...words(
          '在哪里、在什么里面、归谁、处于什么状态，自何时起',
          'where, in what, with whom, in which disposition, since when',
        ),
        status: 200,
        types: json,
        shape: thingState,
      },
    ],
    errors: ['parameter_invalid', 'code_malformed', 'code_unknown'],
    example: { path: { code: bottleLot }, query: { at: '2026-10-20T00:00:00+08:00' } },
    client: `const { place, holder } = await zhuisu.thing('${bottleLot}', '2026-10-20T00:00:00+08:00');`,
  },
  {
    method: 'get',
    path: '/api/v1/codes/{code}',
    id: 'code',
    tag: 'trace',
    zh: '解释一个编码',
    en: 'Explain a code',
    more: words(
      '逐一给出可能的解读。结构有效、已登记、有记录、发码方确认是四件事，互不推出。',
      'Every reading it may have. That its structure is valid, that it is registered, recorded, confirmed are four statements; none follows from another.',
    ),
    parameters: [code],
    answers: [{ ...words('各种解读', 'its readings'), status: 200, types: json, shape: codeAnswer }],
    example: { path: { code: '6901234567892' } },
    client: "const { candidates } = await zhuisu.code('6901234567892');",
  },
];
