/** Finding a firm by a name that is typed as people type: in part, by the initials of its pinyin, with one sign wrong. Pure. */

/**
 * The first character of each initial in the pinyin order of Unicode (CLDR, collation `zh-u-co-pinyin`): whatever sorts at or after it
 * and before the next begins with that letter. No pinyin begins with i, u or v. Of a character with several readings the usual one counts.
 */
const firsts: readonly (readonly [letter: string, first: string])[] = [
  ...([
    ['a', '阿'],
    ['b', '八'],
    ['c', '嚓'],
    ['d', '咑'],
    ['e', '妸'],
    ['f', '发'],
    ['g', '旮'],
    ['h', '哈'],
  ] as const),
  ...([
    ['j', '丌'],
    ['k', '咔'],
    ['l', '垃'],
    ['m', '妈'],
    ['n', '拏'],
    ['o', '噢'],
    ['p', '妑'],
    ['q', '七'],
  ] as const),
  ...([
    ['r', '呥'],
    ['s', '仨'],
    ['t', '他'],
    ['w', '屲'],
    ['x', '夕'],
    ['y', '丫'],
    ['z', '帀'],
  ] as const),
];
const collator = new Intl.Collator('zh-u-co-pinyin');

const known = new Map<string, string>();

function initialOf(sign: string): string {
  if (/[a-z0-9]/i.test(sign)) return sign.toLowerCase();
  if (!/\p{Script=Han}/u.test(sign)) return '';
  let found = known.get(sign);
  if (found === undefined) {
    found = firsts.findLast(([, first]) => collator.compare(sign, first) >= 0)?.[0] ?? '';
    known.set(sign, found);
  }
  return found;
}

/** `济源苹果合作社` → `jypghzs`. */
export const initialsOf = (name: string): string => [...name].map(initialOf).join('');

/** As it is compared: without spaces, brackets and points, small letters, digits and letters of half width. */
export const plainName = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()·•.,、，。\-—_/（）]/g, '');

/** The fewest signs to add, drop or change so that `wanted` stands somewhere in `text`; more than one is told as two. */
export function errorsIn(wanted: readonly string[], text: readonly string[]): number {
  let row = wanted.map((_, i) => i + 1);
  let best = row.at(-1) ?? 0;
  for (const sign of text) {
    const next: number[] = [];
    for (let i = 0; i < wanted.length; i++) {
      const [left, above, before] = [row[i]!, i === 0 ? 0 : next[i - 1]!, i === 0 ? 0 : row[i - 1]!];
      next.push(Math.min(before + (wanted[i] === sign ? 0 : 1), left + 1, above + 1));
    }
    row = next;
    best = Math.min(best, row.at(-1)!);
  }
  return Math.min(best, 2);
}

/** From so many signs on one may be wrong: fewer would find everybody. */
const leastForError = { signs: 3, letters: 4 };

/** How well a name fits: 0 holds it, 1 by initials, 2 with one sign wrong, 3 initials with one wrong; undefined: not at all. */
export function fitOf(query: string, name: string, initials: string): 0 | 1 | 2 | 3 | undefined {
  const wanted = plainName(query);
  if (wanted === '') return 0;
  const plain = plainName(name);
  if (plain.includes(wanted)) return 0;
  const latin = /^[a-z0-9]+$/.test(wanted);
  if (latin && initials.includes(wanted)) return 1;
  const signs = [...wanted];
  if (!latin && signs.length >= leastForError.signs && errorsIn(signs, [...plain]) <= 1) return 2;
  if (latin && signs.length >= leastForError.letters && errorsIn(signs, [...initials]) <= 1) return 3;
  return undefined;
}
