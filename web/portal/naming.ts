/** How things, places, parties, dates and amounts are written for a person. */
import { schemeById } from '../../src/codes/index.ts';
import { isHidden, ofTheDay, type TraceAnswer, type TraceStep } from '../../src/trace/index.ts';
import { cut, en, foreign, type Html, html } from './html.ts';
import type { Names } from './view.ts';
import { pieces, units, type Words } from './words.ts';

/** Master data names an attribute by CURIE or URI, and in two spellings (`…:name`, `…#name`); the last word is the same in all. */
export function attribute(names: Names, id: string, wanted: string): string | undefined {
  const own = names.get(id);
  if (own === undefined) return undefined;
  for (const [key, value] of Object.entries(own)) {
    if (/[A-Za-z]+$/.exec(key)?.[0] !== wanted) continue;
    const text = [value].flat().find((each): each is string => typeof each === 'string' && each.trim() !== '');
    if (text !== undefined) return text;
  }
  return undefined;
}

const productNames = ['name', 'descriptionShort', 'tradeItemDescription', 'regulatedProductName', 'functionalName'];

function nameOf(names: Names, id: string): { zh: string; en: string | undefined } | undefined {
  for (const each of productNames) {
    const zh = attribute(names, id, each);
    if (zh !== undefined) return { zh, en: attribute(names, id, 'nameEn') };
  }
  return undefined;
}

/** A place or party; without master data the end of its code. */
export function partyName(names: Names, id: string): { zh: string; en: string | undefined } {
  return nameOf(names, id) ?? { zh: shortCode(id), en: undefined };
}

export interface ThingName {
  /** Product, or kind of package. */
  readonly product: Words | { readonly zh: string; readonly en: string | undefined };
  readonly named: boolean;
  /** What tells this one from its like. */
  readonly mark: { readonly label: Words; readonly value: string } | undefined;
}

