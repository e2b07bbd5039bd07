/** A browser without a screen, on an application in process: it keeps cookies, says where its requests come from, and fills in forms. */
import type { LightMyRequestResponse } from 'fastify';
import { TOTP } from 'otpauth';
import type { Served } from '../http/setup.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly location: string | undefined;
  readonly headers: LightMyRequestResponse['headers'];
  json<Shape = Record<string, unknown>>(): Shape;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';

export interface Options {
  readonly headers?: Readonly<Record<string, string>>;
  /** Leaves out what a browser says by itself. */
  readonly bare?: boolean;
}

export class Client {
  readonly #served: Served;
  readonly address: string;
  readonly host: string;
  readonly cookies = new Map<string, string>();
  /** As the header has them. */
  lastCookies: readonly string[] = [];

  constructor(served: Served, address = '203.0.113.9', host = 'trace.example') {
    this.#served = served;
    this.address = address;
    this.host = host;
  }

  async send(method: Method, url: string, payload?: unknown, { headers = {}, bare = false }: Options = {}): Promise<Answer> {
    const form = payload instanceof URLSearchParams;
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#served.app.inject({
      method,
      url,
      remoteAddress: this.address,
      ...(payload === undefined
        ? {}
        : {
            payload: form
              ? payload.toString()
              : typeof payload === 'string' || Buffer.isBuffer(payload)
                ? payload
                : JSON.stringify(payload),
          }),
      headers: {
        host: this.host,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0',
        ...(payload === undefined ? {} : { 'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json' }),
        ...(form || method === 'GET' ? { accept: 'text/html' } : {}),
        ...(bare ? {} : { 'sec-fetch-site': 'same-origin', origin: `http://${this.host}` }),
        ...(cookie === '' ? {} : { cookie }),
        ...headers,
      },
    });
    this.lastCookies = [response.headers['set-cookie'] ?? []].flat();
    for (const each of this.lastCookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(each)!;
      if (/; *max-age=0/i.test(each)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    return {
      status: response.statusCode,
      body: response.body,
      location: response.headers.location as string | undefined,
      headers: response.headers,
      json: () => response.json(),
    };
  }

  get = (url: string, options?: Options): Promise<Answer> => this.send('GET', url, undefined, options);

  /** Sends the form of a page, with what it hides. */
  async submit(page: Answer, action: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const form = page.body.split('<form').find((each) => each.includes(`action="${action}"`));
    if (form === undefined) throw new Error(`the page has no form for ${action}: ${page.body.slice(-600)}`);
    const hidden = [...form.split('</form>')[0]!.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
    const words = new URLSearchParams(hidden.map(([, name, value]) => [name!, value!]));
    for (const [name, value] of Object.entries(fields)) words.set(name, value);
    return this.send('POST', action, words);
  }

  signIn = (login: string, password: string): Promise<Answer> =>
    this.send('POST', '/api/v1/account/sign-in', { login, password });
}

/** The telephone: the code of a secret at a moment. */
export const codeAt = (secret: string, at: number): string =>
  new TOTP({ secret: secret.replaceAll(' ', ''), digits: 6, period: 30 }).generate({ timestamp: at });
