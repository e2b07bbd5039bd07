/**
 * Units of measure by their common codes (UN/ECE Recommendation 20, which EPCIS 2.0 §7.3.3.3 uses), with the factor to the base unit of
 * their dimension. Factors are those of the Recommendation's annexes; pounds, ounces, inches, feet and yards are exact by the
 * international agreement of 1959. Amounts are compared within a dimension alone: from litres to kilograms only with a density.
 */

export type Dimension = 'mass' | 'volume' | 'count' | 'length' | 'area';

export interface Unit {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly dimension: Dimension;
  /** Base units in one of it: kilograms, litres, pieces, metres, square metres. */
  readonly factor: number;
}

const of = (dimension: Dimension, rows: readonly (readonly [string, string, string, number])[]): Unit[] =>
  rows.map(([code, zh, en, factor]) => ({ code, zh, en, dimension, factor }));

export const units: readonly Unit[] = [
  ...of('mass', [
    ['KGM', '千克', 'kilogram', 1],
    ['GRM', '克', 'gram', 1e-3],
    ['MGM', '毫克', 'milligram', 1e-6],
    ['MC', '微克', 'microgram', 1e-9],
    ['HGM', '百克', 'hectogram', 0.1],
    ['DTN', '公担', 'decitonne', 100],
    ['TNE', '吨', 'tonne', 1000],
    ['LBR', '磅', 'pound', 0.453_592_37],
    ['ONZ', '盎司', 'ounce', 0.028_349_523_125],
  ]),
  ...of('volume', [
    ['LTR', '升', 'litre', 1],
    ['MLT', '毫升', 'millilitre', 1e-3],
    ['CLT', '厘升', 'centilitre', 1e-2],
    ['DLT', '分升', 'decilitre', 0.1],
    ['HLT', '百升', 'hectolitre', 100],
    ['MTQ', '立方米', 'cubic metre', 1000],
    ['DMQ', '立方分米', 'cubic decimetre', 1],
    ['CMQ', '立方厘米', 'cubic centimetre', 1e-3],
  ]),
  ...of('count', [
    ['C62', '个', 'one', 1],
    ['EA', '个', 'each', 1],
    ['H87', '件', 'piece', 1],
    ['HEA', '头', 'head', 1],
    ['PR', '双', 'pair', 2],
    ['DZN', '打', 'dozen', 12],
    ['CEN', '百个', 'hundred', 100],
    ['MIL', '千个', 'thousand', 1000],
  ]),
  ...of('length', [
    ['MTR', '米', 'metre', 1],
    ['MMT', '毫米', 'millimetre', 1e-3],
    ['CMT', '厘米', 'centimetre', 1e-2],
    ['KMT', '千米', 'kilometre', 1000],
    ['INH', '英寸', 'inch', 0.0254],
    ['FOT', '英尺', 'foot', 0.3048],
    ['YRD', '码', 'yard', 0.9144],
  ]),
  ...of('area', [
    ['MTK', '平方米', 'square metre', 1],
    ['HAR', '公顷', 'hectare', 10_000],
  ]),
];

export const baseUnits: Readonly<Record<Dimension, string>> = {
  mass: 'KGM',
  volume: 'LTR',
  count: 'C62',
  length: 'MTR',
  area: 'MTK',
};

const byCode = new Map(units.map((unit) => [unit.code, unit]));

/** EPCIS 2.0 §7.3.3.3: no unit means a count of pieces. Undefined for a code that this table does not know. */
export const unitOf = (code: string | undefined): Unit | undefined => byCode.get(code ?? 'C62');

export interface Amount {
  readonly value: number;
  readonly uom?: string | undefined;
}

/** Kilograms in one litre. */
export interface Density {
  readonly kilogramsPerLitre: number;
}

/**
 * The amount in another unit; undefined where the two cannot be compared: different dimensions, or a unit the table does not know (one
 * and the same unknown unit stays itself). Between mass and volume a density is needed.
 */
export function convert({ value, uom }: Amount, to: string | undefined, density?: Density): number | undefined {
  if (uom === to) return value;
  const [from, wanted] = [unitOf(uom), unitOf(to)];
  if (from === undefined || wanted === undefined) return undefined;
  const base = value * from.factor;
  if (from.dimension === wanted.dimension) return base / wanted.factor;
  if (density === undefined) return undefined;
  if (from.dimension === 'volume' && wanted.dimension === 'mass') return (base * density.kilogramsPerLitre) / wanted.factor;
  if (from.dimension === 'mass' && wanted.dimension === 'volume') return base / density.kilogramsPerLitre / wanted.factor;
  return undefined;
}

/** The unit in which sums of this one are kept: the base unit of its dimension, else itself. */
export function baseOf(uom: string | undefined): string {
  const unit = unitOf(uom);
  return unit === undefined ? uom! : baseUnits[unit.dimension];
}
