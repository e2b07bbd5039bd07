/**
 * Page tokens, one shape for every listing: where the page before ended, for which question, until when. Self-contained, so that a server
 * remembers only those that were deleted (`DELETE /nextPageToken/{token}`), and only until they would have expired. Sealed (AES-256-GCM),
 * not only signed: where a page ends is a number of the log, and whoever sees a part of it is not to learn how much others record.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { ZhuisuError } from '../errors.ts';
import { endListing, hasEnded, pageTokenKey, type Store } from '../store/index.ts';

/** How long a token may be used, milliseconds; announced with each page in GS1-Next-Page-Token-Expires. */
export const pageTokenLife = 24 * 3600 * 1000;

export interface NextPage {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** One page of a listing, before it is read. */
export interface Turn<Mark> {
  /** Where the page before ended; undefined on the first page. */
  readonly after: Mark | undefined;
  /** The way on from where this page ends. */
  next(mark: Mark): NextPage;
}

interface Content {
  /** Shared by all tokens of a listing. */
  readonly listing: string;
  readonly expires: number;
  readonly question: string;
  readonly mark: unknown;
}

/**
 * `question` is what the listing answers, any JSON: a token continues no other. Throws page_token_invalid for a token that is damaged, of
 * another question, expired or deleted.
 */
export async function turnPage<Mark>(
  store: Store,
  now: number,
  question: unknown,
  token: string | undefined,
): Promise<Turn<Mark>> {
  const key = await pageTokenKey(store.database);
  const asked = fingerprint(question);
  let listing: string | undefined;
  let after: Mark | undefined;
  if (token !== undefined) {
    const content = read(token, key);
    if (content === undefined) throw refused('损坏', 'damaged');
    if (content.question !== asked) throw refused('属于另一个查询', 'made for another question');
    if (content.expires <= now) {
      const at = new Date(content.expires).toISOString();
      throw refused(`已于 ${at} 过期`, `expired at ${at}`);
    }
    if (await hasEnded(store.database, content.listing)) throw refused('已删除', 'deleted');
    listing = content.listing;
    after = content.mark as Mark;
  }
  return {
    after,
    next(mark) {
      listing ??= randomBytes(9).toString('base64url');
      const expires = now + pageTokenLife;
      return { token: write({ listing, expires, question: asked, mark }, key), expires };
    },
  };
}

/** Ends the listing of a token: neither it nor any other token of that listing is taken again. False for one that is not in use. */
export async function deletePageToken(store: Store, now: number, token: string): Promise<boolean> {
  const content = read(token, await pageTokenKey(store.database));
  if (content === undefined || content.expires <= now) return false;
  // No token of the listing was made after this moment, so none outlives it by more than a life.
  return endListing(store.database, content.listing, now + pageTokenLife, now);
}

const nonceBytes = 12;
const tagBytes = 16;

function write({ listing, expires, question, mark }: Content, key: Buffer): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  const body = cipher.update(JSON.stringify([listing, expires, question, mark]));
  return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function read(token: string, key: Buffer): Content | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length <= nonceBytes + tagBytes || bytes.toString('base64url') !== token) return undefined;
  const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  cipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const body = Buffer.concat([cipher.update(bytes.subarray(nonceBytes, -tagBytes)), cipher.final()]);
    const [listing, expires, question, mark] = JSON.parse(body.toString()) as [string, number, string, unknown];
    return { listing, expires, question, mark };
  } catch {
    return undefined;
  }
}

/** A digest of what is in the log that tells nobody without the key what that is; for validators, which are digests of it in turn. */
export async function sealedDigest(store: Store, text: string): Promise<string> {
  const key = await pageTokenKey(store.database);
  return createHash('sha256').update(key).update(text).digest('base64url');
}

const fingerprint = (question: unknown): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 12);

const refused = (zh: string, en: string): ZhuisuError => new ZhuisuError('page_token_invalid', { cause: { zh, en } });
