/** Which column of a table is which column of the stage. People rename, move, repeat and leave out; each is told with its cell. */
import { type Column, columnsOf, recordID } from '../categories/columns.ts';
import type { Stage, Words } from '../categories/definition.ts';
import { type Problem, problem, ZhuisuError } from '../errors.ts';
import { columnLetters, isBlank, type RawRow, textOfCell } from './cells.ts';

export interface Heading extends Words {
  readonly key: string;
  readonly required: boolean;
  /** Undefined for the id of the record. */
  readonly column?: Column;
}

/** Columns that stand before those of the stage in a file that came back; what is in them is passed over. */
export const explanations: readonly (Words & { readonly key: string })[] = [
  { key: 'explanation', zh: '错误说明', en: 'What is wrong' },
  { key: 'status', zh: '状态', en: 'Status' },
];

/** The columns of the stage, and at the end the id of the record, which may be given. */
export const headingsOf = (stage: Stage): readonly Heading[] => [
  ...columnsOf(stage).map((column) => ({ key: column.key, zh: column.zh, en: column.en, required: column.required, column })),
  { key: recordID, zh: '记录标识', en: 'Record id', required: false },
];

export const headingText = ({ zh, en }: Words): string => `${zh} ${en}`;

/** By index of the column in the table. */
export interface Layout {
  readonly columns: ReadonlyMap<number, Heading>;
  /** Columns of explanations, which are passed over. */
  readonly passed: ReadonlySet<number>;
}

/** Throws heading_unknown, heading_twice, heading_missing, with every fault of the row. */
export function layoutOf(stage: Stage, row: RawRow): Layout {
  const headings = headingsOf(stage);
  const columns = new Map<number, Heading>();
  const passed = new Set<number>();
  const at = new Map<Heading, number>();
  const problems: Problem[] = [];
  const unknown: { cell: string; came: string }[] = [];
  row.cells.forEach((cell, i) => {
    if (isBlank(cell)) return;
    const came = textOfCell(cell).slice(0, 60);
    if (explanations.some((each) => names(each, came))) {
      passed.add(i);
      return;
    }
    const found = headings.find((each) => names(each, came));
    const before = found === undefined ? undefined : at.get(found);
    const address = `${columnLetters(i)}${row.number}`;
    if (found === undefined) unknown.push({ cell: address, came });
    else if (before !== undefined)
      problems.push(problem('heading_twice', { cell: address, came, expected: `${columnLetters(before)}${row.number}` }));
    else {
      columns.set(i, found);
      at.set(found, i);
    }
  });
  const missing = headings.filter((each) => each.required && !at.has(each));
  for (const { cell, came } of unknown) {
    const near = nearest(
      came,
      headings.filter((each) => !at.has(each)),
    );
    problems.push(problem('heading_unknown', { cell, came, expected: near === undefined ? '–' : headingText(near) }));
  }
  for (const each of missing) problems.push(problem('heading_missing', { expected: headingText(each) }));
  const [first] = problems;
  if (first === undefined) return { columns, passed };
  const { code, cell, came, expected } = first as Problem & Record<'cell' | 'came' | 'expected', string>;
  throw new ZhuisuError(code, { ...(cell === undefined ? {} : { cell, came }), expected }, { problems });
}

/** Whether a row is meant to be the heading, right or wrong: a title above names no two columns. */
export const isHeading = (stage: Stage, row: RawRow): boolean => {
  const headings = headingsOf(stage);
  return row.cells.filter((cell) => !isBlank(cell) && headings.some((each) => names(each, textOfCell(cell)))).length > 1;
};

/** The second heading row of the template, in English. */
export const isSecondHeading = (layout: Layout, { cells }: RawRow): boolean => {
  const filled = cells.flatMap((cell, i) => (isBlank(cell) ? [] : [[i, textOfCell(cell)] as const]));
  return (
    filled.length > 0 &&
    filled.every(([i, text]) => {
      const heading = layout.columns.get(i);
      return heading === undefined ? layout.passed.has(i) : names(heading, text);
    })
  );
};

/** Stars, spaces, full-width letters, notes in brackets and case do not matter. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[*\s]+/g, '');
const bare = (text: string): string => plain(text).replace(/\([^)]*\)$/, '');

function names({ zh, en, key }: Words & { readonly key: string }, text: string): boolean {
  const forms = [zh, en, key, `${zh}${en}`].map(plain);
  return forms.includes(plain(text)) || forms.includes(bare(text));
}

/** The one that most likely was meant; undefined where none is near. */
function nearest(came: string, headings: readonly Heading[]): Heading | undefined {
  const text = plain(came);
  const rated = headings
    .map((heading) => ({ heading, shared: Math.max(alike(text, plain(heading.zh)), alike(text, plain(heading.en))) }))
    .sort((a, b) => b.shared - a.shared);
  return rated[0] !== undefined && rated[0].shared >= 0.5 ? rated[0].heading : undefined;
}

/** Share of signs that both have, from 0 to 1. */
function alike(one: string, other: string): number {
  const left = [...other];
  let shared = 0;
  for (const sign of one) {
    const at = left.indexOf(sign);
    if (at < 0) continue;
    left.splice(at, 1);
    shared++;
  }
  return (2 * shared) / Math.max(1, [...one].length + [...other].length);
}
