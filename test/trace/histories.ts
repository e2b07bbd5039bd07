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
  // A cylinder that is filled anew, and keeps what was in it.
  {
    weight: 1,
    arbitrary: fc
      .tuple(hour, fc.constantFrom(...lots), amount, fc.constantFrom('A', 'B', 'U1'))
      .map(([at, lot, n, cylinder]) => `${at} turn ${lot}:${n} ${cylinder} -> ${cylinder}`),
  },
  // Goods that are sent, come back and are taken in again: of no consequence for what is in what.
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        hour,
        things,
        fc.constantFrom('shipping @farm <farm >shop', 'receiving @shop <farm >shop', 'receiving @farm <shop >farm'),
      )
      .map(([at, what, step]) => `${at} see ${what} ${step}`),
  },
);

/** Which of the events was wrong, and what is right instead. */
export const correction = fc.record({ of: fc.nat(11), right: line });

const hours = (count: number): fc.Arbitrary<number[]> =>
  fc.array(hour, { minLength: count, maxLength: count }).map((all) => all.sort((a, b) => a - b));
const box = fc.constantFrom(...boxes);

/** Lines that belong together, which chance alone seldom brings: part of a load taken out and packed elsewhere, a crate used again. */
const episode: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc
    .tuple(hours(3), fc.constantFrom(...lots), fc.integer({ min: 2, max: 4 }), box, box)
    .map(([[a, b, c], lot, n, from, to]) => [
      `${a} pack ${lot}:${n} > ${from}`,
      `${b} unpack ${lot}:${n - 1} < ${from}`,
      `${c} pack ${lot}:${n - 1} > ${to}`,
    ]),
  fc
    .tuple(hours(3), things, things, box, box)
    .filter(([, one, other, from]) => ![...one.split(' '), ...other.split(' ')].includes(from))
    .map(([[a, b, c], one, other, from]) => [`${a} pack ${one} > ${from}`, `${b} empty ${from}`, `${c} pack ${other} > ${from}`]),
  fc
    .tuple(hours(3), fc.constantFrom(...units), box, box)
    .map(([[a, b, c], unit, from, to]) => [
      `${a} pack ${unit} > ${from}`,
      `${b} unpack ${unit} < ${from}`,
      `${c} pack ${unit} > ${to}`,
    ]),
  fc
    .tuple(hours(2), fc.constantFrom(...units), box)
    .map(([[a, b], part, whole]) => [`${a} fit ${part} > ${whole}`, `${b} unfit ${part} < ${whole}`]),
  fc
    .tuple(hours(2), things, fc.constantFrom('K P', 'P Q', 'Q K'))
    .filter(([, what, nested]) => !what.split(' ').some((each) => nested.includes(each)))
    .map(([[a, b], what, nested]) => {
      const [inner, outer] = nested.split(' ');
      return [`${a} pack ${what} > ${inner}`, `${b} pack ${inner} > ${outer}`];
    }),
);

/** Told in any order. */
export const history = (most: number): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(
      fc.array(line, { minLength: 3, maxLength: most }),
      fc.array(episode, { maxLength: 2 }),
      fc.array(fc.nat(999), { maxLength: 6 }),
    )
    .map(([lines, episodes, places]) => {
      const told = [...lines];
      for (const [i, each] of episodes.flat().entries()) told.splice((places[i] ?? told.length) % (told.length + 1), 0, each);
      return told.slice(0, most);
    });
export const everything = [...units, ...lots, ...boxes];
