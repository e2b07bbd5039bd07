import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { theOperator } from '../access/principal.ts';
import { audit } from '../audit/index.ts';
import { type Captured, capture, masterDataNote, parseBody } from '../capture/index.ts';
import { ZhuisuError } from '../errors.ts';
import { registryOf } from '../organisations/index.ts';
import { gateOf } from '../records/index.ts';
import { reasonOf, type Store } from '../store/index.ts';
import { withStore } from './store.ts';

interface Options {
  readonly rollback?: boolean;
  readonly json?: boolean;
}

/** Records each file as one document, tells what became of each, and ends with 1 when anything was refused. */
export async function captureCommand(files: readonly string[], { rollback = false, json = false }: Options): Promise<void> {
  await withStore(async (store) => {
    let done = 0;
    for (const file of files) {
      const progress = `[${++done}/${files.length}]`;
      if (process.stderr.isTTY && !json) process.stderr.write(`\r\x1b[2K${progress} ${file}`);
      const outcome = await captureFile(store, file, rollback ? 'rollback' : 'proceed');
      if (process.stderr.isTTY && !json) process.stderr.write('\r\x1b[2K');
      if (outcome instanceof ZhuisuError) {
        process.exitCode = 1;
        console.log(
          json
            ? JSON.stringify({ file, error: outcome.code, message: outcome.message })
            : `${progress} ${file}: refused\n  ${outcome.message}`,
        );
        continue;
      }
      if (!outcome.success) process.exitCode = 1;
      console.log(
        json
          ? JSON.stringify({ file, ...outcome.counts, captureID: outcome.captureID, errors: outcome.errors })
          : summary(progress, file, outcome),
      );
    }
  });
}

async function captureFile(store: Store, file: string, behaviour: 'rollback' | 'proceed'): Promise<Captured | ZhuisuError> {
  try {
    const captured = await capture(store.log, parseBody(await bytesOf(file)), {
      behaviour,
      job: true,
      now: Date.now(),
      registry: registryOf(store),
      gate: gateOf(store),
    });
    const note = masterDataNote(captured);
    if (note !== undefined) {
      await audit(
        store.database,
        { kind: 'master_data_changed', principal: theOperator, outcome: 'allowed', ...note },
        Date.now(),
      );
    }
    return captured;
  } catch (error) {
    if (error instanceof ZhuisuError && error.code !== 'database_lost') return error;
    throw error;
  }
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new ZhuisuError('file_unreadable', { file, cause: reasonOf(error) });
  }
}

function summary(progress: string, file: string, { counts, errors, captureID }: Captured): string {
  const { received, stored, existing, refused } = counts;
  const head = `${progress} ${file}: ${received} events, ${stored} stored, ${existing} already there, ${refused} refused (job ${captureID})`;
  return [head, ...errors.map(({ detail }) => `  ${detail}`)].join('\n');
}
