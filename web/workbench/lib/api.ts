/**
 * Requests of the workbench, as whoever is signed in, for whom they act. Two things can go wrong, and the page says which: the server
 * refused (and says why and what to do), or nobody answered (and nothing is known of what was sent).
 */
import { actingFor } from './acting.ts';

/** A row of the error catalogue as it comes: RFC 9457 with both languages. */
export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly titleZh: string;
  readonly repair: string;
  readonly repairZh: string;
  readonly key?: string;
  readonly path?: string;
  readonly rule?: string;
  readonly errors?: readonly Problem[];
  readonly seconds?: number;
}

export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'Refused';
    this.problem = problem;
  }
}

export class NoAnswer extends Error {
  /** HTTP status, where something answered that is not ours. */
  readonly status: number | undefined;
  constructor(status?: number, cause?: unknown) {
    super('no answer', { cause });
    this.name = 'NoAnswer';
    this.status = status;
  }
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** For whom; what is chosen in the header of the page unless said. */
  readonly acting?: string | undefined;
  /** Milliseconds until it counts as unanswered. */
  readonly patience?: number;
}

/** Whether the last request was answered: what the device says of its network is not to be relied on. */
let answered = true;
const listeners = new Set<() => void>();
export const isAnswered = (): boolean => answered;
export function onAnswered(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
function note(now: boolean): void {
  if (now === answered) return;
  answered = now;
  for (const each of listeners) each();
}

const usualPatience = 20_000;

async function send(path: string, { method = 'GET', body, headers = {}, acting, patience = usualPatience }: Request) {
  const whom = acting ?? actingFor()?.id;
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(whom === undefined || whom === '' ? {} : { 'zhuisu-acting-for': whom }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience),
    });
  } catch (cause) {
    note(false);
    throw new NoAnswer(undefined, cause);
  }
  note(answer.status < 500);
  if (answer.ok) return answer;
  throw await refusalOf(answer);
}

export async function refusalOf(answer: Response): Promise<Refused | NoAnswer> {
  const told = (await answer.json().catch(() => undefined)) as Problem | undefined;
  if (told?.code !== undefined && told.titleZh !== undefined && answer.status < 500) return new Refused(told);
  return new NoAnswer(answer.status);
}

/** Throws Refused, NoAnswer. */
export async function ask<T>(path: string, request: Request = {}): Promise<T> {
  const answer = await send(path, request);
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch (cause) {
    throw new NoAnswer(answer.status, cause);
  }
}

/** A page of a list, and the address of the next. */
export async function askPage<T>(path: string): Promise<{ readonly body: T; readonly next: string | undefined }> {
  const answer = await send(path, {});
  const next = /<([^>]+)>\s*;\s*rel="?next"?/.exec(answer.headers.get('link') ?? '')?.[1];
  const at = next === undefined ? undefined : new URL(next, location.href);
  return { body: (await answer.json()) as T, next: at && at.pathname + at.search };
}

/** A file, as an address that this page alone can open. */
export async function askFile(path: string): Promise<string> {
  return URL.createObjectURL(await (await send(path, { patience: 120_000, headers: { accept: '*/*' } })).blob());
}

export const isRefused = (error: unknown, code?: string): error is Refused =>
  error instanceof Refused && (code === undefined || error.problem.code === code);
