/** What is typed, the record that it makes, and the other way round. The check is the server's own, run here before anything is sent. */
import type { Field } from '../../../src/categories/definition.ts';
import { checkRecord } from '../../../src/categories/record.ts';
import type { Fault, StageTold, TypedAmount, Value, Values } from '../lib/stages.ts';
import { definitionOf } from '../lib/stages.ts';
import { dayOf, localOf, zonedOf } from '../lib/time.tsx';

type FieldTold = StageTold['fields'][number];

export const noAmount: TypedAmount = { code: '', quantity: '', unit: '' };

const isMany = (kind: Field['value']): boolean => 'many' in kind && kind.many === true;

const listed = (value: Value): readonly string[] => (Array.isArray(value) ? (value as readonly string[]) : []);

/** A number as people type it; the text itself where it is none, so that the check names what came. */
function numberOf(typed: string): number | string {
  const text = typed.normalize('NFKC').replaceAll(',', '').trim();
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : typed;
}

const isBlank = ({ code, quantity }: TypedAmount): boolean => code.trim() === '' && quantity.trim() === '';

/** The flat record of what is typed. */
export function recordOf(fields: readonly FieldTold[], values: Values): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const { key, value: kind } of fields) {
    const value = values[key];
    if (value === undefined || value === '') continue;
    if (kind.kind === 'amounts') {
      if (kind.many === true) {
        const items = (value as readonly TypedAmount[]).filter((each) => !isBlank(each));
        if (items.length > 0)
          record[key] = items.map(({ code, quantity, unit }) => ({
            code: code.trim(),
            ...(quantity.trim() === '' ? {} : { quantity: numberOf(quantity), unit }),
          }));
        continue;
      }
      const { code, quantity, unit } = value as TypedAmount;
      if (code.trim() !== '') record[key] = code.trim();
      if (quantity.trim() !== '') {
        record[`${key}Quantity`] = numberOf(quantity);
        record[`${key}Unit`] = unit;
      }
      continue;
    }
    if (isMany(kind)) {
      const items = listed(value).map((each) => each.trim());
      if (items.some((each) => each !== '')) record[key] = items.filter((each) => each !== '');
      continue;
    }
    if (kind.kind === 'number') record[key] = numberOf(value as string);
    else if (kind.kind === 'flag') record[key] = value;
    else if (kind.kind === 'time') record[key] = zonedOf(value as string);
    else record[key] = (value as string).trim();
  }
  return record;
}

/** The inputs that a record fills: an example, something that is repaired, what a delivery says. */
export function valuesOf(fields: readonly FieldTold[], record: Readonly<Record<string, unknown>>): Values {
  const values: Record<string, Value> = {};
  for (const { key, value: kind } of fields) {
    const came = record[key];
    if (kind.kind === 'amounts') {
      const one = (code: unknown, quantity: unknown, unit: unknown): TypedAmount => ({
        code: text(code),
        quantity: text(quantity),
        unit: text(unit) || (kind.units[0] ?? ''),
      });
      if (kind.many === true) {
        if (Array.isArray(came)) values[key] = came.map(({ code, quantity, unit }) => one(code, quantity, unit));
      } else if (came !== undefined || record[`${key}Quantity`] !== undefined)
        values[key] = one(came, record[`${key}Quantity`], record[`${key}Unit`]);
    } else if (came === undefined || came === null) continue;
    else if (Array.isArray(came)) values[key] = came.map(text);
    else if (kind.kind === 'flag') values[key] = came === true;
    else if (kind.kind === 'time') values[key] = localOf(new Date(text(came)));
    else values[key] = text(came);
  }
  return values;
}

const text = (came: unknown): string => (came === undefined || came === null ? '' : String(came));

/** What is known of the firm before anything was recorded: its only place, its area. */
export interface Own {
  readonly place?: string | undefined;
  readonly area?: string | undefined;
}

