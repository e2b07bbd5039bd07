/**
 * The workbook that people fill in for a stage: 填报 with headings in Chinese and English, drop-downs and formats, 示例 with an example,
 * 说明 with what each column means, what the rules ask and where it is written; and, hidden, the choices and what the template is.
 */
import exceljs from 'exceljs';
import { units } from '../categories/columns.ts';
import type { Source, Words } from '../categories/definition.ts';
import type { Rule } from '../categories/rules/definition.ts';
import { cellsOfExample } from './example.ts';
import { describeColumn, shownSource, valuesOf } from './explain.ts';
import { type Heading, headingsOf } from './heading.ts';
import { type TableColumn, writeTable } from './table.ts';
import { example, fillIn, lists, mark, markOf, notes, type SheetStage } from './version.ts';

export interface TemplateOf extends SheetStage {
  /** Name of the category. */
  readonly name: Words;
  readonly rules: readonly Rule[];
}

/** Drop-downs reach this row: longer tables are pasted in, and some programs keep a rule for every cell. */
const lastWithHelp = 5_000;

/** Quiet: required columns in a warm tone, others in a cool one. */
const colours = { required: 'FFFCEFD9', optional: 'FFEEF2F6', line: 'FFD5DBE1', faint: 'FF6B7280', open: 'FFB45309' };
const solid = (argb: string): exceljs.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const below: Partial<exceljs.Borders> = { bottom: { style: 'thin', color: { argb: colours.line } } };

export const headingShown = ({ zh, required }: Heading): string => (required ? `${zh} *` : zh);

/** Columns of the filled-in sheet, for tables that go out in the same form. */
export const tableColumns = (made: SheetStage): TableColumn[] =>
  headingsOf(made.stage).map((heading) => ({
    heading: headingShown(heading),
    second: heading.en,
    width: widthOf(heading),
  }));

export async function templateXlsx(made: TemplateOf): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  const headings = headingsOf(made.stage);
  const fill = headed(workbook, fillIn, headings);
  const shown = headed(workbook, example, headings);
  for (const [i, value] of cellsOfExample(made.stage, made.stage.example).entries()) {
    const cell = shown.getRow(3).getCell(i + 1);
    if (value !== undefined) cell.value = typeof value === 'object' ? new Date(`${value.date}Z`) : value;
  }
  explained(workbook.addWorksheet(notes), made, headings);
  dropDowns(fill, workbook.addWorksheet(lists, { state: 'hidden' }), headings);
  const hidden = workbook.addWorksheet(mark, { state: 'veryHidden' });
  for (const pair of Object.entries(markOf(made))) hidden.addRow(pair);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Headings alone: what a CSV file cannot hold, 说明 and 示例, is in the workbook. */
export async function templateCsv(made: SheetStage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of writeTable(tableColumns(made), [], 'csv')) pieces.push(piece);
  return Buffer.concat(pieces);
}

function headed(workbook: exceljs.Workbook, name: string, headings: readonly Heading[]): exceljs.Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 2 }] });
  headings.forEach((heading, i) => {
    const column = sheet.getColumn(i + 1);
    column.width = widthOf(heading);
    column.numFmt = formatOf(heading);
    const [first, second] = [sheet.getRow(1).getCell(i + 1), sheet.getRow(2).getCell(i + 1)];
    first.value = headingShown(heading);
    second.value = heading.en;
    for (const cell of [first, second]) {
      cell.fill = solid(heading.required ? colours.required : colours.optional);
      cell.alignment = { vertical: 'middle', wrapText: true };
      cell.numFmt = '@';
    }
    first.font = { bold: true };
    second.font = { size: 9, color: { argb: colours.faint } };
    second.border = below;
    first.note = describeColumn(heading).join('\n');
  });
  sheet.getRow(1).height = 24;
  return sheet;
}

function widthOf({ zh, en, column }: Heading): number {
  const kind = column?.part === 'value' ? column.field.value.kind : column?.part;
  const usual = kind === 'time' ? 18 : kind === 'date' || kind === 'quantity' || kind === 'unit' || kind === 'flag' ? 12 : 22;
  return Math.min(44, Math.max(usual, [...zh].length * 2 + 4, Math.ceil(en.length * 0.8)));
}

/** Codes are texts, or their last digits are lost and their zeros in front. */
function formatOf({ column }: Heading): string {
  if (column?.part === 'quantity' || (column?.part === 'value' && column.field.value.kind === 'number')) return 'General';
  const kind = column?.part === 'value' ? column.field.value.kind : undefined;
  return kind === 'date' ? 'yyyy-mm-dd' : kind === 'time' ? 'yyyy-mm-dd hh:mm' : '@';
}

