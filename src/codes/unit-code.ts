/**
 * The text of unit codes: six characters that name the range of issue, ten that name the unit, enciphered, one check character. Its
 * characters are those of GB 32100, which leave out the letters that are mistaken for digits.
 */
export const unitAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const valueIn = new Uint8Array(128).fill(255);
for (let i = 0; i < unitAlphabet.length; i++) valueIn[unitAlphabet.charCodeAt(i)] = i;

/**
 * Check character: Σ value × 3^i mod 31, complemented. 31 is prime and 3 a primitive root of it, so every wrong character and every two
 * neighbours exchanged are found out.
 */
export function unitCheck(body: string): string {
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < body.length; i++) {
    sum += valueIn[body.charCodeAt(i)]! * weight;
    weight = (weight * 3) % 31;
  }
  return unitAlphabet[(31 - (sum % 31)) % 31]!;
}
