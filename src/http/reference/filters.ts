/** Query parameters of events, described from the rows that read them. */
import type { JsonSchema, ParameterFamily } from '../../contract/openapi.ts';
import { wordsOf } from '../../contract/words.ts';
import { families, type Parameter, parameters } from '../../query/index.ts';
import { inQuery, type ParameterRow, type Words, whole, words } from './row.ts';

/** What the rows say they accept, in Chinese and as a schema. A text that is not here stands in English alone. */
const accepted: Readonly<Record<string, { readonly zh: string; readonly schema: JsonSchema }>> = {
  'one or more URIs, separated by |': { zh: '一个或多个 URI，用 | 分隔', schema: { type: 'string', format: 'uri' } },
  'one or more bare words or URIs, separated by |': { zh: '一个或多个标准词或 URI，用 | 分隔', schema: { type: 'string' } },
  'one or more event ids, separated by |': { zh: '一个或多个事件标识，用 | 分隔', schema: { type: 'string', format: 'uri' } },
  'one or more of ADD, OBSERVE, DELETE, separated by |': {
    zh: 'ADD、OBSERVE、DELETE 中的一个或多个，用 | 分隔',
    schema: { type: 'string', enum: ['ADD', 'OBSERVE', 'DELETE'] },
  },
  'one or more texts, separated by |': { zh: '一个或多个文本，用 | 分隔', schema: { type: 'string' } },
  'one or more hexadecimal values, separated by |': { zh: '一个或多个十六进制值，用 | 分隔', schema: { type: 'string' } },
  'one or more attribute names, separated by |': { zh: '一个或多个属性名，用 | 分隔', schema: { type: 'string' } },
  'a date and time with time zone, such as 2026-11-24T08:00:00+08:00': {
    zh: '带时区的日期时间，如 2026-11-24T08:00:00+08:00',
    schema: { type: 'string', format: 'date-time' },
  },
  'a number': { zh: '一个数', schema: { type: 'number' } },
  'true or false': { zh: 'true 或 false', schema: { type: 'boolean' } },
  'a number, a date and time, or (with EQ) texts separated by |': {
    zh: '一个数、一个日期时间，或（仅 EQ）用 | 分隔的文本',
    schema: { type: 'string' },
  },
};

export const acceptedInChinese = (accepts: string): string => accepted[accepts]?.zh ?? accepts;

/** How a filter compares, by the first part of its name: values of a list, numbers, moments. */
const compared: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  EQ: ['等于', 'is'],
  'EQ list': ['是其中之一', 'is one of these'],
  MATCH: ['是其中之一', 'is one of these'],
  WD: ['是其中之一或在其内', 'is one of these or inside of one'],
  GE: ['不小于', 'is at least'],
  GT: ['大于', 'is more than'],
  LE: ['不大于', 'is at most'],
  LT: ['小于', 'is less than'],
  'GE time': ['不早于', 'is not before'],
  'LT time': ['早于', 'is before'],
};

/** What is compared, where the member of the event has another name. */
const subjects: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  errorDeclaration: ['错误声明', 'an error declaration'],
  dataProcessingMethod: ['数据处理方法', 'data processing method'],
  bizRules: ['业务规则', 'business rule'],
  transformationID: ['加工过程', 'transformation'],
  eventID: ['事件标识', 'event id'],
  startTime: ['测量开始时间', 'start of the measurement'],
  endTime: ['测量结束时间', 'end of the measurement'],
  booleanValue: ['真假值', 'value'],
  eventType: ['事件类型', 'event type'],
  eventTime: ['事件时间', 'event time'],
  recordTime: ['记录时间', 'record time'],
  action: ['动作', 'action'],
  readPoint: ['读点', 'read point'],
  bizLocation: ['业务地点', 'business location'],
  disposition: ['状态', 'disposition'],
  parentID: ['容器或整体', 'container or whole'],
  persistentDisposition_set: ['设置的持续状态', 'lasting condition that is set'],
  persistentDisposition_unset: ['取消的持续状态', 'lasting condition that is unset'],
  epc: ['所观察的或内装的单品', 'instance observed or packed'],
  inputEPC: ['投入的单品', 'instance put in'],
  outputEPC: ['产出的单品', 'instance that came out'],
  anyEPC: ['任何作用的单品、批次或容器', 'thing in any role'],
  epcClass: ['所观察的或内装的批次或品类', 'lot or class observed or packed'],
  inputEPCClass: ['投入的批次或品类', 'lot or class put in'],
  outputEPCClass: ['产出的批次或品类', 'lot or class that came out'],
  anyEPCClass: ['任何作用的批次或品类', 'lot or class in any role'],
  errorDeclarationTime: ['错误声明的时间', 'time of the error declaration'],
  errorDeclaration_Time: ['错误声明的时间（另一写法）', 'time of the error declaration, in its other spelling'],
  errorReason: ['错误声明的原因', 'reason of the error declaration'],
  correctiveEventID: ['更正后的事件', 'event that corrects it'],
  type: ['测量类型', 'type of measurement'],
};

