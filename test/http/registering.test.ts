/** Registering oneself at /register: from the form to the approval, from each side, and what is refused on the way. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { theOperator } from '../../src/access/principal.ts';
import { storeAccount } from '../../src/accounts/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { bodyId } from '../../src/organisations/index.ts';
import { type Served, serveApp } from './setup.ts';

const uscc = '91419001MA3X000102';
const password = 'pear ladder 82 monsoon';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
  await served.app.ready();
  await storeAccount(
    served.app.desk,
    theOperator,
    { login: 'agri', name: '农业局 王', kind: 'person', organisation: bodyId('jiyuan', 'agriculture'), roles: ['official'] },
    password,
  );
});
afterAll(async () => served.close());

let host = 0;
const stranger = (): string => `2001:db8:2:${(++host).toString(16)}::1`;
const form = 'application/x-www-form-urlencoded';

const good = {
  form: 'family_farm',
  name: '玉泉湖家庭农场',
  area: '419001001',
  categories: 'produce',
  site: '湖边果园',
  password,
  again: password,
  consent: 'yes',
};
type Fields = Readonly<Record<string, string | readonly string[]>>;

const bodyOf = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each as string])),
  ).toString();

async function blank(): Promise<{ key: string; login: string; body: string }> {
  const { body } = await served.app.inject({ url: '/register', remoteAddress: stranger(), headers: { accept: 'text/html' } });
  return {
    key: /name="key" value="([^"]+)"/.exec(body)![1]!,
    login: /id="login"[^>]*value="([^"]+)"/.exec(body)![1]!,
    body,
  };
}

const send = (fields: Fields, headers: Record<string, string> = {}, remoteAddress = stranger()) =>
  served.app.inject({
    method: 'POST',
    url: '/register',
    remoteAddress,
    headers: { 'content-type': form, accept: 'text/html', 'sec-fetch-site': 'same-origin', ...headers },
    payload: bodyOf(fields),
  });

const cookiesOf = (answer: { headers: Record<string, unknown> }): string =>
  [answer.headers['set-cookie'] as string | string[]]
    .flat()
    .map((each) => each.split(';')[0])
    .join('; ');

const get = (url: string, cookie: string) =>
  served.app.inject({ url, remoteAddress: stranger(), headers: { accept: 'text/html', cookie } });
const ask = (method: 'GET' | 'POST', url: string, cookie: string, payload?: unknown) =>
  served.app.inject({
    method,
    url,
    remoteAddress: stranger(),
    headers: {
      cookie,
      'sec-fetch-site': 'same-origin',
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });

async function signIn(login: string) {
  const answer = await served.app.inject({
    method: 'POST',
    url: '/sign-in',
    remoteAddress: stranger(),
    headers: { 'content-type': form, 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    payload: bodyOf({ login, password }),
  });
  return { cookie: cookiesOf(answer), to: String(answer.headers.location), status: answer.statusCode };
}

/** How many of everything that registering makes. */
async function counted() {
  const [row] = await served.store.database.query<Record<string, number>>(
    `select (select count(*)::int from organisation where jurisdiction is null) as organisations, (select count(*)::int from account) as accounts,
       (select count(*)::int from site) as sites, (select count(*)::int from organisation_change c join organisation o on o.id = c.organisation
         where o.jurisdiction is null) as changes`,
  );
  return row!;
}

async function decided(name: string, decision: 'approve' | 'refuse' | 'resubmit', reason = '') {
  const { cookie } = await signIn('agri');
  const list = await get(`/console/registrations${decision === 'resubmit' ? '?status=refused' : ''}`, cookie);
  const line = new RegExp(`/console/registrations/([0-9a-f-]{36})">${name}`).exec(list.body);
  expect(line, `${name} waits`).not.toBeNull();
  const path = `/console/registrations/${line![1]}`;
  const page = await get(path, cookie);
  const token = /name="form" value="([^"]+)"/.exec(page.body)![1]!;
  const version = /name="version" value="(\d+)"/.exec(page.body)![1]!;
  const done = await served.app.inject({
    method: 'POST',
    url: `${path}/decisions`,
    remoteAddress: stranger(),
    headers: { 'content-type': form, cookie, 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    payload: bodyOf({ form: token, version, decision, reason }),
  });
  expect(done.statusCode).toBe(303);
  return { list: list.body, page: page.body };
}

