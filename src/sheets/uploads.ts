/**
 * Uploads of sheets: received, checked whole, then recorded some hundred rows at a time, in the background. One upload of an owner at a
 * time, several owners at once, batch by batch in turns. What is done is written down after each batch, so that a process that was killed
 * loses nothing: whoever starts next goes on, and the rows of the batch that was under way answer "exists".
 */
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { SimpleRecord } from '../categories/definition.ts';
import { type ErrorCode, type Problem, problem, ZhuisuError } from '../errors.ts';
import {
  addUploadBatch,
  advanceUpload,
  beginUpload,
  dropUploadFile,
  forgetUpload,
  lastUploadRow,
  openUploads,
  putUploadPieces,
  type Store,
  staleUploads,
  takeUpload,
  type UploadAbout,
  UploadLocks,
  type UploadRow,
  uploadBytes,
  uploadNamed,
  uploadPiece,
  uploadReceived,
  waitingUploads,
} from '../store/index.ts';
import { columnLetters } from './cells.ts';
import type { SheetFile } from './file.ts';
import { headingText, type Layout } from './heading.ts';
import { mostBytes } from './limits.ts';
import { openSheet, type SheetRow } from './read.ts';
import { type KeptRow, kept, letters, type RecordedRow } from './rows-told.ts';
import type { SheetStage } from './version.ts';

/** Records rows of an upload; a status for each, in order. Sent again they answer `exists`. */
export type Recorder = (upload: UploadRow, records: readonly SimpleRecord[]) => Promise<readonly RecordedRow[]>;

export interface UploadsOptions {
  readonly store: Store;
  readonly record: Recorder;
  /** Throws not_found. */
  readonly stageOf: (category: string, stage: string) => Promise<SheetStage>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (fields: Record<string, string>) => void;
  /** Before something that passes is tried again. */
  readonly retryMillis?: number;
}

/** Rows that are recorded together: one commit, and what is lost of the counting when the process is killed. */
export const rowsInBatch = 500;
/** Owners whose uploads are worked on at once; each holds the shared texts of its workbook in memory. */
const mostAtOnce = 4;
/** Of one owner, before it has to wait. */
export const mostOpen = 20;
const keepMillis = 7 * 86_400_000;
/** A file that has not come to its end by then never will. */
const brokenMillis = 3_600_000;
const tidyMillis = 600_000;
const usualRetryMillis = 3_000;
const mostAttempts = 5;
/** Have nothing to do with the file, and pass. */
const passing: ReadonlySet<ErrorCode> = new Set(['database_lost', 'rate_limited']);

