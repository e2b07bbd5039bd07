/** 稀土: mines that dig by the day and have a quota for each month. */
import type { City } from '../city.ts';
import { creditOf, gtinOf, lotOf } from '../codes.ts';
import { amountOf, staged } from '../stages.ts';
import { date, day, hour } from '../time.ts';

export function beginRareEarth(city: City): void {
  for (const firm of city.of('rare_earth_mine')) {
    const usual = 6_000 * firm.size;
    const enterprise = creditOf(firm.uscc);
    const { begins, days } = city.options;
    const term = { from: date(begins - 365 * day), until: date(begins + (days + 365) * day) };
    city.enter('rare_earth_enterprise', enterprise, { mining: true, separating: false, role: 'named', ...term });
    let month = '';
    let [left, lots] = [0, 0];
    city.daily(firm, (opens) => {
      const at = opens + 7 * hour;
      const today = date(at);
      const quotaNo = `KC-${firm.index}-${today.slice(0, 7)}`;
      if (today.slice(0, 7) !== month) {
        month = today.slice(0, 7);
        left = Math.round(usual * 25);
        // Rules ask by the number as events spell it.
        city.enter('quota', `urn:zhuisu:document:${quotaNo}`, {
          enterprise,
          kind: 'mining',
          year: Number(month.slice(0, 4)),
          reoMass: left,
          from: `${month}-01`,
          until: lastOf(month),
        });
      }
      const mass = Math.round(firm.chance.around(usual * 0.85, 0.08));
      const over = mass <= left && city.faults.strike('quota_exceeded');
      // What a quota leaves room for is dug; who exceeds it goes on digging.
      if (mass > left && !over) return;
      const dug = over ? left + mass : mass;
      left -= dug;
      const load = { lot: lotOf(gtinOf(firm.index, 1, 9), `K${++lots}`), quantity: Number((dug / 600).toFixed(3)), uom: 'TNE' };
      const entry = city.record(
        firm,
        at,
        staged('rare_earth/mining', firm, {
          ...amountOf('lot', load, load.quantity),
          enterprise,
          quotaNo,
          reoMass: dug,
          lotNumber: `K${lots}`,
          productionDate: today,
        }),
      );
      if (over)
        city.faults.tell('quota_exceeded', firm, { at, recordedAt: entry.recorded, subjects: [load.lot], events: [entry.id] });
    });
  }
}

/** The last day of a month, YYYY-MM. */
const lastOf = (month: string): string => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};
