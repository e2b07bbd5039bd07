/** 农资: a maker's lots through dealers to farmers. */
import type { City } from '../city.ts';
import { gtinOf, lotOf, paperOf } from '../codes.ts';
import { deliver, type Writing } from '../delivery.ts';
import type { Load } from '../firms.ts';
import { amountOf, made, parties, quantityOf, seen, staged } from '../stages.ts';
import { date, day, hour, season } from '../time.ts';
import { countWeekly, type Sale, sellOver } from './retail.ts';

const writing: Writing = {
  sent: ({ from, to, note }, load, quantity) =>
    staged('inputs/dispatch', from, {
      ...amountOf('lot', load, quantity),
      codes: null,
      count: quantity,
      producer: from.party,
      customer: to.party,
      delivery: note,
      inspection: null,
    }),
  came: ({ from, to, note }, load, quantity) =>
    staged('inputs/receipt', to, {
      ...amountOf('lot', load, quantity),
      codes: null,
      count: quantity,
      producer: from.party,
      supplier: from.party,
      delivery: note,
      expirationDate: load.until ?? null,
      ledgerNo: null,
    }),
};

const sale: Sale = (firm, load, quantity) =>
  staged('inputs/retail', firm, {
    ...amountOf('lot', load, quantity),
    codes: null,
    count: quantity,
    producer: firm.party,
    customer: null,
    ledgerNo: null,
  });

export function beginInputs(city: City): void {
  const makers = city.of('inputs_maker');
  for (const dealer of city.of('inputs_dealer')) countWeekly(city, dealer);
  for (const [n, maker] of makers.entries()) {
    const dealers = city.shared('inputs_dealer', n, makers.length, maker);
    let [lots, turn] = [0, 0];
    city.daily(maker, (opens) => {
      // Farmers buy in spring and early summer.
      if (!maker.chance.of(0.25 + 0.6 * season(opens, 330))) return;
      const at = opens + 2 * hour;
      const number = `N${date(at).slice(2).replaceAll('-', '')}${++lots}`;
      const until = date(at + 730 * day);
      const lot: Load = {
        lot: lotOf(gtinOf(maker.index, maker.chance.whole(1, 3)), number),
        quantity: Math.round(maker.chance.around(600 * maker.size, 0.3)),
        uom: undefined,
        until,
      };
      const raw: Load = { lot: lotOf(gtinOf(maker.index, 800, 9), `T${number}`), quantity: lot.quantity / 10, uom: 'KGM' };
      city.record(
        maker,
        at - hour,
        seen(maker, 'OBSERVE', 'receiving', 'in_progress', {
          quantityList: [quantityOf(raw, raw.quantity)],
          ...parties('https://id.gs1.org/417/6900000000038', maker, paperOf(maker.index, `I${number}`)),
        }),
      );
      city.record(
        maker,
        at,
        made(maker, {
          inputQuantityList: [quantityOf(raw, raw.quantity)],
          outputQuantityList: [quantityOf(lot, lot.quantity)],
          ilmd: { 'cbvmda:lotNumber': number, 'cbvmda:itemExpirationDate': until },
        }),
      );
      const customers = [0, 1, 2].map(() => dealers[turn++ % dealers.length]!);
      for (const dealer of new Set(customers)) {
        const quantity = Math.floor(lot.quantity / 3);
        city.at(city.opening(maker, at + day), () =>
          deliver(city, maker, dealer, [{ ...lot, quantity }], city.now, writing, (load) =>
            sellOver(city, dealer, load, dealer.chance.between(8, 25), sale),
          ),
        );
      }
    });
  }
}
