import { readFile, writeFile } from 'node:fs/promises';
import { theOperator } from '../access/principal.ts';
import { type AuditEntry, audit } from '../audit/index.ts';
import { readConfig } from '../config.ts';
import { ZhuisuError } from '../errors.ts';
import { annotated, changesOf, dayOf, importTable, tableKind } from '../organisations/index.ts';
import { reasonOf } from '../store/index.ts';
import { withStore } from './store.ts';

interface Options {
  readonly check?: boolean;
  readonly approve?: boolean;
  readonly json?: boolean;
  readonly result?: string;
}

/** Imports a spreadsheet of organisations, tells what became of it, and ends with 1 when a row was refused. */
export async function importCommand(
  file: string,
  { check = false, approve = false, json = false, result }: Options,
): Promise<void> {
  const { jurisdiction } = readConfig();
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new ZhuisuError('file_unreadable', { file, cause: reasonOf(error) });
  });
  const copy = result === undefined ? undefined : annotated(tableKind(bytes));
  const now = Date.now();
  const report = await withStore(async (store) => {
    const done = await importTable(
      store,
      bytes,
      { jurisdiction, today: dayOf(now) },
      { actor: 'command line', at: now },
      { check, approved: approve },
      (row, about) => copy?.add(row, about),
    );
    const entries = changesOf(done).map(
      ({ id, what }): AuditEntry => ({
        kind: 'organisation_changed',
        principal: theOperator,
        object: id,
        outcome: 'allowed',
        reason: `${what}, command line`,
      }),
    );
    await audit(store.database, entries, now);
    return done;
  });
  if (copy !== undefined) await writeFile(result!, await copy.end());
  if (report.counts.refused > 0) process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify(report));
    return;
  }
  const { created, exists, changed, refused } = report.counts;
  for (const { row, problems } of report.rows) {
    for (const { titleZh, detail } of problems) console.log(`  第 ${row} 行 row ${row}: ${titleZh}。${detail}`);
  }
  console.log(
    `${check ? '试运行，未保存 dry run, nothing stored: ' : ''}登记 created ${created}，变更 changed ${changed}，已存在 exists ${exists}，未通过 refused ${refused}`,
  );
}
