/** One delivery over HTTP: a bounded time, a bounded answer, no redirect followed. */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Target } from './target.ts';

/** Milliseconds in which something must move on the connection, and from the first byte to the status of the answer. */
const idleWithin = 10_000;
const answerWithin = 30_000;
/** Bytes of an answer's body that are read, so that the connection can be used again; of a longer one the connection is closed. */
const answerBytes = 64 * 1024;

export type Answer = { readonly status: number } | { readonly failure: string };

/** Connections that are kept for the next delivery, to all receivers. */
export class Sender {
  readonly #http = new HttpAgent({ keepAlive: true, maxFreeSockets: 64, maxTotalSockets: 1_024 });
  readonly #https = new HttpsAgent({ keepAlive: true, maxFreeSockets: 64, maxTotalSockets: 1_024 });

  async post(
    target: Target,
    headers: Readonly<Record<string, string>>,
    body: readonly Buffer[],
    ended: AbortSignal,
  ): Promise<Answer> {
    for (let again = false; ; again = true) {
      const answer = await this.#once(target, headers, body, ended);
      // The receiver closed a kept connection just as it was used: nothing has been read of the request.
      if (!('stale' in answer) || again) return answer;
    }
  }

  #once({ url, lookup }: Target, headers: Readonly<Record<string, string>>, body: readonly Buffer[], ended: AbortSignal) {
    return new Promise<Answer & { stale?: true }>((resolve) => {
      const secure = url.protocol === 'https:';
      const length = body.reduce((sum, part) => sum + part.length, 0);
      const request = (secure ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: secure ? this.#https : this.#http,
        lookup,
        headers: { ...headers, 'content-length': String(length) },
        signal: ended,
      });
      const giveUp = (failure: string): void => {
        resolve({ failure });
        request.destroy();
      };
      const late = setTimeout(() => giveUp(`no answer within ${answerWithin / 1000} s`), answerWithin);
      request.setTimeout(idleWithin, () => giveUp(`nothing for ${idleWithin / 1000} s`));
      request.once('response', (response) => {
        clearTimeout(late);
        resolve({ status: response.statusCode! });
        drain(response);
      });
      request.once('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(late);
        const failure = (error.message || error.code || 'no answer').slice(0, 200);
        resolve(request.reusedSocket && error.code === 'ECONNRESET' ? { failure, stale: true } : { failure });
      });
      for (const part of body) request.write(part);
      request.end();
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

/** Lets the connection be used again, unless the answer goes on too long. */
function drain(response: IncomingMessage): void {
  let bytes = 0;
  const late = setTimeout(() => response.destroy(), idleWithin);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > answerBytes) response.destroy();
  });
  response.on('error', () => {});
  response.once('close', () => clearTimeout(late));
}
