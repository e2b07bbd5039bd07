import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registryOf } from '../../src/organisations/index.ts';
import { allFindings, detectorRows } from '../../src/store/index.ts';
import { uuidOfUri } from '../../src/store/keys.ts';
import { type Detector, detectors, type Running, Watch } from '../../src/watch/index.ts';
import { type City, days, delivery, firms, openCity, start } from './city.ts';

let city: City;
beforeEach(async () => {
  city = await openCity();
});
afterEach(() => city.close());

const findings = () => allFindings(city.store.database);
const shown = async () =>
  (await findings()).map(({ detector, resolvedAt, organisation, count }) => ({
    detector,
    open: resolvedAt === null,
    organisation,
    count,
  }));

/** A year in small: deliveries, some without their other half, some of them late. */
async function aYear(): Promise<void> {
  for (let day = 0; day < 40; day++) {
    city.clock = start + days(day);
    const lots = { [`A${day}`]: 10, [`B${day}`]: 20 };
    await city.record(delivery('shipping', city.clock, lots));
    if (day % 5 === 0) continue;
    if (day % 7 === 0) {
      await city.record(delivery('receiving', city.clock + 3_600_000, { [`A${day}`]: 10 }));
      continue;
    }
    await city.record(delivery('receiving', city.clock + 3_600_000, day % 11 === 0 ? { [`A${day}`]: 9, [`B${day}`]: 20 } : lots));
    if (day % 13 === 0) await city.record(delivery('receiving', city.clock, { [`X${day}`]: 1 }));
  }
  for (const day of [5, 10]) {
    city.clock = start + days(41);
    await city.record(delivery('receiving', start + days(day) + 3_600_000, { [`A${day}`]: 10, [`B${day}`]: 20 }));
  }
}

