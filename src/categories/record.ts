/**
 * A record in the simple form and the event it is: checked, written, read back. Pure: `today` and the like are for the rules, not here.
 * The same record gives the same event whichever way it came in.
 */
import { canonicalUri, identify } from '../codes/index.ts';
import { isDateTime, isUri } from '../events/index.ts';
import { columnsOf, recordID, unitOf } from './columns.ts';
import { type Field, type SimpleRecord, type Stage, vocabulary, type Words } from './definition.ts';
import { type Amount, put, take } from './slots.ts';

/** What is wrong with one value: the column, what came, what was expected. */
export interface RecordFault {
  readonly key: string;
  readonly came: string;
  readonly expected: Words;
}

export type Checked =
  | { readonly values: ReadonlyMap<Field, unknown>; readonly id: string | undefined }
  | { readonly faults: RecordFault[] };

/** Every fault of a record; nothing is guessed and nothing is dropped: a name that the stage does not have is a fault. */
export function checkRecord(stage: Stage, record: SimpleRecord): Checked {
  const faults: RecordFault[] = [];
  const values = new Map<Field, unknown>();
  const known = new Set([recordID, ...columnsOf(stage).map(({ key }) => key)]);
  for (const name of Object.keys(record)) {
    if (!known.has(name))
      faults.push({ key: name, came: shown(record[name]), expected: words(`本环节没有此项`, 'no such member in this stage') });
  }
  for (const field of stage.fields) {
    const value = readField(field, record, faults);
    if (value !== undefined) values.set(field, value);
    else if (
      field.need === 'required' &&
      faults.every(({ key }) => ![field.key, `${field.key}Quantity`, `${field.key}Unit`].includes(key))
    )
      faults.push({ key: field.key, came: '', expected: words('必填', 'a value: it is required') });
  }
  const id = record[recordID];
  if (id !== undefined && !(typeof id === 'string' && isUri(id)))
    faults.push({ key: recordID, came: shown(id), expected: words('一个 URI', 'a URI') });
  return faults.length > 0 ? { faults } : { values, id: id as string | undefined };
}

/** The event of a checked record. Its category, stage and version go with it (`zhuisu:` is `urn:zhuisu:voc:`). */
export function eventOf(
  stage: Stage,
  { values, id }: Extract<Checked, { values: unknown }>,
  profile: { readonly category: string; readonly version: string },
): Record<string, unknown> {
  const { type, action, bizStep, disposition, persistent } = stage.event;
  const event: Record<string, unknown> = {
    type,
    ...(id === undefined ? {} : { eventID: id }),
    ...(action === undefined ? {} : { action }),
    bizStep,
    ...(disposition === undefined ? {} : { disposition }),
    ...(persistent === undefined ? {} : { persistentDisposition: persistent }),
    'zhuisu:category': profile.category,
    'zhuisu:stage': stage.id,
    'zhuisu:profile': profile.version,
  };
  for (const [field, value] of values) put(event, field.slot, value);
  // A stage that only observes a document or a place still names what it is about.
  if (type === 'ObjectEvent' && event.epcList === undefined && event.quantityList === undefined) event.epcList = [];
  return event;
}

/** The record that an event of this stage is; the inverse of `eventOf` for all that the stage has a field for. */
export function recordOf(stage: Stage, event: Readonly<Record<string, unknown>>): SimpleRecord {
  const record: Record<string, unknown> = {};
  if (typeof event.eventID === 'string') record[recordID] = event.eventID;
  for (const field of stage.fields) {
    const value = take(event, field);
    if (value === undefined) continue;
    if (field.value.kind === 'amounts' && !field.value.many) {
      const { code, quantity, unit } = value as Amount;
      record[field.key] = code;
      if (quantity !== undefined) record[`${field.key}Quantity`] = quantity;
      if (unit !== undefined) record[`${field.key}Unit`] = unit;
    } else record[field.key] = value;
  }
  return record;
}

/** The JSON-LD context of every event made here. */
export const recordContext: readonly unknown[] = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { zhuisu: vocabulary },
];

/** A spreadsheet that opens an export would run such a text. */
export const isFormula = (text: string): boolean => /^[=@]|^[+-](?![\d.])|^\t/.test(text);

const words = (zh: string, en: string): Words => ({ zh, en });
const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

function readField(field: Field, record: SimpleRecord, faults: RecordFault[]): unknown {
  const came = record[field.key];
  const fault = (expected: Words, key = field.key, value: unknown = record[key]): undefined => {
    faults.push({ key, came: shown(value), expected });
    return undefined;
  };
  const { value: kind } = field;
  if (kind.kind === 'amounts' && !kind.many) return amountOf(field, record, fault);
  if (came === undefined || came === null || came === '') return undefined;
  if ('many' in kind && kind.many) {
    if (!Array.isArray(came) || came.length === 0) return fault(words('一个非空列表', 'a list that is not empty'));
    const before = faults.length;
    const items = came.map((item) =>
      kind.kind === 'amounts'
        ? amountIn(field, item, fault)
        : single(field, item, (expected) => fault(expected, field.key, item)),
    );
    return faults.length > before ? undefined : items;
  }
  return single(field, came, fault);
}

type Complain = (expected: Words, key?: string, value?: unknown) => undefined;

