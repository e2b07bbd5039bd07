/** Words for writing stages: the fields that come in every category, and short forms for those that come in one. */
import type { Choice, Field, Kind, Register, Slot, Source, Visibility, Words } from './definition.ts';

interface More {
  readonly optional?: true;
  readonly sees?: Visibility;
  readonly law?: Source;
  readonly hint?: Words;
}

/** `[zh, en]` */
export type Name = readonly [zh: string, en: string];

export function field(key: string, [zh, en]: Name, value: Kind, slot: Slot, more: More = {}): Field {
  const { optional, sees = 'partners', ...rest } = more;
  return { key, zh, en, value, slot, need: optional ? 'optional' : 'required', sees, ...rest };
}

export const hint = (zh: string, en: string): { hint: Words } => ({ hint: { zh, en } });
export const choices = (...rows: readonly (readonly [value: string, zh: string, en: string])[]): readonly Choice[] =>
  rows.map(([value, zh, en]) => ({ value, zh, en }));

export const verified = (text: string): Source => ({ text, verified: true });
/** Known from a mirror or from memory: shown as not verified. */
export const unverified = (text: string): Source => ({ text, verified: false });

// Members of the event that EPCIS has no place for.

const member = (key: string): Slot => ({ at: 'member', name: `zhuisu:${key}` });
export const text = (key: string, name: Name, more: More & { most?: number; form?: string } = {}): Field => {
  const { most, form, ...rest } = more;
  return field(
    key,
    name,
    { kind: 'text', ...(most === undefined ? {} : { most }), ...(form === undefined ? {} : { form }) },
    member(key),
    rest,
  );
};
export const number = (
  key: string,
  name: Name,
  more: More & { least?: number; most?: number; whole?: true; unit?: string } = {},
): Field => {
  const { least, most, whole, unit, ...rest } = more;
  const kind: Kind = {
    kind: 'number',
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
    ...(whole === undefined ? {} : { whole }),
    ...(unit === undefined ? {} : { unit }),
  };
  return field(key, name, kind, member(key), rest);
};
export const date = (key: string, name: Name, more: More = {}): Field => field(key, name, { kind: 'date' }, member(key), more);
export const moment = (key: string, name: Name, more: More = {}): Field => field(key, name, { kind: 'time' }, member(key), more);
export const flag = (key: string, name: Name, more: More = {}): Field => field(key, name, { kind: 'flag' }, member(key), more);
export const choice = (key: string, name: Name, list: readonly Choice[], more: More & { many?: true } = {}): Field => {
  const { many, ...rest } = more;
  return field(key, name, { kind: 'choice', choices: list, ...(many === undefined ? {} : { many }) }, member(key), rest);
};
export const person = (key: string, name: Name, more: More = {}): Field =>
  field(key, name, { kind: 'person' }, member(key), { sees: 'authority', ...more });
export const code = (key: string, name: Name, schemes: readonly string[], more: More & { many?: true } = {}): Field => {
  const { many, ...rest } = more;
  return field(key, name, { kind: 'codes', schemes, ...(many === undefined ? {} : { many }) }, member(key), rest);
};

// Facts of a batch (CBV 2.0 §9), legal on ADD and on transformations alone.

export const batch = (key: string, name: Name, kind: Kind, cbv: string | undefined, more: More = {}): Field =>
  field(
    key,
    name,
    kind,
    { at: 'ilmd', name: cbv === undefined ? `zhuisu:${key}` : `cbvmda:${cbv}` },
    { sees: 'public', ...more },
  );
export const lotNumber = (more: More = {}): Field =>
  batch('lotNumber', ['批号', 'Lot number'], { kind: 'text', most: 20 }, 'lotNumber', more);
export const productionDate = (more: More = {}): Field =>
  batch('productionDate', ['生产日期', 'Production date'], { kind: 'date' }, 'productionDate', more);
