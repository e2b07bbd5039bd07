/** A firm or body by its name in the register, with the way to its file; without one where the reader may not know it. */
import type { ReactNode } from 'react';
import type { Organisation } from '../../../src/contract/index.ts';
import { Link } from '../router.tsx';
import { useNames } from './me.ts';
import { useAsk } from './query.tsx';
import { W } from './words.tsx';

export function useFirmName(id: string): string | undefined {
  const body = useNames().body(id).zh;
  const read = useAsk<Organisation>(`/api/v1/organisations/${id}`, { enabled: body === '' });
  return body === '' ? read.data?.name : body;
}

export function FirmName({ id }: { readonly id: string }): ReactNode {
  const name = useFirmName(id);
  if (name === undefined) return <W zh={`未公开的主体 ${id.slice(0, 8)}`} en="a firm that is not shown" />;
  return <Link to={`/console/firms/${id}`}>{name}</Link>;
}
