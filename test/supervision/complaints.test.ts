/** Complaints from the form of the public to the answer of the department, and what each side sees of the other. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { jiyuan } from '../../src/jurisdictions/index.ts';
import { bodyId } from '../../src/organisations/index.ts';
import { asActor, now, principalOf, recordCity, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';
import { formOf, withExif } from './pictures.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let clock = now;
const day = 86_400_000;

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => clock, { principalOf });
  await settleCity(opened.store);
  await recordCity(app);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

let host = 0;
/** A fresh address each: whoever asks too often is held up. */
const address = (): string => `2001:db8:1:${(++host).toString(16)}::1`;
const send = (fields: Record<string, string>, photos: Buffer[] = [], remoteAddress = address(), url = '/report') => {
  const { payload, headers } = formOf(fields, photos);
  return app.inject({ method: 'POST', url, payload, headers: { ...headers, accept: 'text/html' }, remoteAddress });
};
const get = (actor: string, url: string) => app.inject({ url, headers: asActor(actor), remoteAddress: address() });
const act = (actor: string, number: string, body: object) =>
  app.inject({
    method: 'POST',
    url: `/api/v1/complaints/${number}/acts`,
    headers: { ...asActor(actor), 'content-type': 'application/json' },
    payload: JSON.stringify(body),
    remoteAddress: address(),
  });
const follow = (number: string) =>
  app.inject({ url: `/report/${number}`, headers: { accept: 'text/html' }, remoteAddress: address() });
const words = (body: string): string =>
  body
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[ \n]+/g, ' ');
const filed = async (fields: Record<string, string>): Promise<string> => {
  const sent = await send({ kind: 'report', subject: 'quality', told: '苹果上有异味和药渍', ...fields });
  expect(sent.statusCode, sent.body.slice(0, 400)).toBe(303);
  return /\/report\/([^?]+)/.exec(String(sent.headers.location))![1]!;
};

