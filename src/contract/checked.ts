/** A body against its shape: what is described to callers is what is checked. */
import { problem, ZhuisuError } from '../errors.ts';
import { type Fault, type Shape, shown } from '../events/schema.ts';

/**
 * The body as its shape has it. Throws value_invalid with the first fault in the order of the shape; all of them are listed when there
 * are several. `secret`: what came is not repeated.
 */
export function checked<T extends object>(
  shape: Shape<T>,
  body: Readonly<Record<string, unknown>>,
  { secret = false }: { readonly secret?: boolean } = {},
): T {
  if (shape.check(body)) return body as T;
  const faults = faultsOf(shape, body).map(({ path, came, expected }) => {
    const details = { path: path.slice(0, 60), came: secret ? 'another value' : came, expected };
    return new ZhuisuError('value_invalid', details);
  });
  const [first] = faults;
  if (first === undefined) throw new TypeError('only records are bodies');
  throw faults.length === 1
    ? first
    : new ZhuisuError('value_invalid', first.details, { problems: faults.map(({ code, details }) => problem(code, details)) });
}

function faultsOf({ form }: Shape<unknown>, body: Readonly<Record<string, unknown>>): Fault[] {
  if (form.kind !== 'record') return [];
  const names = Object.keys(form.known);
  const strangers = form.others === 'none' ? Object.keys(body).filter((name) => !names.includes(name)) : [];
  const wrong = Object.entries(form.known).filter(([name, shape]) =>
    body[name] === undefined ? form.required.includes(name) : !shape.check(body[name]),
  );
  const found = [
    ...strangers.map((path): Fault => ({ path, came: 'it', expected: `only ${names.join(', ')}` })),
    ...wrong.flatMap(([name, shape]) => faultsAt(shape, name, body[name])),
  ];
  // A rule over members that are wrong themselves would say the same thing twice.
  if (found.length > 0) return found;
  return form.rules
    .filter(({ that }) => !that.holds(body))
    .map(({ at, expected }) => ({ path: at, came: shown(body[at]), expected }));
}

/** The items of a list that are wrong; else the member itself. */
function faultsAt(shape: Shape<unknown>, path: string, value: unknown): Fault[] {
  const within: Fault[] = [];
  if (value !== undefined && (shape.form.kind === 'list' || shape.form.kind === 'record')) shape.explain(value, path, within);
  const inner = within.filter((each) => each.path !== path);
  return inner.length > 0 ? inner : [{ path, came: shown(value), expected: expectedOf(shape) }];
}

/** What a member of a body should have been, in plain words. */
export function expectedOf({ form }: Shape<unknown>): string {
  if (form.kind === 'leaf' || form.kind === 'either') return form.expected;
  if (form.kind !== 'list') return 'an object';
  const size = form.least > 0 ? 'at least one of' : 'a list of';
  return `${Number.isFinite(form.most) ? `${size} up to ${form.most}:` : size} ${expectedOf(form.item)}`;
}
