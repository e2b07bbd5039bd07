/** Whoever registers themselves: organisation, first site and first account, together or not at all; and who sends a refused registration again. */
import type { PoolClient } from 'pg';
import { ZhuisuError } from '../errors.ts';
import { addAccountIn, type NewAccount } from './accounts.ts';
import { advisory } from './advisory.ts';
import type { Database } from './database.ts';
import { uuidOfUri } from './keys.ts';
import { changing, type OrganisationRow, organisationColumns, present } from './organisations.ts';
import {
  addUris,
  changeIn,
  type Doing,
  type OrganisationFields,
  ownersOf,
  type Registration,
  registerIn,
} from './organisations-register.ts';
import { putSiteIn, type SiteFields } from './organisations-sites.ts';

export interface SelfRegistration {
  readonly registration: Registration;
  readonly site: { readonly fields: SiteFields; readonly uris: readonly string[] } | undefined;
  readonly account: Omit<NewAccount, 'login'>;
  /** The first that is free is given. */
  readonly logins: readonly string[];
}

export type SelfRegistered =
  | { readonly outcome: 'created'; readonly login: string }
  /** Nothing was created: the id or the credit code is on record. */
  | { readonly outcome: 'known'; readonly row: OrganisationRow };

/** `note`: writes down what was done, in the same transaction. */
export function registerWithAccount(
  database: Database,
  { registration, site, account, logins }: SelfRegistration,
  doing: Doing,
  note: (client: PoolClient) => Promise<void>,
): Promise<SelfRegistered> {
  return changing(database, async (client): Promise<SelfRegistered> => {
    let known: OrganisationRow | undefined;
    const [answer] = await registerIn(client, [registration], doing, {
      update: false,
      may(_, before) {
        known = before;
        return before === undefined ? undefined : new ZhuisuError('organisation_exists');
      },
    });
    if (known !== undefined) return { outcome: 'known', row: known };
    if (answer?.outcome !== 'created') throw new ZhuisuError('identifier_taken', { came: registration.uscc ?? registration.id });
    if (site !== undefined) await putSiteIn(client, site.fields, site.uris, doing);
    for (const login of logins) {
      if (!(await addAccountIn(client, { ...account, login }))) continue;
      await note(client);
      return { outcome: 'created', login };
    }
    throw new Error('every login that was proposed is taken');
  });
}

export interface Resubmission {
  readonly id: string;
  readonly fields: Pick<OrganisationFields, 'form' | 'name' | 'uscc' | 'areas' | 'categories'>;
  readonly site: SelfRegistration['site'];
  /** What was said with it. */
  readonly reason: string;
}

export type Resubmitted =
  | { readonly outcome: 'sent'; readonly row: OrganisationRow }
  /** The credit code is that of another organisation: nothing was changed. */
  | { readonly outcome: 'taken' }
  | { readonly outcome: 'unknown' };

/**
 * A refused registration, corrected and sent again. `decide` sees the row under its lock and returns the state after it, or throws. A credit
 * code that was corrected no longer names the organisation in events: it may be that of another firm.
 */
export function resubmitOrganisation(
  database: Database,
  { id, fields, site, reason }: Resubmission,
  doing: Doing,
  decide: (row: OrganisationRow) => string,
  note: (client: PoolClient) => Promise<void>,
): Promise<Resubmitted> {
  return changing(database, async (client): Promise<Resubmitted> => {
    await client.query('select pg_advisory_xact_lock($1)', [advisory.registration]);
    const { rows } = await client.query<OrganisationRow>(
      `select ${organisationColumns} from organisation where id = $1 for update`,
      [id],
    );
    if (rows[0] === undefined) return { outcome: 'unknown' };
    const before = present(rows[0]);
    const status = decide(before);
    if (fields.uscc !== before.uscc && !(await renamed(client, before, fields.uscc))) return { outcome: 'taken' };
    const row = await changeIn(client, before, { ...fields, status }, { ...doing, action: 'resubmit', reason });
    if (site !== undefined) await putSiteIn(client, site.fields, site.uris, doing);
    await note(client);
    return { outcome: 'sent', row };
  });
}

const uriOfUscc = (uscc: string): string => `urn:zhuisu:uscc:${uscc}`;

/** Names an organisation in events by another credit code, or by none; false where that is another organisation's. */
async function renamed(client: PoolClient, { id, uscc: before }: OrganisationRow, uscc: string | undefined): Promise<boolean> {
  if (uscc !== undefined) {
    const uri = uriOfUscc(uscc);
    const { rowCount } = await client.query('select 1 from organisation where uscc = $1 and id <> $2', [uscc, id]);
    const owner = (await ownersOf(client, [uri])).get(uuidOfUri(uri));
    if (rowCount !== 0 || (owner !== undefined && owner !== id)) return false;
    await addUris(client, id, [uri]);
  }
  if (before !== undefined)
    await client.query('delete from organisation_identifier where id = $1 and organisation = $2', [
      uuidOfUri(uriOfUscc(before)),
      id,
    ]);
  return true;
}
