/** Answers compressed as the client prefers (RFC 9110 §12.5.3). Small ones go as they are: the headers would weigh more than is saved. */
import { promisify } from 'node:util';
import { brotliCompress, constants, deflate, gzip, zstdCompress } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';

const least = 1_024;
const compressible = /^(?:text\/|image\/svg|application\/(?:[\w.+-]*[+/-])?(?:json|xml|javascript)\b)/;

const [toBrotli, toZstd, toGzip, toDeflate] = [
  promisify<Buffer, object, Buffer>(brotliCompress),
  promisify<Buffer, Buffer>(zstdCompress),
  promisify<Buffer, Buffer>(gzip),
  promisify<Buffer, Buffer>(deflate),
];

/** In the order of our preference. Brotli at its default would take a second for a page of a megabyte. */
const encodings: readonly (readonly [name: string, compress: (data: Buffer) => Promise<Buffer>])[] = [
  ['zstd', toZstd],
  ['br', (data) => toBrotli(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })],
  ['gzip', toGzip],
  ['deflate', toDeflate],
];

export function compressedAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    if (payload.length < least || reply.hasHeader('content-encoding')) return payload;
    if (!compressible.test(String(reply.getHeader('content-type') ?? ''))) return payload;
    addVary(reply, 'accept-encoding');
    const chosen = preferred(request.headers['accept-encoding']);
    if (chosen === undefined) return payload;
    const [name, compress] = chosen;
    reply.header('content-encoding', name);
    reply.removeHeader('content-length');
    return compress(Buffer.from(payload as string));
  });
}

function preferred(header: string | string[] | undefined): (typeof encodings)[number] | undefined {
  const accepted = new Map(
    String(header ?? '')
      .slice(0, 500)
      .toLowerCase()
      .split(',')
      .map((each) => {
        const [name = '', ...parameters] = each.split(';').map((part) => part.trim());
        const q = Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1);
        return [name === 'x-gzip' ? 'gzip' : name, q >= 0 && q <= 1 ? q : 0];
      }),
  );
  const quality = (name: string): number => accepted.get(name) ?? accepted.get('*') ?? 0;
  let best: (typeof encodings)[number] | undefined;
  for (const each of encodings) if (quality(each[0]) > (best === undefined ? 0 : quality(best[0]))) best = each;
  return best;
}

/** Names of request headers on which the answer depends, beside those that were said before. */
export function addVary(reply: FastifyReply, ...names: readonly string[]): void {
  const said = String(reply.getHeader('vary') ?? '')
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '');
  reply.header('vary', [...new Set([...said, ...names])].join(', '));
}
