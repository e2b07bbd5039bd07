/** Views made by hand: a jar of honey with a chain of any length, and hostile texts. */
import type { TraceAnswer, TraceLink, TraceNode, TraceStep, Verdict } from '../../src/trace/index.ts';
import type { ScanView } from '../../web/portal/index.ts';

export const root = 'https://id.gs1.org/01/09521234000013/10/H1';
const comb = 'https://id.gs1.org/01/09521234000020/10/C1';
export const place = (number: number): string => `https://id.gs1.org/414/95212340${String(number).padStart(4, '0')}0`;
export const party = (number: number): string => `https://id.gs1.org/417/95212340${String(number).padStart(4, '0')}0`;

let made = 0;

export function step(minute: number, rest: Partial<TraceStep>): TraceStep {
  const eventTime = new Date(Date.UTC(2026, 4, 1, 16, minute)).toISOString();
  return { eventID: `urn:uuid:${++made}`, type: 'ObjectEvent', eventTime, eventTimeZoneOffset: '+08:00', things: [], ...rest };
}

const nodes: TraceNode[] = [
  { id: root, kind: 'lot', depth: 0, side: 'root' },
  { id: comb, kind: 'lot', depth: 1, side: 'up' },
];

/** Apiary 1 → honey works 2 → shop 3, the receipt of the shop missing. */
export const shortSteps: readonly TraceStep[] = [
  step(0, {
    bizStep: 'creating_class_instance',
    action: 'ADD',
    place: place(1),
    things: [{ id: comb, as: 'observedAdd', quantity: 1240.5, uom: 'KGM' }],
  }),
  step(10, {
    bizStep: 'shipping',
    place: place(1),
    from: party(1),
    to: party(2),
    things: [{ id: comb, as: 'observed', quantity: 1240.5, uom: 'KGM' }],
  }),
  step(20, {
    bizStep: 'receiving',
    place: place(2),
    from: party(1),
    to: party(2),
    things: [{ id: comb, as: 'observed', quantity: 1240.5, uom: 'KGM' }],
  }),
  step(30, {
    type: 'TransformationEvent',
    bizStep: 'creating_class_instance',
    place: place(2),
    things: [
      { id: comb, as: 'input', quantity: 1240.5, uom: 'KGM' },
      { id: root, as: 'output', quantity: 2400 },
    ],
  }),
  step(40, {
    bizStep: 'shipping',
    place: place(2),
    from: party(2),
    to: party(3),
    things: [{ id: root, as: 'observed', quantity: 48 }],
  }),
];

export const shipment = shortSteps[4]!;

const links: TraceLink[] = [{ from: comb, to: root, kind: 'transformation', events: [shortSteps[3]!.eventID] }];

export const answer = (rest: Partial<TraceAnswer> = {}): TraceAnswer => ({
  root,
  direction: 'both',
  recorded: true,
  nodes,
  links,
  steps: shortSteps,
  parties: [],
  places: [],
  openEnds: [],
  bounds: { hit: false, reason: null, limit: null },
  ...rest,
});

export const names = new Map<string, Record<string, unknown>>([
  ['https://id.gs1.org/01/09521234000013', { 'cbvmda:name': '槐花蜜', 'zhuisu:nameEn': 'Acacia honey' }],
  ['https://id.gs1.org/01/09521234000020', { 'urn:epcglobal:cbv:mda#descriptionShort': '巢蜜' }],
  [place(1), { 'cbvmda:name': '山口养蜂场' }],
  [place(2), { 'cbvmda:name': '镇上蜂蜜厂' }],
  [party(3), { 'cbvmda:name': '街角商店' }],
]);

export const view = (verdict: Verdict, rest: Partial<ScanView> = {}): ScanView => ({
  typed: '(01)09521234000013(10)H1',
  canonical: root,
  scheme: { zh: 'GS1 标识', en: 'GS1 key' },
  segments: [{ label: { zh: '批次', en: 'lot' }, value: 'H1' }],
  verdict,
  answer: answer(),
  names,
  day: '2026-11-24',
  ...rest,
});

/** `count` steps over as many places as there are: the longest way a page must bear. */
export function longSteps(count: number, places: number): TraceStep[] {
  return Array.from({ length: count }, (_, i) =>
    step(i * 90, {
      bizStep: i % 2 === 0 ? 'receiving' : 'inspecting',
      disposition: 'conformant',
      place: place(i % places),
      things: [{ id: root, as: 'observed', quantity: 1000 + i }],
    }),
  );
}

/** Opens and closes every context of a page, turns the writing direction, hides signs. */
export const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>\u202e\u2066evil\u200b\u0000&amp;\ud800`;
