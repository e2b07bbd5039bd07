/** A list that is turned page by page as somebody scrolls, the next page by the link of the last (RFC 8288). */
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { askPage } from '../../shared/api.ts';

interface Turned<Body> {
  readonly body: Body;
  readonly next: string | undefined;
}

export interface Turning<Body> {
  readonly pages: readonly Body[];
  readonly read: UseInfiniteQueryResult<InfiniteData<Turned<Body>>>;
  /** Undefined where nothing is left. */
  readonly more: (() => void) | undefined;
}

/** `first`: the address of the first page. `every`: milliseconds after which what is shown is read anew. */
export function usePages<Body>(first: string, every?: number): Turning<Body> {
  const read = useInfiniteQuery({
    queryKey: [first, 'pages'],
    initialPageParam: first,
    queryFn: ({ pageParam, signal }): Promise<Turned<Body>> => askPage<Body>(pageParam, { signal }),
    getNextPageParam: ({ next }) => next,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = read;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  return { pages: read.data?.pages.map(({ body }) => body) ?? [], read, more: hasNextPage ? more : undefined };
}
