/** Reading through the interface: kept, tried again where nobody answered, shown with its states. */
import { QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask, NoAnswer } from '../../shared/api.ts';
import { Failure, Loading } from './states.tsx';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 300_000,
      refetchOnWindowFocus: true,
      // Else each part that is shown anew would ask again for what was refused.
      retryOnMount: false,
      // What was refused stays refused; a server that starts anew answers in a moment.
      retry: (tries, error) => error instanceof NoAnswer && tries < 3,
      retryDelay: (tries) => Math.min(1_000 * 2 ** tries, 8_000),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

export const useAsk = <T,>(path: string, options: { readonly enabled?: boolean; readonly every?: number } = {}) =>
  useQuery<T>({
    queryKey: [path],
    queryFn: ({ signal }) => ask<T>(path, { signal }),
    enabled: options.enabled ?? true,
    ...(options.every === undefined ? {} : { refetchInterval: options.every }),
  });

/** The states of a question; what was read before stays while it is read anew, with a word that it may be old. */
export function Shown<T>({
  of,
  lines,
  children,
}: {
  readonly of: {
    readonly data: T | undefined;
    readonly error: UseQueryResult<T>['error'];
    readonly refetch: () => Promise<unknown>;
  };
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  if (of.data === undefined)
    return of.error === null ? (
      <Loading {...(lines === undefined ? {} : { lines })} />
    ) : (
      <Failure error={of.error} again={() => void of.refetch()} />
    );
  return (
    <>
      {of.error !== null && <Failure error={of.error} again={() => void of.refetch()} />}
      {children(of.data)}
    </>
  );
}

/** After something was done: whatever is read from below these addresses is read again. */
export const forget = (...beginnings: readonly string[]): Promise<void> =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey }) => beginnings.some((each) => String(queryKey[0]).startsWith(each)),
  });
