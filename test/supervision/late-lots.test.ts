import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { recordContext } from '../../src/categories/record.ts';
import { cellsOfExample } from '../../src/sheets/example.ts';
import { mediaTypes, writeTable } from '../../src/sheets/index.ts';
import { tableColumns } from '../../src/sheets/template.ts';
import { lateLots } from '../../src/store/index.ts';
import { followLateLots, logMissing, takeInLate } from '../../src/supervision/index.ts';
import { asActor, firmId, now, partyUri, placeUri } from '../access/city.ts';
import { gather, templateNamed } from '../sheets/files.ts';
import { lot, openTrades, type Trades, trade } from './chain.ts';

let opened: Trades['opened'];
let app: Trades['app'];
let ask: Trades['ask'];
let clock = now;

beforeAll(async () => {
  ({ opened, app, ask } = await openTrades(() => clock));
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const publish = async (codes: readonly string[], more: object = {}): Promise<string> => {
  const drafted = await ask.post('farm recorder', '/api/v1/recalls', {
    category: 'produce',
    codes,
    level: 1,
    titleZh: '召回一段批次',
    reason: '抽检农药残留超标',
    instructionsZh: '立即停售',
    ...more,
  });
  expect(drafted.statusCode, drafted.body).toBe(201);
  const { id } = drafted.json() as { id: string };
  await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'confirm' });
  const answer = await ask.post('farm recorder', `/api/v1/recalls/${id}/acts`, { act: 'publish' });
  expect(answer.statusCode, answer.body).toBe(201);
  return id;
};
const end = async (id: string, act: 'withdraw' | 'complete'): Promise<void> => {
  const answer =
    act === 'withdraw'
      ? await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act, reason: '复检合格' })
      : await ask.post('farm', `/api/v1/recalls/${id}/acts`, { act, reason: '全部处理完毕' });
  expect(answer.statusCode, answer.body).toBe(201);
};
const saleOf = async (code: string): Promise<string> =>
  ((await ask.post('platform', '/api/v1/sale-states', { codes: [code] })).json().items as { sale: string }[])[0]!.sale;
/** Every lot that came in has its lists. */
const settled = () => vi.waitFor(async () => expect(await lateLots(opened.store.database)).toEqual([]), 30_000);
const seen = async (id: string, query = '') => (await ask.get('agriculture', `/api/v1/recalls/${id}${query}`)).json();
const listed = async (id: string, holder: string): Promise<readonly string[]> =>
  ((await seen(id, `?holder=${holder}`)).items as { thing: string }[]).map(({ thing }) => thing);
const page = async (code: string): Promise<string> =>
  (await app.inject({ url: `/t/${encodeURIComponent(code)}`, headers: { accept: 'text/html' } })).body;

let sent = 0;
/** A shipment by the farm; true where it is refused by the rule of what is held. */
const isBlocked = async (thing: string, time = new Date(clock + 1_000 * ++sent).toISOString()): Promise<boolean> => {
  const { example } = produce.stages.find(({ id }) => id === 'shipping')!;
  sent++;
  const [record] = (
    await ask.post('farm', '/api/v1/records/produce/shipping', [
      {
        ...example,
        place: placeUri('farm'),
        id: `urn:test:late:${sent}`,
        time,
        lot: thing,
        lotQuantity: 5,
        delivery: `L-${sent}`,
        certificateNo: `HGZ-L-${sent}`,
      },
    ])
  ).json().records as { status: string; errors?: { rule?: string }[] }[];
  return record!.errors?.some(({ rule }) => rule === 'AG-18') ?? false;
};

const { example: picked } = produce.stages.find(({ id }) => id === 'harvest')!;
const pick = (code: string) => ({ ...picked, place: placeUri('farm'), lot: code, time: '2026-11-19T08:00:00+08:00' });

