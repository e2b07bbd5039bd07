/** Organisations from a table: row by row, what is right is registered, what is wrong says which cell and why. */
import { type Problem, problem, ZhuisuError } from '../../errors.ts';
import type { Doing, MayRegister, Registration, Store } from '../../store/index.ts';
import { type Registry, readRegistration, refusalOf, register } from '../register.ts';
import type { TableRow } from './cells.ts';
import { type Column, columnNamed, columns, heading, valueIn } from './columns.ts';
import { columnLetters, tableRows } from './table.ts';

export interface RowReport {
  /** As the spreadsheet counts. */
  readonly row: number;
  readonly status: 'created' | 'exists' | 'changed' | 'refused';
  readonly id?: string;
  readonly name: string;
  readonly problems: readonly Problem[];
}

export interface ImportReport {
  readonly checkOnly: boolean;
  readonly counts: Readonly<Record<RowReport['status'], number>>;
  readonly rows: readonly RowReport[];
}

/** What an import changed, for the audit log. */
export const changesOf = ({ checkOnly, rows }: ImportReport): { readonly id: string; readonly what: string }[] =>
  checkOnly
    ? []
    : rows.flatMap(({ id, status, row }) =>
        id !== undefined && (status === 'created' || status === 'changed')
          ? [{ id, what: `${status} by import, row ${row}` }]
          : [],
      );

export interface ImportOptions {
  /** Only says what would happen. */
  readonly check: boolean;
  /** What is registered needs no review. */
  readonly approved: boolean;
  /** Absent: everything may be registered. */
  readonly may?: MayRegister;
}

/** Rows that are registered in one transaction. */
const batch = 500;

type Read = { readonly row: TableRow; readonly name: string; readonly read: Registration | readonly Problem[] };

/**
 * Registers what a table holds; organisations that are there and differ are changed. `each` sees every row with its report, in order.
 * The
 * file is read to its end before anything is registered. Throws table_unreadable, table_too_large, column_unknown.
 */
export async function importTable(
  store: Store,
  file: Buffer,
  registry: Registry,
  doing: Doing,
  options: ImportOptions,
  each: (row: TableRow, report: RowReport | undefined) => void | Promise<void> = () => {},
): Promise<ImportReport> {
  const reports: RowReport[] = [];
  const seen = new Map<string, number>();
  let layout: ReadonlyMap<Column, number> | undefined;
  const all: Read[] = [];
  const registerSome = async (some: readonly Read[]): Promise<void> => {
    const good = some.flatMap(({ read }) => ('uris' in read ? [read] : []));
    const answers = await register(store, good, doing, { ...options, update: true });
    for (const { row, name, read } of some) {
      const report = 'uris' in read ? reportOf(row, name, answers[good.indexOf(read)]!) : refused(row, name, read);
      reports.push(report);
      await each(row, report);
    }
  };
  for await (const row of tableRows(file)) {
    if (layout === undefined) {
      layout = layoutOf(row);
      await each(row, undefined);
      continue;
    }
    all.push(readRow(row, layout, registry, seen));
  }
  if (layout === undefined) throw new ZhuisuError('table_unreadable', { cause: { zh: '表格为空', en: 'it is empty' } });
  for (let from = 0; from < all.length; from += batch) await registerSome(all.slice(from, from + batch));
  const count = (status: RowReport['status']): number => reports.filter((report) => report.status === status).length;
  return {
    checkOnly: options.check,
    counts: { created: count('created'), exists: count('exists'), changed: count('changed'), refused: count('refused') },
    rows: reports,
  };
}

function layoutOf({ cells }: TableRow): ReadonlyMap<Column, number> {
  const layout = new Map<Column, number>();
  cells.forEach(({ text }, i) => {
    const column = columnNamed(text);
    if (column !== undefined && !layout.has(column)) layout.set(column, i);
  });
  const missing = columns.find((column) => column.needed && !layout.has(column));
  if (missing === undefined) return layout;
  throw new ZhuisuError('column_unknown', { came: heading(missing), expected: columns.map(heading).join(', ') });
}

function readRow(row: TableRow, layout: ReadonlyMap<Column, number>, registry: Registry, seen: Map<string, number>): Read {
  const input: Record<string, unknown> = {};
  const problems: Problem[] = [];
  const cellIn = (column: Column) => row.cells[layout.get(column) ?? -1] ?? { text: '' };
  const cellName = (column: Column): string => `${columnLetters(layout.get(column) ?? columns.indexOf(column))}${row.number}`;
  for (const column of layout.keys()) {
    const { text, wrong } = cellIn(column);
    if (wrong === undefined) input[column.key] = valueIn(column, text);
    else problems.push(cellProblem(column, cellName(column), text === '' ? '–' : text.slice(0, 40), wrong));
  }
  const name = cellIn(columns[0]!).text.slice(0, 100);
  if (problems.length > 0) return { row, name, read: problems };
  try {
    const read = readRegistration(input, registry);
    const key = read.uscc ?? read.id;
    const before = seen.get(key);
    seen.set(key, row.number);
    if (before === undefined) return { row, name, read };
    const column = columns[read.uscc === undefined ? 0 : 1]!;
    const expected = `one row an organisation, row ${before} has it`;
    return { row, name, read: [cellProblem(column, cellName(column), key, expected)] };
  } catch (error) {
    if (!(error instanceof ZhuisuError)) throw error;
    return { row, name, read: error.problems.map((each) => atCell(each, cellName, cellIn)) };
  }
}

/** The fault of a member as a fault of its cell. */
function atCell(fault: Problem, cellName: (column: Column) => string, cellIn: (column: Column) => { text: string }): Problem {
  const key = String(fault.path).replace(/\[.*$/, '');
  const column = columns.find((each) => each.key === key);
  if (column === undefined) return fault;
  if (fault.code !== 'value_invalid') return problem(fault.code, { path: `${cellName(column)} ${heading(column)}` });
  const words = column.words === undefined ? String(fault.expected) : Object.keys(column.words).join('、');
  return cellProblem(column, cellName(column), cellIn(column).text.slice(0, 40) || 'nothing', words);
}

const cellProblem = (column: Column, cell: string, came: string, expected: string): Problem =>
  problem('cell_invalid', { cell, column: heading(column), came, expected });

/** A name with a person's number in it is not repeated. */
const refused = (row: TableRow, name: string, problems: readonly Problem[]): RowReport => ({
  row: row.number,
  status: 'refused',
  name: problems.some(({ code }) => code === 'person_number_refused') ? '' : name,
  problems,
});

function reportOf(row: TableRow, name: string, answer: Parameters<typeof refusalOf>[0]): RowReport {
  const refusal = refusalOf(answer);
  if (refusal !== undefined || answer.outcome === 'taken' || answer.outcome === 'differs' || answer.outcome === 'barred')
    return refused(row, name, [problem(refusal!.code, refusal!.details)]);
  return { row: row.number, status: answer.outcome, id: answer.row.id, name, problems: [] };
}
