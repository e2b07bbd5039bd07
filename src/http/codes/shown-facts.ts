/** The rows that must be told first of a product, filled from what its records tell the public, and from the public registers. */
import type { KindShown, ToldEvent, ToldValue } from '../../../web/portal/index.ts';
import type { Words } from '../../categories/definition.ts';
import { shippedProfiles } from '../../categories/profiles/index.ts';
import type { ShownKind, ShownRow } from '../../categories/shown/index.ts';
import { keyAsked } from '../../records/index.ts';
import {
  listLicences,
  listRegister,
  type PartyOfUri,
  type RegisterStatement,
  registerKey,
  registerStatements,
  type Store,
  statementsOf,
} from '../../store/index.ts';
import { inputsTold, testTold } from './shown-derived.ts';

export interface Asked {
  readonly told: readonly ToldEvent[];
  readonly root: string;
  readonly own: ReadonlySet<string>;
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Whose record the making is. */
  readonly maker: PartyOfUri | undefined;
  readonly areaText: (code: string) => string;
  /** Name of the jurisdiction. */
  readonly place: string;
  /** Where no record names a stage: what plain events say, by row, and what the maker holds. */
  readonly plain?: { readonly rows: ReadonlyMap<string, ToldValue>; readonly licences: readonly Held[] };
}

interface Held {
  readonly scheme: string;
  readonly number: string;
}

/** Schemes of the licence that stands in a row of a kind. */
const licenceOf: Readonly<Record<string, string>> = { food: 'sc', pesticide: 'pesticidereg' };

/** Licences of a firm that are registered and in force on a day. */
export async function licencesHeldOn({ database }: Store, organisation: string, day: string): Promise<readonly Held[]> {
  const licences = await listLicences(database, { organisation, limit: 50 });
  const statements = await statementsOf(
    database,
    licences.map(({ id }) => id),
  );
  return licences.filter(({ id }) => {
    const said = (statements.get(id) ?? []).findLast(({ from, to }) => from <= day && (to ?? '9999') >= day);
    return said?.status === 'valid';
  });
}

export async function shownOf(store: Store, kind: ShownKind, asked: Asked): Promise<KindShown> {
  const rows = await Promise.all(
    kind.rows.map(async (row) => {
      const value =
        (await rowValue(store, kind, row, asked)) ?? asked.plain?.rows.get(row.is ?? row.key) ?? holder(kind, row, asked);
      if (value === undefined && row.spare) return [];
      return [{ key: row.key, zh: row.zh, en: row.en, ...(value === undefined ? {} : { value }) }];
    }),
  );
  const notes = [...(kind.notes ?? []), ...(asked.plain === undefined ? [] : [withoutStages])];
  return { id: kind.id, zh: kind.zh, en: kind.en, rows: rows.flat(), notes, source: kind.source };
}

const withoutStages: Words = {
  zh: '记录没有写明环节；以上取自品名登记、记录本身和证照登记。',
  en: 'No record names its stage: this is from master data, the records themselves and the register of licences.',
};

export const spoken = (...words: Words[]): ToldValue => ({
  kind: 'plain',
  of: 'choice',
  values: words.map(({ zh }) => zh),
  words,
});

async function rowValue(store: Store, kind: ShownKind, row: ShownRow, asked: Asked): Promise<ToldValue | undefined> {
  const { root, told, maker, areaText, place, own } = asked;
  switch (row.is) {
    case undefined:
      return found(kind, row, told);
    case 'code':
      return {
        kind: 'text',
        text: codeText(root),
      };
    case 'system':
      return spoken({ zh: `${place}重要产品追溯平台`, en: 'the traceability platform of this place' });
    case 'producer': {
      if (maker === undefined) return undefined;
      const at = areaText(maker.area);
      const isPerson = maker.form === 'natural_person';
      return spoken({ zh: `${isPerson ? '农户（姓名不公开）' : maker.name}，${at}`, en: '' });
    }
    case 'quantity':
      return told
        .filter((each) => each.own)
        .flatMap(({ fields }) => fields)
        .flatMap(({ value }) => (value.kind === 'things' ? value.items : []))
        .filter(({ id, quantity }) => own.has(id) && quantity !== undefined)
        .slice(0, 1)
        .map(
          ({ quantity = 0, unit }): ToldValue => ({ kind: 'plain', of: 'number', values: [quantity], unit: unit ?? 'H87' }),
        )[0];
    case 'licence': {
      const number = textOf(found(kind, row, told)) ?? heldNumber(kind, asked);
      return number === undefined ? undefined : spoken(await licenceTold(store, number, asked.day));
    }
    case 'registration':
    case 'toxicity':
    case 'uses': {
      const own = textOf(found(kind, row, told));
      const held = heldNumber(kind, asked);
      // A licence that the maker registered says of itself until when it holds.
      if (row.is === 'registration' && own === undefined && held !== undefined)
        return spoken(await licenceTold(store, held, asked.day));
      const number = own ?? held;
      if (number === undefined || kind.registers === undefined) return undefined;
      return registered(store, kind, kind.registers, row.is, number, asked.day);
    }
    case 'inputs':
      return inputsTold(told, kind.category);
    case 'test':
      return testTold(told, row.from ?? [], kind.category);
  }
}

