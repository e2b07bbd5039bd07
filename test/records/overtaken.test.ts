/** What a request looked at, and what came into the log meanwhile: which of it makes its rules be asked again. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EpcisEvent, prefixesOf } from '../../src/events/index.ts';
import { contextOf, type LookedAt, openStore, prepareEvent, type Store } from '../../src/store/index.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let other: Store;
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  const { host, database } = opened.store.database.pool.options;
  const databaseUrl = `postgres://zhuisu@localhost/${database}?host=${encodeURIComponent(String(host))}`;
  other = await openStore({ dataDir: opened.dataDir, databaseUrl });
});
afterAll(async () => {
  await other.close();
  await opened.close();
});

const pesticide = 'https://id.gs1.org/01/06912345678902/10/N1';
const crop = 'https://id.gs1.org/01/06901234567892/10/C1';
const body = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { zhuisu: 'urn:zhuisu:voc:' }];
let n = 0;
const prepared = (members: object) => {
  const event = {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    eventID: `urn:test:overtaken:${++n}`,
    eventTime: '2026-05-03T10:00:00Z',
    eventTimeZoneOffset: '+08:00',
    ...members,
  };
  return prepareEvent(event as unknown as EpcisEvent, prefixesOf(body, undefined), contextOf(body));
};
const append = ({ log }: Store, members: object, rest?: { upTo: number; asked: LookedAt[] }) =>
  log.append({ events: [prepared(members)], allOrNothing: false, ...(rest === undefined ? {} : { rest }) });

const nothing: LookedAt = { things: [], told: [], values: [] };
const whole = { ...nothing, things: [pesticide] };
const told = { ...nothing, told: [pesticide] };
const quantityList = [{ epcClass: pesticide }];

/** What came meanwhile | whether it concerns whoever looked at every record | at what tells of the thing alone. */
const meanwhile: readonly [name: string, members: object, whole: boolean, told: boolean][] = [
  ['a spray of it', { quantityList: [{ epcClass: crop }], 'zhuisu:inputCode': pesticide }, true, false],
  ['its being seen', { quantityList }, true, false],
  ['its being used up', { quantityList, action: 'DELETE' }, true, false],
  ['its recall', { quantityList, disposition: 'recalled' }, true, true],
  ['the end of a recall', { quantityList, persistentDisposition: { unset: ['recalled'] } }, true, true],
  ['its making', { quantityList, action: 'ADD' }, true, true],
  ['a spray of the crop', { quantityList: [{ epcClass: crop }] }, false, false],
];

describe.each(['by this process', 'by another process'])('%s', (by) => {
  test.each(meanwhile)('%s', async (_, members, concernsWhole, concernsTold) => {
    const { store } = opened;
    for (const [asked, concerns] of [
      [whole, concernsWhole],
      [told, concernsTold],
    ] as const) {
      await append(store, {});
      const upTo = await store.log.head();
      await append(by === 'by this process' ? store : other, members);
      const receipt = await append(store, {}, { upTo, asked: [asked] });
      expect(receipt.overtaken === true, JSON.stringify(asked)).toBe(concerns);
    }
  });
});
