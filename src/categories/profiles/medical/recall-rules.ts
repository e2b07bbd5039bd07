/** Clocks of recalls: users told, plan filed, progress reported, by class. Each fails by nothing being recorded, and is asked later. */
import type { Source } from '../../definition.ts';
import { unverified, verified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { row, told } from '../row.ts';

const drug = unverified('药品召回管理办法（2022-11-01 起施行）：时限一日、三日、七日为记忆，条文未核实');
const device = verified('医疗器械召回管理办法（总局令第29号，2017-05-01 起施行）：通知时限');
const deviceFiling = unverified('医疗器械召回管理办法：五个工作日内备案（条文未核实）');

interface Clock {
  readonly id: string;
  readonly prefix: string;
  readonly zh: string;
  readonly en: string;
  /** Stages after which the clock runs, and those of which one must follow. */
  readonly after: readonly string[];
  readonly follow: readonly string[];
  readonly basis: Source;
}

const classes = [
  ['a', '1', '一', 1],
  ['b', '2', '二', 3],
  ['c', '3', '三', 7],
] as const;
const begun = '2026-03-02T09:00:00+08:00';
const day = (days: number, hour = '08'): string =>
  `${new Date(Date.UTC(2026, 2, 2 + days)).toISOString().slice(0, 10)}T${hour}:00:00+08:00`;

const clock = ({ id, prefix, zh, en, after, follow, basis }: Clock): Rule[] =>
  classes.map(([letter, level, chinese, days]) => {
    const more = { time: begun, level };
    return row({
      id: `${id}${letter}`,
      severity: 'alarm',
      name: [`${chinese}级召回须在 ${days} 日内${zh}`, `Class ${level}: ${en} within ${days} days`],
      stages: after.map((each) => `${prefix}${each}`),
      when: [{ field: 'level', is: [level] }],
      test: { kind: 'due', of: 'things', follow: follow.map((each) => `${prefix}${each}`), days },
      repair: [`请立即${zh}并记录`, `Do so at once and record it: ${en}`],
      basis,
      passes: { record: told(`${prefix}${after[0]}`, more, day(days)) },
      fails: { record: told(`${prefix}${after[0]}`, more, day(days + 1)) },
    });
  });

const drugs = { prefix: '', basis: drug } as const;

export const recallRules: readonly Rule[] = [
  ...clock({
    ...drugs,
    id: 'DR-R1',
    zh: '通知经营、使用单位',
    en: 'sellers and users are told',
    after: ['recall'],
    follow: ['recall_notice'],
  }),
  ...clock({ ...drugs, id: 'DR-R2', zh: '备案召回计划', en: 'the plan is filed', after: ['recall'], follow: ['recall_filing'] }),
  ...clock({
    ...drugs,
    id: 'DR-R3',
    zh: '报告召回进展',
    en: 'progress is reported',
    after: ['recall', 'recall_progress'],
    follow: ['recall_progress', 'recall_end'],
  }),
  ...clock({
    prefix: 'device_',
    basis: device,
    id: 'DV-R1',
    zh: '通知经营、使用单位',
    en: 'sellers and users are told',
    after: ['recall'],
    follow: ['recall_notice'],
  }),
  row({
    id: 'DV-R2',
    severity: 'alarm',
    name: ['召回医疗器械须在五个工作日内备案评估与计划', 'Assessment and plan are filed within five working days'],
    stages: ['device_recall'],
    test: {
      kind: 'due',
      of: 'things',
      follow: ['device_recall_filing'],
      days: 5,
      workdays: { holidays: 'public_holidays', worked: 'worked_weekends' },
    },
    repair: ['请立即备案并记录', 'File it at once and record it'],
    basis: deviceFiling,
    passes: { record: told('device_recall', { time: begun }, day(7, '23')) },
    fails: { record: told('device_recall', { time: begun }, day(8)) },
  }),
  row({
    id: 'DR-R4',
    severity: 'alarm',
    name: [
      '一级、二级召回通知须在省级药品监督管理部门网站公布',
      'Notices of class 1 and 2 are published by the provincial regulator',
    ],
    stages: ['recall_notice'],
    when: [{ field: 'level', is: ['1', '2'] }],
    test: { kind: 'present', field: 'published' },
    repair: ['请写明公布网址', 'State where it is published'],
    basis: verified('药品召回管理办法（2022-11-01 起施行）：一级、二级召回信息发布'),
    passes: { record: told('recall_notice') },
    fails: { record: told('recall_notice', { published: null }) },
  }),
];
