/** Who is signed in, for which firm, and under which names that firm stands in events. */
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { Failure, Loading } from '../parts/states.tsx';
import { actingFor } from './acting.ts';
import { ask, silence } from './api.ts';
import { canonical } from './events.ts';
import { remembered } from './store.ts';

export interface LicenceTold {
  readonly id: string;
  readonly scheme: string;
  readonly number: string;
  readonly state: string;
  readonly holder?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly [other: string]: unknown;
}

export interface Firm {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly uscc?: string;
  readonly status: string;
  readonly address?: string;
  readonly areas: readonly string[];
  readonly categories: readonly string[];
  readonly sites?: readonly { readonly id: string; readonly name: string; readonly identifiers?: readonly string[] }[];
  readonly identifiers?: readonly (string | { readonly uri: string; readonly site?: string | null })[];
  readonly licences?: readonly LicenceTold[];
}

export interface Account {
  readonly account: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly organisation: {
    readonly id: string;
    readonly kind: string;
    readonly areas: readonly string[];
    readonly through?: { readonly organisation: string; readonly consent: string };
  } | null;
}

export interface Me {
  readonly account: Account;
  readonly firm: Firm;
  /** URIs by which events name the firm as a party. */
  readonly names: readonly string[];
  /** Everything by which events name it or a place of it. */
  readonly anywhere: readonly string[];
  /** URIs of its sites. */
  readonly places: readonly { readonly uri: string; readonly name: string }[];
  /** Time of what is shown, where the server does not answer. */
  readonly since: number | undefined;
  readonly mayRecord: boolean;
}

async function whoAmI(): Promise<Me> {
  const whom = actingFor()?.id ?? 'self';
  const { data: account, since } = await remembered(`me ${whom}`, () => ask<Account>('/api/v1/account'), silence);
  const { organisation } = account;
  if (organisation === null || organisation === undefined) throw new NoFirm(account.name);
  const { data: firm } = await remembered(
    `firm ${organisation.id}`,
    () => ask<Firm>(`/api/v1/organisations/${organisation.id}`),
    silence,
  );
  if (firm.kind === 'department' || firm.kind === 'zone' || firm.kind === 'township') throw new NoFirm(firm.name);
  const uris = (firm.identifiers ?? []).map((each) => (typeof each === 'string' ? { uri: each, site: undefined } : each));
  const siteName = new Map((firm.sites ?? []).map(({ id, name }) => [id, name]));
  return {
    account,
    firm,
    names: [
      ...new Set(
        [
          ...uris.filter(({ site }) => !site).map(({ uri }) => uri),
          `urn:uuid:${firm.id}`,
          ...(firm.uscc === undefined ? [] : [`urn:zhuisu:uscc:${firm.uscc}`]),
        ].map(canonical),
      ),
    ],
    anywhere: [
      ...new Set(
        [
          ...uris.map(({ uri }) => uri),
          `urn:uuid:${firm.id}`,
          ...(firm.uscc === undefined ? [] : [`urn:zhuisu:uscc:${firm.uscc}`]),
        ].map(canonical),
      ),
    ],
    // A site goes by several names; one is enough to choose it by, and the plainest is that on its gate.
    places: [...siteName].flatMap(([id, name]) => {
      const own = uris.filter(({ site }) => site === id).map(({ uri }) => uri);
      const uri = own.find((each) => each.startsWith('http')) ?? own[0];
      return uri === undefined ? [] : [{ uri, name }];
    }),
    since,
    mayRecord: account.roles.some((role) => role === 'recorder' || role === 'organisation_administrator'),
  };
}

/** Signed in, but for no firm: a department, an administrator of the installation. */
export class NoFirm extends Error {
  constructor(name: string) {
    super(name);
    this.name = 'NoFirm';
  }
}

const Mine = createContext<Me | undefined>(undefined);

export function useMe(): Me {
  const me = useContext(Mine);
  if (me === undefined) throw new Error('outside of WithMe');
  return me;
}

export function WithMe({ children }: { readonly children: ReactNode }): ReactNode {
  const { data, error, refetch } = useQuery({ queryKey: ['me'], queryFn: whoAmI, staleTime: 60_000 });
  if (data !== undefined) return <Mine.Provider value={data}>{children}</Mine.Provider>;
  return (
    <main className="alone" id="main">
      {error === null ? <Loading lines={6} /> : <Failure error={error} again={() => void refetch()} />}
    </main>
  );
}
