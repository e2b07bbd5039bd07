/** Answers of the server that are worth having without it too. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ask, silence } from './api.ts';
import { remembered } from './store.ts';

export interface Remembered<T> {
  readonly data: T;
  /** When it was told, where the server does not answer now. */
  readonly since: number | undefined;
}

/** `path`: an address of the interface; the same for everybody, or `owner` says whose answer it is. */
export function useRemembered<T>(path: string, owner = ''): UseQueryResult<Remembered<T>> {
  return useQuery({
    queryKey: [path, owner],
    queryFn: () => remembered(`${owner} ${path}`, () => ask<T>(path), silence),
    networkMode: 'always',
  });
}
