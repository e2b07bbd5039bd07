/** Requests that wait and try again. */
import { refuse, Unreachable } from './refusal.ts';

export interface Options {
  /** Where the installation is reached, such as https://trace.example.cn. */
  readonly baseUrl: string;
  readonly token?: string | undefined;
  /** How often a request is sent again after 429, 503 or a broken connection; 6 unless given, about half a minute in all. */
  readonly retries?: number | undefined;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS';
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Sent twice it takes effect once, so it may also be sent again when nobody knows whether it arrived. Unless given, what only reads.
   */
  readonly idempotent?: boolean;
}

/** Milliseconds before the first and the longest pause between tries. */
const firstPause = 250;
const longestPause = 10_000;

export class Transport {
  readonly base: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #retries: number;

  constructor({ baseUrl, token, retries = 6 }: Options) {
    this.base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
    this.#headers = {
      accept: 'application/json, application/ld+json',
      ...(token === undefined || token === '' ? {} : { authorization: `Bearer ${token}` }),
    };
    this.#retries = retries;
  }

  /** The address of a path of this installation. A token is sent nowhere else. */
  at(path: string, from: URL = this.base): URL {
    const url = new URL(path.startsWith('/') && from === this.base ? path.slice(1) : path, from);
    if (url.origin !== this.base.origin) throw new TypeError(`${url.href} is not of ${this.base.origin}`);
    return url;
  }

  get headers(): Readonly<Record<string, string>> {
    return this.#headers;
  }

  /** The answer, if it is a good one. Throws Refusal, Unreachable. */
  async send(url: URL, { method = 'GET', body, headers = {}, idempotent = method === 'GET' || method === 'OPTIONS' }: Ask = {}) {
    for (let tries = 0; ; tries++) {
      const last = tries >= this.#retries;
      let answer: Response | undefined;
      try {
        answer = await fetch(url, { method, headers: { ...this.#headers, ...headers }, ...(body === undefined ? {} : { body }) });
      } catch (cause) {
        if (last || !idempotent) throw new Unreachable(url.href, cause);
      }
      if (answer?.ok) return answer;
      // 429: it was not begun. 503: it may have been.
      const again = answer === undefined || answer.status === 429 || (answer.status === 503 && idempotent);
      if (answer !== undefined && (last || !again)) return refuse(answer);
      const told = Number(answer?.headers.get('retry-after') ?? 0) * 1_000;
      await answer?.body?.cancel();
      await pause(tries, told);
    }
  }

  /** The answer as JSON. */
  async json<T>(path: string | URL, ask: Ask = {}): Promise<T> {
    const answer = await this.send(typeof path === 'string' ? this.at(path) : path, ask);
    return (await answer.json()) as T;
  }

  /** Pages of a list, each the one that the page before names. */
  async *pages<T>(path: string): AsyncGenerator<T, void, undefined> {
    for (let url: URL | undefined = this.at(path); url !== undefined; ) {
      const answer: Response = await this.send(url);
      const next = /<([^>]+)>\s*;\s*rel="?next"?/.exec(answer.headers.get('link') ?? '')?.[1];
      yield (await answer.json()) as T;
      url = next === undefined ? undefined : this.at(next, url);
    }
  }
}

/** Longer from try to try, and by chance, so that those who were turned away together do not come back together. */
export function pause(tries: number, atLeast = 0): Promise<void> {
  const most = Math.min(longestPause, firstPause * 2 ** tries);
  return new Promise((resolve) => setTimeout(resolve, Math.max(atLeast, most * (0.5 + Math.random() / 2))));
}

export const jsonBody = (value: unknown): { body: string; headers: Readonly<Record<string, string>> } => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});
