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
