/** When a delivery that failed is tried again. */
const first = 1_000;
const longest = 15 * 60_000;

/**
 * Milliseconds to wait after this many failures in a row: doubling from a second to a quarter of an hour. `chance`, from 0 to 1, takes up
 * to half away, so that receivers that fell together are not asked together.
 */
export function waitAfter(failures: number, chance: number): number {
  const whole = Math.min(longest, first * 2 ** (failures - 1));
  return Math.round(whole * (1 - chance / 2));
}
