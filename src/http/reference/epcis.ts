/** EPCIS 2.0: capture, capture jobs, events. */
import { captureBody, captureJob, captureJobs, captureReceipt, collection } from '../../contract/index.ts';
import { epcisQueryDocument, eventShape } from '../../events/index.ts';
import { bottleLotUri, exampleDocument, exampleEvent, gate, shipment } from './examples.ts';
import { filters, order, page } from './filters.ts';
import { headers } from './headers.ts';
import { dataTypes, eventTypes, inPath, type Operation, type ParameterRow, paged, text, words } from './row.ts';

const versionHeader: ParameterRow = {
  name: 'GS1-EPCIS-Version',
  in: 'header',
  zh: '正文所用的 EPCIS 版本',
  en: 'EPCIS version of the body',
  schema: { type: 'string', enum: ['2', '2.0', '2.0.0'] },
};

/** What OPTIONS announces. */
export const announced = [
  'GS1-EPCIS-Version',
  'GS1-EPCIS-Min',
  'GS1-EPCIS-Max',
  'GS1-CBV-Version',
  'GS1-CBV-Min',
  'GS1-CBV-Max',
  'GS1-EPCIS-Capture-Limit',
  'GS1-EPCIS-Capture-File-Size-Limit',
  'GS1-EPC-Format',
  'GS1-CBV-XML-Format',
  'GS1-Extensions',
  'GS1-Vendor-Version',
  'GS1-Capture-Error-Behaviour',
] as const;

/** What every answer says of itself. */
export const spoken = ['GS1-EPCIS-Version', 'GS1-CBV-Version', 'GS1-Extensions'] as const;

/** How an answer is asked for; they are the same everywhere under /epcis. */
export const negotiation: readonly ParameterRow[] = [
  ...(['GS1-EPCIS-Min', 'GS1-EPCIS-Max', 'GS1-CBV-Min', 'GS1-CBV-Max'] as const).map((name): ParameterRow => {
    const [, standard, bound] = name.split('-') as [string, string, 'Min' | 'Max'];
    const [zh, en] = bound === 'Min' ? ['最低', 'lowest'] : ['最高', 'highest'];
    return {
      name,
      in: 'header',
      zh: `答复可用的${zh} ${standard} 版本`,
      en: `${en} ${standard} version of the answer`,
      schema: text,
      shared: true,
    };
  }),
  {
    name: 'GS1-EPC-Format',
    in: 'header',
    zh: '答复中标识的写法',
    en: 'spelling of ids in the answer',
    schema: headers['GS1-EPC-Format'].schema,
    shared: true,
  },
  {
    name: 'GS1-CBV-XML-Format',
    in: 'header',
    zh: 'XML 答复中词汇的写法',
    en: 'spelling of vocabulary in answers of XML',
    schema: headers['GS1-CBV-XML-Format'].schema,
    shared: true,
  },
  {
    name: 'GS1-Extensions',
    in: 'header',
    zh: '所用的扩展：prefix=URI，用逗号分隔',
    en: 'extensions in use: prefix=URI, separated by commas',
    schema: text,
    shared: true,
  },
];

/** 304: nothing has changed since the ETag that If-None-Match names. */
export const unchanged = {
  ...words('与 If-None-Match 所指的相同', 'the same as If-None-Match names'),
  status: 304,
  headers: ['ETag'],
} as const;

const readErrors = ['not_acceptable', 'version_unsupported'] as const;
const bodyErrors = [
  'not_acceptable',
  'version_unsupported',
  'unsupported_media',
  'body_too_large',
  'not_utf8',
  'not_json',
  'too_deep',
  'document_invalid',
  'rate_limited',
] as const;

