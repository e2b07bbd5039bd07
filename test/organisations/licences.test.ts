/** Licences: what was known of them when, for which day. */
// biome-ignore-all lint/suspicious/noExplicitAny: answers are read as they come
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { licenceAt } from '../../src/organisations/index.ts';
import type { StatementRow } from '../../src/store/index.ts';
import { firm, json, openRegister } from './registering.ts';

let register: Awaited<ReturnType<typeof openRegister>>;
const post: typeof register.post = (...said) => register.post(...said);
const registered: typeof register.registered = (...said) => register.registered(...said);

beforeAll(async () => {
  register = await openRegister();
});
afterAll(() => register.served.close());

describe('a licence', () => {
  let id: string;
  let licence: string;
  const asked = async (query: string) => json(await register.served.get(`/api/v1/licences/${licence}${query}`)).state;

  it('is checked against its scheme, and registered for one firm', async () => {
    id = await registered({ ...firm, uscc: '915101007130545948', name: '酒厂' });
    const url = `/api/v1/organisations/${id}/licences`;
    const number = 'SC11532139200465';
    const answer = json(await post(url, { number, from: '2018-01-01', to: '2022-12-31', categories: ['food'] }));
    expect(answer).toMatchObject({ outcome: 'created', scheme: 'sc', number });
    licence = answer.id;
    expect(json(await post(url, { number, from: '2018-01-01', to: '2022-12-31', categories: ['food'] })).outcome).toBe('exists');
    expect(json(await post(url, { scheme: 'sc', number: 'SC11532139200466', from: '2018-01-01' }))).toMatchObject({
      code: 'licence_invalid',
      cause: expect.stringMatching(/应为 5.*expected 5/),
    });
    expect(json(await post(url, { scheme: 'jy', number, from: '2018-01-01' }))).toMatchObject({ code: 'licence_invalid' });
    expect(json(await post(url, { number, from: '2018-02-30' }))).toMatchObject({ path: 'from' });
    expect(json(await post(url, { number, from: '2018-02-01', to: '2018-01-31' }))).toMatchObject({ path: 'to' });
    const other = await registered({ ...firm, uscc: '913411253367961888', name: '别的酒厂' });
    expect(json(await post(`/api/v1/organisations/${other}/licences`, { number, from: '2018-01-01' }))).toMatchObject({
      code: 'licence_taken',
    });
    expect(json(await post(url, { scheme: 'other', number: '豫济收 0001', from: '2018-01-01' }))).toMatchObject({
      scheme: 'other',
    });
  });

  it('has the state of the day, and history is not overwritten', async () => {
    expect(await asked('?at=2017-12-31')).toBe('not_yet');
    expect(await asked('?at=2018-01-01')).toBe('valid');
    expect(await asked('?at=2022-12-31')).toBe('valid');
    expect(await asked('?at=2023-01-01')).toBe('expired');
    expect(await asked('?at=2020-06-01&known=2019-01-01')).toBe('unknown');
    const url = `/api/v1/licences/${licence}/statements`;
    expect((await post(url, { status: 'suspended', from: '2020-03-01' })).statusCode).toBe(400);
    await post(url, { status: 'suspended', from: '2020-03-01', reason: '飞行检查' });
    await post(url, { status: 'valid', from: '2020-09-01', to: '2022-12-31', reason: '恢复' });
    await post(url, { status: 'valid', from: '2023-01-01', to: '2027-12-31', reason: '延续' });
    const at = async (day: string) => asked(`?at=${day}`);
    expect(
      await Promise.all(['2020-02-29', '2020-03-01', '2020-08-31', '2020-09-01', '2024-01-01', '2028-01-01'].map(at)),
    ).toEqual(['valid', 'suspended', 'suspended', 'valid', 'valid', 'expired']);
    const { statements } = json(await register.served.get(`/api/v1/licences/${licence}`));
    expect(statements.map((each: any) => [each.status, each.from, each.to])).toEqual([
      ['valid', '2018-01-01', '2022-12-31'],
      ['suspended', '2020-03-01', '2022-12-31'],
      ['valid', '2020-09-01', '2022-12-31'],
      ['valid', '2023-01-01', '2027-12-31'],
    ]);
    const seen = json(await register.served.get(`/api/v1/organisations/${id}?at=2020-05-01`));
    expect(seen.licences.find((each: any) => each.id === licence)).toMatchObject({ state: 'suspended', ruleVerified: true });
    expect(json(await register.served.get('/api/v1/licences?number=SC11532139200465&at=2020-05-01')).licences).toMatchObject([
      { state: 'suspended' },
    ]);
  });

  it.each(['?at=yesterday', '?known=x', '?at=2020-02-30'])('refuses %s', async (query) => {
    expect((await register.served.get(`/api/v1/licences/${licence}${query}`)).statusCode).toBe(400);
  });
});

describe('what is known of a licence', () => {
  const said = (knownAt: number, status: string, from: string, to?: string): StatementRow => ({
    knownAt,
    actor: 'a',
    status,
    from,
    ...(to === undefined ? {} : { to }),
    categories: [],
    products: [],
    issuer: '',
    reason: '',
  });
  const history = [
    said(10, 'valid', '2018-01-01', '2022-12-31'),
    said(20, 'suspended', '2020-03-01', '2020-05-31'),
    // Learnt later: it was never suspended in May, and was revoked from 2021.
    said(30, 'valid', '2020-05-01', '2020-05-31'),
    said(40, 'revoked', '2021-01-01'),
  ];
  it.each([
    ['2020-05-15', 9, 'unknown'],
    ['2020-05-15', 10, 'valid'],
    ['2020-05-15', 20, 'suspended'],
    ['2020-05-15', 30, 'valid'],
    ['2020-03-15', 40, 'suspended'],
    ['2021-06-01', 39, 'valid'],
    ['2021-06-01', 40, 'revoked'],
    ['2030-01-01', 39, 'expired'],
    ['2030-01-01', 40, 'revoked'],
    ['2017-12-31', 40, 'not_yet'],
  ])('on %s as known at %d: %s', (day, known, state) => {
    expect(licenceAt(history, day, known).state).toBe(state);
  });
});
