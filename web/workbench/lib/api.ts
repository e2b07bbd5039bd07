/**
 * The client of Zhuisu as the workbench uses it: as whoever is signed in, for whom they act. Two things can go wrong, and the page says
 * which: the server refused (and says why and what to do), or nobody answered (and nothing is known of what was sent).
 */
import { type Asked, Unreachable as NoAnswer, Refusal as Refused, Zhuisu } from '../../../src/client/index.ts';
import type { ProblemAnswer } from '../../../src/contract/index.ts';
import { actingFor } from './acting.ts';

export { NoAnswer, Refused };

export type Problem = ProblemAnswer;

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

/** On a phone in a field a line can be there and carry nothing. */
const usualPatience = 20_000;

/** For whom: what is chosen in the header of the page unless said; nobody is ''. Tries again only when told to: what waits in the queue does. */
export const zhuisu = (acting = actingFor()?.id): Zhuisu =>
  new Zhuisu({ baseUrl: location.origin, retries: 0, patience: usualPatience, actingFor: acting, heard: note });

export interface Request extends Asked {
  readonly acting?: string | undefined;
}

/** Throws Refused, NoAnswer. */
export const ask = <T>(path: string, { acting, ...asked }: Request = {}): Promise<T> => zhuisu(acting).ask<T>(path, asked);

/** A page of a list, and the address of the next. */
export async function askPage<T>(
  path: string,
  asked: Asked = {},
): Promise<{ readonly body: T; readonly next: string | undefined }> {
  const { body, next } = await zhuisu().page<T>(path, asked);
  return { body, next: next && next.pathname + next.search };
}

/** A file, as an address that this page alone can open. */
export async function askFile(path: string): Promise<string> {
  const answer = await zhuisu().download(path, { patience: 120_000, headers: { accept: '*/*' } });
  return URL.createObjectURL(await answer.blob());
}

/** Nobody answered, or somebody who could not: nothing is known of what was sent, and it may be sent again. */
export const silence = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof Refused && error.status >= 500);

export const isRefused = (error: unknown, code?: string): error is Refused =>
  error instanceof Refused && error.status < 500 && (code === undefined || error.code === code);
