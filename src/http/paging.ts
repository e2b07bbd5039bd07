/** Pages of the EPCIS interface: what their addresses and parameters have in common. */
import type { FastifyReply } from 'fastify';
import { ZhuisuError } from '../errors.ts';
import type { NextPage } from '../query/index.ts';

export type Query = Record<string, string | string[] | undefined>;

export const tokenOf = (query: Query): string | undefined => [query.nextPageToken].flat()[0];

export const perPageOf = (query: Query, otherwise = 30): number => wholeNumber(query, 'perPage', otherwise, 1_000);

export function onlyPaging(query: Query): void {
  const other = Object.keys(query).find((name) => name !== 'perPage' && name !== 'nextPageToken');
  if (other !== undefined)
    throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: 'perPage, nextPageToken' });
}

/** For what is asked by its path alone. */
export function noParameters(query: Query): void {
  const [name] = Object.keys(query);
  if (name !== undefined)
    throw new ZhuisuError('parameter_unknown', { name: name.slice(0, 80), expected: 'none, the path says everything' });
}

/** The way to the next page, with the same question, and how long it stays open; nothing on the last page. */
export function linkNext(reply: FastifyReply, path: string, query: Query, next: NextPage | undefined): void {
  if (next === undefined) return;
  const words = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value ?? ''].flat().map((each) => [name, each])),
  );
  words.set('nextPageToken', next.token);
  reply.headers({
    link: `<${path}?${words}>; rel="next"`,
    'gs1-next-page-token-expires': new Date(next.expires).toISOString(),
  });
}

export function wholeNumber(query: Query, name: string, otherwise: number, most: number): number {
  const came = query[name];
  if (came === undefined) return otherwise;
  const value = typeof came === 'string' && /^\d{1,6}$/.test(came) ? Number(came) : 0;
  if (value >= 1 && value <= most) return value;
  throw new ZhuisuError('parameter_invalid', {
    name,
    came: String(came).slice(0, 60),
    expected: `a whole number from 1 to ${most}`,
  });
}