function filterWords(name: string, kind: 'list' | 'time' | ''): Words {
  const [, operator = '', member = name] = /^(EQ|GE|GT|LE|LT|WD|MATCH|EXISTS)_(.+)$/.exec(name) ?? [];
  const [all, every] = wordsOf('', member) ?? [member, member];
  // The first clause names it, what follows explains it.
  const [zh, en] = subjects[member] ?? [all.split(/[，：；]/)[0]!, every.split(/[;:]/)[0]!];
  if (operator === 'EXISTS') return words(`有无${zh}`, `whether there is ${en}`);
  const [how, plainly] = compared[`${operator} ${kind}`] ?? compared[operator] ?? compared['EQ list']!;
  return words(zh + how, `${en} ${plainly}`);
}

function filterRow({ name, accepts }: Parameter): ParameterRow {
  const list = accepts.includes('separated by |');
  const schema = accepted[accepts]?.schema ?? { type: 'string' };
  const { zh, en } = filterWords(name, list ? 'list' : accepts.startsWith('a date') ? 'time' : '');
  // What is no list is said by its kind.
  const rest = list || accepted[accepts] === undefined ? words(`。${acceptedInChinese(accepts)}`, `: ${accepts}`) : words('', '');
  return {
    ...inQuery(name, zh + rest.zh, en + rest.en, list ? { type: 'array', items: schema } : schema),
    shared: true,
    ...(list ? { list } : {}),
  };
}

/** Every filter that has a name of its own. */
export const filters: readonly ParameterRow[] = parameters.map(filterRow);

export const page: readonly ParameterRow[] = [
  {
    ...inQuery('perPage', '每页条数', 'entries on a page', whole(1, 1_000, 30)),
    shared: true,
  },
  {
    ...inQuery('nextPageToken', '上一页给出的翻页标记；请直接使用 Link 中的地址', 'from the page before; better follow its Link'),
    shared: true,
  },
];

export const order: readonly ParameterRow[] = [
  {
    ...inQuery(
      'orderBy',
      '排序字段：eventTime、recordTime，或事件的其他字段（有条数上限）',
      'eventTime, recordTime, or another field of the event, which is bounded',
      { type: 'string', default: 'recordTime' },
    ),
    shared: true,
  },
  {
    ...inQuery(
      'orderDirection',
      '升序或降序；给出 orderBy 时默认降序',
      'ascending or descending; descending where orderBy is given',
      {
        type: 'string',
        enum: ['ASC', 'DESC'],
      },
    ),
    shared: true,
  },
  {
    ...inQuery(
      'eventCountLimit',
      '各页合计最多返回多少条；须与 orderBy 同用',
      'events in all pages together; goes with orderBy',
      whole(1, 1e9),
    ),
    shared: true,
  },
  {
    ...inQuery(
      'maxEventCount',
      '超过此数则拒绝；不与 eventCountLimit 同用',
      'more than so many are a refusal; not with eventCountLimit',
      whole(1, 1e9),
    ),
    shared: true,
  },
];

/** Names that show what a family asks; each belongs to the first family whose form it has. */
const shownFamilies: readonly (Words & { readonly names: readonly string[] })[] = [
  { ...words('某类业务单据', 'a business transaction of a type'), names: ['EQ_bizTransaction_po', 'EQ_bizTransaction_desadv'] },
  { ...words('某类来源方', 'a source of a type'), names: ['EQ_source_owning_party'] },
  { ...words('某类去向方', 'a destination of a type'), names: ['EQ_destination_possessing_party'] },
  { ...words('以某单位计的数量', 'a quantity in a unit'), names: ['GE_quantity_KGM', 'EQ_quantity_LTR'] },
  { ...words('以某单位计的测量值', 'a measured value in a unit'), names: ['GT_value_CEL'] },
  {
    ...words('以某单位计的最小、最大、平均值等', 'least, greatest, mean value … in a unit'),
    names: ['LT_minValue_CEL', 'GT_maxValue_CEL', 'GE_percValue_CEL'],
  },
  {
    ...words('有无扩展字段', 'whether an extension field is there'),
    names: ['EXISTS_example:note', 'EXISTS_ILMD_example:grade', 'EXISTS_INNER_ILMD_example:field'],
  },
  { ...words('扩展字段带有某属性', 'an extension field has an attribute'), names: ['HASATTR_example:tagged'] },
  { ...words('扩展字段的属性值', 'the value of such an attribute'), names: ['EQ_ATTR_example:tagged_unit'] },
  {
    ...words('读点或业务地点的扩展字段', 'an extension field of the read point or the business location'),
    names: ['EQ_readPoint_example:zone', 'EQ_INNER_bizLocation_example:name'],
  },
  {
    ...words(
      '事件、ilmd、错误声明、传感器部分的扩展字段，以及其内部字段',
      'an extension field of the event, its ilmd, error declaration or sensor parts, and what lies inside',
    ),
    names: [
      'EQ_example:note',
      'GT_example:weight',
      'EQ_ILMD_cbvmda:lotNumber',
      'EQ_INNER_ILMD_example:field',
      'EQ_SENSORREPORT_example:raw',
    ],
  },
];

export const parameterFamilies: readonly ParameterFamily[] = families.map(({ form, accepts }) => {
  const shown = shownFamilies.filter(({ names }) => families.find((each) => each.form.test(names[0]!))?.form === form);
  const zh = `${shown.map((each) => each.zh).join('；')}：${acceptedInChinese(accepts)}`;
  const en = `${shown.map((each) => each.en).join('; ')}: ${accepts}`;
  return {
    pattern: form.source,
    accepts,
    examples: shown.flatMap(({ names }) => names),
    description: `${zh}\n\n${en}`,
    'x-zh': zh,
    'x-en': en,
  };
});
