/**
 * What the program prints of requests: one line of JSON each, for the operator. Routes in place of addresses, codes in place of values:
 * nothing that a sender wrote, no token, no number of a person.
 */
import type { FastifyRequest } from 'fastify';
import { withoutPersonal } from '../codes/index.ts';

type Level = 'error' | 'warn' | 'info';

export function log(level: Level, what: string, fields: Readonly<Record<string, unknown>> = {}): void {
  const line = JSON.stringify({ time: new Date().toISOString(), level, what, ...fields });
  if (level === 'info') console.log(line);
  else console.error(line);
}

/** A request without what it carried. */
export const requestFields = (request: FastifyRequest): Record<string, unknown> => ({
  request: request.id,
  method: request.method,
  route: request.routeOptions.url ?? 'none',
});

const longestStack = 20;

/** The kind and place of an error. Its message may quote a value that somebody sent: whatever stands in quotes is left out. */
export function causeFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, table, constraint, routine } = error as Error & Record<string, string | undefined>;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    message: withoutQuotes(error.message),
    code,
    table,
    constraint,
    routine,
    at: frames.slice(0, longestStack).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: causeFields(error.cause) }),
  };
}

/** First line, nothing quoted, nothing long, nobody's number. */
const withoutQuotes = (message: string): string =>
  withoutPersonal(
    message
      .split('\n')[0]!
      .replace(/"[^"]*"?|'[^']*'?|`[^`]*`?|“[^”]*”?/g, '…')
      .slice(0, 2_000)
      .replace(/\S{24,}/g, '…'),
  ).slice(0, 300);
