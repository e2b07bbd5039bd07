/** Files that go back: the template, and the table that came with a column of explanations. */
import exceljs from 'exceljs';
import { type Jurisdiction, tree } from '../../jurisdictions/index.ts';
import { type TableColumn, type TableLine, writeTable } from '../../sheets/index.ts';
import type { TableRow } from './cells.ts';
import { columns, heading } from './columns.ts';
import type { RowReport } from './run.ts';
import type { TableKind } from './table.ts';

const statusWords: Readonly<Record<RowReport['status'], string>> = {
  created: '已登记 created',
  exists: '已存在 exists',
  changed: '已变更 changed',
  refused: '未通过 refused',
};

/** What became of a row, Chinese first. */
const explanation = (report: RowReport | undefined): string =>
  report === undefined
    ? '处理结果 Result'
    : [
        statusWords[report.status],
        ...report.problems.map(({ titleZh, repairZh, title, repair }) => `${titleZh}。${repairZh}。${title}. ${repair}.`),
      ].join(' | ');

/** Takes the rows as they come; `end` gives the file. */
export interface Annotated {
  add(row: TableRow, report: RowReport | undefined): void;
  end(): Promise<Buffer>;
}

export function annotated(kind: TableKind): Annotated {
  let columns: TableColumn[] = [];
  const lines: TableLine[] = [];
  return {
    add({ cells }, report) {
      if (report === undefined)
        columns = [...cells.map(({ text }) => text), explanation(report)].map((each) => ({ heading: each }));
      else {
        const values = Array.from({ length: Math.max(cells.length, columns.length - 1) }, (_, i) => cells[i]?.text ?? '');
        lines.push({ cells: [...values, explanation(report)] });
      }
    },
    async end() {
      const pieces: Buffer[] = [];
      for await (const piece of writeTable(columns, [lines], kind, { name: '主体 Organisations' })) pieces.push(piece);
      return Buffer.concat(pieces);
    },
  };
}

/** The file to fill in: headings with drop-downs on the first sheet, examples on the second. */
export async function template(jurisdiction: Jurisdiction): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('主体 Organisations', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((column) => ({ header: heading(column), width: column.width, style: { numFmt: '@' } }));
  sheet.getRow(1).font = { bold: true };
  const names = tree(jurisdiction)
    .flatMap(({ areas }) => areas)
    .filter(({ level, to }) => to === undefined && (level === 'township' || level === 'zone'))
    .map(({ zh }) => zh);
  const lists = workbook.addWorksheet('选项 Lists');
  columns.forEach(({ key, words, many, hint }, i) => {
    const all = key === 'areas' ? names : words === undefined ? [] : Object.keys(words);
    const cell = sheet.getRow(1).getCell(i + 1);
    if (hint !== '') cell.note = hint;
    if (all.length === 0) return;
    lists.getColumn(i + 1).values = all;
    const letters = lists.getColumn(i + 1).letter;
    // Several values are typed one after the other, so that the list only proposes.
    const validation = {
      type: 'list' as const,
      allowBlank: true,
      formulae: [`'选项 Lists'!$${letters}$1:$${letters}$${all.length}`],
      showErrorMessage: !many,
      error: '请从列表中选择 choose from the list',
    };
    const area = `${letters}2:${letters}5000`;
    (sheet as unknown as { dataValidations: { add(area: string, rule: object): void } }).dataValidations.add(area, validation);
  });
  const examples = workbook.addWorksheet('示例 Examples');
  examples.columns = columns.map((column) => ({ header: heading(column), width: column.width }));
  for (const row of exampleRows(names[0] ?? jurisdiction.code)) examples.addRow(row);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Invented firms; the credit codes are well formed and belong to nobody. */
const exampleRows = (area: string): readonly (readonly string[])[] => [
  ['示例果汁有限公司', '91419001MA9002017G', '企业', '公司', area, '食品', '示例路 1 号', ''],
  ['示例苹果专业合作社', '93419001MA90020255', '企业', '农民专业合作社', area, '食用农产品、主要农业生产资料', '', ''],
  ['示例家庭农场', '', '企业', '家庭农场', area, '食用农产品', '', ''],
];