const event = (name: string) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-24T03:00:00Z',
  epcisBody: {
    eventList: [
      {
        type: 'ObjectEvent',
        action: 'ADD',
        bizStep: 'commissioning',
        epcList: [`urn:example:${name}`],
        eventTime: '2026-11-24T02:00:00Z',
        eventTimeZoneOffset: '+08:00',
      },
    ],
  },
});
const capture = (cookie: string, name: string) =>
  served.app.inject({
    method: 'POST',
    url: '/epcis/capture',
    remoteAddress: stranger(),
    headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    payload: JSON.stringify(event(name)),
  });

describe('a farm that registers itself', () => {
  let cookie: string;
  let login: string;

  it('is registered with its site and its first account, signed in, and told that it waits', async () => {
    const before = await counted();
    const shown = await blank();
    login = shown.login;
    const sent = await send({ ...good, key: shown.key });
    expect(sent.statusCode, sent.body).toBe(303);
    expect(sent.headers.location).toBe('/register/status');
    cookie = cookiesOf(sent);
    const page = await get('/register/status', cookie);
    expect(page.body).toContain('玉泉湖家庭农场');
    expect(page.body).toContain(login);
    expect(page.body).toMatch(/由<b>[^<]*农业/);
    expect(page.headers['cache-control']).toBe('no-store');
    const after = await counted();
    expect(after).toEqual({
      organisations: before.organisations! + 1,
      accounts: before.accounts! + 1,
      sites: before.sites! + 1,
      changes: before.changes! + 2,
    });
    const log = await served.store.database.query<{ content: string }>(
      `select content from audit_entry where content like '%registered by itself%' or content like '%made by registering%'`,
    );
    expect(log).toHaveLength(2);
    expect((await verifyAudit(served.store.database)).fault).toBeUndefined();
  });

  it('signs in at once, and can do nothing but read and correct its own registration before somebody approves it', async () => {
    const signed = await signIn(login);
    expect([signed.status, signed.to]).toEqual([303, '/register/status']);
    expect((await get('/workbench', cookie)).headers.location).toBe('/register/status');
    expect((await get('/workbench/record', cookie)).headers.location).toBe('/register/status');
    for (const [method, url, payload] of [
      ['POST', '/api/v1/records/produce/harvest', {}],
      ['POST', '/api/v1/certificates', {}],
      ['POST', '/api/v1/code-ranges', {}],
      ['GET', '/epcis/events', undefined],
      ['GET', '/api/v1/findings', undefined],
      ['POST', '/api/v1/accounts', { login: 'second-one', name: 'second', roles: ['recorder'] }],
    ] as const) {
      const answer = await ask(method, url, cookie, payload);
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 403, 'denied_unapproved']);
    }
    expect((await capture(cookie, 'before')).json().code).toBe('denied_unapproved');
    const { organisation } = (await ask('GET', '/api/v1/account', cookie)).json();
    expect((await ask('GET', `/api/v1/organisations/${organisation.id}`, cookie)).json()).toMatchObject({
      name: '玉泉湖家庭农场',
      status: 'registered',
    });
    const others = (await ask('GET', '/api/v1/organisations', cookie)).json().organisations as { name: string }[];
    expect(others.map(({ name }) => name)).toEqual(['玉泉湖家庭农场']);
  });

  it('is shown to the official as registered by itself, with its login, and records at once after the approval', async () => {
    const { list, page } = await decided('玉泉湖家庭农场', 'approve');
    expect(list).toContain('自行登记');
    expect(page).toContain(login);
    expect(page).toContain('湖边果园');
    const status = await get('/register/status', cookie);
    expect(status.body).toContain('审核已通过');
    expect(status.body).toContain('/workbench/certificate');
    expect((await capture(cookie, 'after')).statusCode).toBe(202);
    expect((await signIn(login)).to).toBe('/account');
  });

  it('is told the reason of a refusal, and still can do nothing', async () => {
    const { key } = await blank();
    const sent = await send({ ...good, key, name: '想象中的农场' });
    const own = cookiesOf(sent);
    await decided('想象中的农场', 'refuse', '地址上没有农场 <b>核实</b>');
    const status = await get('/register/status', own);
    expect(status.body).toContain('地址上没有农场 &lt;b&gt;核实&lt;/b&gt;');
    expect((await capture(own, 'refused')).json().code).toBe('denied_unapproved');
  });
});

