/** A registration that was refused, corrected by whom it is of and sent to review again. */
import type { PoolClient } from 'pg';
import { ZhuisuError } from '../errors.ts';
import {
  type ChangeRow,
  type Doing,
  type OrganisationRow,
  type Resubmission,
  resubmitOrganisation,
  type Store,
} from '../store/index.ts';
import { lineIn } from './checks.ts';
import { after } from './life.ts';
import { type Ensure, ensureOwn, ensureVersion } from './register.ts';

/**
 * The row afterwards; undefined where the credit code is that of another organisation. Throws value_invalid, person_number_refused,
 * transition_refused, version_changed, body_fixed, not_found. `note` writes down what was done, in the same transaction.
 */
export async function resubmit(
  store: Store,
  { version, ...sent }: Resubmission & { readonly version: number },
  doing: Doing,
  ensure: Ensure,
  note: (client: PoolClient) => Promise<void>,
): Promise<OrganisationRow | undefined> {
  const reason = lineIn(sent.reason, 'note', 500, 0);
  const done = await resubmitOrganisation(
    store.database,
    { ...sent, reason },
    doing,
    (current) => {
      ensureOwn(current);
      ensure(current);
      ensure({ ...current, ...sent.fields, areas: [...sent.fields.areas], categories: [...sent.fields.categories] });
      ensureVersion(current, version);
      return after(current.status, 'resubmit');
    },
    note,
  );
  if (done.outcome === 'unknown') throw new ZhuisuError('not_found', { came: `organisation ${sent.id}` });
  return done.outcome === 'sent' ? done.row : undefined;
}

export interface SentAgain {
  /** Which submission this is: 2 for the first that was sent again. */
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What it says it corrected; empty: nothing. */
  readonly note: string;
  /** What was said with the refusal before it. */
  readonly refusal: string;
  /** JSON of what differs. */
  readonly before: string;
  readonly after: string;
}

/**
 * Of the history, oldest first: the last time that the organisation itself sent its registration again. A department that takes up again what
 * it refused is no submission: `isOwn` tells the actors apart. Undefined where it was sent once.
 */
export function sentAgain(changes: readonly ChangeRow[], isOwn: (actor: string) => boolean): SentAgain | undefined {
  const again = changes.filter(({ action, actor }) => action === 'resubmit' && isOwn(actor));
  const last = again.at(-1);
  if (last === undefined) return undefined;
  const refusal = changes.slice(0, changes.indexOf(last)).findLast(({ action }) => action === 'refuse')?.reason ?? '';
  return { count: again.length + 1, at: last.at, note: last.reason, refusal, before: last.before, after: last.after };
}
