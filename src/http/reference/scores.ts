/** The scores, and views of the console that people keep. */
import { scoreList, scores, view, viewRequest, views } from '../../contract/index.ts';
import { bodyErrors, inPath, inQuery, json, type Operation, text, uuidSchema, whole, words } from './row.ts';

const narrowing = [
  inQuery('at', '哪一天，默认今天', 'the day, today unless given', { type: 'string', format: 'date' }),
  inQuery('category', '产品类别', 'category', text),
  inQuery('area', '行政区划代码，含下级', 'division code, with what lies below', text),
  inQuery(
    'department',
    '负责的单位（编号见 /api/v1/jurisdiction）',
    'who answers for it, by its id in /api/v1/jurisdiction',
    uuidSchema,
  ),
  inQuery('organisation', '企业', 'firm', uuidSchema),
];
const by = inQuery('by', '按什么分', 'by what', { type: 'string', enum: ['category', 'area', 'department', 'firm'] });
const errors = ['parameter_unknown', 'parameter_invalid'] as const;

export const scoring: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/scores',
    id: 'scores',
    tag: 'supervision',
    zh: '覆盖、衔接、完整、及时四项指标',
    en: 'Coverage, continuity, completeness, timeliness',
    needs: 'watch',
    more: words(
      '每个数都附公式；分子分母背后的清单见 /api/v1/scores/list。按部门（department）时，每条记录计入其区域内牵头该类别的单位；' +
        '无牵头单位的危险品计入首个承担相应职能的单位，不属任何类别的计入协调单位。范围与监测发现一致。' +
        '数字在 until 这一刻成立：至多一分钟前，其后没有处置过发现。',
      'Each number with its formula; the lists behind them are at /api/v1/scores/list. By department each counts for whoever leads its ' +
        'category in its area; of dangerous goods, which nobody leads, for the first with a function in them; of no category for whoever ' +
        'coordinates. Seen as far as findings are. True for the moment until, ' +
        'which is at most a minute ago, and after which nothing was decided about a finding.',
    ),
    parameters: [{ ...by, required: true }, ...narrowing],
    answers: [{ ...words('各组的指标', 'the scores of each'), status: 200, types: json, shape: scores }],
    errors: [...errors],
    example: { query: { by: 'category' } },
  },
  {
    method: 'get',
    path: '/api/v1/live',
    id: 'live',
    tag: 'supervision',
    zh: '大屏数字的实时流',
    en: 'The numbers of the hall as they change',
    needs: 'watch',
    more: words(
      'text/event-stream。findings：未办结发现的数目与最新几条；scores：三项指标；events：本月事件；每个都带它成立的时刻 at，变化时才发。beat：十秒内没有变化。五分钟后由服务器结束，客户端自动重连。',
      'text/event-stream. findings, scores, events: each with the moment at which it is true, sent when it changes; beat: a sign of life. ' +
        'The server ends it after five minutes, and the client connects again.',
    ),
    answers: [{ ...words('事件流', 'the stream'), status: 200, types: ['text/event-stream'] }],
    errors: ['rate_limited'],
  },
  {
    method: 'get',
    path: '/api/v1/scores/list',
    id: 'scoreList',
    tag: 'supervision',
    zh: '一个指标背后的清单',
    en: 'The list behind a score',
    needs: 'watch',
    parameters: [
      {
        ...inQuery(
          'measure',
          '哪一项；unlicensed 为未计入覆盖率的企业',
          'which; unlicensed: the firms that coverage leaves out',
          {
            type: 'string',
            enum: ['coverage', 'continuity', 'completeness', 'timeliness', 'unlicensed'],
          },
        ),
        required: true,
      },
      inQuery('met', '是否达标', 'whether it counts as met', { type: 'string', enum: ['true', 'false'] }),
      ...narrowing,
      inQuery('perPage', '至多几条', 'how many at most', whole(1, 2_000, 200)),
      inQuery('nextPageToken', '报头 Link 中的翻页标记', 'the page token of the header Link', text),
    ],
    answers: [{ ...words('未达标的在前', 'those that fail first'), status: 200, types: json, shape: scoreList }],
    errors: [...errors, 'page_token_invalid'],
    example: { query: { measure: 'coverage', met: 'false' } },
  },
  {
    method: 'get',
    path: '/api/v1/views',
    id: 'views',
    tag: 'supervision',
    zh: '保存的视图',
    en: 'Kept views',
    signedIn: true,
    parameters: [inQuery('page', '控制台的页面', 'page of the console', text)],
    answers: [{ ...words('本账号的', 'those of the account'), status: 200, types: json, shape: views }],
  },
  {
    method: 'post',
    path: '/api/v1/views',
    id: 'keepView',
    tag: 'supervision',
    zh: '保存视图',
    en: 'Keep a view',
    signedIn: true,
    more: words('同名的由新的取代。', 'One of the same name takes the place of the one before.'),
    body: { types: json, shape: viewRequest, example: { page: 'findings', name: '逾期未办', query: 'overdue=true' } },
    answers: [{ ...words('保存的视图', 'the view'), status: 201, types: json, shape: view }],
    errors: [...bodyErrors],
  },
  {
    method: 'delete',
    path: '/api/v1/views/{id}',
    id: 'dropView',
    tag: 'supervision',
    zh: '删除视图',
    en: 'Drop a view',
    signedIn: true,
    parameters: [inPath('id', '编号', 'id', uuidSchema)],
    answers: [{ ...words('已删除', 'gone'), status: 204 }],
    errors: ['not_found'],
    example: { path: { id: '00000000-0000-4000-8000-000000000000' } },
  },
];