const gs1Thing = /^https:\/\/id\.gs1\.org\/(\d{2,4})\/([^/]+)(?:\/(10|21|235)\/([^/?#]+))?/;

export function thingName(names: Names, id: string): ThingName {
  if (isHidden(id)) return { product: { zh: '未共享明细的环节', en: 'a step that is not shared' }, named: true, mark: undefined };
  const gs1 = gs1Thing.exec(id);
  const isItem = gs1?.[1] === '01';
  const product = nameOf(names, id) ?? (isItem ? nameOf(names, `https://id.gs1.org/01/${gs1[2]}`) : undefined);
  if (gs1?.[1] === '00') {
    return {
      product: product ?? { zh: '物流单元', en: 'Logistic unit' },
      named: true,
      mark: { label: { zh: '编号', en: 'SSCC' }, value: gs1[2]! },
    };
  }
  if (isItem) {
    const key = gs1[3];
    const label = key === '10' ? { zh: '批次', en: 'lot' } : { zh: '序列号', en: 'serial' };
    const mark = key === undefined ? undefined : { label, value: decoded(gs1[4]!) };
    return { product: product ?? { zh: `商品代码 ${gs1[2]}`, en: `trade item ${gs1[2]}` }, named: product !== undefined, mark };
  }
  const own = ownCode(id);
  return {
    product: product ?? own?.kind ?? { zh: shortCode(id), en: undefined },
    named: product !== undefined,
    mark: own === undefined ? undefined : { label: own.kind, value: own.value },
  };
}

/** A code that is no GS1 key: what kind it is and how it reads on the label. */
function ownCode(id: string): { readonly kind: Words; readonly value: string } | undefined {
  const lot = /^urn:zhuisu:lot:[^:]+:(?:[^:]+:)?([^:]+)$/.exec(id);
  if (lot !== null) return { kind: { zh: '批次', en: 'lot' }, value: decoded(lot[1]!) };
  const asset = /^https:\/\/id\.gs1\.org\/800[34]\/([^/?#]+)$/.exec(id);
  if (asset !== null) return { kind: { zh: '资产编号', en: 'asset' }, value: decoded(asset[1]!) };
  const [, scheme, value] = /^urn:zhuisu:(\w+):([^:]+)$/.exec(id) ?? [];
  // Firms are called by their name alone.
  if (scheme === 'uscc') return undefined;
  const kind = scheme === undefined ? undefined : schemeById.get(scheme)?.name;
  return kind === undefined || value === undefined ? undefined : { kind, value: decoded(value) };
}

/** One line: product, then its lot or serial. */
export function thingLine(names: Names, id: string): Html {
  const { product, mark } = thingName(names, id);
  // What nobody gave a name is called by the kind of its code once.
  const label = mark === undefined || mark.label.zh === product.zh ? '' : `${mark.label.zh} `;
  return html`${foreign(product.zh, 40)}${mark && html` <small>${label}${foreign(mark.value, 24)}</small>`}`;
}

/** The same in plain text, for a sentence. */
export function thingText(names: Names, id: string): Words {
  const { product, mark } = thingName(names, id);
  const end =
    mark === undefined
      ? { zh: '', en: '' }
      : mark.label.zh === product.zh
        ? { zh: ` ${cut(mark.value, 24)}`, en: ` ${cut(mark.value, 24)}` }
        : { zh: `（${mark.label.zh} ${cut(mark.value, 24)}）`, en: ` (${mark.label.en} ${cut(mark.value, 24)})` };
  return { zh: `${cut(product.zh, 40)}${end.zh}`, en: `${cut(product.en ?? product.zh, 60)}${end.en}` };
}

/** The end of a code, for something nobody gave a name. */
export function shortCode(id: string): string {
  const plain = decoded(id.replace(/^https?:\/\/[^/]+\//, '').replace(/^urn:/, ''));
  return plain.length > 32 ? `…${plain.slice(-30)}` : plain;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An address on this site that opens the thing. */
export function linkTo(id: string): string {
  const gs1 = /^https:\/\/id\.gs1\.org(\/0[01]\/[0-9]+(?:\/(?:10|21)\/[A-Za-z0-9%._~-]+)?)$/.exec(id);
  return gs1?.[1] ?? `/t/${encodeURIComponent(id.toWellFormed())}`;
}

/** Everything the page had to leave out. */
export const jsonLink = (id: string): Html =>
  html`<a href="/api/v1/trace?code=${encodeURIComponent(id.toWellFormed())}">完整数据 JSON</a>`;

export const definitions = (rows: readonly (readonly [Words, Html])[]): Html =>
  html`<dl>${rows.map(([label, value]) => html`<dt>${bilingual(label)}</dt><dd>${value}</dd>`)}</dl>`;

/** The day of a moment in China, which has one time zone. */
export const dayIn = (moment: string): string => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);

/** Day and minute on the clock of the place: the event's own offset, not the reader's. */
export function localTime({ eventTime, eventTimeZoneOffset }: Pick<TraceStep, 'eventTime' | 'eventTimeZoneOffset'>): {
  day: string;
  time: string;
} {
  const at = Date.parse(eventTime);
  const offset = /^([+-])(\d{2}):(\d{2})$/.exec(eventTimeZoneOffset ?? '');
  if (Number.isNaN(at)) return { day: cut(eventTime, 10), time: '' };
  const minutes = offset === null ? 0 : (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  const local = new Date(at + minutes * 60_000).toISOString();
  return { day: local.slice(0, 10), time: eventTime.includes(ofTheDay) ? '' : local.slice(11, 16) };
}

export const timeTag = (step: Pick<TraceStep, 'eventTime' | 'eventTimeZoneOffset'>): Html => {
  const { day, time } = localTime(step);
  // Whoever is not told the minute is told the day: midnight is no time of a record.
  return html`<time>${day}${time !== '' && time !== '00:00' && html` <span>${time}</span>`}</time>`;
};

/** `1 240 千克`: thin groups, at most three decimals. */
export function amount(quantity: number, uom: string | undefined): string {
  const unit = uom === undefined ? pieces.zh : (units[uom]?.zh ?? cut(uom, 3));
  const [whole, part] = String(Math.round(Math.abs(quantity) * 1000) / 1000).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, '\u2009');
  return `${quantity < 0 ? '−' : ''}${grouped}${part === undefined ? '' : `.${part}`} ${unit}`;
}

export const bilingual = ({ zh, en: english }: { zh: string; en?: string | undefined }): Html =>
  html`${zh}${english && html`${en(english)}`}`;

/** Where a step was recorded: the place, else the party that names itself in it. */
export function whereOf({ place, bizStep, from, to }: TraceStep): string | undefined {
  return place ?? (bizStep === 'shipping' || bizStep === 'departing' ? (from ?? to) : (to ?? from));
}

export const stepById = (answer: TraceAnswer, eventID: string | undefined): TraceStep | undefined =>
  eventID === undefined ? undefined : answer.steps.find((step) => step.eventID === eventID);

/** A product's name as a heading: Chinese, English below. */
export const productTitle = ({ zh, en: english }: ThingName['product']): Html =>
  html`${foreign(zh, 60)}${english !== undefined && en(foreign(english, 80))}`;
