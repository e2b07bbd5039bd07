/** What signing in and managing accounts works with; made once an application, in `open.ts`. */
import type { Acting, Principal } from '../access/index.ts';
import type { Database } from '../store/index.ts';
import type { Credentials } from './credentials.ts';
import type { Hasher } from './password-hash.ts';

/** One line for the audit log. */
export interface Deed {
  readonly kind:
    | 'sign_in'
    | 'sign_out'
    | 'second_factor'
    | 'enrolment'
    | 'password'
    | 'session'
    | 'account'
    | 'rights'
    | 'token'
    | 'delegation'
    | 'identity';
  readonly principal: Principal;
  /** What it was done to: an account, a token, a consent. */
  readonly object?: string;
  readonly outcome: 'done' | 'refused';
  readonly reason?: string;
  readonly address?: string;
}

export interface Desk {
  readonly database: Database;
  readonly hasher: Hasher;
  readonly credentials: Credentials;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly seal: (purpose: string, bytes: Buffer) => Buffer;
  /** Throws for what was not sealed here for this purpose. */
  readonly open: (purpose: string, bytes: Buffer) => Buffer;
  readonly actingOf: (organisation: string) => Promise<Acting | undefined>;
  /** What the organisation is called, for the check of passwords. */
  readonly record: (deed: Deed) => Promise<void>;
}

export const dateOf = ({ now }: Pick<Desk, 'now'>): Date => new Date(now());
