/** A stage as columns: what a row of a sheet, a form and a flat JSON record have in common. */
import type { Field, Stage, Words } from './definition.ts';

/** A part of a field that has a column of its own. `quantity` and `unit` belong to the amount before them. */
export interface Column extends Words {
  readonly key: string;
  readonly field: Field;
  readonly part: 'value' | 'quantity' | 'unit';
  readonly required: boolean;
}

export function columnsOf(stage: Stage): Column[] {
  return stage.fields.flatMap((field): Column[] => {
    const required = field.need === 'required';
    const own: Column = { key: field.key, zh: field.zh, en: field.en, field, part: 'value', required };
    if (field.value.kind !== 'amounts' || field.value.many) return [own];
    const counted = required && field.value.counted === true;
    return [
      own,
      {
        key: `${field.key}Quantity`,
        zh: `${field.zh}数量`,
        en: `${field.en}: quantity`,
        field,
        part: 'quantity',
        required: counted,
      },
      { key: `${field.key}Unit`, zh: `${field.zh}单位`, en: `${field.en}: unit`, field, part: 'unit', required: counted },
    ];
  });
}

/** Members that every record may have beside its columns. */
export const recordID = 'id';

/** Common units, as people write them. UN/ECE Recommendation 20. */
export const units: readonly {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly also: readonly string[];
}[] = [
  { code: 'KGM', zh: '千克', en: 'kilogram', also: ['kg', '公斤'] },
  { code: 'GRM', zh: '克', en: 'gram', also: ['g'] },
  { code: 'TNE', zh: '吨', en: 'tonne', also: ['t'] },
  { code: 'LTR', zh: '升', en: 'litre', also: ['l', 'L'] },
  { code: 'MLT', zh: '毫升', en: 'millilitre', also: ['ml', 'mL'] },
  { code: 'MTQ', zh: '立方米', en: 'cubic metre', also: ['m3', 'm³'] },
  { code: 'MTR', zh: '米', en: 'metre', also: ['m'] },
  { code: 'H87', zh: '件', en: 'piece', also: ['个', '只', '枚', '发', '支', '瓶', '袋', '盒', '箱', '头', '套', '台'] },
];

/** The common code of a unit as written; undefined when it is none. Other codes of the recommendation pass as they are. */
export function unitOf(written: string): string | undefined {
  const text = written.trim();
  const known = units.find(({ code, zh, also }) => code === text || zh === text || also.includes(text));
  return known?.code ?? (/^[A-Z0-9]{2,3}$/.test(text) ? text : undefined);
}
