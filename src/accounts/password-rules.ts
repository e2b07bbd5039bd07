/** Which passwords are refused: short ones, and those a guesser tries first. No composition rules (NIST SP 800-63B-4 §3.1.1.2). */
import { ZhuisuError } from '../errors.ts';
import { commonPieces } from './common-passwords.ts';

export const passwordLimits = { least: 12, most: 256, left: 6 } as const;

const pieces = [...new Set(commonPieces)].sort((a, b) => b.length - a.length);
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const sequences = rows.flatMap((row) => [row, [...row].reverse().join('')]);

/** Throws password_short, password_common, password_personal; value_invalid for one that is no text or too long. */
export function checkPassword(password: unknown, personal: readonly string[]): asserts password is string {
  if (typeof password !== 'string' || password.length > passwordLimits.most || /[\u0000-\u001f\u007f]/.test(password))
    throw new ZhuisuError('value_invalid', {
      path: 'password',
      came: typeof password === 'string' ? `${password.length} characters` : typeof password,
      expected: `one line of ${passwordLimits.least} to ${passwordLimits.most} characters`,
    });
  const plain = password.normalize('NFKC').toLowerCase();
  const length = [...plain].length;
  if (length < passwordLimits.least) throw new ZhuisuError('password_short', { came: length, expected: passwordLimits.least });
  if (little(without(plain, []))) throw new ZhuisuError('password_common');
  if (little(without(plain, personal.flatMap(partsOf)))) throw new ZhuisuError('password_personal');
}

/** Signs that are no letter or digit carry nothing when only they are left. */
const little = (left: string): boolean => new Set(left.replace(/[^\p{L}\p{N}]/gu, '')).size < passwordLimits.left;

/** The whole of a name and its words; shorter parts are met by chance. */
const partsOf = (name: string): string[] => {
  const plain = name.normalize('NFKC').toLowerCase();
  return [plain, ...plain.split(/[^\p{L}\p{N}]+/u)].filter((part) => [...part].length >= 3 || /\p{Script=Han}{2,}/u.test(part));
};

/** What is left without repetitions, runs of the alphabet or the keyboard, dates, and pieces. */
function without(plain: string, personal: readonly string[]): string {
  const unrepeated = plain.replace(/(.{1,6}?)\1{2,}/gu, '$1');
  const names = [...personal].sort((a, b) => b.length - a.length);
  let left = [...names, ...pieces].reduce((rest, piece) => rest.replaceAll(piece, '\u0000'), unrepeated);
  left = left.replace(/(?:19|20)\d\d(?:[01]\d[0-3]\d)?/g, '\u0000');
  for (let at = 0; at < left.length; at++) {
    const run = runAt(left, at);
    if (run >= 4) left = left.slice(0, at) + '\u0000' + left.slice(at + run);
  }
  return left.replaceAll('\u0000', '');
}

function runAt(text: string, at: number): number {
  let longest = 0;
  for (const sequence of sequences) {
    const from = sequence.indexOf(text[at]!);
    let length = 0;
    while (
      from >= 0 &&
      at + length < text.length &&
      from + length < sequence.length &&
      text[at + length] === sequence[from + length]
    )
      length++;
    longest = Math.max(longest, length);
  }
  return longest;
}
