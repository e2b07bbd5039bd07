/**
 * Codes of another firm in a record that makes something: a lot under its credit code, a GS1 key under its company prefix, a code out of a
 * range that was issued to it. Told of the column, as a value that is wrong. Whoever makes for another names it in the record.
 */
import type { Field, Words } from '../categories/definition.ts';
import { madeIn, makersIn, namedMakers } from '../categories/making.ts';
import type { RecordFault } from '../categories/record.ts';
import { dayOf } from '../categories/rules/situation.ts';
import { companyDigits, unitCheck } from '../codes/index.ts';
import { rangeOwners, type Store } from '../store/index.ts';
import type { Known } from './recognise.ts';

/** What is asked of the register. */
export interface Register {
  /** uuid of the organisation that a URI names; undefined where it names none that is registered. */
  organisationOf(uri: string): Promise<string | undefined>;
  /** Who held the longest registered company prefix with which the digits begin. `now`: milliseconds since 1970. */
  prefixHolder(digits: string, day: string, now: number): Promise<{ prefix: string; organisation: string } | undefined>;
}

/** Whose a code is, and why: `by` is what was found, without a name. */
interface Belonging {
  readonly organisation: string;
  readonly by: Words;
}

interface Moment {
  /** Event time, microseconds since 1970. */
  readonly at: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** `owner`: uuid of who records. */
export async function ofOthers(
  { stage: { stage }, record }: Known,
  owner: string,
  moment: Moment,
  store: Store,
  register: Register,
): Promise<RecordFault[]> {
  const faults: RecordFault[] = [];
  let makers: Set<string> | undefined;
  for (const field of stage.fields) {
    const made = madeIn(stage.event, field);
    if (made === undefined) continue;
    const codes = codesOf(record[field.key]).filter((code) => made === 'code' || isPack(code));
    const ranges = await rangesOf(store, codes);
    for (const code of codes) {
      const found = (await byCreditCode(code, register)) ?? byRange(code, ranges) ?? (await byPrefix(code, moment, register));
      if (found === undefined || found.organisation === owner) continue;
      makers ??= new Set(
        await Promise.all(namedMakers(stage, record).map(async (uri) => (await register.organisationOf(uri)) ?? '')),
      );
      if (!makers.has(found.organisation)) faults.push(faultOf(field, code, found.by, makersIn(stage)));
    }
  }
  return faults;
}

function faultOf({ key }: Field, code: string, by: Words, makers: readonly Field[]): RecordFault {
  const lot = code.startsWith('urn:zhuisu:lot:');
  const named = makers.map((field) => `“${field.zh}”`).join('或');
  const names = makers.map((field) => `“${field.en}”`).join(' or ');
  return {
    key,
    came: code,
    expected: {
      zh: `本单位的${lot ? '批次' : ''}编码；${by.zh}${makers.length === 0 ? '' : `。受托生产的，请在${named}填写该单位`}`,
      en: `a ${lot ? 'lot ' : ''}code of one’s own: ${by.en}${makers.length === 0 ? '' : `. If it is made for that firm, name the firm in ${names}`}`,
    },
  };
}

/** `urn:zhuisu:lot:{credit code}:…` says whose lot it is. */
const lotOwner = /^urn:zhuisu:lot:([0-9A-Z]{18}):/;

async function byCreditCode(code: string, register: Register): Promise<Belonging | undefined> {
  const credit = lotOwner.exec(code)?.[1];
  const organisation = credit === undefined ? undefined : await register.organisationOf(`urn:zhuisu:uscc:${credit}`);
  if (organisation === undefined) return undefined;
  return {
    organisation,
    by: {
      zh: `${credit} 是另一家已登记单位的统一社会信用代码`,
      en: `${credit} is the credit code of another registered firm`,
    },
  };
}

/** Packs and pallets (SSCC), and packs of a trade item. */
const isPack = (code: string): boolean => /^https:\/\/id\.gs1\.org\/0[01]\//.test(code) || unitOf(code) !== undefined;

/** A code of this platform, or a serial of a trade item that looks like one: six characters name its range. */
function unitOf(code: string): { readonly range: string; readonly product: string | undefined } | undefined {
  const found = /^(?:urn:zhuisu:zs:ZS|(https:\/\/id\.gs1\.org\/01\/\d{14})\/21\/)([0-9A-Z]{17})$/.exec(code);
  const text = found?.[2];
  if (text === undefined || unitCheck(text.slice(0, 16)) !== text[16]) return undefined;
  return { range: text.slice(0, 6), product: found![1] };
}

type Ranges = Awaited<ReturnType<typeof rangeOwners>>;

const noRanges: Ranges = new Map();

async function rangesOf(store: Store, codes: readonly string[]): Promise<Ranges> {
  const ids = new Set<string>();
  for (const code of codes) {
    const unit = unitOf(code);
    if (unit !== undefined) ids.add(unit.range);
  }
  return ids.size === 0 ? noRanges : rangeOwners(store.database, [...ids]);
}

function byRange(code: string, ranges: Ranges): Belonging | undefined {
  const unit = ranges.size === 0 ? undefined : unitOf(code);
  const range = unit === undefined ? undefined : ranges.get(unit.range);
  // A serial of another product that only looks like one of the range is its maker's.
  if (range === undefined || (unit!.product === undefined ? range.form !== 'own' : range.product !== unit!.product))
    return undefined;
  return {
    organisation: range.owner,
    by: { zh: '该编码属于发给另一家单位的码段', en: 'it is of a range that was issued to another firm' },
  };
}

async function byPrefix(code: string, { at, now }: Moment, register: Register): Promise<Belonging | undefined> {
  const digits = companyDigits(code);
  const held = digits === undefined ? undefined : await register.prefixHolder(digits, dayOf(at), now);
  if (held === undefined) return undefined;
  const { prefix, organisation } = held;
  return {
    organisation,
    by: {
      zh: `厂商识别代码 ${prefix} 登记在另一家单位名下`,
      en: `the company prefix ${prefix} is registered to another firm`,
    },
  };
}

/** One code, or a list of codes or amounts. */
const codesOf = (value: unknown): string[] =>
  [value].flat().flatMap((each) => {
    const code = typeof each === 'object' && each !== null ? (each as { readonly code?: unknown }).code : each;
    return typeof code === 'string' ? [code] : [];
  });
