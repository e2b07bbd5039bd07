/** From a paper to the events that name it: an index over the whole log, written with the event and made anew from the log. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capture } from '../../src/capture/index.ts';
import { noPrefixes, papersOf, prefixesOf } from '../../src/events/index.ts';
import { startsOf } from '../../src/http/recall/starts.ts';
import { eventsOfPaper, papersFrom, rebuildPapers, type Store } from '../../src/store/index.ts';
import { absent } from '../postgres15.ts';
import { engines } from './stores.ts';

const zhuisu = { zhuisu: 'urn:zhuisu:voc:' };
const event = (n: number, more: object): object => ({
  type: 'ObjectEvent',
  eventID: `urn:test:paper:${n}`,
  eventTime: `2026-05-01T08:00:${String(n).padStart(2, '0')}Z`,
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: [`urn:x:goods:${n}`],
  ...more,
});
const document = (events: readonly object[]): object => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', zhuisu],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: events },
});

const invoice = (number: string): object => ({
  bizTransactionList: [{ type: 'inv', bizTransaction: `urn:zhuisu:document:${number}` }],
});
const events = [
  event(1, invoice('FP-001')),
  event(2, { bizTransactionList: [{ type: 'inv', bizTransaction: 'urn:epcglobal:cbv:bt:9521234000013:FP-001' }] }),
  event(3, { certificationInfo: ['https://example.com/reports/CCJY-2026-0602'] }),
  event(4, { 'zhuisu:vehicle': 'urn:zhuisu:plate:豫U12345' }),
  event(5, { 'zhuisu:plateNo': '豫U12345' }),
  event(6, { action: 'ADD', 'zhuisu:licenceNo': '农药生许（豫）0042', ilmd: { 'zhuisu:qualityCertificate': 'HGZ-2026-0123' } }),
  event(7, { 'zhuisu:partLot': 'https://id.gs1.org/01/06912345678902/10/F260220' }),
  event(8, { bizTransactionList: [{ type: 'zhuisu:transport_permit', bizTransaction: 'urn:zhuisu:document:YS-2026-0007' }] }),
];

/** What somebody has in hand → the events that it leads to. */
const asked: readonly [string, string, readonly number[]][] = [
  ['the whole name of an invoice', 'urn:zhuisu:document:FP-001', [1]],
  ['the whole name of another firm’s invoice of the same number', 'urn:epcglobal:cbv:bt:9521234000013:FP-001', [2]],
  ['a number that two firms have used', 'FP-001', [1, 2]],
  ['a number in small letters', 'fp-001', [1, 2]],
  ['the number of a report', 'CCJY-2026-0602', [3]],
  ['the address of a report', 'https://example.com/reports/CCJY-2026-0602', [3]],
  ['a plate, as it is painted', '豫U12345', [4, 5]],
  ['a plate by its URI', 'urn:zhuisu:plate:豫U12345', [4, 5]],
  ['a licence', '农药生许（豫）0042', [6]],
  ['a certificate in the master data of a lot', 'HGZ-2026-0123', [6]],
  ['a lot that only an extension names', 'https://id.gs1.org/01/06912345678902/10/F260220', [7]],
  ['a permit', 'YS-2026-0007', [8]],
];

describe('what an event names beside its things', () => {
  const named = (more: object): string[] => papersOf(event(9, more) as never, prefixesOf([zhuisu]));
  test.each([
    ['firms and persons', { 'zhuisu:carrier': 'urn:zhuisu:uscc:91419001MA00000A9R', 'zhuisu:driver': 'urn:zhuisu:person:x' }, []],
    ['substances and kinds', { 'zhuisu:chemical': 'urn:zhuisu:cas:7697-37-2', 'zhuisu:un': 'urn:zhuisu:un:0241' }, []],
    ['texts, numbers and standards', { 'zhuisu:note': 'No 12', 'zhuisu:limit': 3, 'zhuisu:standardNo': 'GB 2763' }, []],
    ['each paper once', { ...invoice('A1'), 'zhuisu:invoice': 'urn:zhuisu:document:A1' }, ['urn:zhuisu:document:A1']],
    [
      'an identifier in its one spelling',
      { 'zhuisu:part': 'https://id.gs1.org/01/06901234571066/21/A1' },
      ['https://id.gs1.org/01/06901234571066/21/A1'],
    ],
  ])('%s', (_, more, expected) => expect(named(more)).toEqual(expected));

  test('no more than a bound of them', () => {
    const many = { bizTransactionList: Array.from({ length: 500 }, (_, n) => ({ bizTransaction: `urn:x:paper:${n}` })) };
    expect(papersOf(event(9, many) as never, noPrefixes)).toHaveLength(200);
  });
});

describe.each(engines)('papers on $name', ({ open }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    if (opened === undefined) return;
    store = opened.store;
    const done = await capture(store.log, document(events), { behaviour: 'rollback', job: false, now: Date.now() });
    expect(done.errors).toEqual([]);
  });
  afterAll(async () => opened?.close());

  const goodsOf = async (code: string): Promise<string[]> => [...(await startsOf(store, code)).things].sort();

  test.each(asked)('lead from %s to its goods', async (_, code, expected) => {
    if (opened === undefined) return;
    expect(await goodsOf(code)).toEqual(expected.map((n) => `urn:x:goods:${n}`));
  });

  test('are no longer found by an event that was declared in error', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const wrong = event(20, invoice('FP-WRONG'));
    const declared = { ...wrong, errorDeclaration: { declarationTime: '2026-06-01T00:00:00Z', reason: 'did_not_occur' } };
    await capture(store.log, document([wrong]), { behaviour: 'rollback', job: false, now: Date.now() });
    expect(await eventsOfPaper(store.database, 'urn:zhuisu:document:FP-WRONG', 10)).toHaveLength(1);
    await capture(store.log, document([declared]), { behaviour: 'rollback', job: false, now: Date.now() });
    expect(await eventsOfPaper(store.database, 'urn:zhuisu:document:FP-WRONG', 10)).toEqual([]);
  });

  test('are made anew from the log, as they were, and what has no event goes', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const rows = (): Promise<string[]> =>
      store.database.asOwner(async (client) =>
        (await client.query<{ row: string }>('select p::text as row from paper p order by 1')).rows.map(({ row }) => row),
      );
    const before = await rows();
    expect(before.length).toBeGreaterThan(events.length);
    await store.database.asOwner(async (client) => {
      await client.query('delete from paper where seq <= 4');
      await client.query('insert into paper values (gen_random_uuid(), now(), 1, 1)');
      await client.query('update paper_from set seq = 4');
    });
    // Before the projection is whole, the text of the events is looked through.
    expect(await goodsOf('urn:zhuisu:document:FP-001')).toEqual(['urn:x:goods:1']);
    const done = await rebuildPapers(store.database);
    expect(await rows()).toEqual(before);
    expect(done.papers).toBe(before.length);
    expect(await papersFrom(store.database)).toBe(0);
  });
});