describe('the watch', () => {
  it('finds a dispatch that nobody confirms once its days are over, and closes it when the receipt comes late', async () => {
    const watch = city.watch(detectors);
    await city.record(delivery('shipping', start, { L1: 100 }));
    city.clock = start + days(6);
    await watch.catchUp();
    expect(await findings()).toEqual([]);
    city.clock = start + days(8);
    await watch.catchUp();
    expect(await shown()).toEqual([{ detector: 'delivery_not_confirmed', open: true, organisation: firms.market.id, count: 1 }]);
    const [open] = await findings();
    expect(open!.openedAt).toBe(start + days(7));
    expect(open!.toldZh).toContain('1 项在 7 天内无人确认');
    expect(open!.evidence.subjects).toEqual(['https://id.gs1.org/01/06901234567892/10/L1']);
    await city.record(delivery('receiving', start + 7_200_000, { L1: 100 }));
    await watch.catchUp();
    const [closed] = await findings();
    expect(closed).toMatchObject({ id: open!.id, resolvedAt: start + days(8) });
  });

  it('tells a receipt of what nobody sent, and a shortage', async () => {
    const watch = city.watch(detectors);
    await city.record(delivery('receiving', start, { L1: 5 }));
    await city.record(delivery('shipping', start, { L2: 100 }), delivery('receiving', start, { L2: 95 }));
    city.clock = start + days(4);
    await watch.catchUp();
    expect(await shown()).toEqual(
      expect.arrayContaining([
        { detector: 'receipt_without_dispatch', open: true, organisation: firms.farm.id, count: 1 },
        { detector: 'delivery_short', open: true, organisation: firms.market.id, count: 1 },
      ]),
    );
    expect(await findings()).toHaveLength(2);
  });

  it('says the same when it is dropped and rebuilt, and when it is stopped at any event and goes on', async () => {
    await aYear();
    city.clock = start + days(60);
    const whole = city.watch(detectors);
    await whole.catchUp();
    const first = await findings();
    expect(first.length).toBeGreaterThan(12);
    expect(first.filter(({ resolvedAt }) => resolvedAt !== null)).toHaveLength(2);
    await whole.rebuild();
    expect(await findings()).toEqual([]);
    await whole.catchUp();
    expect((await findings()).map(({ through: _, ...row }) => row)).toEqual(first.map(({ through: _, ...row }) => row));

    // Now as it would be live: a step a day, each second one by a new process that saved, or did not.
    await whole.rebuild();
    await city.store.database.query('delete from finding');
    let watch: Watch = city.watch(detectors);
    for (let step = 0; step < 6; step++) {
      await watch.step();
      if (step % 2 === 0) await watch.save();
      watch = city.watch(detectors);
    }
    await watch.catchUp();
    expect((await findings()).map(({ through: _, ...row }) => row)).toEqual(first.map(({ through: _, ...row }) => row));
  });

  it('goes on without a detector that throws, says so, and takes it up again where it was', async () => {
    let broken = true;
    const counted: string[] = [];
    const fragile: Detector = {
      ...detectors[0]!,
      id: 'fragile',
      begin: (): Running => ({
        see({ eventID }) {
          if (broken && eventID.endsWith('3')) throw new Error('fell over');
          counted.push(eventID);
        },
        save: () => null,
      }),
    };
    const watch = city.watch([...detectors, fragile]);
    for (let i = 1; i <= 5; i++)
      await city.record(
        delivery('shipping', start, { [`L${i}`]: 1 }, { id: `urn:uuid:00000000-0000-4000-8000-00000000000${i}` }),
      );
    await watch.step();
    expect(watch.figures().stopped).toEqual([
      { detector: 'fragile', message: 'fell over', seq: 3, attempts: 1, retryAt: start + 60_000 },
    ]);
    city.clock = start + days(8);
    broken = false;
    counted.length = 0;
    await watch.catchUp();
    expect(counted).toHaveLength(5);
    expect(watch.figures()).toMatchObject({ lag: 0, stopped: [] });
    // Of a receiver that records nothing at all.
    expect((await shown()).filter(({ detector }) => detector === 'delivery_not_confirmed')).toMatchObject([{ count: 5 }]);
  });

  it('finds what is new while a detector that was changed reads the whole log anew', async () => {
    const read: string[] = [];
    const slow = (version: number): Detector => ({
      ...detectors[0]!,
      id: 'slow',
      version,
      begin: (): Running => ({ see: ({ eventID }) => void read.push(eventID), save: () => null }),
    });
    const log = Array.from({ length: 2_500 }, (_, i) => delivery('shipping', start, { [`S${i}`]: 1 }));
    await city.record(...log);
    const before = city.watch([...detectors, slow(1)]);
    await before.catchUp();
    await before.save();
    expect(read).toHaveLength(2_500);
    read.length = 0;
    await city.record(delivery('shipping', start, { L1: 100 }), delivery('receiving', start + 3_600_000, { L1: 90 }));
    // The first step of a watch with a new version of the one: it is far from the end, the others are not.
    const watch = city.watch([...detectors, slow(2)]);
    await watch.step();
    expect(read.length).toBeLessThan(2_500);
    expect((await shown()).map(({ detector }) => detector)).toContain('delivery_short');
    await watch.catchUp();
    expect(read).toHaveLength(2_502);
    expect(watch.figures()).toMatchObject({ lag: 0, stopped: [] });
  });

  it('saves of a detector that reads beside the log how far it read, and leaves the others as they were saved', async () => {
    let beside = ['a', 'b'];
    const read: string[] = [];
    const reader: Detector = {
      ...detectors[0]!,
      id: 'reader',
      begin: (_, saved): Running => {
        let place = (saved as number | undefined) ?? 0;
        return {
          see: () => {},
          save: () => place,
          async aside() {
            const next = beside[place];
            if (next === undefined) return false;
            read.push(next);
            place++;
            return true;
          },
        };
      },
    };
    await city.record(delivery('shipping', start, { L1: 100 }));
    await city.watch([...detectors, reader]).catchUp();
    const saved = (await detectorRows(city.store.database)).map(({ id, cursor, snapshot }) => [id, cursor, snapshot !== null]);
    expect([read, saved]).toEqual([['a', 'b'], [['reader', 1, true]]]);
    // Started again without a stop: the others read the log once more, and it goes on beside it.
    beside = [...beside, 'c'];
    city.clock = start + days(8);
    await city.watch([...detectors, reader]).catchUp();
    expect(read).toEqual(['a', 'b', 'c']);
    expect(await shown()).toEqual([{ detector: 'delivery_not_confirmed', open: true, organisation: firms.market.id, count: 1 }]);
  });

  it('knows whose a party is as soon as it is registered', async () => {
    const registry = registryOf(city.store);
    const options = { store: city.store, detectors, now: () => city.clock, log: () => {} };
    const watch = new Watch({ ...options, firmsOf: (uris) => registry.partiesOf(uris) });
    await city.record(delivery('shipping', start, { L0: 1 }));
    await watch.catchUp();
    await city.store.database.asOwner(async (client) => {
      const all = Object.values(firms);
      await client.query(
        `insert into organisation (id, kind, form, name, status, areas, categories, address, version, registered_at, changed_at)
         select id, 'enterprise', '', 'firm', 'active', '{}', '{}', '', 1, now(), now() from unnest($1::uuid[]) as id`,
        [all.map(({ id }) => id)],
      );
      await client.query(
        'insert into organisation_identifier (id, uri, organisation) select * from unnest($1::uuid[], $2::text[], $3::uuid[])',
        [all.map(({ uri }) => uuidOfUri(uri)), all.map(({ uri }) => uri), all.map(({ id }) => id)],
      );
      await client.query('update organisation_version set version = version + 1');
    });
    await city.record(delivery('shipping', start, { L1: 1 }));
    await watch.catchUp();
    city.clock = start + days(8);
    await watch.catchUp();
    expect((await findings()).map(({ evidence }) => evidence.subjects)).toEqual([['https://id.gs1.org/01/06901234567892/10/L1']]);
  });

  it('takes back what follows from a record that is declared in error', async () => {
    const watch = city.watch(detectors);
    const sent = delivery('shipping', start, { L1: 100 }) as { eventID: string };
    await city.record(sent);
    city.clock = start + days(8);
    await watch.catchUp();
    expect((await shown())[0]).toMatchObject({ open: true });
    await city.record({
      ...sent,
      errorDeclaration: { declarationTime: new Date(city.clock).toISOString(), reason: 'incorrect_data' },
    });
    await watch.catchUp();
    expect((await shown())[0]).toMatchObject({ open: false });
  });
});