describe('a registration that was refused', () => {
  const firm = {
    ...good,
    form: 'individual_household',
    name: '南街粮油店',
    uscc: '92419001MA40123454',
    area: '419001002',
    categories: ['food', 'produce'],
    site: '南街门店',
  };
  let cookie: string;
  let id: string;
  const hidden = (page: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)![1]!;
  const sendAgain = async (fields: Fields, own = cookie) => {
    const page = await get('/register/again', own);
    const given = { form: hidden(page.body, 'form'), version: hidden(page.body, 'version') };
    return served.app.inject({
      method: 'POST',
      url: '/register/again',
      remoteAddress: stranger(),
      headers: { 'content-type': form, accept: 'text/html', 'sec-fetch-site': 'same-origin', cookie: own },
      payload: bodyOf({ ...given, ...fields }),
    });
  };
  const organisation = async () =>
    (await served.store.database.query<Record<string, unknown>>('select * from organisation where id = $1', [id]))[0]!;
  const uris = async () =>
    (
      await served.store.database.query<{ uri: string }>(
        `select uri from organisation_identifier where organisation = $1 and uri like 'urn:zhuisu:%' order by 1`,
        [id],
      )
    ).map(({ uri }) => uri);
  const corrected = {
    legal: 'company',
    name: '南街粮油有限公司',
    uscc: '91419001MA40123457',
    area: '419001001',
    categories: 'produce',
    site: '玉泉门店',
    note: '换了营业执照',
  };

  it('is not corrected while it waits: the page leads to where it stands', async () => {
    const sent = await send(firm);
    expect(sent.statusCode, sent.body).toBe(303);
    cookie = cookiesOf(sent);
    id = (await ask('GET', '/api/v1/account', cookie)).json().organisation.id;
    const answer = await get('/register/again', cookie);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/register/status']);
  });

  it('is shown with the reason, and with all that it gave filled in', async () => {
    await decided('南街粮油店', 'refuse', '执照已换 <i>新</i>');
    expect((await get('/register/status', cookie)).body).toContain('href="/register/again"');
    const { body } = await get('/register/again', cookie);
    expect(body).toContain('执照已换 &lt;i&gt;新&lt;/i&gt;');
    expect(body).toMatch(/name="legal" value="individual_household" required checked/);
    for (const each of ['南街粮油店', '92419001MA40123454', '南街门店']) expect(body).toContain(`value="${each}"`);
    expect(body).toContain('<option value="419001002" selected>');
    for (const each of ['food', 'produce']) expect(body).toMatch(new RegExp(`name="categories" value="${each}" checked`));
    expect(body).not.toContain('type="password"');
  });

  it('is told its faults each at its line, and that a credit code is of another; nothing is changed', async () => {
    const before = [await organisation(), await uris(), await counted()];
    const wrong = await sendAgain({ ...corrected, name: '', uscc: '91419001MA40123451' });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.body).toContain('有 2 处需要更正，还没有提交');
    expect(wrong.body).toContain('value="玉泉门店"');
    const other = '91419001MA4012346A';
    expect((await send({ ...firm, form: 'company', name: '别家', uscc: other })).statusCode).toBe(303);
    before[2] = await counted();
    const taken = await sendAgain({ ...corrected, uscc: other });
    expect([taken.statusCode, taken.body.includes('已经登记')]).toEqual([409, true]);
    const personal = await sendAgain({ ...corrected, note: '法人 11010519491231002X' });
    expect([personal.statusCode, personal.body.includes('公民身份号码')]).toEqual([400, true]);
    expect([await organisation(), await uris(), await counted()]).toEqual(before);
  });

  it('of another site, or with the token of another session, is refused', async () => {
    const answer = await sendAgain({ ...corrected, form: 'x'.repeat(43) });
    expect(answer.statusCode).toBe(403);
    expect((await organisation()).status).toBe('refused');
  });

  it('is refused when it was changed meanwhile', async () => {
    const answer = await sendAgain({ ...corrected, version: '1' });
    expect([answer.statusCode, answer.body.includes('已被他人更改')]).toEqual([409, true]);
    expect((await organisation()).status).toBe('refused');
  });

  it('corrected and sent again it waits as it is now, under its old id, login and site', async () => {
    const before = await counted();
    const sent = await sendAgain(corrected);
    expect([sent.statusCode, sent.headers.location], sent.body).toEqual([303, '/register/status']);
    expect(await organisation()).toMatchObject({
      status: 'registered',
      form: 'company',
      name: '南街粮油有限公司',
      uscc: '91419001MA40123457',
      areas: ['419001001'],
      categories: ['produce'],
    });
    expect(await uris()).toEqual(['urn:zhuisu:uscc:91419001MA40123457']);
    const sites = await served.store.database.query('select name, area from site where organisation = $1', [id]);
    expect(sites).toEqual([{ name: '玉泉门店', area: '419001001' }]);
    expect(await counted()).toEqual({ ...before, changes: before.changes! + 2 });
    expect((await get('/register/status', cookie)).body).toContain('第 2 次提交已收到');
    expect((await capture(cookie, 'again')).json().code).toBe('denied_unapproved');
    const log = await served.store.database.query(`select 1 from audit_entry where content like '%sent again after a refusal%'`);
    expect(log).toHaveLength(1);
    // Once more by the button of the browser: nothing happens twice.
    expect((await get('/register/again', cookie)).headers.location).toBe('/register/status');
  });

  it('is shown to the reviewer as a second submission, with the refusal before it and what was corrected', async () => {
    const { list, page } = await decided('南街粮油有限公司', 'approve');
    expect(list).toContain('第 2 次提交');
    expect(list.match(/第 \d 次提交/g)).toHaveLength(1);
    const told = /第几次提交[\s\S]*?<\/dd>/.exec(page)![0];
    for (const each of ['第 2 次', '执照已换 &lt;i&gt;新', '组织形式', '名称', '信用代码', '区划', '品类', '换了营业执照'])
      expect(told).toContain(each);
    expect((await capture(cookie, 'approved')).statusCode).toBe(202);
  });

  it('that a department takes up again is no second submission', async () => {
    const own = cookiesOf(await send({ ...good, name: '误拒农场' }));
    await decided('误拒农场', 'refuse', '看错了');
    await decided('误拒农场', 'resubmit');
    const { list } = await decided('误拒农场', 'approve');
    expect(list).not.toContain('次提交');
    expect((await get('/register/again', own)).headers.location).toBe('/register/status');
  });
});

