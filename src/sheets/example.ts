/** A record as the cells that a person would fill in. */
import { cellsOfRecord } from '../categories/cells.ts';
import type { SimpleRecord, Stage } from '../categories/definition.ts';
import { headingsOf } from './heading.ts';
import type { TableValue } from './table.ts';

/** In the order of the headings. A moment of China’s time zone is a date of the spreadsheet; any other keeps its zone as a text. */
export function cellsOfExample(stage: Stage, record: SimpleRecord): TableValue[] {
  const cells = cellsOfRecord(stage, record);
  return headingsOf(stage).map(({ key, column }) => {
    const value = cells.get(key);
    const kind = column?.part === 'value' ? column.field.value.kind : undefined;
    if (typeof value !== 'string') return value;
    if (kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return { date: `${value}T00:00:00` };
    if (kind === 'time' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/.test(value)) return { date: value.slice(0, 19) };
    return value;
  });
}
