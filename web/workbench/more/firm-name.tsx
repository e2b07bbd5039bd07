/** A firm by its name in the register; by its number while nobody has said it. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { zhuisu } from '../lib/api.ts';

export function FirmName({ id }: { readonly id: string }): ReactNode {
  const { data } = useQuery({
    queryKey: ['organisation', id],
    queryFn: () => zhuisu().organisations.read(id),
    staleTime: 600_000,
    retry: false,
  });
  return <>{data?.name ?? id}</>;
}

/** The same for a file: each firm asked for once. */
export async function firmNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = [...new Set(ids)].map((id) =>
    zhuisu()
      .organisations.read(id)
      .then(
        ({ name }) => [id, name] as const,
        () => [id, id] as const,
      ),
  );
  return new Map(await Promise.all(found));
}
