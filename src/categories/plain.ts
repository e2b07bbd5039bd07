/**
 * Events as stages and rules speak of them, whatever spelling they came in: bare vocabulary words, canonical identifiers, members under
 * the prefixes `zhuisu` and `cbvmda`. And the record that such an event is, its values of the kinds that the fields have.
 */
import { canonicalVocabulary, expandCurie, identityOf, isDateTime, type Prefixes, type VocabularyKind } from '../events/index.ts';
import { type Field, type Kind, type SimpleRecord, type Stage, vocabularies } from './definition.ts';
import { isFormula, recordOf } from './record.ts';

type Loose = Readonly<Record<string, unknown>>;

const cbvData = 'urn:epcglobal:cbv:mda:';

/** Of each set of prefixes the names that were met: they are those of stages, and come with every event. Bounded, as suppliers choose them. */
const met = new WeakMap<Prefixes, Map<string, string>>();
const mostMet = 2_000;

function nameOf(name: string, prefixes: Prefixes): string {
  if (!name.includes(':')) return name;
  let names = met.get(prefixes);
  if (names === undefined || names.size >= mostMet) {
    names = new Map();
    met.set(prefixes, names);
  }
  let found = names.get(name);
  if (found === undefined) {
    found = plainName(name, prefixes);
    names.set(name, found);
  }
  return found;
}

/** `mine:stage` → `zhuisu:stage`, where `mine` is a namespace of ours. */
function plainName(name: string, prefixes: Prefixes): string {
  const full = expandCurie(name, prefixes);
  if (full.startsWith(cbvData)) return `cbvmda:${full.slice(cbvData.length)}`;
  const own = vocabularies.find((each) => full.startsWith(each));
  return own === undefined ? name : `zhuisu:${full.slice(own.length)}`;
}

function named(object: Loose, prefixes: Prefixes): Loose {
  const plain: Record<string, unknown> = {};
  for (const name of Object.keys(object)) plain[nameOf(name, prefixes)] = object[name];
  return plain;
}

/** The event in that spelling. `prefixes` are those of its document and its own context. */
export function plainEvent(event: Loose, prefixes: Prefixes): Loose {
  const plain: Record<string, unknown> = {};
  for (const name of Object.keys(event)) {
    const read = members.get(name);
    if (read === undefined) plain[nameOf(name, prefixes)] = event[name];
    else plain[name] = read(event[name], prefixes);
  }
  return plain;
}

type Read = (value: unknown, prefixes: Prefixes) => unknown;

const id: Read = (value, prefixes) => identityOf(value as string, prefixes);
const each =
  (read: Read): Read =>
  (value, prefixes) =>
    Array.isArray(value) ? value.map((item) => read(item, prefixes)) : value;
const word =
  (kind: VocabularyKind): Read =>
  (value, prefixes) =>
    typeof value === 'string' ? canonicalVocabulary(kind, value, prefixes) : value;
const place: Read = (value, prefixes) => ({ ...(value as Loose), id: id((value as { id: string }).id, prefixes) });
const quantities = each((value, prefixes) => ({
  ...(value as Loose),
  epcClass: id((value as { epcClass: string }).epcClass, prefixes),
}));
const ends = (side: 'source' | 'destination'): Read =>
  each((value, prefixes) => ({
    type: word('sourceDest')((value as Loose).type, prefixes),
    [side]: id((value as Loose)[side], prefixes),
  }));

/** A type of measurement with or without the prefix of the GS1 vocabulary. */
const measured: Read = (value, prefixes) =>
  expandCurie(String(value), prefixes).replace(/^https?:\/\/(?:ref\.)?gs1\.org\/voc\//, '');

const members: ReadonlyMap<string, Read> = new Map<string, Read>(
  Object.entries<Read>({
    bizStep: word('bizStep'),
    disposition: word('disposition'),
    persistentDisposition: (value, prefixes) =>
      Object.fromEntries(Object.entries(value as Loose).map(([name, list]) => [name, each(word('disposition'))(list, prefixes)])),
    epcList: each(id),
    childEPCs: each(id),
    inputEPCList: each(id),
    outputEPCList: each(id),
    quantityList: quantities,
    childQuantityList: quantities,
    inputQuantityList: quantities,
    outputQuantityList: quantities,
    parentID: id,
    transformationID: id,
    readPoint: place,
    bizLocation: place,
    sourceList: ends('source'),
    destinationList: ends('destination'),
    bizTransactionList: each((value, prefixes) => {
      const { type, bizTransaction } = value as Loose;
      return {
        ...(type === undefined ? {} : { type: word('bizTransaction')(type, prefixes) }),
        bizTransaction: expandCurie(bizTransaction as string, prefixes),
      };
    }),
    ilmd: (value, prefixes) => named(value as Loose, prefixes),
    sensorElementList: each((value, prefixes) => ({
      ...(value as Loose),
      sensorReport: each((report) => ({ ...(report as Loose), type: measured((report as Loose).type, prefixes) }))(
        (value as Loose).sensorReport,
        prefixes,
      ),
    })),
  }),
);

/** The record of a plain event. XML has only texts where JSON has numbers, truth values and lists: the field says which it is. */
export function recordIn(stage: Stage, plain: Loose): SimpleRecord {
  const record = recordOf(stage, plain) as Record<string, unknown>;
  for (const field of stage.fields) {
    if (field.slot.at !== 'member' && field.slot.at !== 'ilmd') continue;
    const value = record[field.key];
    if (value !== undefined) record[field.key] = asKind(field, value);
  }
  return record;
}

function asKind({ value: kind }: Field, value: unknown): unknown {
  if ('many' in kind && kind.many && !Array.isArray(value)) return [value];
  if (typeof value !== 'string') return value;
  if (kind.kind === 'number') return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
  if (kind.kind === 'flag') return value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value;
  return value;
}

/**
 * Whether every value is of the kind of its field and nothing required is missing: quick, and strict where in doubt. Where it says no,
 * `checkRecord` says what is wrong.
 */
export const isOfKinds = (stage: Stage, record: SimpleRecord): boolean =>
  stage.fields.every(({ key, value: kind, need }) => {
    const value = record[key];
    if (value === undefined) return need === 'optional';
    if ('many' in kind && kind.many)
      return kind.kind === 'amounts' || (Array.isArray(value) && value.every((each) => isOf(kind, each)));
    return isOf(kind, value);
  });

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind.kind) {
    case 'number':
      return (
        typeof value === 'number' &&
        value >= (kind.least ?? -1e15) &&
        value <= (kind.most ?? 1e15) &&
        (!kind.whole || Number.isInteger(value))
      );
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return kind.choices.some((choice) => choice.value === value);
    case 'date':
      return typeof value === 'string' && /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/.test(value);
    case 'text':
      return (
        typeof value === 'string' &&
        value !== '' &&
        value.length <= (kind.most ?? 500) &&
        kind.form === undefined &&
        !isFormula(value)
      );
    case 'time':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value) &&
        isDateTime(value)
      );
    case 'area':
      return typeof value === 'string' && /^\d{6}(?:\d{3})?$/.test(value);
    case 'person':
      return typeof value === 'string' && /^urn:zhuisu:person:\S+$/.test(value);
    default:
      // Identifiers of the standard's own places were checked with the event.
      return typeof value === 'string' && /^(?:urn:|https:\/\/id\.gs1\.org\/)\S+$/.test(value) && value.length <= 200;
  }
}
