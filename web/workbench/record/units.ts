/** Units as people write them. */
import { units } from '../../../src/categories/columns.ts';

const more: Readonly<Record<string, string>> = {
  // The unit of what is counted; `H87` is a piece.
  C62: '件',
  EA: '件',
  CEL: '℃',
  DAY: '天 d',
  HUR: '小时 h',
  P1: '%',
  MTK: 'm²',
  KPA: 'kPa',
  MPA: 'MPa',
  KMT: 'km',
  HAR: '公顷 ha',
};
export const unitName = (code: string): string => {
  const known = units.find((each) => each.code === code);
  if (known === undefined) return more[code] ?? code;
  const sign = known.also.find((each) => /^[A-Za-z]/.test(each));
  return sign === undefined ? known.zh : `${known.zh} ${sign}`;
};
