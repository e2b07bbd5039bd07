/** Whoever registers themselves: organisation, first site and first account, together or not at all. */
import type { PoolClient } from 'pg';
import { ZhuisuError } from '../errors.ts';
import { addAccountIn, type NewAccount } from './accounts.ts';
import type { Database } from './database.ts';
import { changing, type OrganisationRow } from './organisations.ts';
import { type Doing, type Registration, registerIn } from './organisations-register.ts';
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