/** What a new form begins with: the time is now; what was said last stays where it rarely changes. */
export function beginning(fields: readonly FieldTold[], last: Values | undefined, now: Date, own: Own = {}): Values {
  const values: Record<string, Value> = {};
  for (const { key, value: kind, slot } of fields) {
    if (slot.at === 'eventTime') values[key] = localOf(now);
    else if (kind.kind === 'date' && slot.at === 'member' && last?.[key] === undefined && /Date$/.test(key)) values[key] = '';
    else if (last?.[key] !== undefined && stays(kind)) values[key] = last[key];
    else if (kind.kind === 'place' && slot.at === 'bizLocation' && own.place !== undefined) values[key] = own.place;
    else if (kind.kind === 'area' && own.area !== undefined) values[key] = own.area;
    else if (kind.kind === 'amounts' && kind.many !== true)
      values[key] = { ...noAmount, unit: (last?.[key] as TypedAmount | undefined)?.unit ?? kind.units[0] ?? '' };
  }
  return values;
}

/** Whether the value of the last record is likely that of the next. Dates, numbers and codes of things are not. */
const stays = (kind: Field['value']): boolean =>
  kind.kind === 'place' ||
  kind.kind === 'party' ||
  kind.kind === 'choice' ||
  kind.kind === 'area' ||
  kind.kind === 'person' ||
  kind.kind === 'text';

/** Every fault of what is typed, by column, as the server would tell it. Persons without a token are not looked at. */
export function faultsOf(
  stage: StageTold,
  record: Readonly<Record<string, unknown>>,
  persons: readonly string[],
): readonly Fault[] {
  const stand = Object.fromEntries(persons.map((key) => [key, 'urn:zhuisu:person:new']));
  const checked = checkRecord(definitionOf(stage), { ...record, ...stand });
  return 'faults' in checked ? checked.faults : [];
}

/** The key of the field that a column belongs to. */
export function fieldOfColumn(stage: StageTold, column: string): string | undefined {
  const known = (key: string): boolean => stage.fields.some((field) => field.key === key);
  if (known(column)) return column;
  const cut = column.replace(/(?:Quantity|Unit)$/, '');
  return known(cut) ? cut : undefined;
}

/** The fields whose values a rule compares, so that its answer can stand beside them. */
export function fieldsOfRule(stage: StageTold, id: string): readonly string[] {
  const test = stage.rules.find((rule) => rule.id === id)?.test ?? {};
  const named = Object.entries(test).flatMap(([name, value]) =>
    /^(?:.*[Ff]ields?|by|or|value)$/.test(name) ? [value].flat().filter((each): each is string => typeof each === 'string') : [],
  );
  const keys = stage.fields.filter(({ key }) => named.includes(key)).map(({ key }) => key);
  if (keys.length > 0) return keys;
  const { of, party } = test;
  const at = party === 'source' || party === 'destination' ? party : of;
  return stage.fields.filter(({ slot }) => slot.at === at || (at === 'things' && slot.at === 'children')).map(({ key }) => key);
}

/** What the record is about, in a line. */
export function aboutOf(fields: readonly FieldTold[], values: Values): string {
  const amounts = fields.flatMap(({ key, value: kind }) => {
    const value = values[key];
    if (kind.kind === 'amounts') {
      const list = (kind.many === true ? value : value === undefined ? [] : [value]) as readonly TypedAmount[] | undefined;
      return (list ?? [])
        .filter((each) => !isBlank(each))
        .map(({ code, quantity, unit }) => `${shortOf(code)} ${quantity} ${quantity && unit}`.trim());
    }
    if (kind.kind === 'codes') return [value ?? []].flat().map((each) => shortOf(String(each)));
    return [];
  });
  return (
    amounts
      .filter((each) => each !== '')
      .slice(0, 3)
      .join('、') || dayOf(new Date())
  );
}

/** The telling end of a long code. */
export function shortOf(code: string): string {
  const trimmed = code.trim();
  if (trimmed.startsWith('urn:zhuisu:lot:'))
    return trimmed.slice('urn:zhuisu:lot:'.length).split(':').slice(1).map(decoded).join(' ');
  const link = /\/(?:10|21)\/([^/?]+)$/.exec(trimmed);
  if (link !== null) return decoded(link[1]!);
  return trimmed.length > 36 ? `…${trimmed.slice(-32)}` : trimmed;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
