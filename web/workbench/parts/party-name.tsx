/** A party by the name under which it is registered; the chain of what it sent tells it. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { NameTold, TraceAnswer } from '../../../src/contract/index.ts';
import { ask } from '../lib/api.ts';
import { shortOf } from '../record/values.ts';

/** With names; the same answer serves every party of one chain. */
export const namedTrace = (code: string, direction: 'up' | 'both') => ({
  queryKey: ['named trace', code, direction],
  queryFn: () =>
    ask<TraceAnswer & { readonly names?: Readonly<Record<string, NameTold>> }>(
      `/api/v1/trace?${new URLSearchParams({ code, direction, names: 'true' })}`,
    ),
  retry: false,
});

export function PartyName({ uri, of }: { readonly uri: string; readonly of: string | undefined }): ReactNode {
  const { data } = useQuery({ ...namedTrace(of ?? '', 'up'), enabled: of !== undefined, staleTime: 600_000 });
  const told = data?.names?.[uri];
  return <>{told?.organisationName ?? told?.zh ?? shortOf(uri)}</>;
}
