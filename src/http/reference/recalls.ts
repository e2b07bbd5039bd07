/** What must be recalled, with bounds; where a code leads; how much of one thing is in another. */
import { quantitiesAnswer, scopeAnswerShape, scopeRequest, startsAnswer } from '../../contract/index.ts';
import { bottleLot } from './examples.ts';
import { inQuery, json, type Operation, words } from './row.ts';

export const recalls: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/recalls/scope',
    id: 'recallScope',
    tag: 'trace',
    needs: 'query',
    zh: '召回范围',
    en: 'The scope of a recall',
    more: words(
      '给出最小、很可能、最大（记录缺失时可能受影响）三个集合，以及先问谁、问什么。application/x-ndjson 逐行给出，最后一行是完整答复。',
      'Three sets: surely, likely, possibly affected as records are missing; and whom to ask first. As application/x-ndjson line by line, the answer last.',
    ),
    body: { types: json, shape: scopeRequest, example: { code: bottleLot } },
    answers: [
      {
        ...words('三个集合与询问清单', 'the sets and the call list'),
        status: 200,
        types: [...json, 'application/x-ndjson'],
        shape: scopeAnswerShape,
      },
    ],
    errors: ['value_invalid', 'code_malformed', 'code_unknown', 'scopes_busy', 'not_json'],
    client: `const { minimum, maximum, calls } = await zhuisu.recallScope({ code: '${bottleLot}' });`,
  },
  {
    method: 'get',
    path: '/api/v1/trace/starts',
    id: 'traceStarts',
    tag: 'trace',
    needs: 'query',
    zh: '由单据、凭证、地点、主体、证照找到物品',
    en: 'From a document, certificate, place, party or licence to its things',
    parameters: [{ ...inQuery('code', '任何编码', 'any code'), required: true }],
    answers: [{ ...words('可追溯的物品', 'the things to trace'), status: 200, types: json, shape: startsAnswer }],
    errors: ['parameter_invalid', 'code_malformed', 'code_unknown'],
    example: { query: { code: bottleLot } },
  },
  {
    method: 'get',
    path: '/api/v1/trace/quantities',
    id: 'traceQuantities',
    tag: 'trace',
    needs: 'query',
    zh: '一物在另一物中的含量',
    en: 'How much of one thing is in another',
    more: words(
      '能确定时给出数量，混合时给出至少与至多；各加工的投入产出，各持有方的进出。质量与体积之间须给出密度。',
      'An amount where the records leave no choice, else at least and at most; makings and holders. Between mass and volume a density is needed.',
    ),
    parameters: [
      { ...inQuery('from', '原料、批次', 'what went in'), required: true },
      { ...inQuery('to', '产品、批次、物流单元', 'what it may be in'), required: true },
      inQuery('density', '密度，千克每升', 'kilograms in one litre', { type: 'number' }),
    ],
    answers: [{ ...words('含量与平衡', 'amounts and balances'), status: 200, types: json, shape: quantitiesAnswer }],
    errors: ['parameter_invalid', 'code_malformed', 'code_unknown'],
    example: { query: { from: bottleLot, to: bottleLot } },
  },
];
