/** Every stage of every category gives a template, and its example comes back from it as the same event. */
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/categories/columns.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';
import { fileOf, openSheet, templateCsv, templateXlsx } from '../../src/sheets/index.ts';
import { exampleValues, filled, readAll, templateNamed, templates } from './files.ts';

const eventIn = (made: (typeof templates)[number], record: Readonly<Record<string, unknown>>): unknown => {
  const checked = checkRecord(made.stage, record);
  return 'values' in checked ? eventOf(made.stage, checked, made) : checked;
};

describe.each(templates.map((made) => ({ name: `${made.category}/${made.stage.id}`, made })))('$name', ({ made }) => {
  it('gives the same event from its example in the template, and in CSV', async () => {
    const template = await templateXlsx(made);
    const [row, ...more] = await readAll(await filled(template, [exampleValues(made)]), made);
    expect([row?.number, row?.problems, more]).toEqual([3, [], []]);
    expect(eventIn(made, row!.record)).toEqual(eventIn(made, made.stage.example));
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(template as never);
    const example = workbook.getWorksheet('示例')!.getRow(3).values as exceljs.CellValue[];
    const cells = exampleValues(made).map((value) =>
      value instanceof Date ? value.toISOString().slice(0, 19).replace('T', ' ') : String(value ?? ''),
    );
    expect(Array.from(example.slice(1), (value) => value ?? null)).toEqual(trimmed(exampleValues(made)));
    const csv = `${await templateCsv(made)}${cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')}\r\n`;
    const [line] = await readAll(Buffer.from(csv), made);
    expect(line?.problems).toEqual([]);
    expect(eventIn(made, line!.record)).toEqual(eventIn(made, made.stage.example));
  });
});

const trimmed = (values: exceljs.CellValue[]): exceljs.CellValue[] =>
  values.slice(0, values.findLastIndex((value) => value !== null) + 1);

describe('a template', () => {
  const made = templateNamed('produce', 'shipping');

  it('has frozen headings, marks of what is required, drop-downs, formats, and says where each rule is written', async () => {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await templateXlsx(made)) as never);
    expect(workbook.worksheets.map(({ name, state }) => `${name} ${state}`)).toEqual([
      '填报 visible',
      '示例 visible',
      '说明 visible',
      '选项 hidden',
      'zhuisu veryHidden',
    ]);
    const sheet = workbook.getWorksheet('填报')!;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 });
    const columns = columnsOf(made.stage);
    expect((sheet.getRow(1).values as string[]).slice(1, -1)).toEqual(
      columns.map(({ zh, required }) => (required ? `${zh} *` : zh)),
    );
    expect((sheet.getRow(2).values as string[]).slice(1, -1)).toEqual(columns.map(({ en }) => en));
    const at = (key: string): number => columns.findIndex((each) => each.key === key) + 1;
    expect(sheet.getColumn(at('time')).numFmt).toBe('yyyy-mm-dd hh:mm');
    const unit = sheet.getRow(3).getCell(at('lotUnit'));
    expect(unit.dataValidation).toMatchObject({ type: 'list', showErrorMessage: true });
    const area = /\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)/.exec(unit.dataValidation.formulae[0] as string)!;
    const offered = Array.from(
      { length: Number(area[2]) },
      (_, i) => workbook.getWorksheet('选项')!.getCell(`${area[1]}${i + 1}`).value,
    );
    expect(offered).toContain('千克');
    const told: string[] = [];
    workbook.getWorksheet('说明')!.eachRow((row) => told.push((row.values as unknown[]).join(' | ')));
    const rule = told.find((line) => line.includes('AG-18'))!;
    expect(rule).toMatch(/拒收 refused.*已核实 confirmed/s);
    expect(told.find((line) => line.includes('AG-17'))).toContain('未核实 not confirmed');
    expect(told.filter((line) => line.includes('未核实')).length).toBeGreaterThan(0);
  });

  it('is known when it is of another stage, and when the columns have changed since', async () => {
    const file = await filled(await templateXlsx(made), [exampleValues(made)]);
    const other = templateNamed('produce', 'harvest');
    await expect(openSheet(fileOf(file), other)).rejects.toMatchObject({
      code: 'template_foreign',
      details: { came: 'produce/shipping', expected: 'produce/harvest' },
    });
    const fields = made.stage.fields.map((field) => (field.key === 'lot' ? { ...field, need: 'optional' as const } : field));
    await expect(openSheet(fileOf(file), { ...made, version: '2027.1', stage: { ...made.stage, fields } })).rejects.toMatchObject(
      {
        code: 'template_old',
        details: { came: made.version, expected: '2027.1' },
      },
    );
    const renamed = made.stage.fields.map((field) => ({ ...field, hint: { zh: '新的说明', en: 'told better' } }));
    expect((await openSheet(fileOf(file), { ...made, stage: { ...made.stage, fields: renamed } })).count).toBe(1);
  });
});
