/** 食品 · 召回与销毁: begun, reported, announced, taken back, put right or destroyed, ended; and drills, which change the state of nothing. */
import { type EventForm, type Field, ownStep, type SimpleRecord, type Stage } from '../../definition.ts';
import {
  amount,
  choice,
  choices,
  date,
  document,
  hint,
  moment,
  type Name,
  number,
  person,
  supplier,
  text,
  things,
  when,
  where,
} from '../../fields.ts';
import { filledMilk, unitSchemes } from './packing.ts';
import { measures, operator, plant, recallLaw, recallRule, somebody, trader } from './shared.ts';

const level = choice(
  'level',
  ['召回级别', 'Class of the recall'],
  choices(
    ['1', '一级（严重损害或死亡）', 'class 1: severe harm or death'],
    ['2', '二级（一般损害）', 'class 2: general harm'],
    ['3', '三级（标签标识虚假）', 'class 3: false label'],
  ),
  { sees: 'public' },
);
const counted = (key: string, name: Name): Field => number(key, name, { least: 0 });
const learnt = moment('learntAt', ['获知时间', 'Time when it was learnt'], {
  sees: 'authority',
  ...hint('获知食品安全风险的时间，时限由此起算', 'the clock runs from here'),
});
const announced = moment('announcedAt', ['公告发布时间', 'Time of the announcement'], { sees: 'public' });

const stage = (
  id: string,
  [zh, en]: Name,
  event: Partial<EventForm>,
  time: Name,
  fields: readonly Field[],
  example: SimpleRecord,
): Stage => ({
  id,
  zh,
  en,
  event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: ownStep(id), ...event },
  fields: [
    when(time),
    where(),
    amount('lots', ['召回批次', 'Lots recalled'], 'things', measures, { many: true }),
    things('units', ['召回单品', 'Units recalled'], 'things', { optional: true, schemes: unitSchemes }),
    document('recallNo', ['召回编号', 'Recall'], 'rma', { sees: 'public' }),
    ...fields,
    operator(),
  ],
  example: {
    place: plant,
    lots: [{ code: filledMilk, quantity: 30_000, unit: 'H87' }],
    recallNo: 'SPZH-2026-0001',
    operator: somebody('quality-1'),
    ...example,
  },
  source: recallRule,
});

const progress = [counted('soldTotal', ['已售数量', 'Amount sold']), counted('recovered', ['已召回数量', 'Amount recovered'])];

