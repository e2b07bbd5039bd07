/** What requests are checked with: their shape first, then what only this installation knows. */
import { expectedOf, requestName } from '../contract/index.ts';
import { ZhuisuError } from '../errors.ts';

export { checked } from '../contract/index.ts';

/** The name of a request, which the body or the header Idempotency-Key must give. Throws value_invalid. */
export function named(request: string | undefined): string {
  if (request === undefined) throw invalid('request', request, expectedOf(requestName));
  return request;
}

/** Throws value_invalid unless it holds. */
export function required(holds: boolean, path: string, came: unknown, expected: string): void {
  if (!holds) throw invalid(path, came, expected);
}

const invalid = (path: string, came: unknown, expected: string): ZhuisuError =>
  new ZhuisuError('value_invalid', { path, came: JSON.stringify(came)?.slice(0, 60) ?? 'nothing', expected });
