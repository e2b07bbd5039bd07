/** The life of a complaint as data: what may be done when, and the clocks that run. Pure. */
import type { Source, Words } from '../categories/definition.ts';

export type ComplaintState = 'received' | 'accepted' | 'answered' | 'refused';

export const complaintStates: Readonly<Record<ComplaintState, Words>> = {
  received: { zh: '已收到，待受理', en: 'received, not yet decided on' },
  accepted: { zh: '已受理，办理中', en: 'accepted, being dealt with' },
  answered: { zh: '已办结并答复', en: 'dealt with and answered' },
  refused: { zh: '不予受理', en: 'not accepted' },
};

/** 投诉 asks for one's own right, 举报 tells of a violation. */
export const complaintKinds: Readonly<Record<ComplaintKind, Words>> = {
  complaint: { zh: '投诉（我的权益受损）', en: 'a complaint: it harmed me' },
  report: { zh: '举报（发现违法线索）', en: 'a report: I saw a violation' },
};

export const complaintSubjects = {
  quality: { zh: '质量或安全有问题', en: 'quality or safety' },
  expired: { zh: '过期或变质仍在销售', en: 'sold past its date, or spoilt' },
  code: { zh: '扫码没有记录或与实物不符', en: 'the code has no record, or tells of another thing' },
  copied: { zh: '怀疑标签被复制或商品是假的', en: 'a copied label or a counterfeit' },
  label: { zh: '标签、日期被涂改或缺失', en: 'label or date altered or missing' },
  recalled: { zh: '已召回仍在销售', en: 'recalled, and still on sale' },
  refusal: { zh: '商家拒绝退换或出示凭证', en: 'the seller refuses to refund or to show records' },
  danger: { zh: '危险品、特种设备存在安全隐患', en: 'a danger of hazardous goods or equipment' },
  other: { zh: '其他', en: 'something else' },
} as const satisfies Readonly<Record<string, Words>>;
export type ComplaintSubject = keyof typeof complaintSubjects;

export type ComplaintActName = 'accept' | 'refuse' | 'transfer' | 'extend' | 'answer' | 'reopen' | 'note';

interface ActRow extends Words {
  readonly from: readonly ComplaintState[];
  /** Undefined: stays where it is. */
  readonly to?: ComplaintState;
  /** The reporter must be told something of it. */
  readonly told?: true;
  /** The clock that runs from then on; undefined: the one that ran. */
  readonly clock?: 'answer' | 'extension';
}

const every: readonly ComplaintState[] = ['received', 'accepted', 'answered', 'refused'];

export const complaintActs: Readonly<Record<ComplaintActName, ActRow>> = {
  accept: { zh: '受理', en: 'Accept', from: ['received'], to: 'accepted', clock: 'answer' },
  refuse: { zh: '不予受理', en: 'Do not accept', from: ['received'], to: 'refused', told: true },
  transfer: { zh: '移送其他单位', en: 'Hand to another body', from: ['received', 'accepted'], to: 'received', told: true },
  extend: { zh: '延长期限', en: 'Extend', from: ['accepted'], told: true, clock: 'extension' },
  answer: { zh: '办结并答复', en: 'Answer', from: ['accepted'], to: 'answered', told: true },
  reopen: { zh: '重新办理', en: 'Reopen', from: ['answered', 'refused'], to: 'accepted', told: true, clock: 'answer' },
  note: { zh: '内部备注', en: 'Note', from: every },
};

export const openComplaintActs = (state: ComplaintState): ComplaintActName[] =>
  (Object.keys(complaintActs) as ComplaintActName[]).filter((name) => complaintActs[name].from.includes(state));

/** `mediation` and `notice` are told and run beside; the others are what a complaint is due by. */
export type ClockName = 'accept' | 'answer' | 'extension' | 'mediation' | 'notice';
export type ComplaintKind = 'complaint' | 'report';

/** A time limit as it held from one day on; what was not checked against the text is marked and shown so. */
export interface Clock extends Words {
  readonly id: ClockName;
  /** Of which it is; absent: of both. */
  readonly kind?: ComplaintKind;
  readonly days: number;
  readonly unit: 'working' | 'calendar';
  /** From what it is counted. */
  readonly counts: Words;
  /** YYYY-MM-DD */
  readonly validFrom: string;
  readonly basis: Source;
}

