/** EPCIS 2.0: named queries. */
import { queryDefinition, queryDefinitions } from '../../contract/index.ts';
import { eventList, queryErrors } from './epcis.ts';
import { exampleQuery } from './examples.ts';
import { page } from './filters.ts';
import { dataTypes, inPath, inQuery, json, type Operation, paged, words } from './row.ts';

const name = inPath('queryName', '查询名称', 'name of the query');
const example = { path: { queryName: exampleQuery.name } };

export const namedQueries: readonly Operation[] = [
  {
    method: 'post',
    path: '/epcis/queries',
    id: 'defineQuery',
    tag: 'queries',
    needs: 'query',
    zh: '定义一个命名查询',
    en: 'Define a named query',
    more: words(
      '条件在定义时就检查，因此以后使用时一定有效。',
      'Its conditions are checked when it is made, so that it works when it is asked.',
    ),
    body: { types: json, shape: queryDefinition, example: exampleQuery },
    answers: [{ ...words('已定义', 'defined'), status: 201, types: dataTypes, shape: queryDefinition, headers: ['Location'] }],
    errors: [
      'not_acceptable',
      'unsupported_media',
      'body_too_large',
      'not_utf8',
      'not_json',
      'too_deep',
      'parameter_unknown',
      'parameter_invalid',
      'value_invalid',
      'query_exists',
    ],
    client: "await zhuisu.defineQuery('shipped', { eventType: ['ObjectEvent'], EQ_bizStep: ['shipping'] });",
  },
  {
    method: 'get',
    path: '/epcis/queries',
    id: 'queries',
    tag: 'queries',
    needs: 'query',
    zh: '列出命名查询',
    en: 'List named queries',
    parameters: page,
    answers: [{ ...words('命名查询', 'named queries'), status: 200, types: dataTypes, shape: queryDefinitions, headers: paged }],
    errors: ['not_acceptable', 'parameter_unknown', 'parameter_invalid', 'page_token_invalid'],
    client: 'for await (const { name } of zhuisu.queries()) console.log(name);',
  },
  {
    method: 'get',
    path: '/epcis/queries/{queryName}',
    id: 'query',
    tag: 'queries',
    needs: 'query',
    zh: '读取一个命名查询',
    en: 'Read a named query',
    parameters: [name],
    answers: [{ ...words('其定义', 'its definition'), status: 200, types: dataTypes, shape: queryDefinition }],
    errors: ['not_acceptable', 'not_found', 'parameter_unknown'],
    example,
    client: "const { query } = await zhuisu.query('shipped');",
  },
  {
    method: 'get',
    path: '/epcis/queries/{queryName}/events',
    id: 'queryEvents',
    tag: 'queries',
    needs: 'query',
    zh: '执行命名查询',
    en: 'Ask a named query',
    more: words(
      '带 Upgrade: websocket 时为订阅：stream=true 随记录送达，或按 second、minute、hour、dayOfMonth、month、dayOfWeek 定时送达；' +
        '每条消息是一个查询结果文档。',
      'With Upgrade: websocket it subscribes: with stream=true as events are recorded, or by second, minute, hour, dayOfMonth, month, ' +
        'dayOfWeek; each message is a query document.',
    ),
    parameters: [
      name,
      ...page,
      inQuery('stream', '随记录送达', 'as they are recorded', { type: 'boolean' }),
      inQuery('initialRecordTime', '自此时刻起记录的事件', 'events recorded from this moment on', {
        type: 'string',
        format: 'date-time',
      }),
      inQuery('reportIfEmpty', '没有新事件时也送达', 'deliver also when there is nothing', { type: 'boolean', default: false }),
      ...(['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'] as const).map((field) =>
        inQuery(field, '定时：数字、[1-5] 或以逗号分隔', 'of a schedule: a number, [1-5], or several separated by commas'),
      ),
    ],
    answers: [
      eventList,
      {
        ...words('已转为 WebSocket', 'a web socket from here on'),
        status: 101,
        headers: ['GS1-Query-Min-Record-Time'],
      },
    ],
    errors: [...queryErrors, 'not_found', 'subscription_invalid', 'rate_limited'],
    example,
    client:
      "for await (const event of zhuisu.events({}, ['queries', 'shipped'])) console.log(event.eventTime);\n" +
      "const subscription = await zhuisu.subscribe('shipped', (event) => console.log(event.eventTime));\n" +
      'await subscription.close();',
  },
  {
    method: 'delete',
    path: '/epcis/queries/{queryName}',
    id: 'deleteQuery',
    tag: 'queries',
    needs: 'query',
    zh: '删除命名查询',
    en: 'Delete a named query',
    parameters: [name],
    answers: [{ ...words('已删除', 'deleted'), status: 204 }],
    errors: ['not_acceptable', 'not_found', 'parameter_unknown'],
    example,
    client: "await zhuisu.deleteQuery('shipped');",
  },
];
