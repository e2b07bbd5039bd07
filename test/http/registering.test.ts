/** Registering oneself at /register: from the form to the approval, from each side, and what is refused on the way. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { theOperator } from '../../src/access/principal.ts';
import { storeAccount } from '../../src/accounts/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import {
  ask,
  blank,
  capture,
  cookiesOf,
  counted,
  decided,
  type Fields,
  form,
  get,
  good,
  openRegister,
  password,
  send,
  served,
  signIn,
  stranger,
  uscc,
} from './strangers.ts';

beforeAll(openRegister);
afterAll(() => served.close());

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
