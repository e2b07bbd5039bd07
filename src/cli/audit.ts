import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { theOperator } from '../access/principal.ts';
import { audit, exported, type Link, linesOf, verifyAudit, verifyLines } from '../audit/index.ts';
import { ZhuisuError } from '../errors.ts';
import { auditHead, reasonOf } from '../store/index.ts';
import { withStore } from './store.ts';

const faults = {
  missing: 'is missing',
  changed: 'does not follow from the one before it and its own content',
  head: 'is not the one that was noted',
} as const;

/** Checks the chain in the database, or in an export; ends with 1 and the number of the first entry that is wrong. */
export async function auditVerify(file: string | undefined, { head }: { readonly head?: string }): Promise<void> {
  const noted = head === undefined ? undefined : notedHead(head);
  const result =
    file === undefined
      ? await withStore(({ database }) => verifyAudit(database, noted))
      : await verifyLines(linesIn(file), noted);
  if (result.fault !== undefined)
    throw new ZhuisuError('audit_broken', { cause: `entry ${result.fault.seq} ${faults[result.fault.fault]}` });
  console.log(`The audit log is whole: ${result.head.seq} entries.`);
  console.log(`Head ${written(result.head)} (note it elsewhere; --head checks against it)`);
}

/** Writes the whole log to a file that can be checked without this program. */
export async function auditExport(file: string): Promise<void> {
  await withStore(async ({ database }) => {
    const head = await auditHead(database);
    await audit(
      database,
      { kind: 'export', principal: theOperator, object: 'zhuisu audit export', outcome: 'allowed', details: { until: head.seq } },
      Date.now(),
    );
    const lines = linesOf(exported(database, 0, head.seq), { seq: 0, hash: Buffer.alloc(32) }, head);
    await pipeline(Readable.from(lines), createWriteStream(file, { mode: 0o600 }));
    console.log(`${head.seq} entries written to ${file}.\nHead ${written(head)}`);
  });
}

const written = ({ seq, hash }: Link): string => `${seq}:${hash.toString('hex')}`;

function notedHead(text: string): Link {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined)
    throw new ZhuisuError('setting_invalid', {
      name: '--head',
      came: text.slice(0, 100),
      expected: 'NUMBER:HASH as printed before',
    });
  return { seq: Number(seq), hash: Buffer.from(hash!, 'hex') };
}

async function* linesIn(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw new ZhuisuError('file_unreadable', { file, cause: reasonOf(error) });
  }
}