/** Choices stand on a sheet of their own: a list in the cell’s rule may have 255 characters only. */
function dropDowns(sheet: exceljs.Worksheet, choices: exceljs.Worksheet, headings: readonly Heading[]): void {
  headings.forEach((heading, i) => {
    const { letter } = sheet.getColumn(i + 1);
    const rule = ruleOf(heading, (values) => {
      choices.getColumn(i + 1).values = [...values];
      return `${lists}!$${letter}$1:$${letter}$${values.length}`;
    });
    if (rule === undefined) return;
    const validations = (sheet as unknown as { dataValidations: { add(area: string, rule: exceljs.DataValidation): void } })
      .dataValidations;
    validations.add(`${letter}3:${letter}${lastWithHelp}`, rule);
  });
}

function ruleOf({ column }: Heading, listed: (values: readonly string[]) => string): exceljs.DataValidation | undefined {
  const { values, many } = column === undefined ? { values: [], many: false } : valuesOf(column);
  if (values.length > 0)
    return {
      type: 'list',
      allowBlank: true,
      formulae: [listed(values)],
      // Several are typed one after the other, so that the list only proposes.
      showErrorMessage: !many,
      errorTitle: '请从列表中选择',
      error: '可选值见下拉列表。Choose from the list.',
    };
  const kind = column?.field.value;
  if (column?.part === 'quantity')
    return {
      type: 'decimal',
      operator: 'greaterThanOrEqual',
      allowBlank: true,
      formulae: [0],
      ...stop('不小于零的数 a number from 0 on'),
    };
  if (column?.part !== 'value' || kind?.kind !== 'number') return undefined;
  const { least = -1e12, most = 1e12, whole } = kind;
  return {
    type: whole ? 'whole' : 'decimal',
    operator: 'between',
    allowBlank: true,
    formulae: [least, most],
    ...stop(`${least} – ${most}`),
  };
}

const stop = (error: string) => ({ showErrorMessage: true, errorTitle: '数值不符', error });

function explained(sheet: exceljs.Worksheet, made: TemplateOf, headings: readonly Heading[]): void {
  const { stage, name, version, category, rules } = made;
  sheet.columns = [{ width: 26 }, { width: 44 }, { width: 30 }, { width: 10 }, { width: 46 }, { width: 18 }];
  const line = (cells: readonly string[], font?: Partial<exceljs.Font>): exceljs.Row => {
    const row = sheet.addRow([...cells]);
    row.eachCell((cell) => {
      cell.alignment = { vertical: 'top', wrapText: true };
      cell.numFmt = '@';
      if (font !== undefined) cell.font = font;
    });
    return row;
  };
  const table = (cells: readonly string[]): void => {
    line(cells, { bold: true }).eachCell((cell) => {
      cell.fill = solid(colours.optional);
      cell.border = below;
    });
  };
  const sourced = (cells: readonly string[], source: Source | undefined): void => {
    const row = line([...cells, ...shownSource(source)]);
    if (source !== undefined && !source.verified) row.getCell(cells.length + 2).font = { color: { argb: colours.open } };
  };
  line([`${name.zh} · ${stage.zh}`, `${name.en} · ${stage.en}`], { bold: true, size: 14 });
  line([`${category}/${stage.id}`, `版本 version ${version}`], { color: { argb: colours.faint } });
  line([
    '每条记录填一行，从“填报”第 3 行起；带 * 的列必填',
    'One row a record, from row 3 of 填报 on; columns with * are required',
  ]);
  line(['多个值在同一单元格内换行或用分号分隔', 'Several values in a cell: a line each, or semicolons between them']);
  line(['时间不写时区即北京时间（+08:00）', 'A time without a zone is that of China (+08:00)']);
  line(['同一行再次提交不会重复保存', 'The same row sent again is stored once']);
  sourced(['本环节的依据', 'What the stage rests on', '', ''], stage.source);
  sheet.addRow([]);
  table([
    '列 Column',
    '含义 Meaning',
    '填写方式 What may stand there',
    '必填 Required',
    '依据 Where it is written',
    '核实 Confirmed',
  ]);
  for (const heading of headings) {
    const [meaning, form] = describeColumn(heading);
    const law = heading.column?.part === 'value' ? heading.column.field.law : undefined;
    sourced([`${heading.zh} ${heading.en}`, meaning!, form!, heading.required ? '是 yes' : '否 no'], law);
  }
  sheet.addRow([]);
  table([
    '规则 Rule',
    '要求 What it asks',
    '不符合时 When it is not kept',
    '级别 Severity',
    '依据 Where it is written',
    '核实 Confirmed',
  ]);
  const severities = { block: '拒收 refused', alarm: '报警 alarm', warn: '提示 warning' } as const;
  for (const each of rules)
    sourced([each.id, `${each.zh}\n${each.en}`, `${each.repair.zh}\n${each.repair.en}`, severities[each.severity]], each.basis);
  if (rules.length === 0) line(['本环节没有规则', 'The stage has no rules']);
  sheet.addRow([]);
  table(['单位 Unit', '代码 Code']);
  for (const unit of units) line([`${unit.zh} ${unit.en}`, unit.code]);
}
