/**
 * A sheet of records, .xlsx, over HTTP until its last row is stored, against the same number of records as lists of 500 in the simple
 * form, one after the other. Half of the lists go before the sheet, half after it. The memory is that of the server's process, which
 * makes the lists too. `npm run bench -- sheets [ROWS]`.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { shippedProfiles } from '../src/categories/profiles/index.ts';
import { readConfig } from '../src/config.ts';
import { buildApp } from '../src/http/app.ts';
import { listen } from '../src/http/server.ts';
import { cellsOfExample } from '../src/sheets/example.ts';
import { fileOf, mediaTypes, openSheet, type TableLine, writeTable } from '../src/sheets/index.ts';
import { tableColumns } from '../src/sheets/template.ts';
import { report, round, withBenchStore } from './lib/setup.ts';

const rows = Number(process.argv[2] ?? 100_000);
const inList = 500;
const profile = shippedProfiles.find(({ category }) => category === 'produce')!;
const stage = profile.stages.find(({ id }) => id === 'pest_check')!;
const made = { category: profile.category, version: profile.version, stage };
/** Local date and time of a record; no two are alike. */
const momentOf = (i: number): string => new Date(Date.UTC(2026, 4, 1) + i * 1_000).toISOString().slice(0, 19);

function* lines(): Generator<TableLine[]> {
  const values = cellsOfExample(stage, stage.example);
  for (let i = 0; i < rows; i++) yield [{ cells: values.with(0, { date: momentOf(i) }) }];
}

const megabytes = (): number => process.memoryUsage.rss() / (1 << 20);

await withBenchStore(async (store, dataDir) => {
  const folder = await mkdtemp(join(tmpdir(), 'zhuisu-bench-sheets-'));
  const app = buildApp(store, readConfig({ PORT: '0', ZHUISU_DATA_DIR: dataDir }));
  try {
    const file = join(folder, 'a.xlsx');
    const writing = performance.now();
    await pipeline(writeTable(tableColumns(made), lines(), 'xlsx', { name: '填报' }), createWriteStream(file));
    const wrote = (performance.now() - writing) / 1_000;
    const address = await listen(app, readConfig({ PORT: '0', ZHUISU_DATA_DIR: dataDir }));

    const lists = async (from: number, count: number): Promise<number> => {
      const start = performance.now();
      for (let i = from; i < from + count; i += inList) {
        const records = Array.from({ length: inList }, (_, k) => ({ ...stage.example, time: `${momentOf(i + k)}+08:00` }));
        const answer = await fetch(`${address}/api/v1/records/produce/pest_check`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(records),
        });
        const { stored } = (await answer.json()) as { stored: number };
        if (stored !== inList) throw new Error(`${stored} of ${inList} were stored`);
      }
      return (performance.now() - start) / 1_000;
    };
    const reading = performance.now();
    const { count } = await openSheet(fileOf(await readFile(file)), made);
    const read = (performance.now() - reading) / 1_000;
    if (count !== rows) throw new Error(`${count} rows were read`);
    const half = Math.max(inList, Math.floor(rows / 2 / inList) * inList);
    const before = await lists(rows, half);

    const rest = megabytes();
    let peak = rest;
    const looking = setInterval(() => {
      peak = Math.max(peak, megabytes());
    }, 20);
    const start = performance.now();
    const sent = await fetch(`${address}/api/v1/records/produce/pest_check/uploads`, {
      method: 'POST',
      headers: { 'content-type': mediaTypes.xlsx },
      body: createReadStream(file) as unknown as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    const { id } = (await sent.json()) as { id: string };
    let told: { state: string; stored: number; endedAt?: string };
    do told = (await (await fetch(`${address}/api/v1/record-uploads/${id}?wait=60`)).json()) as typeof told;
    while (told.endedAt === undefined);
    const upload = (performance.now() - start) / 1_000;
    clearInterval(looking);
    if (told.state !== 'done' || told.stored !== rows) throw new Error(JSON.stringify(told));
    const after = await lists(rows + half, half);

    const listRate = (2 * half) / (before + after);
    const rate = rows / upload;
    report('sheets', {
      rows,
      'file, MB': round((await stat(file)).size / (1 << 20)),
      'sheet, rows/s': Math.round(rate),
      'lists in the simple form, records/s': Math.round(listRate),
      'sheet against lists': round(rate / listRate),
      'memory at rest, MB': Math.round(rest),
      'most memory while the sheet is recorded, MB': Math.round(peak),
      'growth, MB': Math.round(peak - rest),
      'reading it whole, before the first row is stored, rows/s': Math.round(rows / read),
      'writing the sheet, rows/s': Math.round(rows / wrote),
    });
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
});
