/** Pages of the EPCIS interface: what their addresses and parameters have in common. */
import type { FastifyReply } from 'fastify';
import { ZhuisuError } from '../errors.ts';

export type Query = Record<string, string | string[] | undefined>;

/** What the EPCIS routes share with those of named queries. */
export interface EpcisAnswers {
  /** `fixed`: parameters that the path says. */
  readonly answerEvents: (query: Query, path: string, reply: FastifyReply, fixed?: Query) => Promise<FastifyReply>;
  readonly optionsOf: (path: string, allow: string) => void;
}

export function addressOf(path: string, query: Query, token: string): string {
  const words = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value ?? ''].flat().map((each) => [name, each])),
  );
  words.set('nextPageToken', token);
  return `${path}?${words}`;
}

export const tokenOf = (query: Query): string | undefined => [query.nextPageToken].flat()[0];

export function onlyPaging(query: Query): void {
  const other = Object.keys(query).find((name) => name !== 'perPage' && name !== 'nextPageToken');
  if (other !== undefined)
    throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: 'perPage, nextPageToken' });
}

export function linkNext(reply: FastifyReply, address: string): void {
  reply.header('link', `<${address}>; rel="next"`);
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
