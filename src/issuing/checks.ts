/** What requests are checked with: their shape first, then what only this installation knows. */
import { requestName } from '../contract/index.ts';
import { problem, ZhuisuError } from '../errors.ts';
import type { Shape } from '../events/schema.ts';

/**
 * The body as its shape has it. Throws value_invalid with the first fault in the order of the shape; all of them are listed when there
 * are several.
 */
export function checked<T extends object>(shape: Shape<T>, body: Readonly<Record<string, unknown>>): T {
  if (shape.check(body)) return body as T;
  const faults = faultsOf(shape, body).map(([path, expected]) => invalid(path, body[path], expected));
  const [first] = faults;
  if (first === undefined) throw new TypeError('only records are bodies');
  throw faults.length === 1
    ? first
    : new ZhuisuError('value_invalid', first.details, { problems: faults.map(({ code, details }) => problem(code, details)) });
}

function faultsOf({ form }: Shape<unknown>, body: Readonly<Record<string, unknown>>): [path: string, expected: string][] {
  if (form.kind !== 'record') return [];
  const wrong = Object.entries(form.known).filter(([name, shape]) =>
    body[name] === undefined ? form.required.includes(name) : !shape.check(body[name]),
  );
  // A rule over members that are wrong themselves would say the same thing twice.
  if (wrong.length > 0) return wrong.map(([name, shape]) => [name, expectedOf(shape)]);
  return form.rules.filter(({ that }) => !that.holds(body)).map(({ at, expected }) => [at, expected]);
}

function expectedOf({ form }: Shape<unknown>): string {
  if (form.kind === 'leaf' || form.kind === 'either') return form.expected;
  if (form.kind === 'list') return `${form.least > 0 ? 'at least one of' : 'a list of'} ${expectedOf(form.item)}`;
  return 'an object';
}

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
