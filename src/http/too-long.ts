/**
 * Requests that are too long or no HTTP at all. Node stops reading at `longestHead` and would answer 431 to a long query string too, for
 * which the standard has 414 (OpenAPI, 414URLTooLong); below that bound the hook decides.
 */
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { problem, ZhuisuError } from '../errors.ts';

/** Bytes of an address: more than browsers and proxies let through, and a thousand EPCs in one filter. */
export const longestAddress = 16 * 1024;
/** Bytes of request line and headers together. */
export const longestHead = 32 * 1024;

export function refuseLongAddresses(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _, done) => {
    const tooLong = request.url.length > longestAddress;
    done(tooLong ? new ZhuisuError('address_too_long', { expected: longestAddress }) : undefined);
  });
}

/** Answers what Node's parser gave up on; there is no request yet. */
export function onClientError(error: Error, socket: Socket): void {
  const fault = error as Fault;
  if (fault.code === 'ECONNRESET' || !socket.writable) return void socket.destroy(error);
  const refusal = refusalOf(fault);
  const body = JSON.stringify(refusal);
  socket.end(
    `HTTP/1.1 ${refusal.status} ${refusal.status === 400 ? 'Bad Request' : refusal.status === 414 ? 'URI Too Long' : 'Refused'}\r\n` +
      `content-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

interface Fault {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

function refusalOf({ code, rawPacket }: Fault) {
  if (code === 'HPE_HEADER_OVERFLOW') {
    // The packet that went over the bound still belongs to the first line when no line has ended in it.
    const line = rawPacket?.indexOf('\n') ?? 0;
    return line < 0 || line > longestAddress
      ? problem('address_too_long', { expected: longestAddress })
      : problem('headers_too_long', { expected: longestHead });
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problem('request_slow');
  return problem('request_malformed', {
    cause: (code ?? 'cause unknown').replace(/^HPE_/, '').toLowerCase().replaceAll('_', ' '),
  });
}
