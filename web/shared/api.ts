/** The client of Zhuisu as a page of the installation uses it: with the session of whoever is signed in, each request sent once. */
import { type Asked, Zhuisu } from '../../src/client/index.ts';

export { type Asked, Refusal as Refused, Unreachable as NoAnswer } from '../../src/client/index.ts';

let made: Zhuisu | undefined;

/** Whether something is asked again is for the page to say: somebody looks at it. */
export const zhuisu = (): Zhuisu => {
  made ??= new Zhuisu({ baseUrl: location.origin, retries: 0 });
  return made;
};

/** The answer as JSON. Throws Refused, NoAnswer. */
export const ask = <T>(path: string, asked: Asked = {}): Promise<T> => zhuisu().ask<T>(path, asked);

/** One page of a list and the address of the next. Throws Refused, NoAnswer. */
export async function askPage<T>(
  path: string,
  asked: Asked = {},
): Promise<{ readonly body: T; readonly next: string | undefined }> {
  const { body, next } = await zhuisu().page<T>(path, asked);
  return { body, next: next && next.pathname + next.search };
}

/** `?a=b` of the members that are given and not empty; nothing where none is. */
export function search(words: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = Object.entries(words).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
