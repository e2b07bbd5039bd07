/** What was said before in a field, for choosing instead of typing. Kept on this device; never a person. */
import { useQuery } from '@tanstack/react-query';
import type { StageTold, TypedAmount, Values } from '../lib/stages.ts';
import { database } from '../lib/store.ts';

const most = 20;
const placeOf = (name: string): string => `seen ${name}`;

export function useSeen(name: string): readonly string[] {
  const { data } = useQuery({
    queryKey: ['seen', name],
    queryFn: async () => ((await (await database()).get('memory', placeOf(name)))?.data ?? []) as readonly string[],
    networkMode: 'always',
  });
  return data ?? [];
}

export async function noteSeen(fields: StageTold['fields'], values: Values): Promise<void> {
  const db = await database();
  const note = async (name: string, texts: readonly string[]): Promise<void> => {
    const fresh = texts.map((each) => each.trim()).filter((each) => each !== '');
    if (fresh.length === 0) return;
    const before = ((await db.get('memory', placeOf(name)))?.data ?? []) as readonly string[];
    await db.put('memory', { data: [...new Set([...fresh, ...before])].slice(0, most), at: Date.now() }, placeOf(name));
  };
  for (const { key, value: kind } of fields) {
    const value = values[key];
    if (value === undefined || kind.kind === 'person') continue;
    if (kind.kind === 'amounts')
      await note(
        'codes',
        ([value].flat() as TypedAmount[]).map(({ code }) => code),
      );
    else if (kind.kind === 'codes') await note('codes', ([value].flat() as string[]).slice(0, 5));
    else if (typeof value === 'string' && ['party', 'place', 'area', 'text', 'document'].includes(kind.kind))
      await note(key, [value]);
  }
}
