/**
 * From the cells of a sheet or a CSV line to a record in the simple form, and back. People write numbers, dates, units and choices in
 * many ways; what can mean only one thing is taken, everything else is a fault of that cell.
 */
import { type Column, columnsOf, recordID, unitOf, units } from './columns.ts';
import type { Choice, SimpleRecord, Stage, Words } from './definition.ts';
import { isFormula, type RecordFault } from './record.ts';

/** A cell as read. `date`: local date and time of the sheet, `YYYY-MM-DDTHH:mm:ss`; `formula`: its text, which is never computed. */
export type Cell = string | number | boolean | { readonly date: string } | { readonly formula: string } | undefined;

export interface Row {
  readonly record: SimpleRecord;
  readonly faults: readonly RecordFault[];
}

/** `cells` by column key. */
export function recordOfCells(stage: Stage, cells: ReadonlyMap<string, Cell>): Row {
  const record: Record<string, unknown> = {};
  const faults: RecordFault[] = [];
  const id = cells.get(recordID);
  if (typeof id === 'string' && id.trim() !== '') record[recordID] = id.trim();
  for (const column of columnsOf(stage)) {
    const cell = cells.get(column.key);
    const value = isEmpty(cell) ? undefined : valueOfCell(column, cell);
    if (value === undefined) continue;
    if (value instanceof Fault) faults.push({ key: column.key, came: shown(cell), expected: value.expected });
    else record[column.key] = value;
  }
  return { record, faults };
}

/** The text of each column, as a person would write it. */
export function cellsOfRecord(stage: Stage, record: SimpleRecord): Map<string, string | number | boolean> {
  const cells = new Map<string, string | number | boolean>();
  for (const { key, field, part } of columnsOf(stage)) {
    const value = record[key];
    if (value === undefined || value === null) continue;
    const { value: kind } = field;
    if (part === 'unit') cells.set(key, units.find(({ code }) => code === value)?.zh ?? String(value));
    else if (kind.kind === 'choice')
      cells.set(
        key,
        [value]
          .flat()
          .map((each) => kind.choices.find((choice) => choice.value === each)?.zh ?? String(each))
          .join('、'),
      );
    else if (kind.kind === 'flag') cells.set(key, value === true ? '是' : '否');
    else if (Array.isArray(value))
      cells.set(key, value.map((each) => (typeof each === 'object' ? amountText(each as Amount) : String(each))).join('\n'));
    else cells.set(key, typeof value === 'number' ? value : String(value));
  }
  if (typeof record[recordID] === 'string') cells.set(recordID, record[recordID]);
  return cells;
}

interface Amount {
  readonly code: string;
  readonly quantity?: number;
  readonly unit?: string;
}

const amountText = ({ code, quantity, unit }: Amount): string =>
  quantity === undefined ? code : `${code} ${quantity} ${units.find((each) => each.code === unit)?.zh ?? unit}`;

class Fault {
  readonly expected: Words;
  constructor(zh: string, en: string) {
    this.expected = { zh, en };
  }
}

const isEmpty = (cell: Cell): boolean => cell === undefined || (typeof cell === 'string' && cell.trim() === '');

