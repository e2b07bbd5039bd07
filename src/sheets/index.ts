/**
 * Tables of records: the template of a stage, the reading of what people filled in, and tables that go out. What a record is and how a
 * cell is understood is told in `src/categories`; how records are stored is passed in.
 */
export { annotated, refusalsOf } from './annotated.ts';
export { columnLetters, type RawCell, textOfCell } from './cells.ts';
export { fileOf, type SheetFile } from './file.ts';
export { mostBytes, mostRows } from './limits.ts';
export { formatOf, openTable } from './open.ts';
export { type OpenedSheet, openSheet, type SheetRow } from './read.ts';
export type { RecordedRow, RowStatus } from './rows-told.ts';
export {
  column,
  mediaTypes,
  mostInWorksheet,
  type TableColumn,
  type TableFormat,
  type TableLine,
  type TableOptions,
  type TableValue,
  writeTable,
} from './table.ts';
export { type TemplateOf, templateCsv, templateXlsx } from './template.ts';
export { mostOpen, type Recorder, rowsInBatch, Uploads } from './uploads.ts';
export type { SheetStage } from './version.ts';
