/** EPCIS 2.0: subscriptions to named queries, by webhook; those by web socket stand with the events of the query. */
import { subscription, subscriptions, webhookRequest } from '../../contract/index.ts';
import { page } from './filters.ts';
import { inPath, json, ldJson, type Operation, paged, words } from './row.ts';

const jsonTypes = [...json, ...ldJson];

const name = inPath('queryName', '查询名称', 'name of the query');
const id = inPath('subscriptionID', '订阅编号', 'id of the subscription', { type: 'string', format: 'uuid' });
const query = { path: { queryName: 'shipped' } };
const example = { path: { ...query.path, subscriptionID: '0b8f2f5e-6a0e-4a55-9a3e-2f1c7d5e9b10' } };

export const subscribing: readonly Operation[] = [
  {
    method: 'post',
    path: '/epcis/queries/{queryName}/subscriptions',
    id: 'subscribeWebhook',
    tag: 'queries',
    needs: 'query',
    zh: '订阅：投递到 Webhook',
    en: 'Subscribe by webhook',
    more: words(
      '新事件以 EPCIS 查询结果文档投递到 https 地址，直到对方答复 2xx；给出 schedule 则按时投递。' +
        '有 signatureToken 时，报头 GS1-Signature 为 sha256= 加正文的 HMAC-SHA256。',
      'Events are delivered to an https address as query documents until it answers 2xx, as they are recorded or by a schedule. With a ' +
        'signatureToken the header GS1-Signature is sha256= and the HMAC-SHA256 of the body.',
    ),
    parameters: [name],
    body: {
      types: json,
      shape: webhookRequest,
      example: { dest: 'https://www.example.com/epcis', signatureToken: 'a long secret of yours', stream: true },
    },
    answers: [{ ...words('已订阅', 'subscribed'), status: 201, types: jsonTypes, shape: subscription, headers: ['Location'] }],
    errors: [
      'not_acceptable',
      'unsupported_media',
      'body_too_large',
      'not_utf8',
      'not_json',
      'too_deep',
      'value_invalid',
      'not_found',
      'subscription_invalid',
      'webhook_refused',
      'subscriptions_full',
    ],
    example: query,
    client: "const { subscriptionID } = await zhuisu.subscribeWebhook('shipped', { dest, signatureToken });",
  },
  {
    method: 'get',
    path: '/epcis/queries/{queryName}/subscriptions',
    id: 'webhooks',
    tag: 'queries',
    needs: 'query',
    zh: '列出查询的 Webhook 订阅',
    en: 'List the webhooks of a query',
    parameters: [name, ...page],
    answers: [
      {
        ...words('订阅及其投递情况', 'subscriptions, and how they go'),
        status: 200,
        types: jsonTypes,
        shape: subscriptions,
        headers: paged,
      },
    ],
    errors: ['not_acceptable', 'not_found', 'parameter_unknown', 'parameter_invalid', 'page_token_invalid'],
    example: query,
    client: "for await (const { dest, state } of zhuisu.webhooks('shipped')) console.log(dest, state);",
  },
  {
    method: 'get',
    path: '/epcis/queries/{queryName}/subscriptions/{subscriptionID}',
    id: 'webhook',
    tag: 'queries',
    needs: 'query',
    zh: '读取一个订阅',
    en: 'Read a subscription',
    parameters: [name, id],
    answers: [
      { ...words('订阅及其投递情况', 'the subscription, and how it goes'), status: 200, types: jsonTypes, shape: subscription },
    ],
    errors: ['not_acceptable', 'not_found', 'parameter_unknown'],
    example,
  },
  {
    method: 'delete',
    path: '/epcis/queries/{queryName}/subscriptions/{subscriptionID}',
    id: 'unsubscribeWebhook',
    tag: 'queries',
    needs: 'query',
    zh: '取消订阅',
    en: 'End a subscription',
    parameters: [name, id],
    answers: [{ ...words('已取消', 'ended'), status: 204 }],
    errors: ['not_acceptable', 'not_found', 'parameter_unknown'],
    example,
    client: "await zhuisu.unsubscribeWebhook('shipped', subscriptionID);",
  },
];
