import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lot, openTrades, type Trades, trade } from './chain.ts';

let opened: Trades['opened'];
let app: Trades['app'];
let ask: Trades['ask'];
let url: string;

beforeAll(async () => {
  ({ opened, app, ask } = await openTrades());
  for (const name of ['A1', 'A2']) await trade(app, name);
  const { id } = (await ask.post('farm recorder', '/api/v1/recalls', draft(lot('HA1')))).json();
  url = `/api/v1/recalls/${id}`;
  await ask.post('farm', `${url}/confirmations`, { act: 'confirm' });
  await ask.post('farm recorder', `${url}/acts`, { act: 'publish' });
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const draft = (code: string, more: object = {}) => ({
  category: 'produce',
  codes: [code],
  level: 1,
  titleZh: '召回一段批次',
  reason: '抽检农药残留超标',
  instructionsZh: '立即停售',
  ...more,
});
const other = 'urn:zhuisu:lot:91419001MA3X000110:HA9';

/** What is wrong, the codes, the answer. */
const codes: readonly (readonly [string, string, string])[] = [
  ['a range without its end', `${lot('HA1')}..`, 'lot_range_invalid'],
  ['a range without its beginning', `..${lot('HA1')}`, 'lot_range_invalid'],
  ['a range that runs backwards', `${lot('HA2')}..HA1`, 'lot_range_invalid'],
  ['a range of two products', `${lot('HA1')}..${other}`, 'lot_range_invalid'],
  ['a range with three ends', `${lot('HA1')}..HA2..HA3`, 'lot_range_invalid'],
  ['a range without any recorded lot', `${lot('ZZ1')}..ZZ9`, 'code_unknown'],
  ['a code that is none', '???', 'code_malformed'],
  ['dots alone', '..', 'code_malformed'],
  ['a code with a NUL in it', `${lot('HA')}\0`, 'value_invalid'],
  ['half of a character', `${lot('HA')}\ud800`, 'value_invalid'],
  ['a code of a megabyte', 'x'.repeat(1_000_000), 'value_invalid'],
];

/** What is wrong, who asks, where, the body, the answer. */
const bodies: readonly (readonly [string, string, string, unknown, string])[] = [
  ['a firm that nobody registered', 'operator', '', draft(lot('HA2'), { organisation: crypto.randomUUID() }), 'value_invalid'],
  ['a title with a NUL', 'farm', '', draft(lot('HA2'), { titleZh: '召回\0一段批次' }), 'value_invalid'],
  [
    'a check of a holder that is none',
    'agriculture',
    '/acts',
    { act: 'check', reason: '到场核查', effective: true, holder: 'x' },
    'value_invalid',
  ],
  ['a remark with a NUL', 'farm', '/acts', { act: 'note', reason: 'abc\0def' }, 'value_invalid'],
  ['a remark of a megabyte', 'farm', '/acts', { act: 'note', reason: 'x'.repeat(1_000_000) }, 'value_invalid'],
  ['an act that there is not', 'farm', '/acts', { act: 'vanish' }, 'value_invalid'],
  [
    'an extension backwards',
    'farm',
    '/confirmations',
    { act: 'extend', reason: '区间不对', codes: [`${lot('HA2')}..HA1`] },
    'lot_range_invalid',
  ],
  ['a reader', 'farm reader', '/acts', { act: 'note', reason: '备注内容' }, 'denied_role'],
  ['somebody whom it does not concern', 'quarry', '/acts', { act: 'note', reason: '备注内容' }, 'not_found'],
  ['the public', 'public', '/confirmations', { act: 'withdraw', reason: '撤回召回' }, 'not_signed_in'],
  ['no items', 'farm', '/answers', { items: [] }, 'value_invalid'],
  ['no list', 'farm', '/answers', [], 'value_invalid'],
  ['a scan of nothing', 'farm', '/scans', { code: '' }, 'value_invalid'],
];

describe('a request about recalls', () => {
  const everything = async (): Promise<string> => {
    const list = (await ask.get('operator', '/api/v1/recalls?perPage=100')).body;
    return `${list}${(await ask.get('agriculture', url)).body}`;
  };

  it.each(codes)('that names %s is refused in a draft and in an extension', async (_, code, expected) => {
    const before = await everything();
    expect((await ask.post('farm', '/api/v1/recalls', draft(code))).json().code).toBe(expected);
    const extended = await ask.post('farm', `${url}/confirmations`, { act: 'extend', reason: '另一批次', codes: [code] });
    expect(extended.json().code).toBe(expected);
    expect(await everything()).toBe(before);
  });

  it.each(bodies)('with %s is refused', async (_, actor, path, body, expected) => {
    const before = await everything();
    const answer = await ask.post(actor, path === '' ? '/api/v1/recalls' : `${url}${path}`, body);
    expect(answer.json().code, answer.body.slice(0, 300)).toBe(expected);
    expect(await everything()).toBe(before);
  });

  it.each([
    ['/api/v1/recalls?drill=maybe', 'parameter_invalid'],
    ['/api/v1/recalls?state=nope', 'parameter_invalid'],
    ['/api/v1/recalls?category=nope', 'parameter_invalid'],
    ['/api/v1/recalls?category=%00', 'parameter_invalid'],
    ['/api/v1/recalls/drills?category=nope', 'parameter_invalid'],
    ['/api/v1/recalls/readiness?perPage=0', 'parameter_invalid'],
    ['/api/v1/recalls?nextPageToken=x', 'page_token_invalid'],
    ['/api/v1/recalls/nothing', 'not_found'],
  ])('%s is refused', async (path, expected) => {
    expect((await ask.get('operator', path)).json().code).toBe(expected);
  });

  it('by whom a list is answered says no NUL', async () => {
    const answer = await ask.post('operator', `${url}/answers?holder=%00`, { items: [{ thing: lot('HA1'), none: true }] });
    expect(answer.json().code).toBe('parameter_invalid');
  });
});