export const recallStages: readonly Stage[] = [
  stage(
    'recall',
    ['召回启动', 'Recall begun'],
    { bizStep: 'holding', disposition: 'recalled', persistent: { set: ['recalled'] } },
    ['启动时间', 'Time when it was begun'],
    [
      level,
      learnt,
      choice(
        'recallKind',
        ['召回方式', 'Kind'],
        choices(['voluntary', '主动召回', 'of the firm’s own accord'], ['ordered', '责令召回', 'ordered']),
        {
          sees: 'public',
        },
      ),
      text('reason', ['召回原因', 'Reason'], { sees: 'public', law: recallLaw }),
      text('range', ['召回范围', 'Range'], { most: 120, sees: 'public' }),
    ],
    {
      time: '2026-06-06T12:00:00+08:00',
      level: '1',
      learntAt: '2026-06-06T08:00:00+08:00',
      recallKind: 'voluntary',
      reason: '大肠菌群超标',
      range: '济源市、洛阳市',
    },
  ),
  stage(
    'recall_plan',
    ['召回计划报告', 'Plan reported'],
    {},
    ['报告时间', 'Time of the report'],
    [
      level,
      learnt,
      text('reportedTo', ['报告部门', 'Reported to'], { most: 80 }),
      document('planNo', ['召回计划文件号', 'Plan'], 'cert', { sees: 'authority' }),
      text('measures', ['召回措施', 'Measures'], { sees: 'authority' }),
    ],
    {
      time: '2026-06-06T20:00:00+08:00',
      level: '1',
      learntAt: '2026-06-06T08:00:00+08:00',
      reportedTo: '市场监督管理局',
      planNo: 'ZHJH-2026-0001',
      measures: '停止生产经营，通知经营者下架，公告召回',
    },
  ),
  stage(
    'recall_announcement',
    ['召回公告', 'Announcement'],
    {},
    ['发布时间', 'Time of publication'],
    [
      level,
      document('published', ['公告网址', 'Where it is published'], ownStep('publication'), { sees: 'public' }),
      text('advice', ['消费者须知', 'What consumers should do'], { sees: 'public' }),
    ],
    {
      time: '2026-06-06T21:00:00+08:00',
      level: '1',
      published: 'https://example.com/recalls/SPZH-2026-0001',
      advice: '请停止食用，凭包装到购买处退货',
    },
  ),
  stage(
    'recall_collection',
    ['召回收回', 'Recalled goods taken back'],
    { bizStep: 'collecting', disposition: 'recalled' },
    ['收回时间', 'Time'],
    [
      supplier(hint('交回的一方', 'the firm that gives it back')),
      document('delivery', ['随货单号', 'Delivery note'], 'desadv', { optional: true }),
    ],
    {
      time: '2026-06-08T10:00:00+08:00',
      lots: [{ code: filledMilk, quantity: 380, unit: 'H87' }],
      supplier: trader,
    },
  ),
  stage(
    'recall_remedy',
    ['补救后再销售', 'Put right and sold again'],
    { persistent: { unset: ['recalled'] } },
    ['完成时间', 'Time of completion'],
    [
      level,
      text('remedy', ['补救措施', 'What was put right'], {
        ...hint('仅限标签、标识不符的食品', 'only where the label was wrong'),
      }),
      text('shownAs', ['向消费者的明示', 'How consumers are told'], { sees: 'public' }),
    ],
    { time: '2026-06-20T10:00:00+08:00', level: '3', remedy: '加贴正确的营养标签', shownAs: '货架明示标签更正说明' },
  ),
  stage(
    'recall_progress',
    ['召回进展', 'Progress'],
    {},
    ['报告时间', 'Time of the report'],
    [level, ...progress, text('handling', ['处置情况', 'What was done'])],
    { time: '2026-06-09T18:00:00+08:00', level: '1', soldTotal: 30_000, recovered: 9_800, handling: '下架、封存、退回' },
  ),
  stage(
    'recall_end',
    ['召回完成', 'Recall ended'],
    {},
    ['完成时间', 'Time of completion'],
    [level, announced, ...progress, text('summary', ['总结', 'Summary'], { sees: 'authority' })],
    {
      time: '2026-06-18T18:00:00+08:00',
      level: '1',
      announcedAt: '2026-06-06T21:00:00+08:00',
      soldTotal: 30_000,
      recovered: 21_300,
      summary: '召回品已销毁，其余已消费',
    },
  ),
  stage(
    'recall_drill',
    ['模拟召回', 'Drill'],
    {},
    ['演练时间', 'Time of the drill'],
    [level, ...progress, number('minutes', ['用时（分钟）', 'Minutes taken'], { least: 0, unit: 'MIN' })],
    {
      time: '2026-05-20T10:00:00+08:00',
      recallNo: 'YL-2026-0001',
      level: '2',
      soldTotal: 30_000,
      recovered: 29_600,
      minutes: 55,
    },
  ),
  {
    id: 'destruction',
    zh: '无害化处理与销毁',
    en: 'Destruction',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'destroying', disposition: 'destroyed' },
    fields: [
      when(['销毁时间', 'Time']),
      where(),
      amount('lots', ['销毁批次', 'Lots destroyed'], 'things', measures, { many: true, counted: true }),
      things('units', ['销毁单品', 'Units destroyed'], 'things', { optional: true, schemes: unitSchemes }),
      text('reason', ['原因', 'Reason'], { law: recallLaw }),
      text('method', ['方式', 'Method'], { most: 120 }),
      person('executor', ['执行人', 'Executor']),
      person('supervisor', ['监督人', 'Supervisor']),
      date('reportedOn', ['报告日期', 'Reported on'], { optional: true, sees: 'authority' }),
    ],
    example: {
      time: '2026-06-12T10:00:00+08:00',
      place: plant,
      lots: [{ code: filledMilk, quantity: 21_300, unit: 'H87' }],
      reason: '召回',
      method: '开封后无害化处理',
      executor: somebody('operator-2'),
      supervisor: somebody('quality-1'),
      reportedOn: '2026-06-11',
    },
    source: recallRule,
  },
];