export const capturing: readonly Operation[] = [
  {
    method: 'post',
    path: '/epcis/capture',
    id: 'capture',
    tag: 'capture',
    needs: 'capture',
    zh: '提交一批事件',
    en: 'Capture events',
    more: words(
      '正文是 EPCIS 文档、查询结果文档或带 @context 的单个事件。答复在事件写入之后给出，重复提交不会重复保存；被拒绝的事件逐条说明位置、收到什么、应为什么。',
      'The body is an EPCIS document, a query result document or one event with its @context. The answer comes after the events are ' +
        'stored; what is sent again is not stored twice. Each refused event says where, what came and what was expected.',
    ),
    parameters: [
      versionHeader,
      {
        name: 'GS1-Capture-Error-Behaviour',
        in: 'header',
        zh: '有事件被拒绝时：rollback 全部不存，proceed 存其余的',
        en: 'when an event is refused: rollback stores none, proceed stores the others',
        schema: { type: 'string', enum: ['rollback', 'proceed'], default: 'rollback' },
      },
      {
        name: 'Prefer',
        in: 'header',
        zh: 'return=minimal：答复中不列各事件（RFC 7240）',
        en: 'return=minimal: the answer does not list the events (RFC 7240)',
        schema: text,
      },
    ],
    body: { types: eventTypes, shape: captureBody, example: exampleDocument },
    answers: [
      {
        ...words('已处理：采集任务，以及每个事件的结果', 'done: the capture job, and what became of each event'),
        status: 202,
        types: dataTypes,
        shape: captureReceipt,
        headers: ['Location', 'GS1-Capture-Error-Behaviour', ...spoken],
      },
    ],
    errors: [...bodyErrors, 'too_many_events', 'parameter_invalid'],
    client: "const { success, events } = await zhuisu.capture(document, { errorBehaviour: 'proceed' });",
  },
  {
    method: 'get',
    path: '/epcis/capture',
    id: 'captureJobs',
    tag: 'capture',
    needs: 'query',
    zh: '列出采集任务，最新的在前',
    en: 'List capture jobs, newest first',
    parameters: page,
    answers: [{ ...words('采集任务', 'capture jobs'), status: 200, types: dataTypes, shape: captureJobs, headers: paged }],
    errors: [...readErrors, 'parameter_invalid', 'page_token_invalid'],
    client: 'for await (const job of zhuisu.captureJobs()) console.log(job.captureID, job.success);',
  },
  {
    method: 'get',
    path: '/epcis/capture/{captureID}',
    id: 'captureJob',
    tag: 'capture',
    needs: 'query',
    zh: '读取一个采集任务',
    en: 'Read one capture job',
    parameters: [inPath('captureID', '任务编号', 'id of the job', { type: 'string', format: 'uuid' })],
    answers: [
      {
        ...words('采集任务', 'the capture job'),
        status: 200,
        types: dataTypes,
        shape: captureJob,
        headers: ['GS1-Capture-Error-Behaviour'],
      },
    ],
    errors: [...readErrors, 'not_found', 'parameter_unknown'],
    example: { path: { captureID: '0b8f2f5e-6a0e-4a55-9a3e-2f1c7d5e9b10' } },
    client: 'const job = await zhuisu.captureJob(captureID);',
  },
  {
    method: 'post',
    path: '/epcis/events',
    id: 'captureEvent',
    tag: 'capture',
    needs: 'capture',
    zh: '提交一个事件',
    en: 'Capture one event',
    more: words(
      '新事件答 201，已有的同一事件答 200；两者都给出它的地址和入库的内容。规则有话要说时写在 zhuisu:rules。',
      'A new event is answered 201, one that is there already 200; both give its address, and the event as it is on record. ' +
        'What rules have to say of it is in zhuisu:rules.',
    ),
    parameters: [versionHeader],
    body: { types: eventTypes, shape: captureBody, example: exampleEvent },
    answers: [
      { ...words('已记录', 'recorded'), status: 201, types: dataTypes, shape: eventShape, headers: ['Location'] },
      {
        ...words('已有这一事件', 'it was there already'),
        status: 200,
        types: dataTypes,
        shape: eventShape,
        headers: ['Location'],
      },
    ],
    errors: [...bodyErrors, 'event_invalid', 'event_conflict'],
    client: 'const { events } = await zhuisu.capture([event]);',
  },
];

/** Answers of every list of events. */
export const eventList = {
  ...words('一页事件；Link 给出下一页', 'a page of events; Link gives the next'),
  status: 200,
  types: eventTypes,
  shape: epcisQueryDocument,
  headers: paged,
};
export const queryErrors = [
  'not_acceptable',
  'version_unsupported',
  'address_too_long',
  'query_too_complex',
  'not_expressible',
  'parameter_unknown',
  'parameter_invalid',
  'page_token_invalid',
  'query_too_large',
] as const;

