/** Bodies on their way in: only UTF-8, and compressed in a way we know, inflated no further than the limit of the route. */
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createUnzip, createZstdDecompress } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { ZhuisuError } from '../errors.ts';

/** `createUnzip` reads the wrappers of gzip and of deflate (zlib, RFC 9110 §8.4.1.2). */
const inflaters: Readonly<Record<string, () => Transform>> = {
  gzip: createUnzip,
  deflate: createUnzip,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

export function incomingBodies(app: FastifyInstance): void {
  app.addHook('preParsing', (request, _, payload, done) => {
    const { headers } = request;
    const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase();
    if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii')
      return done(
        new ZhuisuError('unsupported_media', { came: headers['content-type']!.slice(0, 80), expected: 'charset=utf-8' }),
      );
    const encoding =
      headers['content-encoding']
        ?.trim()
        .toLowerCase()
        .replace(/^x-gzip$/, 'gzip') ?? 'identity';
    if (encoding === 'identity' || encoding === '') return done(null, payload);
    const make = Object.hasOwn(inflaters, encoding) ? inflaters[encoding] : undefined;
    if (make === undefined)
      return done(
        new ZhuisuError('encoding_unsupported', { came: encoding.slice(0, 40), expected: Object.keys(inflaters).join(', ') }),
      );
    done(null, inflated(payload as Readable, make(), encoding, request.routeOptions.bodyLimit ?? 0));
  });
}

/**
 * A few kilobytes can stand for gigabytes: the work ends with the first byte beyond the limit, which the parser behind sees too and
 * answers 413.
 */
function inflated(payload: Readable, inflater: Transform, encoding: string, limit: number): Transform {
  const counted = Object.assign(inflater, { receivedEncodedLength: 0 });
  let length = 0;
  payload.on('data', (chunk: Buffer) => {
    counted.receivedEncodedLength += chunk.length;
  });
  inflater.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= limit) return;
    payload.unpipe(inflater);
    inflater.destroy();
  });
  // The parser behind passes the error on; here it learns its name.
  inflater.on('error', (error) => Object.assign(error, { encoding }));
  payload.on('error', (error) => inflater.destroy(error));
  payload.pipe(inflater);
  return counted;
}
