/** 药品和器械 · 召回: begun, told, filed, reported on, ended; and drills, which change the state of nothing. */
import { type Field, ownStep, type SimpleRecord, type Source, type Stage, type Words } from '../../definition.ts';
import {
  amount,
  choice,
  choices,
  date,
  document,
  field,
  flag,
  hint,
  type Name,
  number,
  text,
  things,
  verified,
  when,
  where,
} from '../../fields.ts';
import { drugLot, measures, operator, plant, somebody } from './shared.ts';

export interface Recalled extends Words {
  /** Before the ids of the stages. */
  readonly prefix: string;
  /** What tells the product: approval or registration number. */
  readonly number: Field;
  readonly source: Source;
  readonly example: SimpleRecord;
}

const level = choice(
  'level',
  ['召回等级', 'Class of the recall'],
  choices(['1', '一级', 'class 1'], ['2', '二级', 'class 2'], ['3', '三级', 'class 3']),
  { sees: 'public' },
);
const recallNo = document('recallNo', ['召回编号', 'Recall'], 'rma', { sees: 'public' });
const counted = (key: string, name: Name): Field => number(key, name, { least: 0, whole: true });
const lots = amount('lots', ['召回批次', 'Lots recalled'], 'things', measures, { many: true });
const units = things('units', ['召回单元', 'Units recalled'], 'things', { optional: true });
const plan: readonly Field[] = [
  level,
  choice(
    'recallKind',
    ['召回类型', 'Kind'],
    choices(['1', '主动召回', 'of the firm’s own accord'], ['2', '责令召回', 'ordered']),
    { sees: 'public' },
  ),
  choice(
    'range',
    ['召回范围', 'Range'],
    choices(['0', '全国', 'the country'], ['1', '省', 'the province'], ['2', '市', 'the city']),
    { sees: 'public' },
  ),
  flag('openToPublic', ['是否公开', 'Open to the public']),
  text('reason', ['召回原因', 'Reason'], { sees: 'public' }),
  date('starts', ['开始日期', 'Begins'], { sees: 'public' }),
  date('ends', ['结束日期', 'Ends'], { optional: true, sees: 'public' }),
];

export function recallStages({ prefix, zh, en, number: productNo, source, example }: Recalled): readonly Stage[] {
  const base = { place: plant, recallNo: 'ZH-2026-0001', operator: somebody('operator-1'), ...example };
  const stage = (
    id: string,
    [chinese, english]: Name,
    event: Partial<Stage['event']>,
    time: Name,
    fields: readonly Field[],
    more: SimpleRecord,
  ): Stage => ({
    id: `${prefix}${id}`,
    zh: `${zh}${chinese}`,
    en: `${en}: ${english}`,
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: ownStep(`${prefix}${id}`), ...event },
    fields: [when(time), where(), lots, units, productNo, recallNo, ...fields, operator()],
    example: { ...base, ...more },
    source,
  });
  const begun = {
    level: '1',
    recallKind: '1',
    range: '0',
    openToPublic: true,
    reason: '含量均匀度不合格',
    starts: '2026-03-02',
    ends: '2026-03-31',
  };
  return [
    stage(
      'recall',
      ['召回启动', 'recall begun'],
      { bizStep: 'holding', disposition: 'recalled', persistent: { set: ['recalled'] } },
      ['决定时间', 'Time of the decision'],
      plan,
      { time: '2026-03-02T09:00:00+08:00', ...begun },
    ),
    stage(
      'recall_notice',
      ['召回通知', 'users told'],
      {},
      ['通知时间', 'Time of the notice'],
      [
        level,
        text('recipients', ['通知对象', 'Who was told']),
        document('published', ['公开网址', 'Where it is published'], ownStep('publication'), {
          optional: true,
          sees: 'public',
          ...hint('一级、二级须在省级药品监督管理部门网站发布', 'classes 1 and 2: on the site of the provincial regulator'),
        }),
      ],
      {
        time: '2026-03-02T20:00:00+08:00',
        level: '1',
        recipients: '全部经营企业和使用单位',
        published: 'https://example.com/recalls/2026-0001',
      },
    ),
    stage(
      'recall_filing',
      ['召回备案', 'assessment and plan filed'],
      {},
      ['备案时间', 'Time of filing'],
      [level, text('filedWith', ['备案部门', 'Filed with'], { most: 80 }), document('filing', ['备案文件', 'Document'], 'cert')],
      { time: '2026-03-03T09:00:00+08:00', level: '1', filedWith: '省级药品监督管理部门', filing: 'ZHBA-2026-0001' },
    ),
    stage(
      'recall_progress',
      ['召回进展', 'progress'],
      {},
      ['报告时间', 'Time of the report'],
      [
        level,
        counted('soldTotal', ['已售数量', 'Number sold']),
        counted('recovered', ['已召回数量', 'Number recovered']),
        text('measures', ['处置情况', 'What was done']),
      ],
      { time: '2026-03-03T18:00:00+08:00', level: '1', soldTotal: 2_400, recovered: 900, measures: '下架、封存、退回' },
    ),
    stage(
      'recall_end',
      ['召回完成', 'recall ended'],
      {},
      ['完成时间', 'Time of completion'],
      [
        level,
        counted('soldTotal', ['已售数量', 'Number sold']),
        counted('recovered', ['已召回数量', 'Number recovered']),
        text('summary', ['总结', 'Summary']),
      ],
      {
        time: '2026-03-31T18:00:00+08:00',
        level: '1',
        soldTotal: 2_400,
        recovered: 2_310,
        summary: '召回品已全部销毁，未召回部分已使用',
      },
    ),
    stage(
      'recall_drill',
      ['模拟召回', 'drill'],
      {},
      ['演练时间', 'Time of the drill'],
      [
        level,
        counted('soldTotal', ['应追回数量', 'Number to be found']),
        counted('recovered', ['追溯到的数量', 'Number found']),
        number('minutes', ['用时（分钟）', 'Minutes taken'], { least: 0, unit: 'MIN' }),
      ],
      {
        time: '2026-02-28T09:00:00+08:00',
        recallNo: 'YL-2026-0001',
        level: '2',
        soldTotal: 2_400,
        recovered: 2_395,
        minutes: 42,
      },
    ),
  ];
}

const approval = text('approvalNo', ['批准文号或登记号', 'Approval or registration number'], { most: 40, sees: 'public' });

export const drugRecallStages = recallStages({
  prefix: '',
  zh: '药品',
  en: 'Drug',
  number: approval,
  source: verified('药品召回管理办法（2022-11-01 起施行）；药品追溯系统接口的召回对象'),
  example: { lots: [{ code: drugLot, quantity: 2_400, unit: 'H87' }], approvalNo: '国药准字H41020001' },
});

export const deviceRecallStages = recallStages({
  prefix: 'device_',
  zh: '医疗器械',
  en: 'Device',
  number: field(
    'registrationNo',
    ['注册证或备案号', 'Registration or filing number'],
    { kind: 'text', most: 40 },
    { at: 'member', name: 'zhuisu:registrationNo' },
    { sees: 'public' },
  ),
  source: verified('医疗器械召回管理办法（总局令第29号，2017-05-01 起施行）'),
  example: { lots: [{ code: 'https://id.gs1.org/01/06975737431158/10/L2601' }], registrationNo: '国械注准20193030166' },
});
