/** Rules about counties that codes name (GB/T 2260): that there can be one, and that it is known here, which is of few. */
import { countyIn, recognise } from '../../../codes/index.ts';
import { fails, holds, type KindOf, keysOf, unknown, words } from '../situation.ts';

export const county: KindOf<'county'> = (test, situation) => {
  let read = false;
  for (const code of keysOf(test.of, situation)) {
    const digits = recognise(code)
      .find(({ scheme }) => scheme === test.scheme)
      ?.segments.find(({ name }) => name === test.segment)?.value;
    if (digits === undefined) continue;
    read = true;
    const found = countyIn(digits);
    if (found === 'none')
      return fails(words(`${code} 的 ${digits} 不是县级行政区划代码`, `${code}: ${digits} is the code of no county`));
    if (found === 'unknown' && test.known)
      return fails(
        words(
          `${code} 的县级代码 ${digits} 不在本系统已有的区划数据中，未能核实`,
          `${code}: the county ${digits} is not among those known here, so it was not checked`,
        ),
      );
  }
  return read ? holds() : unknown(words('没有此类编码', 'there is no code of this kind'));
};
