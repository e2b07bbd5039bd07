/**
 * The audit log as a file that can be checked without this program. JSON lines: {"start":{seq,hash}} (the link before the first row),
 * {"hash","content"} a row, {"head":{seq,hash}} last. `content` is the text that was hashed, byte by byte.
 */
import { type AuditRow, auditRows, type Database } from '../store/index.ts';
import { ChainCheck, type ChainFault, type Link } from './chain.ts';

const page = 1_000;

/** All rows after `start` up to `end`, a page at a time. */
export async function* exported(database: Database, start: number, end: number): AsyncGenerator<readonly AuditRow[]> {
  for (let after = start; after < end; ) {
    const rows = await auditRows(database, after, Math.min(page, end - after));
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)!.seq;
  }
}

const told = ({ seq, hash }: Link): object => ({ seq, hash: hash.toString('hex') });

export async function* linesOf(pages: AsyncIterable<readonly AuditRow[]>, start: Link, head: Link): AsyncGenerator<string> {
  yield `${JSON.stringify({ start: told(start) })}\n`;
  for await (const rows of pages)
    yield rows.map(({ hash, content }) => `${JSON.stringify({ hash: hash.toString('hex'), content })}\n`).join('');
  yield `${JSON.stringify({ head: told(head) })}\n`;
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe. */
const cell = (text: string): string => `"${text.replace(/^[=+\-@\t]/, "'$&").replaceAll('"', '""')}"`;

/** seq, at, kind, outcome, account, organisation, object, reason, hash, content */
export function csvRow({ seq, hash, content }: AuditRow): string {
  const { at, kind, outcome, principal, object, reason } = JSON.parse(content) as Record<string, string> & {
    principal: Record<string, string>;
  };
  return `${[
    String(seq),
    at,
    kind,
    outcome,
    principal.account,
    principal.organisation,
    object,
    reason,
    hash.toString('hex'),
    content,
  ]
    .map((text) => cell(text ?? ''))
    .join()}\r\n`;
}

interface Line {
  readonly start?: { seq: number; hash: string };
  readonly head?: { seq: number; hash: string };
  readonly hash?: string;
  readonly content?: string;
}

/** Checks the lines of an export. Throws SyntaxError for a line that is no JSON. */
export async function verifyLines(
  lines: AsyncIterable<string>,
  noted?: Link,
): Promise<{ head: Link; fault: ChainFault | undefined }> {
  let check = new ChainCheck(undefined, noted);
  let sealed = false;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const { start, head, hash, content } = JSON.parse(line) as Line;
    if (start !== undefined) check = new ChainCheck({ seq: start.seq, hash: Buffer.from(start.hash, 'hex') }, noted);
    else if (head !== undefined) {
      sealed = head.seq === check.head.seq && head.hash === check.head.hash.toString('hex');
    } else if (hash !== undefined && content !== undefined) {
      const seq = (JSON.parse(content) as { seq: number }).seq;
      if (!check.take({ seq, content, hash: Buffer.from(hash, 'hex') })) break;
    }
  }
  const fault = check.end();
  return { head: check.head, fault: fault ?? (sealed ? undefined : { seq: check.head.seq + 1, fault: 'missing' }) };
}