/** Each way in which a lot comes into the log for the first time. */
const ways: Readonly<Record<string, (code: string) => Promise<void>>> = {
  'plain EPCIS': async (code) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/epcis/capture',
      headers: { ...asActor('farm'), 'content-type': 'application/json' },
      payload: JSON.stringify({
        '@context': recordContext,
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-11-19T08:00:00Z',
        epcisBody: {
          eventList: [
            {
              type: 'ObjectEvent',
              eventTime: '2026-11-19T08:00:00+08:00',
              eventTimeZoneOffset: '+08:00',
              action: 'ADD',
              bizStep: 'commissioning',
              quantityList: [{ epcClass: code, quantity: 50, uom: 'KGM' }],
              bizLocation: { id: placeUri('farm') },
              'zhuisu:category': 'produce',
            },
          ],
        },
      }),
    });
    expect(answer.statusCode, answer.body).toBe(202);
  },
  'a simple record': async (code) => {
    const answer = await ask.post('farm', '/api/v1/records/produce/harvest', [pick(code)]);
    expect(answer.json().records[0].status, answer.body).toBe('stored');
  },
  'a sheet': async (code) => {
    const made = templateNamed('produce', 'harvest');
    const rows = [{ cells: cellsOfExample(made.stage, pick(code)) }];
    const came = await app.inject({
      method: 'POST',
      url: '/api/v1/records/produce/harvest/uploads',
      headers: { ...asActor('farm'), 'content-type': mediaTypes.csv },
      payload: await gather(writeTable(tableColumns(made), [rows], 'csv')),
    });
    expect(came.statusCode, came.body).toBe(202);
    const done = (await ask.get('farm', `/api/v1/record-uploads/${came.json().id}?wait=60`)).json();
    expect(done, JSON.stringify(done)).toMatchObject({ stored: 1 });
  },
};

