/** Who reads, and what the jurisdiction is called: what every page may need. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { JurisdictionAnswer, OwnAccount } from '../../../src/contract/index.ts';
import { ask } from '../../shared/api.ts';
import { useAsk } from './query.tsx';
import { isSignedOut } from './states.tsx';
import { type Words, words } from './words.tsx';

/** Null: no account is signed in; this machine itself, or the operator's token, looks. */
export const useMe = (): UseQueryResult<OwnAccount | null> =>
  useQuery<OwnAccount | null>({
    queryKey: ['/api/v1/account'],
    queryFn: ({ signal }) =>
      ask<OwnAccount>('/api/v1/account', { signal }).catch((error: unknown) => {
        if (isSignedOut(error)) return null;
        throw error;
      }),
    staleTime: 60_000,
  });
export const useJurisdiction = (): UseQueryResult<JurisdictionAnswer> => useAsk<JurisdictionAnswer>('/api/v1/jurisdiction');

/** Names of areas and departments by their codes and ids. */
export function useNames(): {
  readonly area: (code: string | null | undefined) => Words;
  readonly body: (id: string | null | undefined) => Words;
} {
  const { data } = useJurisdiction();
  return {
    area: (code) => {
      if (code === null || code === undefined) return words('未知区域', 'area unknown');
      const found = data?.areas.find((each) => each.code === code) ?? data?.areas.find((each) => code.startsWith(each.code));
      return found === undefined ? words(code, '') : words(found.zh, found.en);
    },
    body: (id) => {
      const found = data?.departments.find(({ organisation }) => organisation === id);
      return found === undefined ? words('', '') : words(found.zh, found.en);
    },
  };
}

/** Whether an action is open to the reader at all; to those without an account it is. */
export const mayI = (me: OwnAccount | null | undefined, action: string): boolean => me?.may?.includes(action) ?? true;
