/** What a column of a stage means and what may stand in it, in words. */
import { type Column, units } from '../categories/columns.ts';
import type { Kind, Source } from '../categories/definition.ts';
import type { Heading } from './heading.ts';

/** `[meaning, form]`, Chinese and English in each. */
export function describeColumn({ zh, en, column }: Heading): readonly [meaning: string, form: string] {
  if (column === undefined)
    return [
      '记录自身的标识，可不填；填写后同一标识只保存一次\nThe id of the record, may be left empty; the same id is stored once',
      'URI，如 urn:uuid:…',
    ];
  const { hint } = column.field;
  const meaning = hint === undefined ? `${zh}\n${en}` : `${zh}：${hint.zh}\n${en}: ${hint.en}`;
  return [meaning, formOf(column)];
}

const unitShown = (code: string): string => {
  const known = units.find((each) => each.code === code);
  return known === undefined ? code : `${known.zh} ${known.code}`;
};

function formOf({ field, part }: Column): string {
  const { value: kind } = field;
  if (part === 'quantity') return '不小于零的数 a number from 0 on';
  if (part === 'unit') return `单位 unit: ${kind.kind === 'amounts' ? kind.units.map(unitShown).join('、') : ''}`;
  const many = 'many' in kind && kind.many ? '；可多个 several may be given' : '';
  return `${kindShown(kind)}${many}`;
}

function kindShown(kind: Kind): string {
  switch (kind.kind) {
    case 'text':
      return `文字，至多 ${kind.most ?? 500} 字 text${kind.form === undefined ? '' : `；格式 form ${kind.form}`}`;
    case 'number': {
      const range = kind.least === undefined && kind.most === undefined ? '' : ` ${kind.least ?? '…'} – ${kind.most ?? '…'}`;
      const unit = kind.unit === undefined ? '' : `；单位 unit ${unitShown(kind.unit)}`;
      return `${kind.whole ? '整数 whole number' : '数 number'}${range}${unit}`;
    }
    case 'date':
      return '日期 date，如 2026-05-03';
    case 'time':
      return '日期和时间 date and time，如 2026-05-03 08:30';
    case 'flag':
      return '是 / 否 yes or no';
    case 'choice':
      return `选择 choice: ${kind.choices.map(({ zh, en }) => `${zh} ${en}`).join('；')}`;
    case 'amounts':
      return kind.many ? '编码 数量 单位 code, quantity, unit，如 6901234567892 12 千克' : '编码或 URI code or URI';
    case 'area':
      return '6 或 9 位区划代码，或本地区划的名称（不重名时）division code of 6 or 9 digits, or the name of an area here that no other has';
    case 'person':
      return '自然人标识，由人员接口取得；不得填写身份证号 token of a person from /api/v1/persons, never an identity number';
    case 'document':
      return `文件编号或网址 number or address of a document${schemesShown(kind.schemes)}`;
    case 'codes':
      return `编码或 URI code or URI${schemesShown(kind.schemes)}`;
    case 'party':
      return '统一社会信用代码、GLN 或 URI credit code, GLN or URI';
    case 'place':
      return '地点编码（GLN）或 URI location number or URI';
  }
}

const schemesShown = (schemes: readonly string[] = []): string => (schemes.length === 0 ? '' : `（${schemes.join('、')}）`);

/** What the drop-down of a column offers; nothing where there is none. */
export function valuesOf({ field, part }: Column): { readonly values: readonly string[]; readonly many: boolean } {
  const { value: kind } = field;
  if (part === 'unit' && kind.kind === 'amounts')
    return { values: kind.units.map((code) => units.find((each) => each.code === code)?.zh ?? code), many: false };
  if (part !== 'value') return { values: [], many: false };
  if (kind.kind === 'flag') return { values: ['是', '否'], many: false };
  if (kind.kind === 'choice') return { values: kind.choices.map(({ zh }) => zh), many: kind.many === true };
  return { values: [], many: false };
}

/** `[text, confirmed]`; of nothing, nothing. */
export const shownSource = (source: Source | undefined): readonly [text: string, confirmed: string] =>
  source === undefined ? ['', ''] : [source.text, source.verified ? '已核实 confirmed' : '未核实 not confirmed'];