function amountOf(field: Field, record: SimpleRecord, fault: Complain): Amount | undefined {
  const [code, quantity, unit] = [field.key, `${field.key}Quantity`, `${field.key}Unit`].map((key) => record[key]);
  const none = (value: unknown): boolean => value === undefined || value === null || value === '';
  if (none(code) && none(quantity) && none(unit)) return undefined;
  return amountIn(
    field,
    { code, quantity: none(quantity) ? undefined : quantity, unit: none(unit) ? undefined : unit },
    (expected, part) =>
      fault(
        expected,
        part === 'code' || part === undefined ? field.key : `${field.key}${part}`,
        part === 'Quantity' ? quantity : part === 'Unit' ? unit : code,
      ),
  );
}

function amountIn(field: Field, item: unknown, fault: Complain): Amount | undefined {
  if (field.value.kind !== 'amounts') return undefined;
  const { code, quantity, unit } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  const id = typeof code === 'string' ? thingOf(code) : undefined;
  if (id === undefined) return fault(words('一个编码或 URI', 'a code or URI'), 'code');
  if (quantity === undefined && unit === undefined && !field.value.counted) return { code: id };
  if (typeof quantity !== 'number' || !Number.isFinite(quantity) || quantity < 0)
    return fault(words('不小于零的数', 'a number that is not negative'), 'Quantity');
  const uom = typeof unit === 'string' ? unitOf(unit) : undefined;
  const { units } = field.value;
  if (uom === undefined || (units.length > 0 && !units.includes(uom)))
    return fault(words(`单位：${units.join('、')}`, `a unit: ${units.join(', ')}`), 'Unit');
  return { code: id, quantity, unit: uom };
}

/** One spelling for each code; a URI of somebody’s own as it is. */
function thingOf(text: string): string | undefined {
  const trimmed = text.trim();
  const id = identify(trimmed) ?? (isUri(trimmed) ? canonicalUri(trimmed) : undefined);
  return id === undefined ? undefined : asUri(id);
}

/** The canonical form of a national code may hold Chinese signs; in an event stands a URI (RFC 3986), which says the same. */
const asUri = (id: string): string => id.replace(/[^\x21-\x7e]+/g, encodeURIComponent);

function single(field: Field, came: unknown, fault: Complain): unknown {
  const { value: kind } = field;
  switch (kind.kind) {
    case 'number':
      if (typeof came !== 'number' || !Number.isFinite(came)) return fault(words('一个数', 'a number'));
      if (kind.whole && !Number.isInteger(came)) return fault(words('一个整数', 'a whole number'));
      if (came < (kind.least ?? Number.NEGATIVE_INFINITY) || came > (kind.most ?? Number.POSITIVE_INFINITY))
        return fault(words(`${kind.least ?? '…'} 至 ${kind.most ?? '…'}`, `from ${kind.least ?? '…'} to ${kind.most ?? '…'}`));
      return came;
    case 'flag':
      return typeof came === 'boolean' ? came : fault(words('是或否', 'true or false'));
    case 'choice': {
      const found = kind.choices.find(({ value }) => value === came);
      return found === undefined
        ? fault(words(kind.choices.map(({ zh }) => zh).join('、'), kind.choices.map(({ value }) => value).join(', ')))
        : found.value;
    }
    case 'amounts':
      return amountIn(field, came, fault);
    default:
      break;
  }
  if (typeof came !== 'string') return fault(words('文字', 'a text'));
  const text = came.trim();
  switch (kind.kind) {
    case 'text':
      if (text.length > (kind.most ?? 500) || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text))
        return fault(words(`不超过 ${kind.most ?? 500} 字的文字`, `a text of up to ${kind.most ?? 500} characters`));
      if (isFormula(text)) return fault(words('不以 = + - @ 开头的文字', 'a text that does not begin with = + - or @'));
      return kind.form === undefined || new RegExp(`^(?:${kind.form})$`).test(text)
        ? text
        : fault(words(`格式 ${kind.form}`, `the form ${kind.form}`));
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text) && isDateTime(`${text}T00:00:00Z`)
        ? text
        : fault(words('日期，如 2026-05-03', 'a date such as 2026-05-03'));
    case 'time':
      return isDateTime(text)
        ? text
        : fault(
            words('带时区的时间，如 2026-05-03T08:00:00+08:00', 'a date and time with zone, such as 2026-05-03T08:00:00+08:00'),
          );
    case 'area':
      return /^\d{6}(?:\d{3})?$/.test(text)
        ? text
        : fault(words('6 位或 9 位行政区划代码', 'a division code of six or nine digits'));
    case 'person':
      return /^urn:zhuisu:person:\S+$/.test(text)
        ? text
        : fault(words('自然人标识（由人员接口取得）', 'a token of a person, from the persons interface'));
    case 'document':
      return text.length <= 200 && !/\s/.test(text)
        ? documentOf(text)
        : fault(words('文件编号或网址', 'the number or address of a document'));
    case 'codes':
    case 'party':
    case 'place':
      return thingOf(text) ?? fault(words('一个编码或 URI', 'a code or URI'));
    default:
      return undefined;
  }
}

/** A number on paper as a URI that keeps it readable. */
const documentOf = (text: string): string =>
  isUri(text) ? text : asUri(identify(text) ?? `urn:zhuisu:document:${encodeURIComponent(text)}`);