function shown(cell: Cell): string {
  const text = typeof cell === 'object' ? ('date' in cell ? cell.date : `=${cell.formula}`) : String(cell);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Full-width digits and signs as their plain forms. */
const plain = (text: string): string => text.normalize('NFKC').trim();

function valueOfCell({ field, part }: Column, cell: Cell): unknown {
  if (typeof cell === 'object' && 'formula' in cell) return new Fault('一个值，不能是公式', 'a value, not a formula');
  const { value: kind } = field;
  if (part === 'quantity' || kind.kind === 'number') return numberOf(cell);
  if (part === 'unit') return unitOf(plain(textOf(cell))) ?? new Fault('一个单位，如 千克', 'a unit such as kg');
  switch (kind.kind) {
    case 'date':
      return dateOf(cell);
    case 'time':
      return timeOf(cell);
    case 'flag':
      return flagOf(cell);
    case 'choice':
      return kind.many
        ? listOf(textOf(cell), /[、;；,，|\n]/)
            .map((each) => choiceOf(kind.choices, each))
            .reduce(gather, [])
        : choiceOf(kind.choices, textOf(cell));
    case 'codes':
      return kind.many ? listOf(textOf(cell), /[\n;；、\s]+/) : textOf(cell).trim();
    case 'amounts':
      return kind.many
        ? listOf(textOf(cell), /[\n;；]/)
            .map(amountOf)
            .reduce(gather, [])
        : textOf(cell).trim();
    default:
      return safeText(textOf(cell).trim());
  }
}

/** The first fault of a list is the fault of the cell. */
function gather(all: unknown, each: unknown): unknown {
  if (all instanceof Fault) return all;
  return each instanceof Fault ? each : [...(all as unknown[]), each];
}

function textOf(cell: Cell): string {
  if (typeof cell === 'object') return 'date' in cell ? cell.date.replace(/T00:00:00$/, '') : '';
  // Long numbers, such as codes, must not come back as 6.9e12.
  return typeof cell === 'number' ? (Number.isInteger(cell) ? BigInt(cell).toString() : String(cell)) : String(cell ?? '');
}

const listOf = (text: string, separator: RegExp): string[] =>
  text
    .split(separator)
    .map((each) => each.trim())
    .filter((each) => each !== '');

function safeText(text: string): string | Fault {
  return isFormula(text) ? new Fault('不以 = + - @ 开头的文字', 'a text that does not begin with = + - or @') : text;
}

function numberOf(cell: Cell): number | Fault {
  if (typeof cell === 'number') return cell;
  const text = plain(textOf(cell));
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  return /^[+-]?\d+,\d+$/.test(text)
    ? new Fault('用小数点“.”的数，不用逗号', 'a number with a decimal point, no comma')
    : new Fault('一个数', 'a number');
}

const two = (digits: string): string => digits.padStart(2, '0');

/** `2026-05-03`, `2026/5/3`, `2026.5.3`, `2026年5月3日`, `20260503`. */
function dayIn(text: string): string | undefined {
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))$/.exec(text);
  if (match === null) return undefined;
  const day = `${match[1]}-${two(match[2] ?? match[4]!)}-${two(match[3] ?? match[5]!)}`;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? undefined : day;
}

function dateOf(cell: Cell): string | Fault {
  if (typeof cell === 'object' && 'date' in cell) return cell.date.slice(0, 10);
  // Programs export the beginning of a day as its time.
  return (
    dayIn(plain(textOf(cell)).replace(/[ T]0?0:00(?::00)?$/, '')) ?? new Fault('日期，如 2026-05-03', 'a date such as 2026-05-03')
  );
}

/** Sheets know no time zone: without one it is that of China. A day alone is its beginning. */
function timeOf(cell: Cell): string | Fault {
  const text = typeof cell === 'object' && 'date' in cell ? cell.date : plain(textOf(cell));
  const expected = new Fault('日期和时间，如 2026-05-03 08:30', 'a date and time such as 2026-05-03 08:30');
  const match = /^(\S+?)(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(\.\d+)?)?\s?(Z|[+-]\d\d:\d\d)?)?$/.exec(text);
  const day = match === null ? undefined : dayIn(match[1]!);
  if (match === null || day === undefined) return expected;
  const [, , hour = '0', minute = '00', second = '00', fraction = '', zone = '+08:00'] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return expected;
  return `${day}T${two(hour)}:${minute}:${second}${fraction}${zone}`;
}

function flagOf(cell: Cell): boolean | Fault {
  if (typeof cell === 'boolean') return cell;
  const text = plain(textOf(cell)).toLowerCase();
  if (['是', '有', 'y', 'yes', 'true', '1', '√'].includes(text)) return true;
  if (['否', '无', 'n', 'no', 'false', '0', '×'].includes(text)) return false;
  return new Fault('是 或 否', 'yes or no');
}

function choiceOf(choices: readonly Choice[], cell: string): string | Fault {
  const text = plain(cell);
  const found = choices.find(({ value, zh, en }) =>
    [value, zh, en].some((each) => plain(each).toLowerCase() === text.toLowerCase()),
  );
  return found?.value ?? new Fault(choices.map(({ zh }) => zh).join('、'), choices.map(({ en }) => en).join(', '));
}

/** `CODE 120 千克`, or the code alone. */
function amountOf(text: string): Amount | Fault {
  const expected = new Fault('“编码 数量 单位”，如 6901234567892 12 千克', '"code quantity unit", such as 6901234567892 12 kg');
  const match = /^(\S+)(?:\s+(\S+?)\s*([^\s\d.]+))?$/.exec(plain(text));
  if (match === null) return expected;
  const [, code = '', quantity, unit] = match;
  if (quantity === undefined) return { code };
  const [number, uom] = [numberOf(quantity), unitOf(unit ?? '')];
  return number instanceof Fault ? number : uom === undefined ? expected : { code, quantity: number, unit: uom };
}