export const expirationDate = (more: More = {}): Field =>
  batch('expirationDate', ['有效期至', 'Expiry date'], { kind: 'date' }, 'itemExpirationDate', more);
export const bestBeforeDate = (more: More = {}): Field =>
  batch('bestBeforeDate', ['保质期至', 'Best before'], { kind: 'date' }, 'bestBeforeDate', more);

// What, where, from whom, to whom, by which document.

export const when = (name: Name = ['时间', 'Time'], more: More = {}): Field =>
  field('time', name, { kind: 'time' }, { at: 'eventTime' }, { sees: 'public', ...more });
export const where = (name: Name = ['地点', 'Place'], more: More = {}): Field =>
  field('place', name, { kind: 'place' }, { at: 'bizLocation' }, { sees: 'public', ...more });
export const amount = (
  key: string,
  name: Name,
  at: 'things' | 'inputs' | 'outputs' | 'children',
  units: readonly string[],
  more: More & { many?: true; counted?: true } = {},
): Field => {
  const { many, counted, ...rest } = more;
  return field(
    key,
    name,
    { kind: 'amounts', units, ...(many === undefined ? {} : { many }), ...(counted === undefined ? {} : { counted }) },
    { at },
    { sees: 'public', ...rest },
  );
};
export const things = (
  key: string,
  name: Name,
  at: 'things' | 'inputs' | 'outputs' | 'children',
  more: More & { schemes?: readonly string[] } = {},
): Field => {
  const { schemes, ...rest } = more;
  return field(
    key,
    name,
    { kind: 'codes', many: true, ...(schemes === undefined ? {} : { schemes }) },
    { at },
    { sees: 'public', ...rest },
  );
};
export const parent = (name: Name, more: More = {}): Field => field('parent', name, { kind: 'codes' }, { at: 'parent' }, more);
export const supplier = (more: More = {}): Field =>
  field('supplier', ['供货者', 'Supplier'], { kind: 'party' }, { at: 'source', type: 'owning_party' }, more);
export const customer = (more: More = {}): Field =>
  field('customer', ['购货者', 'Customer'], { kind: 'party' }, { at: 'destination', type: 'owning_party' }, more);
/** For whom a firm makes, under that firm’s codes (委托生产): it owns what comes out, and sees the record. */
export const principal = (name: Name = ['委托方', 'Made for']): Field =>
  field(
    'principal',
    name,
    { kind: 'party' },
    { at: 'destination', type: 'owning_party' },
    {
      optional: true,
      hint: { zh: '受托生产、使用委托方的编码时填写', en: 'where it is made for another firm, under its codes' },
    },
  );
export const document = (key: string, name: Name, type: string, more: More & { schemes?: readonly string[] } = {}): Field => {
  const { schemes, ...rest } = more;
  return field(key, name, { kind: 'document', ...(schemes === undefined ? {} : { schemes }) }, { at: 'document', type }, rest);
};
export const certification = (key: string, name: Name, more: More = {}): Field =>
  field(key, name, { kind: 'document' }, { at: 'certification' }, { sees: 'public', ...more });
export const temperature = (key: string, name: Name, value: 'value' | 'minValue' | 'maxValue', more: More = {}): Field =>
  field(
    key,
    name,
    { kind: 'number', unit: 'CEL', least: -273, most: 500 },
    { at: 'sensor', type: 'Temperature', uom: 'CEL', value },
    more,
  );
export const verdict = (more: More = {}): Field =>
  field(
    'verdict',
    ['结论', 'Verdict'],
    { kind: 'choice', choices: choices(['conformant', '合格', 'conformant'], ['non_conformant', '不合格', 'non-conformant']) },
    { at: 'disposition' },
    { sees: 'public', ...more },
  );

type Column = Register['columns'][number];
/** A column of a register. */
export const column = (
  key: string,
  zh: string,
  en: string,
  kind: Column['kind'],
  more: { unit?: string; optional?: true; due?: true } = {},
): Column => ({ key, zh, en, kind, ...more });
