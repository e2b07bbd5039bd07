/** What lists of recalls have in common. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { categories } from '../../categories/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { turnPage } from '../../query/index.ts';
import { listRecalls, type Recall, type RecallFilter, type RecallMark, type Sight } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';

/** A page of recalls, the newest first, and the way to the next. */
export async function pageOfRecalls(
  { store, now }: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  seen: Sight,
  filter: RecallFilter,
  path: string,
): Promise<Recall[]> {
  const query = request.query as Query;
  const perPage = perPageOf(query);
  const { nextPageToken: _, ...question } = query;
  const turn = await turnPage<RecallMark>(store, now(), [path, question, seen], tokenOf(query));
  const rows = await listRecalls(store.database, seen, filter, perPage + 1, turn.after);
  const last = rows[perPage - 1];
  if (rows.length > perPage && last !== undefined)
    linkNext(reply, path, question, turn.next({ createdAt: last.createdAt, id: last.id }));
  return rows.slice(0, perPage);
}

/** What is seen by duty, not as one of those whom it concerns. */
export const authority = <S extends Sight>(seen: S): S =>
  (seen === 'everything' ? seen : seen.filter(({ parties, owners }) => parties === undefined && owners === undefined)) as S;

/** Throws parameter_invalid for a text that the database does not take. */
export function textOf(query: Query, name: string): string | undefined {
  const text = [query[name]].flat()[0];
  if (text?.includes('\0')) throw new ZhuisuError('parameter_invalid', { name, came: 'NUL', expected: 'text without NUL' });
  return text;
}

export function only(query: Query, names: readonly string[]): void {
  const all = [...names, 'perPage', 'nextPageToken'];
  const other = Object.keys(query).find((name) => !all.includes(name));
  if (other !== undefined) throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: all.join(', ') });
}

/** Values of a filter, with commas between; undefined where it is not asked, or empty. Throws parameter_invalid. */
export function listOf(query: Query, name: string, known: readonly string[]): string[] | undefined {
  const text = textOf(query, name);
  if (text === undefined || text === '') return undefined;
  const values = text.split(',');
  const other = values.find((each) => !known.includes(each));
  if (other !== undefined)
    throw new ZhuisuError('parameter_invalid', { name, came: other.slice(0, 80), expected: known.join(', ') });
  return values;
}

export const categoriesOf = (query: Query): string[] | undefined =>
  listOf(
    query,
    'category',
    categories.map(({ id }) => id),
  );