describe('a report with a photo', () => {
  let number: string;

  it('is taken without sign-in, and answered with a number', async () => {
    const sent = await send(
      {
        kind: 'complaint',
        subject: 'quality',
        told: '苹果上有白色药渍，洗不掉',
        code: 'urn:city:thing:apples',
        place: '王屋集市',
        contact: '13800138000',
        category: '',
      },
      [withExif(6, 'GPS 35.09,112.59')],
    );
    expect(sent.statusCode).toBe(303);
    number = /^\/report\/(TS261124-\w{5}-\w{5})\?sent=1$/.exec(String(sent.headers.location))![1]!;
  });

  it('is followed by its number, without what the reporter wrote', async () => {
    const page = words((await follow(number)).body);
    expect(page).toContain('已收到，待受理');
    expect(page).toContain('济源市农业农村局');
    expect(page).toContain('最迟受理 at the latest by 2026-12-03');
    expect(page).toContain('未核对原文');
    for (const hidden of ['药渍', '王屋集市', '13800138000']) expect(page).not.toContain(hidden);
    const status = (await app.inject({ url: `/api/v1/complaints/${number}/status` })).json();
    expect(status).toMatchObject({ state: 'received', category: 'produce', photos: 1, ended: false, course: [] });
    expect(JSON.stringify(status)).not.toMatch(/药渍|王屋集市|13800138000|contact/);
  });

  it.each([
    ['agriculture', true],
    ['market regulator', false],
    ['police', false],
    ['commerce', false],
    ['Wangwu township', false],
    ['agriculture elsewhere', false],
    ['operator', true],
  ])('belongs to whoever leads its category there: %s %s', async (actor, seen) => {
    const list = (await get(actor, '/api/v1/complaints')).json().complaints as { number: string }[];
    expect(list.some((each) => each.number === number)).toBe(seen);
    expect((await get(actor, `/api/v1/complaints/${number}`)).statusCode).toBe(seen ? 200 : 404);
    expect((await act(actor, number, { act: 'note', note: 'looked at' })).statusCode).toBe(seen ? 201 : 404);
  });

  it('is for departments alone', async () => {
    for (const [actor, status] of [
      ['public', 401],
      ['farm', 403],
      ['agriculture reader', 403],
    ] as const)
      expect((await get(actor, `/api/v1/complaints/${number}`)).statusCode, actor).toBe(status);
  });

  it('shows the department the text, the picture without its place, and the contact as a token', async () => {
    const whole = (await get('agriculture', `/api/v1/complaints/${number}`)).json();
    expect(whole).toMatchObject({ told: '苹果上有白色药渍，洗不掉', place: '王屋集市', kind: 'complaint', photos: 1 });
    expect(whole.contact).toMatch(/^urn:zhuisu:person:/);
    expect(whole.open).toEqual(['accept', 'refuse', 'transfer', 'note']);
    const picture = await get('agriculture', `/api/v1/complaints/${number}/photos/${whole.pictures[0].id}`);
    expect(picture.headers['content-type']).toBe('image/jpeg');
    expect(picture.rawPayload.includes('GPS')).toBe(false);
    expect((await get('market regulator', `/api/v1/complaints/${number}/photos/${whole.pictures[0].id}`)).statusCode).toBe(404);
    const masked = await get('agriculture', `/api/v1/persons/${encodeURIComponent(whole.contact)}`);
    expect(masked.json()).toMatchObject({ kind: 'phone', masked: '138****8000' });
    expect((await get('market regulator', `/api/v1/persons/${encodeURIComponent(whole.contact)}`)).statusCode).toBe(404);
  });

  it('goes on to its answer, each step told to the reporter, notes to nobody outside', async () => {
    expect((await act('agriculture', number, { act: 'answer', told: '未受理就答复' })).json().code).toBe('complaint_step');
    expect((await act('agriculture', number, { act: 'refuse', told: '不' })).json().path).toBe('told');
    expect((await act('agriculture', number, { act: 'accept', told: '已受理，三日内抽样' })).json()).toMatchObject({
      state: 'accepted',
      due: '2027-01-23T15:59:59.000Z',
    });
    expect((await act('agriculture', number, { act: 'note', note: '内部：先查农药购买记录' })).statusCode).toBe(201);
    expect((await act('agriculture', number, { act: 'extend', told: '检测需要更长时间' })).json().due).toBe(
      '2027-02-22T15:59:59.000Z',
    );
    expect((await act('agriculture', number, { act: 'extend', told: '再延长一次吧' })).json().code).toBe('complaint_extended');
    expect((await act('agriculture', number, { act: 'answer', told: '请致电 13900139000 了解' })).json().code).toBe(
      'complaint_personal',
    );
    const { version } = (await get('agriculture', `/api/v1/complaints/${number}`)).json();
    expect(
      (await act('agriculture', number, { act: 'answer', told: '检测不合格，已立案', version: version - 1 })).json().code,
    ).toBe('complaint_changed');
    expect(
      (await act('agriculture', number, { act: 'answer', told: '检测不合格，已立案并责令下架', version })).json().state,
    ).toBe('answered');
    const page = words((await follow(number)).body);
    expect(page).toContain('已办结并答复');
    for (const told of ['已受理，三日内抽样', '检测需要更长时间', '检测不合格，已立案并责令下架', '济源市农业农村局'])
      expect(page).toContain(told);
    for (const hidden of ['先查农药', 'looked at', '内部']) expect(page).not.toContain(hidden);
    expect((await act('agriculture', number, { act: 'reopen', told: '补充核查一项' })).json().state).toBe('accepted');
  });
});

describe('what a form refuses', () => {
  it('is said in the words of its lines, and everything typed stays', async () => {
    const told = '苹果有异味，请联系 13900139000';
    const sent = await send({ kind: 'report', subject: 'quality', told });
    expect(sent.statusCode).toBe(400);
    const page = words(sent.body);
    expect(page).toContain('“发生了什么”中含有个人号码');
    expect(page).toContain('“回访电话”');
    expect(sent.body).toContain(told);
    expect(/class="refusal".*?<\/div>/s.exec(sent.body)?.[0]).not.toMatch(/>[^<]*\b(?:told|contact)\b[^<]*中/);
  });
});

describe('handing on', () => {
  it('moves it to the other body, which deals with it, and tells the reporter', async () => {
    const number = await filed({ category: 'food' });
    const to = bodyId(jiyuan.id, 'commerce');
    expect((await act('market regulator', number, { act: 'transfer', told: '属商务局职责' })).json().path).toBe('to');
    expect((await act('market regulator', number, { act: 'transfer', told: '属商务局职责', to })).json().state).toBe('received');
    expect((await get('market regulator', `/api/v1/complaints/${number}`)).statusCode).toBe(404);
    expect((await act('commerce', number, { act: 'accept', told: '' })).json().state).toBe('accepted');
    const page = words((await follow(number)).body);
    expect(page).toContain('济源市商务局');
    expect(page).toContain('属商务局职责');
  });

  it.each([
    [
      'a thing whose category is on record counts more than what was chosen',
      { code: 'urn:city:thing:apples', category: 'food' },
      'agriculture',
    ],
    ['no category: the coordinator hands it on', {}, 'commerce'],
    ['dangerous goods: whoever has a function in them', { category: 'dangerous' }, 'police'],
    ['lifts', { category: 'equipment' }, 'market regulator'],
  ] as const)('%s', async (_, fields, actor) => {
    const number = await filed(fields);
    expect((await get(actor, `/api/v1/complaints/${number}`)).statusCode).toBe(200);
  });
});

