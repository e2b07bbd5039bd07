/** Sheets that tests fill in: of any stage, as workbooks and as CSV. */
import exceljs from 'exceljs';
import { categories } from '../../src/categories/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { cellsOfExample } from '../../src/sheets/example.ts';
import { fileOf, openSheet, type SheetRow, type SheetStage, type TableValue, type TemplateOf } from '../../src/sheets/index.ts';

export const templates: readonly TemplateOf[] = shippedProfiles.flatMap(({ category, version, stages, rules }) =>
  stages.map((stage) => ({
    category,
    version,
    stage,
    name: categories.find(({ id }) => id === category)!,
    rules: rules.filter((rule) => rule.stages.includes(stage.id)),
  })),
);

export const templateNamed = (category: string, stage: string): TemplateOf =>
  templates.find((each) => each.category === category && each.stage.id === stage)!;

/** The values of an example as exceljs takes them. */
export const cellValues = (values: readonly TableValue[]): exceljs.CellValue[] =>
  values.map((value) => (typeof value === 'object' ? new Date(`${value.date}Z`) : (value ?? null)));

export const exampleValues = ({ stage }: SheetStage): exceljs.CellValue[] => cellValues(cellsOfExample(stage, stage.example));

/** Rows below the heading of the sheet 填报. */
export async function filled(
  template: Buffer,
  rows: readonly (readonly exceljs.CellValue[])[],
  change: (sheet: exceljs.Worksheet, workbook: exceljs.Workbook) => void = () => {},
): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(template as never);
  const sheet = workbook.getWorksheet('填报')!;
  rows.forEach((row, i) => {
    row.forEach((value, column) => {
      if (value !== null) sheet.getRow(i + 3).getCell(column + 1).value = value;
    });
  });
  change(sheet, workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

export async function readAll(file: Buffer, made: SheetStage): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const some of (await openSheet(fileOf(file), made)).rows()) rows.push(...some);
  return rows;
}
