/** EPCIS 2.0: named queries. */
import { queryDefinition, queryDefinitions } from '../../contract/index.ts';
import { eventList, queryErrors } from './epcis.ts';
import { exampleQuery } from './examples.ts';
import { page } from './filters.ts';
import { dataTypes, inPath, json, type Operation, paged, words } from './row.ts';

const name = inPath('queryName', '查询名称', 'name of the query');
const example = { path: { queryName: exampleQuery.name } };

export const namedQueries: readonly Operation[] = [
  {
    method: 'post',
    path: '/epcis/queries',
    id: 'defineQuery',
    tag: 'queries',
    needs: 'capture',
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
    errors: ['not_acceptable', 'not_found'],
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
    parameters: [name, ...page],
    answers: [eventList],
    errors: [...queryErrors, 'not_found'],
    example,
    client: "for await (const event of zhuisu.events({}, ['queries', 'shipped'])) console.log(event.eventTime);",
  },
  {
    method: 'delete',
    path: '/epcis/queries/{queryName}',
    id: 'deleteQuery',
    tag: 'queries',
    needs: 'capture',
    zh: '删除命名查询',
    en: 'Delete a named query',
    parameters: [name],
    answers: [{ ...words('已删除', 'deleted'), status: 204 }],
    errors: ['not_acceptable', 'not_found'],
    example,
    client: "await zhuisu.deleteQuery('shipped');",
  },
];
