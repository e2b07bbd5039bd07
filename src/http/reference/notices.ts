/** What one is told of without asking again: findings, the digest, one's list of a recall. */
import {
  noticeRequest,
  noticeSubscription,
  noticeSubscriptions,
  notices,
  noticesRead,
  noticesSettled,
} from '../../contract/index.ts';
import { bodyErrors, inPath, inQuery, json, type Operation, paged, text, whole, words } from './row.ts';

const id = inPath('id', '订阅的编号', 'id of the subscription', { type: 'string', format: 'uuid' });
const example = { path: { id: '00000000-0000-8000-8000-000000000000' } };

export const noticing: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/notices/subscriptions',
    id: 'subscribeNotices',
    tag: 'supervision',
    zh: '订阅通知',
    en: 'Ask to be told',
    needs: 'watch',
    more: words(
      [
        'topic：findings 监测发现（发现、消除、处置各一次），digest 每日摘要，recall_published 召回发布时本单位的清单。',
        '给出 dest 则按序投递，签名在 GS1-Signature，2xx 之前重试；不给则放入收件箱。投递时再按当时的权限决定内容。',
      ].join(''),
      [
        'topic: findings (once when found, put right, decided about), digest (daily), recall_published (one’s own list).',
        'With dest it is delivered in order, signed in GS1-Signature, again and again until 2xx; without, it lies in the inbox.',
        'What it says is decided by the rights at that moment.',
      ].join(' '),
    ),
    body: {
      types: json,
      shape: noticeRequest,
      example: {
        topic: 'findings',
        dest: 'https://example.com/findings',
        signatureToken: 'a-long-random-text',
        filter: { gravities: ['high'] },
      },
    },
    answers: [{ ...words('已订阅', 'subscribed'), status: 201, types: json, shape: noticeSubscription, headers: ['Location'] }],
    errors: [...bodyErrors, 'value_invalid', 'webhook_refused', 'subscriptions_full', 'denied_not_party'],
  },
  {
    method: 'get',
    path: '/api/v1/notices/subscriptions',
    id: 'noticeSubscriptions',
    tag: 'supervision',
    zh: '通知的订阅',
    en: 'What one asked to be told of',
    needs: 'watch',
    answers: [
      { ...words('订阅及其投递情况', 'subscriptions, and how they go'), status: 200, types: json, shape: noticeSubscriptions },
    ],
    errors: ['denied_not_party'],
    example: {},
  },
  {
    method: 'get',
    path: '/api/v1/notices/subscriptions/{id}',
    id: 'noticeSubscription',
    tag: 'supervision',
    zh: '一个通知订阅',
    en: 'One subscription of notices',
    needs: 'watch',
    parameters: [id],
    answers: [{ ...words('订阅及其投递情况', 'it, and how it goes'), status: 200, types: json, shape: noticeSubscription }],
    errors: ['not_found'],
    example,
  },
  {
    method: 'delete',
    path: '/api/v1/notices/subscriptions/{id}',
    id: 'unsubscribeNotices',
    tag: 'supervision',
    zh: '取消通知订阅',
    en: 'End a subscription of notices',
    needs: 'watch',
    parameters: [id],
    answers: [{ ...words('已取消', 'ended'), status: 204 }],
    errors: ['not_found'],
    example,
  },
  {
    method: 'get',
    path: '/api/v1/notices',
    id: 'notices',
    tag: 'supervision',
    zh: '通知收件箱',
    en: 'The inbox',
    needs: 'watch',
    parameters: [
      inQuery('unread', '只看未读', 'those that were not read', { type: 'string', enum: ['true', 'false'] }),
      inQuery('perPage', '每页几条', 'how many in a page', whole(1, 1_000, 30)),
      inQuery('nextPageToken', '报头 Link 中的翻页标记', 'the page token of the header Link', text),
    ],
    answers: [{ ...words('最新的在前', 'newest first'), status: 200, types: json, shape: notices, headers: [...paged] }],
    errors: ['parameter_unknown', 'parameter_invalid', 'page_token_invalid', 'denied_not_party'],
    example: { query: { unread: 'true' } },
  },
  {
    method: 'post',
    path: '/api/v1/notices/read',
    id: 'readNotices',
    tag: 'supervision',
    zh: '标记已读',
    en: 'Mark as read',
    needs: 'watch',
    body: { types: json, shape: noticesRead, example: { upTo: 12 } },
    answers: [{ ...words('标记了几条', 'how many'), status: 200, types: json, shape: noticesSettled }],
    errors: [...bodyErrors, 'denied_not_party'],
  },
];