export const reading: readonly Operation[] = [
  {
    method: 'get',
    path: '/epcis/events',
    id: 'events',
    tag: 'events',
    needs: 'query',
    zh: '查询事件',
    en: 'Query events',
    more: words(
      '给出的条件须全部满足。扩展字段、单位、业务单据等条件的名称由模式组成，见“按模式命名的条件”。',
      'All conditions given must hold. Conditions on extension fields, units, transactions have names that follow a pattern: see parameter families.',
    ),
    parameters: [...page, ...order, ...filters, ...negotiation],
    answers: [eventList, unchanged],
    errors: queryErrors,
    example: { query: { EQ_bizStep: 'shipping', GE_eventTime: '2026-01-01T00:00:00+08:00', perPage: '2' } },
    client:
      "for await (const event of zhuisu.events({ EQ_bizStep: 'shipping', orderBy: 'eventTime' })) console.log(event.eventTime);",
  },
  {
    method: 'get',
    path: '/epcis/events/{eventID}',
    id: 'event',
    tag: 'events',
    needs: 'query',
    zh: '读取一个事件',
    en: 'Read one event',
    parameters: [inPath('eventID', '事件标识', 'id of the event', { type: 'string', format: 'uri' })],
    answers: [
      {
        ...words('该事件，及对它的错误声明', 'the event, and the declaration that it is in error'),
        status: 200,
        types: eventTypes,
        shape: epcisQueryDocument,
      },
      unchanged,
    ],
    errors: [...readErrors, 'not_found', 'parameter_unknown'],
    example: { path: { eventID: shipment } },
    client: 'const event = await zhuisu.event(eventID);',
  },
  {
    method: 'delete',
    path: '/epcis/nextPageToken/{token}',
    id: 'dropPageToken',
    tag: 'events',
    needs: 'query',
    zh: '弃用一个翻页标记',
    en: 'Drop a page token',
    parameters: [inPath('token', '翻页标记', 'the token')],
    answers: [
      {
        ...words('已弃用，同一列表的其他标记也不再有效', 'dropped; the other tokens of its listing are no longer good'),
        status: 204,
      },
    ],
    errors: [...readErrors, 'not_found', 'page_token_invalid'],
    example: { path: { token: 'x' } },
  },
];

/** Top-level resources, each with the standard's name for its member, an example and the filter that its path stands for. */
const resources = [
  ['eventTypes', 'eventType', '事件类型', 'event types', 'ObjectEvent', 'eventType'],
  ['epcs', 'epc', '物品', 'things', bottleLotUri, 'MATCH_anyEPC'],
  ['bizSteps', 'bizStep', '业务环节', 'business steps', 'shipping', 'EQ_bizStep'],
  ['bizLocations', 'bizLocation', '业务地点', 'business locations', gate, 'EQ_bizLocation'],
  ['readPoints', 'readPoint', '读点', 'read points', gate, 'EQ_readPoint'],
  ['dispositions', 'disposition', '状态', 'dispositions', 'in_transit', ''],
] as const;

export const browsing: readonly Operation[] = [
  {
    method: 'get',
    path: '/epcis',
    id: 'root',
    tag: 'resources',
    needs: 'query',
    zh: '接口提供的资源',
    en: 'What the interface offers',
    answers: [{ ...words('资源名称', 'names of resources'), status: 200, types: dataTypes, shape: collection, headers: spoken }],
    errors: [...readErrors, 'parameter_unknown'],
    client: 'const names = await Array.fromAsync(zhuisu.resources());',
  },
  ...resources.flatMap(([resource, name, zh, en, example, filter]): Operation[] => {
    const path = `/epcis/${resource}`;
    const parameter = inPath(name, zh, `one of the ${en}`);
    return [
      {
        method: 'get',
        path,
        id: resource,
        tag: 'resources',
        needs: 'query',
        zh: `列出已记录的${zh}`,
        en: `List the ${en} on record`,
        parameters: page,
        answers: [{ ...words(zh, en), status: 200, types: dataTypes, shape: collection, headers: paged }],
        errors: ['not_acceptable', 'parameter_unknown', 'parameter_invalid', 'page_token_invalid'],
        client: `for await (const name of zhuisu.resources('${resource}')) console.log(name);`,
      },
      {
        method: 'get',
        path: `${path}/{${name}}`,
        id: `${resource}Member`,
        tag: 'resources',
        needs: 'query',
        zh: `${zh}之一提供什么`,
        en: `What one of the ${en} offers`,
        parameters: [parameter],
        answers: [{ ...words('其下的资源', 'resources below it'), status: 200, types: dataTypes, shape: collection }],
        errors: ['not_acceptable', 'not_found', 'parameter_unknown', 'parameter_invalid'],
        example: { path: { [name]: example } },
      },
      {
        method: 'get',
        path: `${path}/{${name}}/events`,
        id: `${resource}Events`,
        tag: 'resources',
        needs: 'query',
        zh: `按${zh}查询事件`,
        en: `Query the events of one of the ${en}`,
        parameters: [parameter, ...page, ...order, ...filters.filter((each) => each.name !== filter), ...negotiation],
        answers: [eventList, unchanged],
        errors: [...queryErrors, 'not_found'],
        example: { path: { [name]: example }, query: { perPage: '2' } },
        client: `for await (const event of zhuisu.events({ perPage: 100 }, ['${resource}', '${example}'])) console.log(event.type);`,
      },
    ];
  }),
];
