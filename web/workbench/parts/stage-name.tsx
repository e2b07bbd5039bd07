/** A category, and a stage of it, by their names. */
import type { ReactNode } from 'react';
import type { CategoryBrief } from '../lib/stages.ts';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both } from '../lib/words.tsx';

export function StageName({ category, stage }: { readonly category: string; readonly stage?: string }): ReactNode {
  const { data } = useRemembered<readonly CategoryBrief[]>('/api/v1/categories');
  const of = data?.data.find(({ id }) => id === category);
  if (stage === undefined) return of === undefined ? category : <Both {...of.name} />;
  const found = of?.stages.find(({ id }) => id === stage);
  return found === undefined ? `${category}/${stage}` : <Both {...found.name} />;
}
