/** Organisations and the people in them, for the tests of this folder. */
import { type Role, theOperator } from '../../src/access/principal.ts';
import { storeAccount } from '../../src/accounts/index.ts';
import { jiyuan } from '../../src/jurisdictions/index.ts';
import { bodyId } from '../../src/organisations/index.ts';
import { seedOrganisations } from '../../src/store/index.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { Client, codeAt } from './browser.ts';

export const organisations = {
  department: bodyId(jiyuan.id, jiyuan.departments.find(({ kind }) => kind === 'department')!.id),
  enterprise: '00000000-0000-4000-8000-000000000001',
  neighbour: '00000000-0000-4000-8000-000000000002',
  vendor: '00000000-0000-4000-8000-000000000003',
  association: '00000000-0000-4000-8000-000000000004',
} as const;

const names = { enterprise: '北山果园', neighbour: '南河果园', vendor: '云帆软件', association: '果品协会' } as const;

export interface Town extends Served {
  /** Milliseconds since 1970; goes on when told to. */
  clock: number;
  client(address?: string): Client;
}

export const password = 'harvest lantern 47 orchard';

/** An application with a clock that stands until it is moved, in a town of four organisations. */
export async function openTown(env: Readonly<Record<string, string>> = {}): Promise<Town> {
  const time = { clock: Date.UTC(2026, 10, 24, 4) };
  const served = await serveApp({ env, now: () => time.clock });
  await served.app.ready();
  const rows = (Object.keys(names) as (keyof typeof names)[]).map((key) => ({
    id: organisations[key],
    kind: key === 'neighbour' ? 'enterprise' : key,
    name: names[key],
    status: 'active',
    areas: ['419001'],
    categories: [],
    jurisdiction: 'test',
    department: key,
  }));
  await seedOrganisations(served.store.database, rows, time.clock);
  return {
    ...served,
    get clock() {
      return time.clock;
    },
    set clock(at: number) {
      time.clock = at;
    },
    client: (address?: string) => new Client(served, address),
  };
}

/** Somebody with a password of their own. Returns the id. */
export async function settle(
  town: Town,
  login: string,
  roles: readonly Role[],
  organisation: string | null,
  kind: 'person' | 'service' = 'person',
): Promise<string> {
  const wish = { login, name: login, kind, organisation, roles };
  return (await storeAccount(town.app.desk, theOperator, wish, kind === 'person' ? password : undefined)).account.id;
}

/** Signed in to the end, with a second factor where one is needed. The telephone shows the next code after thirty seconds. */
export async function arrive(
  town: Town,
  login: string,
  address?: string,
): Promise<Client & { secret?: string; recovery?: string[] }> {
  const client = town.client(address) as Client & { secret?: string; recovery?: string[] };
  const { stage } = (await client.signIn(login, password)).json();
  if (stage !== 'enrol') return client;
  client.secret = (await client.get('/api/v1/account/enrolment')).json<{ secret: string }>().secret;
  const done = await client.send('POST', '/api/v1/account/enrolment', { code: codeAt(client.secret, town.clock) });
  client.recovery = done.json<{ recoveryCodes: string[] }>().recoveryCodes;
  town.clock += 30_000;
  return client;
}
