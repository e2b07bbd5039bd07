/** What the routes of the own API read from a request alike. */
import type { FastifyRequest } from 'fastify';
import { parseBody } from '../capture/index.ts';
import { checked } from '../contract/index.ts';
import { ZhuisuError } from '../errors.ts';
import type { Shape } from '../events/schema.ts';
import type { Context } from './context.ts';

/** Throws not_utf8, too_deep, not_json, value_invalid. */
export function bodyObject(request: FastifyRequest): Record<string, unknown> {
  const type = request.headers['content-type'] ?? '';
  // Under /epcis the bodies of captures may be XML, those of queries may not.
  if (/^\s*(?:application|text)\/xml/i.test(type))
    throw new ZhuisuError('unsupported_media', { came: type.slice(0, 80), expected: 'application/json, application/ld+json' });
  const bytes = request.body as Buffer | undefined;
  if (bytes === undefined || bytes.length === 0) throw new ZhuisuError('not_json', { cause: 'the body is empty' });
  const value = parseBody(bytes);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ZhuisuError('value_invalid', { path: 'body', came: JSON.stringify(value).slice(0, 40), expected: 'a JSON object' });
}

/** The body as its shape has it. `secret`: a refusal does not repeat what came. Throws what `bodyObject` throws. */
export const bodyOf = <T extends object>(request: FastifyRequest, shape: Shape<T>, options?: { readonly secret: boolean }): T =>
  checked(shape, bodyObject(request), options);

/** A body that the header Idempotency-Key may give its request name. */
export function namedBody(request: FastifyRequest): Record<string, unknown> {
  const body = bodyObject(request);
  const name = request.headers['idempotency-key'] ?? body.request;
  return name === undefined ? body : { ...body, request: name };
}

/** Whose what is issued will be: the organisation that asks, else the operator. */
export const issuerOf = ({ principal }: FastifyRequest): string => principal.organisation?.id ?? 'operator';

/** Where labels and links lead to. */
export const originOf = (request: FastifyRequest, { config }: Context): string =>
  config.publicUrl ?? `${request.protocol}://${request.host}`;

/** A whole number of a query. */
export function numberIn(came: string | undefined, name: string, least: number, most: number, otherwise: number): number {
  if (came === undefined) return otherwise;
  const value = /^\d{1,12}$/.test(came) ? Number(came) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new ZhuisuError('value_invalid', { path: name, came: came.slice(0, 40), expected: `a number from ${least} to ${most}` });
}

/** One line of a query. */
export function textIn(came: string | undefined, name: string, most: number, otherwise: string): string {
  if (came === undefined) return otherwise;
  if (came.length <= most && !/[\u0000-\u001c\u001e\u001f\u007f]/.test(came)) return came;
  throw new ZhuisuError('value_invalid', {
    path: name,
    came: `${came.length} characters`,
    expected: `one line of up to ${most} characters`,
  });
}
