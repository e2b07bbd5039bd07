/** Random histories that stay readable when shrunk: few things, few hours, so that much happens to the same things at the same moments. */
import fc from 'fast-check';

const units = ['A', 'B', 'C', 'U1', 'U2'];
const lots = ['M', 'N', 'G'];
const boxes = ['K', 'P', 'Q'];

const hour = fc.integer({ min: 1, max: 9 });
const amount = fc.integer({ min: 1, max: 4 });
/** A thing as an instance, a part of a lot, or a container. */
const thing = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...units) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...lots), amount).map(([lot, n]) => `${lot}:${n}`) },
  { weight: 2, arbitrary: fc.constantFrom(...boxes) },
);
const things = fc
  .array(thing, { minLength: 1, maxLength: 2 })
  .map((all) => [...new Map(all.map((each) => [each.split(':')[0], each])).values()].join(' '));

export const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(hour, things).map(([at, what]) => `${at} add ${what}`) },
  { weight: 1, arbitrary: fc.tuple(hour, fc.constantFrom('U1', 'U2', 'U1 U2')).map(([at, what]) => `${at} make ${what} of G`) },
  {
    weight: 1,
    arbitrary: fc.tuple(hour, fc.constantFrom(...units, ...lots), things).map(([at, what, on]) => `${at} use ${what} on ${on}`),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(hour, things, things, fc.constantFrom('', '', '', '#T'))
      .map(([at, from, to, process]) => `${at} turn${process} ${from} -> ${to}`),
  },
  { weight: 1, arbitrary: fc.tuple(hour, things).map(([at, from]) => `${at} turn#T ${from} ->`) },
  { weight: 1, arbitrary: fc.tuple(hour, things).map(([at, to]) => `${at} turn#T -> ${to}`) },
  {
    weight: 9,
    arbitrary: fc
      .tuple(
        hour,
        things,
        fc.constantFrom(...boxes),
        fc.constantFrom('pack', 'pack', 'unpack', 'unpack', 'check', 'fit', 'unfit'),
      )
      .filter(([, what, box]) => !what.split(' ').includes(box))
      .map(([at, what, box, verb]) => `${at} ${verb} ${what} ${verb.startsWith('un') ? '<' : '>'} ${box}`),
  },
  { weight: 2, arbitrary: fc.tuple(hour, fc.constantFrom(...boxes)).map(([at, box]) => `${at} empty ${box}`) },
);

export const history = (most: number): fc.Arbitrary<readonly string[]> => fc.array(line, { minLength: 3, maxLength: most });
export const everything = [...units, ...lots, ...boxes];
