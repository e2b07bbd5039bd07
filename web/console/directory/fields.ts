/** A field as it is typed and as a category has it: what may stand in it, where it lies in the event, what an example says; and back. */
import type { Field, Kind, SimpleRecord, Slot, Stage } from '../../../src/categories/definition.ts';
import { type FieldTyped, freshField, shapes, type Typed } from './typed.ts';

export const lines = (text: string): string[] =>
  text
    .split(/[\n,，;；]+/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
/** What is no number stays as it was typed, so that the check names it. */
export const numberIn = (text: string): number => (Number.isFinite(Number(text)) ? Number(text) : (text as unknown as number));
export const given = (text: string): boolean => text.trim() !== '';
const amounts = ['inputs', 'outputs', 'things'];

export function choicesOf(text: string): { value: string; zh: string; en: string }[] {
  return text
    .split('\n')
    .filter(given)
    .map((line) => {
      const [value = '', zh = value, en = zh] = line.split(/[,，|\t]+/).map((each) => each.trim());
      return { value, zh, en };
    });
}

function kindOf({ shape, unit, least, most, choices }: FieldTyped): Kind {
  const limits = {
    ...(given(least) ? { least: numberIn(least) } : {}),
    ...(given(most) ? { most: numberIn(most) } : {}),
  };
  switch (shape) {
    case 'number':
      return { kind: 'number', ...limits, ...(given(unit) ? { unit } : {}) };
    case 'text':
      return { kind: 'text', ...(given(most) ? { most: numberIn(most) } : {}) };
    case 'choice':
      return { kind: 'choice', choices: choicesOf(choices) };
    case 'code':
      return { kind: 'codes' };
    case 'inputs':
    case 'outputs':
    case 'things':
      return { kind: 'amounts', units: [unit || 'KGM'], ...(shape === 'inputs' ? {} : { counted: true }) };
    default:
      return { kind: shape } as Kind;
  }
}

function slotOf({ shape, key }: FieldTyped): Slot {
  if (shape === 'time') return { at: 'eventTime' };
  if (shape === 'place') return { at: 'bizLocation' };
  if (amounts.includes(shape)) return { at: shape } as Slot;
  return { at: 'member', name: `zhuisu:${key}` };
}

export const fieldOf = (typed: FieldTyped): Field =>
  typed.kept?.field ?? {
    key: typed.key,
    zh: typed.zh,
    en: typed.en,
    value: kindOf(typed),
    slot: slotOf(typed),
    need: typed.required ? 'required' : 'optional',
    sees: typed.sees as Field['sees'],
  };

/** The values of one field in the example: what was typed, else one that the rules let pass. */
export function exampleOf(field: FieldTyped, { from, rules, stageId }: Typed): SimpleRecord {
  const own = rules.filter((rule) => rule.field === field.key);
  const allowed = own.find(({ test }) => test === 'value');
  const limit = own.find(({ test }) => test === 'limit');
  if (field.kept !== undefined) return field.kept.example;
  const text = field.example.trim();
  const otherwise = (value: string): SimpleRecord => ({ [field.key]: text || value });
  switch (field.shape) {
    case 'time':
      return otherwise(`${from}T10:00:00+08:00`);
    case 'place':
      return otherwise('https://id.gs1.org/414/6901234000016');
    case 'party':
      return otherwise('https://id.gs1.org/417/6901234000016');
    case 'inputs':
    case 'outputs':
    case 'things':
      return {
        [field.key]: lines(text)[0] ?? `urn:zhuisu:lot:91419001MA3X000102:${stageId || 'lot'}:${field.shape}-1`,
        [`${field.key}Quantity`]: numberIn(lines(text)[1] ?? '100'),
        [`${field.key}Unit`]: field.unit || 'KGM',
      };
    case 'code':
      return otherwise(`urn:zhuisu:lot:91419001MA3X000102:${stageId || 'lot'}:${field.key}-1`);
    case 'number': {
      const made = [limit?.most, limit?.least, field.most, field.least, '1'].find((each) => each !== undefined && given(each));
      return { [field.key]: numberIn(text || made!) };
    }
    case 'flag':
      return { [field.key]: flagIn(text || lines(allowed?.values ?? '')[0] || '是') };
    case 'choice': {
      const choices = choicesOf(field.choices);
      const wanted = text || lines(allowed?.values ?? '')[0];
      return {
        [field.key]: choices.find(({ value, zh }) => value === wanted || zh === wanted)?.value ?? wanted ?? choices[0]?.value,
      };
    }
    case 'date':
      return otherwise(from);
    case 'area':
      return otherwise('419001101');
    case 'document':
      return otherwise('DOC-1');
    default:
      return otherwise(lines(allowed?.values ?? '')[0] ?? 'A-1');
  }
}

export const examplesOfFields = (typed: Typed): SimpleRecord =>
  Object.assign({}, ...typed.fields.map((field) => exampleOf(field, typed))) as SimpleRecord;

export const flagIn = (text: string): boolean => /^(?:是|真|true|yes|1)$/i.test(text);

/** An example that the form would make again is left to it, so that it goes along with what is changed. */
export function withoutMade(field: FieldTyped, typed: Typed, example: SimpleRecord): FieldTyped {
  const made = { ...field, example: '' };
  return Object.entries(exampleOf(made, typed)).every(([key, value]) => example[key] === value) ? made : field;
}

export function fieldTyped(field: Field, stage: Stage): FieldTyped {
  const { key, zh, en, value, slot, need, sees } = field;
  const loose = value as Readonly<Record<string, unknown>>;
  const told = (name: string): string => (loose[name] === undefined ? '' : String(loose[name]));
  const shape =
    slot.at === 'eventTime'
      ? 'time'
      : slot.at === 'bizLocation'
        ? 'place'
        : amounts.includes(slot.at)
          ? slot.at
          : value.kind === 'codes'
            ? 'code'
            : value.kind;
  const made: FieldTyped = {
    ...freshField,
    key,
    zh,
    en,
    shape,
    required: need === 'required',
    sees,
    unit: value.kind === 'amounts' ? (value.units[0] ?? '') : told('unit'),
    least: told('least'),
    most: told('most'),
    choices: value.kind === 'choice' ? value.choices.map((each) => [each.value, each.zh, each.en].join('，')).join('\n') : '',
    example: [stage.example[key], stage.example[`${key}Quantity`]]
      .filter((each) => each !== undefined)
      .map(shownExample)
      .join('，'),
  };
  // What the form would write otherwise than it stands is left as it is.
  const same = Object.hasOwn(shapes, shape) && sorted(fieldOf(made)) === sorted(field);
  if (same) return made;
  const own = Object.entries(stage.example).filter(([name]) => [key, `${key}Quantity`, `${key}Unit`].includes(name));
  return { ...made, shape: 'kept', kept: { field, example: Object.fromEntries(own) } };
}

export const shownExample = (value: unknown): string =>
  value === undefined
    ? ''
    : typeof value === 'boolean'
      ? value
        ? '是'
        : '否'
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);

export const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
