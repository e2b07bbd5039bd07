/** What signing in and managing accounts works with; made once an application. */
import type { Acting, Principal } from '../access/index.ts';
import { type AuditKind, type AuditOutcome, audit } from '../audit/index.ts';
import { type Database, type Store, totpSecrets } from '../store/index.ts';
import { Credentials } from './credentials.ts';
import { Hasher } from './password-hash.ts';
import { Turns } from './turns.ts';

export interface Desk {
  readonly database: Database;
  readonly vault: Store['vault'];
  readonly hasher: Hasher;
  readonly turns: Turns;
  readonly credentials: Credentials;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly actingOf: (organisation: string) => Promise<Acting | undefined>;
}

export interface DeskOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly actingOf: (organisation: string) => Promise<Acting | undefined>;
}

export const openDesk = ({ store, now, actingOf }: DeskOptions): Desk => ({
  database: store.database,
  vault: store.vault,
  hasher: new Hasher(),
  turns: new Turns(),
  credentials: new Credentials(),
  now,
  actingOf,
});

export const dateOf = ({ now }: Pick<Desk, 'now'>): Date => new Date(now());

/** One line for the audit log. */
export interface Deed {
  readonly kind: AuditKind;
  readonly principal: Principal;
  /** What it was done to: an account, a token, a consent. */
  readonly object: string;
  readonly outcome?: AuditOutcome;
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly address?: string;
}

export const record = (desk: Desk, deed: Deed): Promise<void> =>
  audit(desk.database, { outcome: 'allowed', ...deed }, desk.now());

/** The secret of a second factor, sealed for its account alone. */
export const sealSecret = ({ vault }: Desk, login: string, secret: Buffer): Buffer =>
  vault.seal(totpSecrets.purpose, secret, login);
export const openSecret = ({ vault }: Desk, login: string, sealed: Buffer): Buffer =>
  vault.unseal(totpSecrets.purpose, sealed, login);
