/** What others may be let do for a firm, in words. */
import { type Words, words } from '../lib/words.tsx';

const scopes = [
  ['capture', words('记录', 'record')],
  ['query', words('查询记录', 'read records')],
  ['trace', words('追溯', 'trace')],
  ['explain', words('解释编码', 'explain codes')],
  ['issue', words('发码', 'issue codes')],
  ['count', words('统计', 'read counts')],
  ['link', words('登记链接', 'set links')],
] as const satisfies readonly (readonly [string, Words])[];

export const scopeOptions = scopes.map(([value, name]) => ({ value: value as string, name: name as Words }));
export const scopeWords = (id: string): Words => scopes.find(([known]) => known === id)?.[1] ?? words(id, '');
