/** What is taken over from an earlier system. */
import { takeover, takeoverRequest, takeovers } from '../../contract/index.ts';
import { bodyErrors, json, type Operation, words } from './row.ts';

export const takingOver: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/takeovers',
    id: 'declareTakeover',
    tag: 'supervision',
    zh: '声明接收旧系统的历史数据',
    en: 'Declare that history is taken over from an earlier system',
    needs: 'review',
    more: words(
      '仅运维可声明，先声明后导入；到 until 为止（至多 31 天）记录的、发生于 before（默认为声明时）之前的事件不算迟传，也不算集中补录，及时率同样不计其迟。声明不可更改，进入审计日志。',
      'By the operator alone, before anything is imported. What is recorded until `until` (at most 31 days) and happened before `before` ' +
        '(the moment of declaring unless given) counts neither as late nor as written up at once, in scores too. It cannot be changed, and is ' +
        'in the audit log.',
    ),
    body: {
      types: json,
      shape: takeoverRequest,
      example: { system: '旧追溯平台', reason: '2026 年以前的记录迁入', until: '2026-11-30T00:00:00+08:00' },
    },
    answers: [{ ...words('已声明', 'declared'), status: 201, types: json, shape: takeover }],
    errors: [...bodyErrors, 'value_invalid', 'denied_role'],
  },
  {
    method: 'get',
    path: '/api/v1/takeovers',
    id: 'takeovers',
    tag: 'supervision',
    zh: '历史数据接收声明',
    en: 'What was declared to be taken over',
    needs: 'review',
    answers: [{ ...words('最新的在前', 'newest first'), status: 200, types: json, shape: takeovers }],
    errors: [],
  },
];
