/** A registration that was refused, corrected at /register/again, and sent to review once more. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  bodyOf,
  capture,
  cookiesOf,
  counted,
  decided,
  type Fields,
  form,
  get,
  good,
  openRegister,
  send,
  served,
  stranger,
} from './strangers.ts';

beforeAll(openRegister);
afterAll(() => served.close());

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