describe('what is wrong stands at its line, and nothing is half created', () => {
  const cases: readonly (readonly [title: string, fields: Fields, field: string, told: RegExp])[] = [
    ['no kind', { form: '' }, 'form', /您是：没有填写/],
    ['a kind that is none', { form: 'ministry' }, 'form', /您是：收到/],
    ['no name', { name: ' ' }, 'name', /名称：没有填写/],
    ['a name of one sign', { name: '王' }, 'name', /2 至 100 个字符/],
    ['a name longer than any', { name: '农'.repeat(250) }, 'name', /2 至 100 个字符/],
    ['a name that turns its direction', { name: 'abc\u202edcba' }, 'name', /名称：收到/],
    ['an identity number in the name', { name: '王五 11010519491231002X' }, 'name', /公民身份号码/],
    ['a company without a credit code', { form: 'company' }, 'uscc', /统一社会信用代码：没有填写/],
    [
      'a credit code with a wrong check',
      { form: 'company', uscc: '91419001MA3X000103' },
      'uscc',
      /不是有效的统一社会信用代码.*校验/,
    ],
    ['a credit code that is too short', { form: 'cooperative', uscc: '91419001' }, 'uscc', /应为 18 位，收到 8 位/],
    ['an identity number as credit code', { form: 'natural_person', uscc: '11010519491231002X' }, 'uscc', /公民身份号码/],
    ['no town', { area: '' }, 'area', /所在镇、街道：没有填写/],
    ['a town of elsewhere', { area: '410100' }, 'area', /所在镇、街道：收到/],
    ['no kind of product', { categories: [] }, 'categories', /做哪类产品：没有填写/],
    ['a kind of product that is none', { categories: 'gold' }, 'categories', /做哪类产品：收到/],
    ['a plot of one sign', { site: '园' }, 'site', /第一个地块或场所：收到/],
    ['a short password', { password: 'short', again: 'short' }, 'password', /密码只有 5 个字符/],
    ['a password of what everybody tries', { password: 'password1234', again: 'password1234' }, 'password', /密码由常见词/],
    [
      'a password made of the name',
      { password: '玉泉湖家庭农场玉泉湖家庭', again: '玉泉湖家庭农场玉泉湖家庭' },
      'password',
      /密码由登录名或名称组成/,
    ],
    ['two passwords', { again: 'another one 55 entirely' }, 'again', /两次输入的密码不一致/],
    ['no consent', { consent: '' }, 'consent', /同意：没有填写/],
  ];

  test.each(cases)('%s', async (_, fields, field, told) => {
    const before = await counted();
    const answer = await send({ ...good, site: '南坡地', ...fields });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['set-cookie']).toBeUndefined();
    const at = new RegExp(`id="${field}-wrong">(.*?)</span>`).exec(answer.body);
    expect(at?.[1], field).toMatch(told);
    expect(answer.body).toContain(`<a href="#${field}">`);
    expect(answer.body).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*${field}-wrong`));
    // What was typed is there, the passwords are not.
    if (field !== 'site') expect(answer.body).toContain('value="南坡地"');
    if (field !== 'area') expect(answer.body).toContain('<option value="419001001" selected>');
    expect(answer.body).not.toContain(password);
    expect(answer.body).not.toContain('11010519491231002X'.slice(0, field === 'uscc' || field === 'name' ? 0 : 18) || password);
    expect(await counted()).toEqual(before);
  });

  it('all at once, each at its own', async () => {
    const answer = await send({});
    expect(answer.body).toContain('有 6 处需要更正');
  });

  it('a hostile text is text', async () => {
    const hostile = `"><script>alert(1)</script>'`;
    const answer = await send({ ...good, name: hostile, site: hostile, area: '' });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).not.toContain('<script');
    expect(answer.body).toContain('&lt;script&gt;');
    expect(answer.headers['content-security-policy']).not.toContain('script-src');
  });

  it('a form that is no form, too large, or not UTF-8', async () => {
    const raw = (payload: string | Buffer, type = form) =>
      served.app.inject({
        method: 'POST',
        url: '/register',
        remoteAddress: stranger(),
        headers: { 'content-type': type, accept: 'text/html' },
        payload,
      });
    expect((await raw('a'.repeat(20_000))).statusCode).toBe(413);
    expect((await raw(Buffer.from([0x6e, 0x3d, 0xff]))).statusCode).toBe(400);
    expect((await raw('{}', 'application/json')).statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe('the same again', () => {
  it('sent twice it is one registration, and whoever sent it is let in; with another password it is not', async () => {
    const { key } = await blank();
    const fields = { ...good, key, name: '重复提交农场' };
    const [first, second] = await Promise.all([send(fields), send(fields)]);
    expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
    const before = await counted();
    expect((await send(fields)).statusCode).toBe(303);
    const other = 'stranger guessing 19 things';
    const wrong = await send({ ...fields, password: other, again: other });
    expect(wrong.statusCode).toBe(409);
    expect(wrong.headers['set-cookie']).toBeUndefined();
    expect(wrong.body).toContain('已经提交过');
    expect(await counted()).toEqual(before);
  });

  it('two farmers of one name in one town are two', async () => {
    const before = (await counted()).organisations!;
    for (let i = 0; i < 2; i++) expect((await send({ ...good, form: 'natural_person', name: '王小明' })).statusCode).toBe(303);
    expect((await counted()).organisations).toBe(before + 2);
  });

  it('a credit code that is registered creates nothing, and says whom to ask, not who has it', async () => {
    const firm = { ...good, form: 'company', name: '甲食品有限公司', uscc: ' 9141 9001 ma3x 0001 02 ', categories: 'food' };
    expect((await send(firm)).statusCode).toBe(303);
    const before = await counted();
    const again = await send({ ...firm, name: '乙食品有限公司', uscc });
    expect(again.statusCode).toBe(409);
    expect(again.body).toContain(`统一社会信用代码 ${uscc} 已经登记`);
    expect(again.body).toMatch(/请联系[^<]*市场/);
    expect(again.body).toContain('value="乙食品有限公司"');
    expect(again.body).not.toContain('甲食品');
    expect(await counted()).toEqual(before);
  });

  it('dangerous goods wait for the administrator of the system, whom the page names', async () => {
    const sent = await send({ ...good, name: '前进爆破农场', categories: ['produce', 'dangerous'] });
    expect((await get('/register/status', cookiesOf(sent))).body).toMatch(/由<b>[^<]+<\/b>/);
  });

  it('a login that somebody has is passed over in silence: none is ever asked for', async () => {
    const { key, login } = await blank();
    const wish = { login, name: 'somebody', kind: 'person', organisation: null, roles: [] } as const;
    await storeAccount(served.app.desk, theOperator, wish, password);
    const sent = await send({ ...good, key, name: '登录名被占农场', login: 'agri' });
    expect(sent.statusCode).toBe(303);
    const page = await get('/register/status', cookiesOf(sent));
    const given = /<code class="secret">(zs\d{8})</.exec(page.body)![1]!;
    expect(given).not.toBe(login);
    expect((await signIn(given)).status).toBe(303);
  });
});

describe('abuse', () => {
  it('a form of another site is refused', async () => {
    const before = await counted();
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      const answer = await send(good, headers);
      expect(answer.statusCode).toBe(403);
    }
    expect(await counted()).toEqual(before);
  });

  it('twenty times from one address, then no more; from another it goes on', async () => {
    const here = stranger();
    const codes: number[] = [];
    for (let i = 0; i < 21; i++) codes.push((await send({}, {}, here)).statusCode);
    expect(codes.slice(0, 20).every((each) => each === 400)).toBe(true);
    expect(codes[20]).toBe(429);
    expect((await send({})).statusCode).toBe(400);
  });

  it('nobody sees where a review stands but who registered', async () => {
    const answer = await served.app.inject({
      url: '/register/status',
      remoteAddress: stranger(),
      headers: { accept: 'text/html' },
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/sign-in?next=%2Fregister%2Fstatus']);
  });
});
