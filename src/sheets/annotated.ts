/**
 * The file that came, with two columns before its own: what is wrong with each row, in words, and its status, for machines. Rows that
 * were refused are coloured. It can be corrected and sent again as it is: the two columns are passed over, and what is stored answers
 * "exists".
 */
import { type Store, type UploadBatch, uploadBatches } from '../store/index.ts';
import { columnLetters, type RawCell, textOfCell } from './cells.ts';
import { explanations } from './heading.ts';
import type { OpenedSheet, SheetRow } from './read.ts';
import { type KeptProblem, type KeptRow, type RowStatus, statusOf, told } from './rows-told.ts';
import { type TableColumn, type TableFormat, type TableLine, type TableValue, writeTable } from './table.ts';
import { tableColumns } from './template.ts';
import { fillIn, mark, markOf, type SheetStage } from './version.ts';

/** What became of a row. */
interface Fate {
  readonly status: RowStatus;
  readonly said: KeptRow;
}

const nothing: KeptRow = { problems: [] };

/** Batches read at once. */
const some = 20;

async function* fatesOf(store: Store, id: string): AsyncGenerator<readonly [row: number, fate: Fate]> {
  let after = 0;
  for (;;) {
    const batches: UploadBatch[] = await uploadBatches(store.database, id, after, some);
    if (batches.length === 0) return;
    for (const { numbers, statuses, problems } of batches) {
      const all = JSON.parse(problems) as Record<string, KeptRow>;
      for (const [i, row] of numbers.entries())
        yield [row, { status: statusOf(statuses[i]), said: all[row] ?? nothing }] as const;
    }
    after = batches.at(-1)!.firstRow;
  }
}

export function annotated(
  store: Store,
  id: string,
  sheet: OpenedSheet,
  made: SheetStage,
  format: TableFormat,
  only: 'refused' | 'all',
): AsyncGenerator<Buffer> {
  // Columns of the file, in its order, without explanations of an earlier time.
  const order = [...sheet.layout.columns].sort(([a], [b]) => a - b);
  const known = tableColumns(made);
  const places = new Map(order.map(([at], i) => [at, i + explanations.length]));
  const columns: TableColumn[] = [
    ...explanations.map(({ zh, en, key }) => ({ heading: zh, second: en, width: key === 'status' ? 12 : 60 })),
    ...order.map(
      ([, heading]) => known.find(({ second }) => second === heading.en) ?? { heading: heading.zh, second: heading.en },
    ),
  ];
  async function* lines(): AsyncGenerator<TableLine[]> {
    const fates = fatesOf(store, id);
    let fate = await fates.next();
    let number = 2;
    try {
      for await (const rows of sheet.rows()) {
        const out: TableLine[] = [];
        for (const row of rows) {
          while (!fate.done && fate.value[0] < row.number) fate = await fates.next();
          const own: Fate = !fate.done && fate.value[0] === row.number ? fate.value[1] : { status: 'not_read', said: nothing };
          if (only === 'refused' && own.status !== 'refused') continue;
          out.push(lineOf(row, own, ++number));
        }
        if (out.length > 0) yield out;
      }
    } finally {
      await fates.return(undefined);
    }
  }
  const lineOf = (row: SheetRow, { status, said: { problems, notes = [] } }: Fate, number: number): TableLine => ({
    cells: [
      [...problems.map((each) => sentence(each, row.number, number, places)), ...notes].join('\n') || undefined,
      status,
      ...order.map(([at]) => valueOut(row.cells[at])),
    ],
    ...(status === 'refused' ? { tone: 'wrong' } : {}),
  });
  return writeTable(columns, lines(), format, { name: fillIn, marks: { name: mark, values: { ...markOf(made) } } });
}

/** Formulas and errors go back as the texts they are shown as. */
const valueOut = (cell: RawCell): TableValue =>
  typeof cell !== 'object' ? cell : 'date' in cell && /^\d{4}-\d\d-\d\dT/.test(cell.date) ? cell : textOfCell(cell);

/** Cells are named as they stand in the file that goes back. */
function sentence({ code, details }: KeptProblem, from: number, to: number, places: ReadonlyMap<number, number>): string {
  const cell = /^([A-Z]+)(\d+)$/.exec(String(details.cell ?? ''));
  const place = cell === null || cell[2] !== String(from) ? undefined : places.get(indexOf(cell[1]!));
  const moved = {
    ...details,
    ...('index' in details ? { index: to } : {}),
    ...(place === undefined ? {} : { cell: `${columnLetters(place)}${to}` }),
  };
  const { titleZh, repairZh, title, repair } = told({ code, details: moved });
  return `${titleZh}。${repairZh}。${title}. ${repair}.`;
}

const indexOf = (lettersOf: string): number =>
  [...lettersOf].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Rows that were refused, with their problems, in order; for a program. */
export async function refusalsOf(store: Store, id: string, after: number, limit: number) {
  const found: { row: number; problems: ReturnType<typeof told>[] }[] = [];
  for await (const [row, { status, said }] of fatesOf(store, id)) {
    if (row <= after || status !== 'refused') continue;
    if (found.length === limit) return { refusals: found, next: found.at(-1)!.row };
    found.push({ row, problems: said.problems.map(told) });
  }
  return { refusals: found };
}
