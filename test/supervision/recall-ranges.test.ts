import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lot, openTrades, type Trades, trade } from './chain.ts';

let opened: Trades['opened'];
let app: Trades['app'];
let ask: Trades['ask'];

beforeAll(async () => {
  ({ opened, app, ask } = await openTrades());
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const draft = (codes: readonly string[]) => ({
  category: 'produce',
  codes,
  level: 1,
  titleZh: '召回一段批次',
  reason: '抽检农药残留超标',
  instructionsZh: '立即停售',
});
const saleOf = async (code: string): Promise<string> =>
  ((await ask.post('platform', '/api/v1/sale-states', { codes: [code] })).json().items as { sale: string }[])[0]!.sale;
const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

describe('a range of lot codes', () => {
  const range = `${lot('HR01')}..HR03`;

  it('holds surely what is of its form, and possibly what only lies between', async () => {
    for (const name of ['R01', 'R03', 'R02-2', 'R09']) await trade(app, name);
    for (const code of [range, `${lot('HR01')}～HR03`, `${lot('HR01')}..${lot('HR03')}`]) {
      const answer = await ask.post('agriculture', '/api/v1/recalls/scope', { code });
      expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
      const { minimum, likely, maximum, roots } = answer.json();
      expect(ids(minimum).sort()).toEqual(['HR01', 'HR03', 'PR01', 'PR03'].map(lot).sort());
      expect(ids(likely).sort()).toEqual(ids(minimum).sort());
      expect(ids(maximum).sort()).toEqual([...ids(minimum), lot('HR02-2'), lot('PR02-2')].sort());
      expect(roots).toEqual([lot('HR01'), lot('HR03')]);
    }
  });

  it('without a recorded lot is refused, as a lot that nobody recorded is', async () => {
    const code = `${lot('ZZ1')}..ZZ9`;
    expect((await ask.post('agriculture', '/api/v1/recalls/scope', { code })).json().code).toBe('code_unknown');
  });

  it('stops what it surely holds, has the rest looked at, and takes in at its next round what was recorded since', async () => {
    const drafted = (await ask.post('farm recorder', '/api/v1/recalls', draft([range]))).json();
    expect(drafted.roots).toEqual([range]);
    const url = `/api/v1/recalls/${drafted.id}`;
    expect((await ask.post('farm', `${url}/confirmations`, { act: 'confirm' })).statusCode).toBe(201);
    const published = await ask.post('farm recorder', `${url}/acts`, { act: 'publish' });
    expect(published.statusCode, published.body).toBe(201);
    const sales = async () => Promise.all(['PR01', 'PR03', 'PR02-2', 'PR09'].map((each) => saleOf(lot(each))));
    expect(await sales()).toEqual(['stopped', 'stopped', 'open', 'open']);
    const holder = (await ask.get('agriculture', url)).json().holders[0].holder as string;
    const { items } = (await ask.get('agriculture', `${url}?holder=${holder}`)).json();
    const duties = new Map((items as { thing: string; duty: string }[]).map(({ thing, duty }) => [thing, duty]));
    expect([duties.get(lot('PR01')), duties.get(lot('PR02-2')), duties.get(lot('PR09'))]).toEqual(['must', 'check', undefined]);

    // Of those that come in later the sure ones are stopped at once (late-lots.test.ts).
    await trade(app, 'R02');
    expect(await saleOf(lot('PR02'))).toBe('stopped');
    const extended = await ask.post('farm', `${url}/confirmations`, { act: 'extend', reason: '区间内补录的批次' });
    expect(extended.statusCode, extended.body).toBe(201);
    expect(await saleOf(lot('PR02'))).toBe('stopped');
  });

  it('of somebody else’s product is no way to stop their sales, at the draft or when it is extended', async () => {
    await trade(app, 'F01', 200, 'far farm');
    const others = [lot('HF01'), `${lot('HF01')}..HF05`];
    for (const code of others)
      expect((await ask.post('farm', '/api/v1/recalls', draft([code]))).json().code, code).toBe('recall_not_own');
    const { id } = (await ask.post('farm recorder', '/api/v1/recalls', draft([lot('HR09')]))).json();
    const url = `/api/v1/recalls/${id}`;
    await ask.post('farm', `${url}/confirmations`, { act: 'confirm' });
    await ask.post('farm recorder', `${url}/acts`, { act: 'publish' });
    for (const code of others) {
      const extended = await ask.post('farm', `${url}/confirmations`, { act: 'extend', codes: [code], reason: '另一批次' });
      expect(extended.json().code, code).toBe('recall_not_own');
    }
    expect(await saleOf(lot('PF01'))).toBe('open');
  });
});