export class Uploads {
  readonly #options: UploadsOptions;
  readonly #running = new Map<string | null, Promise<void>>();
  #locks: UploadLocks | undefined;
  #stopped = false;
  #filling: Promise<void> | undefined;
  #again = false;
  #timers: NodeJS.Timeout[] = [];
  #tidied: Promise<void> | undefined;
  /** Emits the id of each upload that ends here. */
  readonly #ends = new EventEmitter().setMaxListeners(0);
  readonly #waiting = new Set<AbortController>();

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  /** Goes on with what was left, and from time to time removes files whose time is over. */
  start(): void {
    const tidy = (): Promise<void> => this.tidy().catch((error: Error) => this.#options.log({ error: error.message }));
    this.#timers.push(setInterval(() => void tidy(), tidyMillis).unref());
    this.#tidied = tidy();
    this.#nudge();
  }

  /** Ends after the batches that are under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const each of this.#waiting) each.abort();
    await this.#tidied;
    await this.#filling;
    await Promise.all(this.#running.values());
    await this.#locks?.close();
  }

  /** Takes a file piece by piece; one whose sender has `gone` at its end is forgotten. Throws body_too_large, table_unreadable, upload_limit. */
  async receive(about: UploadAbout, bytes: AsyncIterable<Buffer>, gone: () => boolean = () => false): Promise<UploadRow> {
    const { store, now } = this.#options;
    if ((await openUploads(store.database, about.owner)) >= mostOpen)
      throw new ZhuisuError('upload_limit', { expected: mostOpen, seconds: 30 });
    const id = randomUUID();
    await beginUpload(store.database, { ...about, id, createdAt: now(), keptUntil: now() + keepMillis });
    try {
      const size = await this.#keep(id, bytes);
      if (size === 0) throw new ZhuisuError('table_unreadable', { cause: { zh: '文件为空', en: 'the file is empty' } });
      if (gone()) throw new ZhuisuError('table_unreadable', { cause: { zh: '上传已停止', en: 'the upload was stopped' } });
      await uploadReceived(store.database, id, size);
    } catch (error) {
      await forgetUpload(store.database, id).catch(() => {});
      throw error;
    }
    this.#nudge();
    return (await uploadNamed(store.database, id))!;
  }

  async #keep(id: string, bytes: AsyncIterable<Buffer>): Promise<number> {
    const { database } = this.#options.store;
    let [size, number] = [0, 0];
    let rest: Buffer = Buffer.alloc(0);
    for await (const some of bytes) {
      size += some.length;
      if (size > mostBytes) throw new ZhuisuError('body_too_large', { expected: mostBytes });
      rest = rest.length === 0 ? some : Buffer.concat([rest, some]);
      if (rest.length < uploadPiece * 4) continue;
      const pieces: Buffer[] = [];
      let at = 0;
      for (; at + uploadPiece <= rest.length; at += uploadPiece) pieces.push(rest.subarray(at, at + uploadPiece));
      await putUploadPieces(database, id, number, pieces);
      number += pieces.length;
      rest = Buffer.from(rest.subarray(at));
    }
    const pieces: Buffer[] = [];
    for (let at = 0; at < rest.length; at += uploadPiece) pieces.push(rest.subarray(at, at + uploadPiece));
    if (pieces.length > 0) await putUploadPieces(database, id, number, pieces);
    return size;
  }

