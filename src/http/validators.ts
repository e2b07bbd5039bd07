/** Validators of answers (RFC 9110 §8.8, §13.1.2). Weak: creationDate and the tokens of the next page differ between two equal answers. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageTokenLife } from '../query/index.ts';
import { vendorVersion } from './epcis/vendor-version.ts';

/**
 * Sets the validator of what `state` decides and says whether the client has that answer already. The caller makes sure that the request
 * would be answered with 200: an answer that was given is compared, and not whether there would be one.
 */
export function isKnown(request: FastifyRequest, reply: FastifyReply, now: number, state: string): boolean {
  const { headers, representation } = request;
  const { media, version, epcFormat, cbvFormat } = representation;
  const parts = [
    vendorVersion,
    state,
    request.url,
    [media, version, epcFormat, cbvFormat].join(' '),
    // Whose answer it is.
    headers.authorization ?? '',
    headers.cookie ?? '',
    // Before the token of the next page in a kept answer expires, the answer is given anew.
    String(Math.floor(now / (pageTokenLife / 2))),
  ];
  const tag = `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}"`;
  reply.headers({ etag: `W/${tag}`, 'cache-control': 'private, no-cache' });
  return (headers['if-none-match'] ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === tag);
}