const rules = '市场监督管理投诉举报处理暂行办法（2022-03-24 文本）；2026 年是否有新规定未能核实';
const from = '2022-03-24';
const received = { zh: '自收到之日起', en: 'from the day it came in' };
const accepted = { zh: '自受理之日起', en: 'from the day it was accepted' };

export const complaintClocks: readonly Clock[] = [
  {
    id: 'accept',
    kind: 'complaint',
    zh: '作出受理决定',
    en: 'decide whether to accept',
    days: 7,
    unit: 'working',
    counts: received,
    validFrom: from,
    basis: { text: rules, verified: true },
  },
  {
    id: 'accept',
    kind: 'report',
    zh: '核查并决定是否立案',
    en: 'check it and decide whether to open a case',
    days: 15,
    unit: 'working',
    counts: received,
    validFrom: from,
    basis: { text: '市场监督管理行政处罚程序规定：线索核查十五个工作日', verified: false },
  },
  {
    id: 'mediation',
    kind: 'complaint',
    zh: '调解未达成协议的，终止调解',
    en: 'mediation ends where no agreement is reached',
    days: 45,
    unit: 'working',
    counts: accepted,
    validFrom: from,
    basis: { text: rules, verified: true },
  },
  {
    id: 'notice',
    kind: 'report',
    zh: '告知实名举报人是否立案',
    en: 'tell who reported by name whether a case was opened',
    days: 5,
    unit: 'working',
    counts: { zh: '自决定之日起', en: 'from the day of the decision' },
    validFrom: from,
    basis: { text: rules, verified: true },
  },
  {
    id: 'answer',
    zh: '办结并答复',
    en: 'answer',
    days: 60,
    unit: 'calendar',
    counts: accepted,
    validFrom: from,
    basis: { text: '办理期限六十日：本系统参数', verified: false },
  },
  {
    id: 'extension',
    zh: '延长一次',
    en: 'extend once',
    days: 30,
    unit: 'calendar',
    counts: { zh: '自原期限届满起', en: 'from the end of the limit before' },
    validFrom: from,
    basis: { text: '延长三十日：本系统参数', verified: false },
  },
];

const isOf = (clock: Clock, kind: ComplaintKind): boolean => clock.kind === undefined || clock.kind === kind;

/** The clock in force on a day. */
export function clockOn(id: ClockName, kind: ComplaintKind, day: string): Clock {
  const own = complaintClocks.filter((each) => each.id === id && isOf(each, kind));
  return own.findLast((each) => each.validFrom <= day) ?? own[0]!;
}

/** All that run for a kind of complaint on a day, in their order. */
export const clocksFor = (kind: ComplaintKind, day: string): Clock[] =>
  [...new Set(complaintClocks.filter((each) => isOf(each, kind)).map(({ id }) => id))].map((id) => clockOn(id, kind, day));

/** Days off and weekends worked in their stead, `YYYY-MM-DD`. */
export interface Calendar {
  readonly off: ReadonlySet<string>;
  readonly worked: ReadonlySet<string>;
}

const dayMillis = 86_400_000;
/** China has one time zone, UTC+8. */
const offset = 8 * 3_600_000;
const dayOf = (at: number): string => new Date(at + offset).toISOString().slice(0, 10);
const endOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - offset + dayMillis - 1_000;

/**
 * The last second of the last day, milliseconds. The day from which it counts is not counted. Of a year whose holidays are not on
 * record only weekends are left out, so that the limit ends too early rather than too late.
 */
export function dueBy(clock: Clock, from: number, { off, worked }: Calendar): number {
  if (clock.unit === 'calendar') return endOf(dayOf(from + clock.days * dayMillis));
  let at = from;
  for (let left = clock.days; left > 0; ) {
    at += dayMillis;
    const day = dayOf(at);
    const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    if (worked.has(day) || (!weekend && !off.has(day))) left--;
  }
  return endOf(dayOf(at));
}
