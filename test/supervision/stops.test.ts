import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordContext } from '../../src/categories/record.ts';
import { asActor, now, placeUri } from '../access/city.ts';
import { openTrades, type Trades, trade } from './chain.ts';

let opened: Trades['opened'];
let app: Trades['app'];
let clock = now;
let ask: Trades['ask'];
let packed: string;
let recall: string;
const after = now + 60_000;

beforeAll(async () => {
  ({ opened, app, ask } = await openTrades(() => clock));
  const made = await trade(app, 'stops');
  packed = made.packed;
  const drafted = await ask.post('farm recorder', '/api/v1/recalls', {
    category: 'produce',
    codes: [made.harvest],
    level: 1,
    titleZh: '召回一个批次',
    reason: '抽检农药残留超标',
    instructionsZh: '停售、封存',
  });
  recall = (drafted.json() as { id: string }).id;
  await ask.post('farm', `/api/v1/recalls/${recall}/confirmations`, { act: 'confirm' });
  expect((await ask.post('farm recorder', `/api/v1/recalls/${recall}/acts`, { act: 'publish' })).statusCode).toBe(201);
  clock = after;
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

let made = 0;
const plain = (bizStep: string, more: object = {}) => ({
  '@context': recordContext,
  eventID: `urn:test:stops:${++made}`,
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep,
  eventTime: new Date(after - 1_000).toISOString(),
  eventTimeZoneOffset: '+08:00',
  bizLocation: { id: placeUri('general trader') },
  quantityList: [{ epcClass: packed, quantity: 1, uom: 'H87' }],
  ...more,
});
const one = (event: object) => ask.post('general trader', '/epcis/events', event);

describe('of what is recalled', () => {
  it.each(['retail_selling', 'shipping', 'departing', 'dispensing'])('a plain event of %s is refused', async (step) => {
    const answer = await one(plain(step));
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'rule_blocked']);
    expect(answer.json().detail).toContain('recalled');
  });

  it('a sale is refused in a document of XML, by its place, and what is no sale beside it is kept', async () => {
    const { '@context': _, ...sale } = plain('retail_selling');
    const time = `<eventTime>${sale.eventTime}</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>`;
    const event = (step: string) =>
      `<ObjectEvent>${time}<epcList/><action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:${step}</bizStep><quantityList>` +
      `<quantityElement><epcClass>${packed}</epcClass><quantity>1</quantity><uom>H87</uom></quantityElement></quantityList></ObjectEvent>`;
    const answer = await app.inject({
      method: 'POST',
      url: '/epcis/capture',
      headers: { ...asActor('general trader'), 'content-type': 'application/xml', 'gs1-capture-error-behaviour': 'proceed' },
      payload:
        `<?xml version="1.0"?><e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="${sale.eventTime}">` +
        `<EPCISBody><EventList>${event('retail_selling')}${event('storing')}</EventList></EPCISBody></e:EPCISDocument>`,
    });
    const told = answer.json() as { stored: number; errors: { index: number; code: string }[] };
    expect(told.stored, answer.body).toBe(1);
    expect(told.errors.map(({ index, code }) => [index, code])).toEqual([[0, 'rule_blocked']]);
  });

  it('what was packed of it since is not sent either', async () => {
    const box = 'urn:test:stops:box';
    const packing = {
      type: 'AggregationEvent',
      action: 'ADD',
      parentID: box,
      childQuantityList: [{ epcClass: packed, quantity: 1, uom: 'H87' }],
    };
    const { quantityList: _, ...bare } = plain('packing');
    expect((await one({ ...bare, ...packing, eventTime: new Date(after - 30_000).toISOString() })).statusCode).toBe(201);
    const { quantityList: __, ...shipped } = plain('shipping', { epcList: [box] });
    expect((await one(shipped)).json().code).toBe('rule_blocked');
  });

  it('what goes back passes, and what was sold before it was published', async () => {
    expect((await one(plain('shipping', { disposition: 'returned' }))).statusCode).toBe(201);
    expect((await one(plain('retail_selling', { eventTime: new Date(now - 3_600_000).toISOString() }))).statusCode).toBe(201);
  });

  it('an event that is in the log already is there when it is sent again', async () => {
    const other = (await trade(app, 'again')).packed;
    const sale = plain('retail_selling', { quantityList: [{ epcClass: other, quantity: 1, uom: 'H87' }] });
    expect((await one(sale)).statusCode).toBe(201);
    const extended = { act: 'extend', codes: [other], reason: '同一地块' };
    expect((await ask.post('farm', `/api/v1/recalls/${recall}/confirmations`, extended)).statusCode).toBe(201);
    expect((await one(sale)).statusCode).toBeLessThan(300);
  });

  it('all is free again when it is withdrawn', async () => {
    clock = after + 60_000;
    const withdrawal = { act: 'withdraw', reason: '复检合格' };
    expect((await ask.post('farm', `/api/v1/recalls/${recall}/confirmations`, withdrawal)).statusCode).toBe(201);
    clock += 60_000;
    const sold = await one(plain('retail_selling', { eventTime: new Date(clock - 1_000).toISOString() }));
    expect(sold.statusCode, sold.body).toBe(201);
  });
});
