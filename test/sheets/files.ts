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

export async function gather(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** Puts other packed bytes in the place of an entry, whatever its headers say. */
export function grafted(file: Buffer, name: string, packed: Buffer): Buffer {
  const local = file.indexOf(name) - 30;
  const from = local + 30 + Buffer.byteLength(name);
  const directory = file.readUInt32LE(file.length - 6);
  const next = directory;
  const grown = Buffer.concat([file.subarray(0, from), packed, file.subarray(next)]);
  const moved = from + packed.length;
  const row = grown.lastIndexOf(name) - 46;
  grown.writeUInt32LE(packed.length, row + 20);
  grown.writeUInt32LE(1_000, row + 24);
  grown.writeUInt32LE(moved, grown.length - 6);
  return grown;
}
