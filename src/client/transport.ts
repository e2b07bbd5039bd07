/** Requests that wait and try again. */
import { refuse, Unreachable } from './refusal.ts';

export interface Options {
  /** Where the installation is reached, such as https://trace.example.cn. */
  readonly baseUrl: string;
  /** Of a program. A page of the installation needs none: its requests carry the session. */
  readonly token?: string | undefined;
  /** The organisation for whom one acts who acts for others, by its id; whether it agreed is the server's decision. */
  readonly actingFor?: string | undefined;
  /** How often a request is sent again after 429, 503 or a broken connection; 6 unless given, about half a minute in all. */
  readonly retries?: number | undefined;
  /** Milliseconds until a request counts as unanswered; as long as the platform waits unless given. */
  readonly patience?: number | undefined;
  /** Is told of every request whether somebody answered who could. */
  readonly heard?: ((answered: boolean) => void) | undefined;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of this request, in place of that of all. */
  readonly patience?: number | undefined;
  /** Whoever aborts is told so by the AbortError of the platform. */
  readonly signal?: AbortSignal | undefined;
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
  readonly #patience: number | undefined;
  readonly #heard: (answered: boolean) => void;

  constructor({ baseUrl, token, actingFor, retries = 6, patience, heard = () => {} }: Options) {
    this.base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
    this.#headers = {
      accept: 'application/json, application/ld+json',
      ...(token === undefined || token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(actingFor === undefined || actingFor === '' ? {} : { 'zhuisu-acting-for': actingFor }),
    };
    this.#retries = retries;
    this.#patience = patience;
    this.#heard = heard;
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

  /** The answer, if it is a good one. Throws Refusal, Unreachable; what the signal is aborted with. */
  async send(url: URL, ask: Ask = {}): Promise<Response> {
    const { method = 'GET', body, headers = {}, signal, patience = this.#patience } = ask;
    const idempotent = ask.idempotent ?? (method === 'GET' || method === 'OPTIONS');
    for (let tries = 0; ; tries++) {
      const last = tries >= this.#retries;
      let answer: Response | undefined;
      try {
        answer = await fetch(url, {
          method,
          headers: { ...this.#headers, ...headers },
          ...(body === undefined ? {} : { body }),
          ...ending(signal, patience),
        });
      } catch (cause) {
        signal?.throwIfAborted();
        this.#heard(false);
        if (last || !idempotent) throw new Unreachable(url.href, cause);
      }
      if (answer !== undefined) this.#heard(answer.status < 500);
      if (answer?.ok) return answer;
      // 429: it was not begun. 503: it may have been.
      const again = answer === undefined || answer.status === 429 || (answer.status === 503 && idempotent);
      if (answer !== undefined && (last || !again)) return refuse(answer);
      const told = Number(answer?.headers.get('retry-after') ?? 0) * 1_000;
      await answer?.body?.cancel();
      await pause(tries, told);
      signal?.throwIfAborted();
    }
  }

  /** The answer as JSON; undefined where there is nothing to say (204). */
  async json<T>(path: string | URL, ask: Ask = {}): Promise<T> {
    return bodyOf<T>(await this.send(typeof path === 'string' ? this.at(path) : path, ask));
  }

  /** One page of a list and the address of the next. */
  async page<T>(url: URL, ask: Ask = {}): Promise<Page<T>> {
    const answer = await this.send(url, ask);
    const next = /<([^>]+)>\s*;\s*rel="?next"?/.exec(answer.headers.get('link') ?? '')?.[1];
    return { body: await bodyOf<T>(answer), next: next === undefined ? undefined : this.at(next, url) };
  }

  /** An answer of lines of JSON (NDJSON), each as it comes. */
  async *lines<T>(url: URL, ask: Ask = {}): AsyncGenerator<T, void, undefined> {
    const answer = await this.send(url, { ...ask, headers: { ...ask.headers, accept: 'application/x-ndjson' } });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    try {
      for (let rest = ''; ; ) {
        const { value = '', done } = await reader.read().catch((cause: unknown) => {
          ask.signal?.throwIfAborted();
          throw new Unreachable(url.href, cause, answer.status);
        });
        const lines = (rest + value).split('\n');
        rest = done ? '' : lines.pop()!;
        for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as T;
        if (done) return;
      }
    } finally {
      await reader.cancel().catch(() => {});
    }
  }

  /** Pages of a list, each the one that the page before names. */
  async *pages<T>(path: string): AsyncGenerator<T, void, undefined> {
    for (let url: URL | undefined = this.at(path); url !== undefined; ) {
      const page: Page<T> = await this.page(url);
      yield page.body;
      url = page.next;
    }
  }
}

export interface Page<T> {
  readonly body: T;
  readonly next: URL | undefined;
}

async function bodyOf<T>(answer: Response): Promise<T> {
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch (cause) {
    throw new Unreachable(answer.url, cause, answer.status);
  }
}

/** A page that is closed, and a server that is silent, end a request alike. */
function ending(signal: AbortSignal | undefined, patience: number | undefined): { signal?: AbortSignal } {
  if (patience === undefined) return signal === undefined ? {} : { signal };
  const late = AbortSignal.timeout(patience);
  return { signal: signal === undefined ? late : AbortSignal.any([signal, late]) };
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
