/** What lists of recalls have in common. */
import type { FastifyReply, FastifyRequest } from 'fastify';
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

export const textOf = (query: Query, name: string): string | undefined => [query[name]].flat()[0];

export function only(query: Query, names: readonly string[]): void {
  const all = [...names, 'perPage', 'nextPageToken'];
  const other = Object.keys(query).find((name) => !all.includes(name));
  if (other !== undefined) throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: all.join(', ') });
}
