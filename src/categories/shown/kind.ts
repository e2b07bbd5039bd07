/** What a kind of product is here, and the words for writing one. */
import type { Source, Words } from '../definition.ts';
import { unverified } from '../fields.ts';

/** What is told of no single field. */
export type Derived =
  /** The code as it was scanned. */
  | 'code'
  /** This platform, as the system that keeps the records. */
  | 'system'
  /** Whose record the making is, with its area; of a natural person the area alone. */
  | 'producer'
  /** How much was made. */
  | 'quantity'
  /** The number of a licence, with its validity where it is registered here. */
  | 'licence'
  /** The number of a registration, with its state in the register. */
  | 'registration'
  /** Toxicity, by the register. */
  | 'toxicity'
  /** Registered crops with their intervals. */
  | 'uses'
  /** What was applied, how often, and whether the interval had passed. */
  | 'inputs'
  /** The latest test: item, result, by whom, when. */
  | 'test';

export interface ShownRow extends Words {
  readonly key: string;
  readonly is?: Derived;
  /** `stage.field`: the first that is recorded counts. Of derived rows the field, or the stages, that they are made of. */
  readonly from?: readonly string[];
  /** Also from records of what the product was made from. */
  readonly deep?: true;
  /** Told only where it is recorded. */
  readonly spare?: true;
}

export interface ShownKind extends Words {
  readonly id: string;
  readonly category: string;
  /** Stages of which one makes a thing to be of this kind. */
  readonly made: readonly string[];
  readonly rows: readonly ShownRow[];
  /** Registers that derived rows read. */
  readonly registers?: { readonly registration: string; readonly uses?: string };
  readonly notes?: readonly Words[];
  readonly source: Source;
}

type More = Pick<ShownRow, 'is' | 'deep' | 'spare'>;
export const row = (key: string, zh: string, en: string, from: readonly string[] = [], more: More = {}): ShownRow => ({
  key,
  zh,
  en,
  ...(from.length > 0 ? { from } : {}),
  ...more,
});
export const deep = { deep: true } as const;
/** The same field of several stages. */
export const of = (field: string, ...stages: string[]): string[] => stages.map((stage) => `${stage}.${field}`);

export const design = unverified('平台设计：没有找到这一类产品对公众必显项目的规定');

export const producer = row('producer', '生产者', 'producer', [], { is: 'producer' });
export const quantity = row('quantity', '数量', 'quantity', [], { is: 'quantity', spare: true });
export const test = (...stages: string[]): ShownRow => row('test', '检验检测', 'test', stages, { is: 'test', deep: true });
export const lotNumber = (...stages: string[]): ShownRow => row('lotNumber', '批号', 'lot number', of('lotNumber', ...stages));
export const made = (...stages: string[]): ShownRow =>
  row('productionDate', '生产日期', 'made on', of('productionDate', ...stages));
export const until = (...stages: string[]): ShownRow =>
  row('expirationDate', '有效期至', 'use by', of('expirationDate', ...stages));