  fileOf({ id, size }: UploadRow): SheetFile {
    return { size, read: (from, to) => uploadBytes(this.#options.store.database, id, from, to) };
  }

  /** Ends it; what is recorded stays. Of one that has ended, its file goes. */
  async cancel(row: UploadRow): Promise<void> {
    const { store, now } = this.#options;
    if (row.endedAt !== null) return dropUploadFile(store.database, row.id);
    await this.#end(row.id, { state: 'cancelled', endedAt: now() });
  }

  async #end(id: string, how: Parameters<typeof advanceUpload>[2]): Promise<void> {
    await advanceUpload(this.#options.store.database, id, how);
    this.#ends.emit(id);
  }

  /** Removes the files whose time is over. */
  async tidy(): Promise<void> {
    const { database } = this.#options.store;
    const now = this.#options.now();
    for (const id of await staleUploads(database, now, now - brokenMillis)) {
      await forgetUpload(database, id);
      await dropUploadFile(database, id);
    }
  }

  /** Resolves when it has ended here, or after that time: another process may work on it. */
  async ended(id: string, mostMillis: number): Promise<void> {
    if (this.#stopped) return;
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(), mostMillis);
    this.#waiting.add(over);
    try {
      await once(this.#ends, id, { signal: over.signal });
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(over);
    }
  }

  /** Looks for work; asked again while it looks, it looks again. */
  #nudge(): void {
    if (this.#stopped) return;
    if (this.#filling !== undefined) {
      this.#again = true;
      return;
    }
    this.#filling = this.#fill()
      .catch((error: unknown) => this.#later(error))
      .finally(() => {
        this.#filling = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.#nudge();
      });
  }

  #later(error: unknown): void {
    if (this.#stopped) return;
    this.#options.log({ error: error instanceof Error ? error.message : String(error) });
    this.#timers.push(setTimeout(() => this.#nudge(), this.#options.retryMillis ?? usualRetryMillis).unref());
  }

  async #fill(): Promise<void> {
    const { database } = this.#options.store;
    for (const row of await waitingUploads(database)) {
      if (this.#stopped || this.#running.size >= mostAtOnce) return;
      if (this.#running.has(row.owner)) continue;
      this.#locks ??= await UploadLocks.open(database, () => {
        this.#locks = undefined;
      });
      const locks = this.#locks;
      if (!(await locks.take(row.owner))) continue;
      const work = this.#run(row.id, () => this.#stopped || this.#locks !== locks)
        .catch((error: unknown) => this.#later(error))
        .finally(async () => {
          await locks.give(row.owner).catch(() => {});
          this.#running.delete(row.owner);
          this.#nudge();
        });
      this.#running.set(row.owner, work);
    }
  }

  /** Throws what passes; it is tried again then. `over`: somebody else may work on it by now. */
  async #run(id: string, over: () => boolean): Promise<void> {
    const { store, stageOf, now } = this.#options;
    const { database } = store;
    // Read under the lock: another process may have ended it.
    const row = await uploadNamed(database, id);
    if (row === undefined || row.endedAt !== null) return;
    try {
      const attempts = await takeUpload(database, id);
      if (attempts === undefined) return;
      // It takes the process with it each time.
      if (attempts > mostAttempts) throw new ZhuisuError('internal', { request: id });
      const sheet = await openSheet(this.fileOf(row), await stageOf(row.category, row.stage));
      const last = await lastUploadRow(database, id);
      if (!(await advanceUpload(database, id, { state: 'recording', rows: sheet.count }))) return;
      let waiting: SheetRow[] = [];
      for await (const rows of sheet.rows(last + 1)) {
        waiting.push(...rows);
        while (waiting.length >= rowsInBatch) {
          if (over() || !(await this.#batch(row, sheet.layout, waiting.slice(0, rowsInBatch)))) return;
          waiting = waiting.slice(rowsInBatch);
        }
      }
      if (over() || (waiting.length > 0 && !(await this.#batch(row, sheet.layout, waiting)))) return;
      await this.#end(id, { state: 'done', endedAt: now() });
    } catch (error) {
      if (error instanceof ZhuisuError && passing.has(error.code)) throw error;
      if (!(error instanceof ZhuisuError)) this.#options.log({ upload: id, error: String((error as Error).stack ?? error) });
      const { code, details, problems } = error instanceof ZhuisuError ? error : new ZhuisuError('internal', { request: id });
      const told = { ...problem(code, details), ...(problems.length > 1 ? { errors: problems } : {}) };
      await this.#end(id, { state: 'failed', problem: JSON.stringify(told), endedAt: now() });
    }
  }

  /** False when the upload has ended meanwhile. */
  async #batch(row: UploadRow, layout: Layout, rows: readonly SheetRow[]): Promise<boolean> {
    const { store, record } = this.#options;
    const right = rows.filter(({ problems }) => problems.length === 0);
    const recorded =
      right.length === 0
        ? []
        : await record(
            row,
            right.map((each) => each.record),
          );
    const answers = new Map(right.map((each, i) => [each.number, recorded[i]!]));
    const problems: Record<string, KeptRow> = {};
    let statuses = '';
    for (const each of rows) {
      const answer: RecordedRow = answers.get(each.number) ?? { status: 'refused', problems: each.problems };
      const { status, problems: found = [], notes } = answer;
      statuses += letters[status];
      if (found.length > 0 || notes !== undefined)
        problems[each.number] = {
          problems: found.map((one) => kept(atCell(one, each, layout))),
          ...(notes === undefined ? {} : { notes }),
        };
    }
    return addUploadBatch(store.database, row.id, {
      firstRow: rows[0]!.number,
      lastRow: rows.at(-1)!.number,
      numbers: rows.map(({ number }) => number),
      statuses,
      problems: JSON.stringify(problems),
    });
  }
}

/** What the recorder says of a column, said of the cell. */
function atCell(told: Problem, { number }: SheetRow, { columns }: Layout): Problem {
  const { key, came = '–', expected = '–', expectedZh: zh, expectedEn: en } = told as Problem & Partial<Record<string, string>>;
  const found = key === undefined ? undefined : [...columns].find(([, heading]) => heading.key === key);
  // The recorder counts within its batch, people within the sheet.
  if (found === undefined) return 'index' in told ? { ...told, index: number } : told;
  const [at, heading] = found;
  return problem('cell_invalid', {
    cell: `${columnLetters(at)}${number}`,
    column: headingText(heading),
    came,
    expected: zh === undefined || en === undefined ? expected : { zh, en },
  });
}
