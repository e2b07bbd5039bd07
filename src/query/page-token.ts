/** Where a page ended, as an opaque text. It is bound to its query, so that a token cannot continue another one. */
import { createHash } from 'node:crypto';
import { ZhuisuError } from '../errors.ts';

export interface PageEnd {
  /** The last event that existed when the query began: what arrives later does not shift the pages. */
  readonly upTo: number;
  readonly at: number;
  readonly seq: number;
  /** Events that the pages before held. */
  readonly given: number;
}

export function writeToken(end: PageEnd, query: unknown): string {
  return Buffer.from(JSON.stringify([end.upTo, end.at, end.seq, end.given, fingerprint(query)])).toString('base64url');
}

/** Throws page_token_invalid. */
export function readToken(token: string, query: unknown): PageEnd {
  try {
    const [upTo, at, seq, given, print] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if ([upTo, at, seq, given].every((each) => Number.isSafeInteger(each)) && print === fingerprint(query)) {
      return { upTo: upTo as number, at: at as number, seq: seq as number, given: given as number };
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new ZhuisuError('page_token_invalid');
}

const fingerprint = (query: unknown): string =>
  createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 12);
