/** Requests of the two faces to /api/v1, as whoever is signed in. Refusals come as the rows of the error catalogue, in both languages. */
import type { Problem as ProblemRow } from '../../src/errors.ts';

export type ProblemBody = ProblemRow & Readonly<Record<string, unknown>>;

/** What the server refuses: what is wrong, and what to do next. */
export class Refused extends Error {
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(problem.detail ?? problem.title);
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** Nothing answered, or something that is no Zhuisu: a server that starts anew, a broken line. Nothing is known of what was sent. */
export class NoAnswer extends Error {
  /** HTTP status, where anything answered. */
  readonly status: number | undefined;

  constructor(status?: number, cause?: unknown) {
    super('no answer', { cause });
    this.name = 'NoAnswer';
    this.status = status;
  }
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send(path: string, { method = 'GET', body, signal, headers = {} }: Asked): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new NoAnswer(undefined, cause);
  }
  if (answer.ok) return answer;
  const told: unknown = await answer.json().catch(() => undefined);
  if (typeof told === 'object' && told !== null && 'code' in told && 'titleZh' in told) throw new Refused(told as ProblemBody);
  throw new NoAnswer(answer.status);
}

/** The answer as JSON. Throws Refused, NoAnswer. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<T> {
  const answer = await send(path, asked);
  if (answer.status === 204) return undefined as T;
  return (await answer.json().catch((cause: unknown) => Promise.reject(new NoAnswer(answer.status, cause)))) as T;
}

/** One page of a list and the address of the next. Throws Refused, NoAnswer. */
export async function askPage<T>(
  path: string,
  asked: Asked = {},
): Promise<{ readonly body: T; readonly next: string | undefined }> {
  const answer = await send(path, asked);
  const next = /<([^>]+)>\s*;\s*rel="?next"?/.exec(answer.headers.get('link') ?? '')?.[1];
  return { body: (await answer.json()) as T, next };
}

/** `?a=b` of the members that are given and not empty; nothing where none is. */
export function search(words: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = Object.entries(words).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