describe('refused is', () => {
  it.each([
    ['a form without a text', { told: '' }, 400, '说明'],
    ['an unknown kind of problem', { subject: 'hunger' }, 400, ''],
    ['a telephone number in the text', { told: '卖家电话 13912345678，不退货' }, 400, '个人号码'],
    ['a contact that is no telephone number', { contact: 'call me' }, 400, ''],
    ['a text of two thousand signs', { told: '长'.repeat(2_000) }, 400, ''],
  ])('%s, and the form comes back with what was filled in', async (_, fields, status, told) => {
    const sent = await send({ kind: 'report', subject: 'quality', told: '有异味，怀疑变质', place: '某超市', ...fields });
    expect(sent.statusCode).toBe(status);
    expect(sent.body).toContain('role="alert"');
    expect(sent.body).toContain('value="某超市"');
    expect(told === '说明' || words(sent.body).includes(told)).toBe(true);
  });

  it('a picture that is none: the report stands, and the page says what was not kept', async () => {
    const sent = await send({ kind: 'report', subject: 'quality', told: '有异味，怀疑变质' }, [Buffer.from('GIF89a')]);
    expect(String(sent.headers.location)).toMatch(/sent=without$/);
    const page = await app.inject({
      url: String(sent.headers.location),
      headers: { accept: 'text/html' },
      remoteAddress: address(),
    });
    expect(words(page.body)).toContain('无法接受这张图片');
    expect(words(page.body)).toContain('照片 pictures 没有');
    // The page offers to send another; the report need not be made again.
    const number = /report\/([^?]+)/.exec(String(sent.headers.location))![1]!;
    expect(page.body).toContain(`action="/report/${number}/photos"`);
    expect(words(page.body)).toContain('还可加 3 张');
    const again = await send({}, [Buffer.from('GIF89a')], address(), `/report/${number}/photos`);
    expect(String(again.headers.location)).toBe(`/report/${number}?sent=without`);
    const taken = await send({}, [withExif(1, 'x')], address(), `/report/${number}/photos`);
    expect(String(taken.headers.location)).toBe(`/report/${number}?sent=photo`);
    const after = (await follow(number)).body;
    expect(words(after)).toContain('照片 pictures 1 张');
    expect(after).not.toContain('/photos"');
  });

  it('whoever reports too often from one address', async () => {
    const from = address();
    const statuses: number[] = [];
    for (let i = 0; i < 21; i++)
      statuses.push((await send({ kind: 'report', subject: 'other', told: '重复提交测试' }, [], from)).statusCode);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(303));
    expect(statuses[20]).toBe(429);
  });

  it('a number that nobody was given, in any spelling', async () => {
    for (const number of ['TS261124-22222-22222', 'x', '%3Cscript%3E'])
      expect((await follow(number)).statusCode, number).toBe(404);
    expect((await app.inject({ url: '/report?number=ts261124 22222 22222', remoteAddress: address() })).headers.location).toBe(
      '/report/TS261124-22222-22222',
    );
  });

  it('a picture a day later, and a fourth one', async () => {
    const number = await filed({});
    const add = () =>
      app.inject({
        method: 'POST',
        url: `/api/v1/complaints/${number}/photos`,
        headers: { 'content-type': 'image/jpeg' },
        payload: withExif(1, 'x'),
        remoteAddress: address(),
      });
    for (let i = 0; i < 3; i++) expect((await add()).statusCode).toBe(201);
    expect((await add()).json().code).toBe('photo_late');
    clock += day + 1;
    expect((await add()).json().code).toBe('photo_late');
    clock = now;
  });
});

it('nobody is written down as the reporter', async () => {
  const from = '198.51.100.77';
  await send({ kind: 'report', subject: 'other', told: '匿名举报一条线索' }, [], from);
  const rows = await opened.store.database.query<{ content: string }>(
    "select content from audit_entry where content like '%complaint_made%'",
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { content } of rows) expect(content).not.toContain(from);
});

it('overdue ones are found by the department', async () => {
  clock = now + 30 * day;
  const { complaints } = (await get('market regulator', '/api/v1/complaints?overdue=true&state=received')).json();
  expect(complaints.length).toBeGreaterThan(0);
  for (const { overdue } of complaints) expect(overdue).toBe(true);
  clock = now;
  expect((await get('market regulator', '/api/v1/complaints?overdue=true')).json().complaints).toEqual([]);
});
