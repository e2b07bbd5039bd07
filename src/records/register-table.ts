/** A register as people keep it: a table, .xlsx or CSV, with a heading for each column as the register names it and a row for each statement. */
import type { Register } from '../categories/definition.ts';
import { ZhuisuError } from '../errors.ts';
import { fileOf, openTable, type RawCell, textOfCell } from '../sheets/index.ts';

/** A row as `stateRows` takes it, and where it stands. */
export interface TableStatement {
  /** As the spreadsheet counts. */
  readonly line: number;
  readonly row: unknown;
}

/** Of a statement beside the columns of the register. */
const around: Readonly<Record<string, readonly string[]>> = {
  from: ['登记自', 'stated from'],
  until: ['登记至', 'stated until'],
  reason: ['登记理由', 'reason of the statement'],
};
const mostRows = 10_000;

type Target =
  | { readonly at: 'key' }
  | { readonly at: 'around'; readonly name: string }
  | { readonly at: 'row'; readonly column: Column };
type Column = Register['columns'][number];

/** Without the unit in brackets behind it. */
const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .replace(/(?:\s*\([^)]*\))+\s*$/, '')
    .trim()
    .toLowerCase();

function targetsOf({ key, columns }: Register): ReadonlyMap<string, Target> {
  const named = (names: readonly string[], target: Target): [string, Target][] => [
    ...names.map((name): [string, Target] => [plain(name), target]),
    [plain(`${names[0]} ${names[1]}`), target],
  ];
  return new Map([
    ...Object.entries(around).flatMap(([name, names]) => named(names, { at: 'around', name })),
    ...columns.flatMap((column) => named([column.zh, column.en, column.key], { at: 'row', column })),
    ...named([key.zh, key.en, 'key'], { at: 'key' }),
  ]);
}

/** Throws value_invalid for a heading that is none, table_unreadable, table_too_large and sheet_unsafe: then nothing is stated. */
export async function statementsOf(register: Register, file: Buffer): Promise<TableStatement[]> {
  const targets = targetsOf(register);
  let headings: (Target | undefined)[] | undefined;
  const statements: TableStatement[] = [];
  for await (const rows of (await openTable(fileOf(file))).rows())
    for (const { number, cells } of rows) {
      if (cells.every((cell) => textOfCell(cell).trim() === '')) continue;
      if (headings === undefined) headings = headingsOf(register, cells, targets);
      else statements.push({ line: number, row: statementOf(headings, cells) });
      if (statements.length > mostRows) throw new ZhuisuError('table_too_large', { expected: `${mostRows} rows 行` });
    }
  return statements;
}

function headingsOf(
  { key, columns }: Register,
  cells: readonly RawCell[],
  targets: ReadonlyMap<string, Target>,
): (Target | undefined)[] {
  return cells.map((cell) => {
    const heading = textOfCell(cell).trim();
    const target = targets.get(plain(heading));
    if (target === undefined && heading !== '')
      throw new ZhuisuError('value_invalid', {
        path: '第一行 first row',
        came: heading.slice(0, 60),
        expected: [key.zh, ...columns.map(({ zh }) => zh), ...Object.values(around).map(([zh]) => zh)].join('、'),
      });
    return target;
  });
}

function statementOf(headings: readonly (Target | undefined)[], cells: readonly RawCell[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  const statement: Record<string, unknown> = { row };
  headings.forEach((target, i) => {
    const cell = cells[i];
    if (target === undefined || textOfCell(cell).trim() === '') return;
    if (target.at === 'key') statement.key = textOfCell(cell).trim();
    else if (target.at === 'around') statement[target.name] = dateOr(cell);
    else row[target.column.key] = valueIn(target.column, cell);
  });
  return statement;
}

/** What can mean only one thing is taken; everything else stays as it came, and is told as a fault of its row. */
function valueIn({ kind }: Column, cell: RawCell): unknown {
  const text = textOfCell(cell).normalize('NFKC').trim();
  // A formula is never computed.
  if (typeof cell === 'object' && !('date' in cell)) return { formula: text };
  if (kind === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (kind === 'flag') return /^(?:是|yes|true|1)$/i.test(text) ? true : /^(?:否|no|false|0)$/i.test(text) ? false : text;
  return kind === 'date' ? dateOr(cell) : text;
}

const dateOr = (cell: RawCell): string =>
  typeof cell === 'object' && 'date' in cell ? cell.date.slice(0, 10) : textOfCell(cell).trim();
