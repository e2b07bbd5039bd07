/** GS1 mod-10 check digit of the digits before it (GS1 General Specifications §7.9): weights 3 and 1 in turn, from the right. */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = digits.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) sum += (digits.charCodeAt(i) - 48) * weight;
  return String((10 - (sum % 10)) % 10);
}

/** Digits as people group them, run together: spaces and hyphens of any kind away. */
export const compact = (text: string): string => (grouped.test(text) ? text.replace(/[\s\-\u2010-\u2015\u2212]/g, '') : text);
const grouped = /[\s\-\u2010-\u2015\u2212]/;

/** True when the last digit is the check digit of the others. */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, weight = 1; i >= 0; i--, weight = 4 - weight) sum += (digits.charCodeAt(i) - 48) * weight;
  return sum % 10 === 0;
}

export const isDigits = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return text.length > 0;
};