/** Whoever holds the registration is named on it. */
const holder = (kind: ShownKind, { key }: ShownRow, asked: Asked): ToldValue | undefined =>
  key === 'holder' && asked.maker !== undefined && asked.maker.form !== 'natural_person' && heldNumber(kind, asked) !== undefined
    ? spoken({ zh: asked.maker.name, en: '' })
    : undefined;

const heldNumber = (kind: ShownKind, { plain }: Asked): string | undefined =>
  plain?.licences.find(({ scheme }) => scheme === licenceOf[kind.id])?.number;

/** As the label has it. */
function codeText(root: string): string {
  const plain = root.replace(/^urn:zhuisu:\w+:/, '').replace(/^https:\/\/id\.gs1\.org\//, '');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** The latest record of the product itself that has the field; else, where the row looks deeper, of what it was made from. */
function found({ category }: ShownKind, { from = [], deep }: ShownRow, told: readonly ToldEvent[]): ToldValue | undefined {
  for (const isOwn of deep ? [true, false] : [true]) {
    for (const path of from) {
      const [stage, key] = path.split('.') as [string, string];
      const values = told
        .filter((each) => each.own === isOwn && each.of === `${category}/${stage}`)
        .flatMap(({ fields }) => fields.filter((field) => field.key === key).map(({ value }) => value));
      if (values.length > 0) return values.at(-1);
    }
  }
  return undefined;
}

/** A number as it stands on the paper. */
function textOf(value: ToldValue | undefined): string | undefined {
  if (value?.kind === 'text') return value.text;
  if (value?.kind !== 'plain' || value.values.length === 0) return undefined;
  const plain = String(value.values[0]).replace(/^urn:zhuisu:\w+:/, '');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** What a register says of the day: the statement known last that covers it. */
const onDay = <Row extends { readonly from: string }>(
  rows: readonly Row[],
  day: string,
  until: (row: Row) => string | undefined,
): Row | undefined => rows.findLast((row) => row.from <= day && (until(row) ?? '9999') >= day) ?? rows.at(-1);

async function licenceTold({ database }: Store, number: string, day: string): Promise<Words> {
  const [licence] = await listLicences(database, { number, limit: 1 });
  if (licence === undefined) return { zh: `${number}（有效期没有登记）`, en: 'its validity is not on record' };
  const statement = onDay((await statementsOf(database, [licence.id])).get(licence.id) ?? [], day, ({ to }) => to);
  if (statement === undefined) return { zh: number, en: '' };
  const states: Readonly<Record<string, Words>> = {
    valid: { zh: '有效', en: 'valid' },
    suspended: { zh: '已暂停', en: 'suspended' },
    revoked: { zh: '已吊销', en: 'revoked' },
    cancelled: { zh: '已注销', en: 'cancelled' },
    expired: { zh: '已到期', en: 'expired' },
  };
  const state = states[statement.status] ?? { zh: statement.status, en: statement.status };
  const over = statement.to !== undefined && statement.to < day;
  const said = over ? { zh: '已过有效期', en: 'past its date' } : state;
  const end = statement.to === undefined ? '' : `，有效期至 ${statement.to}`;
  return { zh: `${number}（${said.zh}${end}）`, en: `${said.en}${statement.to === undefined ? '' : `, until ${statement.to}`}` };
}

async function registered(
  { database }: Store,
  { category }: ShownKind,
  { registration, uses }: NonNullable<ShownKind['registers']>,
  wanted: 'registration' | 'toxicity' | 'uses',
  number: string,
  day: string,
): Promise<ToldValue | undefined> {
  if (wanted === 'uses') {
    if (uses === undefined) return undefined;
    const rows = await listRegister(database, { category, register: uses }, { after: `${number}|`, limit: 6 });
    const said = rows.filter(({ key, content }) => key.startsWith(`${number}|`) && content !== undefined);
    return said.length === 0 ? undefined : spoken(...said.map((each) => useTold(each, number)));
  }
  const name = { category, register: registration };
  const register = shippedProfiles.find((each) => each.category === category)?.registers?.find(({ id }) => id === registration);
  if (register === undefined) return undefined;
  const key = keyAsked(register, number);
  const rows = (await registerStatements(database, [{ ...name, key }])).get(registerKey(name, key)) ?? [];
  const content = onDay(rows, day, ({ until }) => until)?.content;
  if (wanted === 'toxicity') {
    const toxicity = content?.toxicity;
    return toxicity === undefined ? undefined : spoken({ zh: String(toxicity), en: '' });
  }
  if (content === undefined) return spoken({ zh: `${number}（登记簿中没有）`, en: 'not in the register' });
  const until = content.validUntil === undefined ? undefined : String(content.validUntil);
  const state =
    content.status === 'valid' || content.status === undefined
      ? until !== undefined && until < day
        ? { zh: '登记已到期', en: 'expired' }
        : { zh: '登记有效', en: 'registered' }
      : { zh: '登记已注销或撤销', en: 'cancelled or revoked' };
  return spoken({
    zh: `${number}（${state.zh}${until === undefined ? '' : `，至 ${until}`}）`,
    en: `${state.en}${until === undefined ? '' : `, until ${until}`}`,
  });
}

function useTold({ key, content }: RegisterStatement, number: string): Words {
  const crop = key.slice(number.length + 1);
  const interval = content?.interval;
  return {
    zh: `${crop}${interval === undefined ? '' : `，间隔期 ${interval} 天`}`,
    en: interval === undefined ? '' : `interval ${interval} days`,
  };
}
