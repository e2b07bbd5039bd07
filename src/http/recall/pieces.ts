/** JSON in pieces: a list of a hundred thousand items is never one string. */

/** Items in one piece. */
const together = 500;

/** The text of `JSON.stringify(value)`, of plain objects and lists. */
export function* pieces(value: unknown): Generator<string> {
  if (Array.isArray(value) && value.length > together) {
    for (let i = 0; i < value.length; i += together)
      yield (i === 0 ? '[' : ',') + JSON.stringify(value.slice(i, i + together)).slice(1, -1);
    yield ']';
  } else if (isPlain(value)) {
    let before = '{';
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${before}${JSON.stringify(name)}:`;
      yield* pieces(member);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  } else yield JSON.stringify(value) ?? 'null';
}

/** Something with a long list somewhere near; others are one piece. */
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).some((member) => typeof member === 'object' && member !== null);
