/** Every refusal leaves through here: problem details (RFC 9457) for programs, in JSON or XML; a page for people. */
import { isIPv6 } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorDetails, type Problem, problem, ZhuisuError } from '../errors.ts';
import { prefersXml } from './epcis/negotiation.ts';
import { problemXml } from './epcis/xml-answers.ts';

export function asZhuisuError(error: unknown, request: FastifyRequest): ZhuisuError {
  if (error instanceof ZhuisuError) return error;
  const { code, statusCode, encoding } = error as { code?: string; statusCode?: number; encoding?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new ZhuisuError('body_too_large', { expected: request.routeOptions.bodyLimit });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new ZhuisuError('unsupported_media', {
      came: (request.headers['content-type'] ?? 'nothing').slice(0, 80),
      expected: request.routeOptions.config.media ?? 'application/ld+json, application/json',
    });
  }
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
    return new ZhuisuError('request_malformed', { cause: 'the body is not as long as announced' });
  // Whoever stopped an upload has left: nobody hears this, and nothing is wrong here.
  if (code === 'ECONNRESET' && request.raw.destroyed)
    return new ZhuisuError('request_malformed', { cause: 'the sender left before the end of the body' });
  if (encoding !== undefined) return new ZhuisuError('encoding_damaged', { expected: encoding });
  if (code === 'FST_ERR_BAD_URL' || statusCode === 400) return new ZhuisuError('not_found', { came: request.url.slice(0, 200) });
  return new ZhuisuError('internal', { request: request.id }, { cause: error });
}

/** The refusal of a request that carried one thing, from what was wrong with it; `came` names it where nothing is told. */
export function refusalOf(problems: readonly Problem[], came: string): ZhuisuError {
  const [first] = problems;
  if (first === undefined) return new ZhuisuError('internal', { request: came });
  const {
    code,
    type: _,
    title: __,
    status: ___,
    detail: ____,
    titleZh: _____,
    repair: ______,
    repairZh: _______,
    ...more
  } = first;
  return new ZhuisuError(code, more as ErrorDetails, { problems });
}

export function problemOf(error: ZhuisuError, request?: FastifyRequest): Problem {
  return {
    ...problem(error.code, error.details, request?.signedIn !== undefined),
    ...(error.problems.length > 0 ? { errors: error.problems } : {}),
  };
}

export function sendProblem(reply: FastifyReply, error: ZhuisuError): FastifyReply {
  const body = problemOf(error, reply.request);
  if (body.status === 503 || body.status === 429) reply.header('retry-after', String(error.details.seconds ?? 2));
  // What was said of the answer there would have been: a refusal has no validator, or it would be taken for that answer the next time.
  for (const name of ['etag', 'cache-control', 'link', 'gs1-next-page-token-expires']) reply.removeHeader(name);
  if (body.status === 401) reply.header('www-authenticate', 'Bearer');
  if (body.status === 405 && error.details.expected !== undefined) reply.header('allow', error.details.expected);
  // XML is a language of the EPCIS interface alone; a browser that opens an address of the own API asks for it too.
  const { url, headers } = reply.request;
  const xml = url.startsWith('/epcis') && prefersXml(headers.accept);
  return reply
    .code(body.status || 500)
    .type(`application/problem+${xml ? 'xml' : 'json'}; charset=utf-8`)
    .send(xml ? problemXml(body) : JSON.stringify(body));
}

/** Address as it is written in a URL. */
export const urlHost = (host: string): string => (isIPv6(host) ? `[${host}]` : host);