describe('a lot of a recalled range that is recorded later', () => {
  const range = `${lot('HA01')}..HA90`;
  let id: string;
  const code: Readonly<Record<string, string>> = {
    'plain EPCIS': lot('HA11'),
    'a simple record': lot('HA12'),
    'a sheet': lot('HA13'),
  };

  it('of a drill is not held', async () => {
    await trade(app, 'C01');
    await publish([`${lot('HC01')}..HC09`], { drill: true });
    await trade(app, 'C02');
    expect(await saleOf(lot('HC02'))).toBe('open');
    expect(await lateLots(opened.store.database)).toEqual([]);
  });

  it('is held before anybody recorded it: the scan says so, and a shipment of it is no way in', async () => {
    await trade(app, 'A01');
    id = await publish([range]);
    expect(await saleOf(lot('HA44'))).toBe('stopped');
    expect(await saleOf(lot('HA91'))).toBe('unknown');
    expect(await isBlocked(lot('HA44'))).toBe(true);
    const told = await page(lot('HA44'));
    for (const each of ['已召回', '召回一段批次', '抽检农药残留超标', '立即停售']) expect(told, each).toContain(each);
    expect(await lateLots(opened.store.database)).toEqual([]);
  });

  for (const [way, record] of Object.entries(ways))
    it(`by ${way} is stopped when its capture is answered, and gets onto the list of its holder by itself`, async () => {
      const thing = code[way]!;
      await record(thing);
      expect(await saleOf(thing)).toBe('stopped');
      expect(await isBlocked(thing)).toBe(true);
      expect(await page(thing)).toContain('已召回');
      await vi.waitFor(async () => expect(await listed(id, firmId('farm'))).toContain(thing), 30_000);
      const inbox = (await ask.get('farm', '/api/v1/inbox')).json().recalls as { id: string }[];
      expect(inbox.map((each) => each.id)).toContain(id);
      const { acts } = await seen(id);
      expect(acts.at(-1)).toMatchObject({ act: 'late', account: null, reason: thing });
    });

  it('is held once, in the log too, with what it is made into and what is only possibly meant looked at', async () => {
    const [event] = (
      await ask.get('operator', `/epcis/events?MATCH_anyEPCClass=${lot('HA11')}&EQ_bizStep=urn:zhuisu:voc:recall_published`)
    ).json().epcisBody.queryResults.resultsBody.eventList;
    expect(event.eventID).toMatch(new RegExp(`^urn:zhuisu:recall:${id}:late:\\d+$`));
    await trade(app, 'A21');
    await ways['a simple record']!(lot('Ha22'));
    expect([await saleOf(lot('HA21')), await saleOf(lot('PA21')), await saleOf(lot('Ha22'))]).toEqual([
      'stopped',
      'stopped',
      'open',
    ]);
    await settled();
    // What was recorded of them after their round is looked for by the minute, as long as there is something new.
    const followed = new Map<string, number>();
    await followLateLots(opened.store, clock, followed);
    expect(await followLateLots(opened.store, clock, followed)).toBe(0);
    const dutyOf = async (holder: 'farm' | 'shop', name: string) =>
      ((await seen(id, `?holder=${firmId(holder)}`)).items as { thing: string; duty: string }[]).find(
        ({ thing }) => thing === lot(name),
      )?.duty;
    expect([await dutyOf('shop', 'PA21'), await dutyOf('farm', 'Ha22')]).toEqual(['must', 'check']);
    const holding = (
      await ask.get('operator', `/epcis/events?MATCH_anyEPCClass=${lot('HA21')}&EQ_bizStep=urn:zhuisu:voc:recall_published`)
    ).json().epcisBody.queryResults.resultsBody.eventList;
    expect(holding).toHaveLength(1);
  });

  it('is held among many in one request, and what was dated before the recall is taken all the same', async () => {
    const before = new Date(Date.UTC(2026, 10, 22)).toISOString();
    expect(await isBlocked(lot('HA30'), before)).toBe(false);
    expect(await saleOf(lot('HA30'))).toBe('stopped');
    const many = Array.from({ length: 30 }, (_, i) => pick(lot(`HA${50 + i}`)));
    expect((await ask.post('farm', '/api/v1/records/produce/harvest', many)).json()).toMatchObject({ stored: 30 });
    for (const name of ['HA50', 'HA79']) expect(await saleOf(lot(name))).toBe('stopped');
    await settled();
    expect(await listed(id, firmId('farm'))).toContain(lot('HA79'));
  });

  it('does not win its holder time, but opens a list again that was answered', async () => {
    const holderOf = async (name: 'farm' | 'shop') =>
      ((await seen(id)).holders as { holder: string; due: string; answeredAt: string | null }[]).find(
        ({ holder }) => holder === firmId(name),
      )!;
    const silent = (await holderOf('shop')).due;
    const items = (await listed(id, firmId('farm'))).map((thing) => ({ thing, none: true }));
    await ask.post('farm', `/api/v1/recalls/${id}/answers`, { items });
    const answered = await holderOf('farm');
    expect(answered.answeredAt).not.toBeNull();
    const { answerDue, finishDue } = await seen(id);
    clock += 3_600_000;
    await trade(app, 'A35');
    await vi.waitFor(async () => expect((await holderOf('farm')).answeredAt).toBeNull(), 30_000);
    expect(Date.parse((await holderOf('farm')).due)).toBe(Date.parse(answered.due) + 3_600_000);
    expect((await holderOf('shop')).due).toBe(silent);
    expect(await seen(id)).toMatchObject({ answerDue, finishDue });
  });

  it('is freed by the withdrawal, also where no list has it yet', async () => {
    const other = await publish([`${lot('HA60')}..HA65`]);
    await end(id, 'withdraw');
    for (const name of ['HA12', 'HA13', 'HA50', 'HA44']) expect([name, await saleOf(lot(name))]).not.toEqual([name, 'stopped']);
    expect(await isBlocked(lot('HA12'))).toBe(false);
    // Another recall holds it back.
    expect(await saleOf(lot('HA60'))).toBe('stopped');
    await end(other, 'withdraw');
    expect(await saleOf(lot('HA60'))).toBe('open');
    await ways['plain EPCIS']!(lot('HA88'));
    expect(await saleOf(lot('HA88'))).toBe('open');
  });

  it('of a recall that was completed is held too, and nobody is asked any more', async () => {
    await trade(app, 'B01');
    const done = await publish([`${lot('HB01')}..HB09`]);
    await end(done, 'complete');
    const holders = (await seen(done)).holders.length;
    await trade(app, 'B02');
    expect([await saleOf(lot('HB02')), await saleOf(lot('PB02'))]).toEqual(['stopped', 'stopped']);
    await settled();
    expect((await seen(done)).holders).toHaveLength(holders);
    expect(await logMissing(opened.store, clock)).toBe(0);
  });

  it('comes in by the trade of others too, and gets its list from the next process where this one ends before', async () => {
    await trade(app, 'D01');
    const held = await publish([`${lot('HD01')}..HD09`]);
    // A process without the part that follows: a command that captures.
    await opened.store.database.query(`insert into recall_late (recall, thing, seq, duty) select $1, $2, 1, 'must'`, [
      held,
      lot('HD05'),
    ]);
    const answer = await ask.post('general trader', '/epcis/events', {
      '@context': recordContext,
      type: 'ObjectEvent',
      eventTime: '2026-11-23T08:00:00+08:00',
      eventTimeZoneOffset: '+08:00',
      action: 'OBSERVE',
      bizStep: 'receiving',
      quantityList: [{ epcClass: lot('HD05'), quantity: 5, uom: 'KGM' }],
      bizLocation: { id: placeUri('general trader') },
      sourceList: [{ type: 'owning_party', source: partyUri('farm') }],
      destinationList: [{ type: 'owning_party', destination: partyUri('general trader') }],
    });
    expect(answer.statusCode, answer.body).toBe(201);
    expect(await takeInLate(opened.store, clock)).toBe(1);
    expect(await listed(held, firmId('general trader'))).toContain(lot('HD05'));
    expect(await takeInLate(opened.store, clock)).toBe(0);
  });
});
