/**
 * How firms hand in what they recorded: those that record at once by a program (EPCIS), those that do it in the evening by forms, those
 * that do it when somebody gets round to it by a sheet, in Excel or as CSV. What no stage describes goes as an event. The order stays that
 * of recording.
 */
import exceljs from 'exceljs';
import { cellsOfRecord } from '../src/categories/cells.ts';
import { columnsOf, recordID } from '../src/categories/columns.ts';
import type { SimpleRecord, Stage } from '../src/categories/definition.ts';
import { shippedProfiles } from '../src/categories/profiles/index.ts';
import { recordOf } from '../src/categories/record.ts';
import type { Zhuisu } from '../src/client/index.ts';
import type { Sent } from './city/index.ts';

const stages: ReadonlyMap<string, Stage> = new Map(
  shippedProfiles.flatMap(({ category, stages: all }) => all.map((stage) => [`${category}/${stage.id}`, stage] as const)),
);

export type Way = 'events' | 'form' | 'workbook' | 'sheet';

export interface Handing {
  readonly way: Way;
  readonly category: string;
  readonly stage: Stage | undefined;
  readonly list: readonly Sent[];
}

function wayOf({ firm, event }: Sent): { readonly way: Way; readonly name: string } {
  const name = `${event['zhuisu:category']}/${event['zhuisu:stage']}`;
  if (firm.manner === 'prompt' || !stages.has(name)) return { way: 'events', name: '' };
  if (firm.manner === 'evening') return { way: 'form', name };
  return { way: firm.index % 2 === 0 ? 'workbook' : 'sheet', name };
}

/** What stands one after the other and goes the same way goes together. */
export function* handings(list: readonly Sent[]): Generator<Handing> {
  let together: Sent[] = [];
  let [way, name]: [Way, string] = ['events', ''];
  const made = (): Handing => ({ way, category: name.split('/')[0]!, stage: stages.get(name), list: together });
  for (const sent of list) {
    const next = wayOf(sent);
    if (together.length > 0 && (next.way !== way || next.name !== name)) {
      yield made();
      together = [];
    }
    ({ way, name } = next);
    together.push(sent);
  }
  if (together.length > 0) yield made();
}

/** Codes of what was refused, one for each record. */
export async function handIn(zhuisu: Zhuisu, { way, category, stage, list }: Handing): Promise<string[]> {
  const records = list.map(({ event }) => recordOf(stage!, event));
  if (way === 'form') {
    const { records: statuses } = await zhuisu.records.record(category, stage!.id, records);
    return statuses.flatMap(({ status, errors }) => (status === 'refused' ? [codeOf(errors)] : []));
  }
  const file =
    way === 'workbook'
      ? await workbookOf(zhuisu, category, stage!, records)
      : new Blob([sheetOf(stage!, records)], { type: 'text/csv' });
  const { refused, refusals, problem } = await zhuisu.records.upload(category, stage!.id, file);
  // The file as a whole.
  if (problem !== undefined) return records.map(() => problem.code);
  const told = refusals.map(({ problems }) => codeOf(problems));
  return [...told, ...new Array<string>(refused - told.length).fill('row_refused')];
}

const codeOf = (errors: readonly { readonly code: string }[] | undefined): string => errors?.[0]?.code ?? 'refused';

/** The cells of each record, in the order of the template. */
function rowsOf(stage: Stage, records: readonly SimpleRecord[]): { keys: string[]; rows: string[][] } {
  const keys = [...columnsOf(stage).map(({ key }) => key), recordID];
  const rows = records.map((record) => {
    const cells = cellsOfRecord(stage, record);
    return keys.map((key) => String(cells.get(key) ?? ''));
  });
  return { keys, rows };
}

/** The template as the installation gives it, with a row a record. */
async function workbookOf(zhuisu: Zhuisu, category: string, stage: Stage, records: readonly SimpleRecord[]): Promise<Blob> {
  const template = await zhuisu.records.template(category, stage.id);
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(await template.arrayBuffer());
  const sheet = workbook.worksheets[0]!;
  const { rows } = rowsOf(stage, records);
  for (const [i, cells] of rows.entries())
    for (const [column, text] of cells.entries()) if (text !== '') sheet.getRow(i + 3).getCell(column + 1).value = text;
  return new Blob([await workbook.xlsx.writeBuffer()], { type: template.type });
}

/** As a person fills it in: a heading, a line a record. */
function sheetOf(stage: Stage, records: readonly SimpleRecord[]): string {
  const { keys, rows } = rowsOf(stage, records);
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [keys, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}
