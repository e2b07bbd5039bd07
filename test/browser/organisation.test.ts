/** Looking after an organisation, reviewing registrations, reading the audit log: in a real browser, without its script; looked over by axe. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt } from '../accounts/browser.ts';
import { openTown, organisations, password, settle, type Town } from '../accounts/people.ts';
import { type Browser, hasChromium, openBrowser } from './chromium.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const orchard = '00000000-0000-4000-8000-00000000f001';

describe.skipIf(!hasChromium)('in the browser', () => {
  let town: Town;
  let browser: Browser;
  let address: string;
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    town = await openTown();
    await settle(town, 'farm', ['organisation_administrator'], organisations.enterprise);
    await settle(town, 'system', ['system_administrator'], null);
    await settle(town, 'auditor', ['audit_administrator'], null);
    await town.store.database.query(
      `insert into organisation (id, kind, form, name, status, areas, categories, address, version, registered_at, changed_at)
       values ($1, 'enterprise', 'family_farm', '东山家庭农场', 'registered', '{419001109}', '{produce}', '王屋镇', 1, now(), now()),
              (gen_random_uuid(), 'bank', '', '济源农商银行', 'active', '{419001}', '{}', '', 1, now(), now())`,
      [orchard],
    );
    address = await town.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  async function arrive(page: Page, login: string, path: string): Promise<void> {
    await page.context().clearCookies();
    await page.goto(address + path);
    await page.fill('[name=login]', login);
    await page.fill('[name=password]', password);
    await page.click('main button');
    const step = new URL(page.url()).pathname;
    if (step === '/sign-in/enrol') {
      const secret = (await page.locator('code.secret').textContent())!;
      secrets.set(login, secret);
      await page.fill('[name=code]', codeAt(secret, town.clock));
      await page.click('.steps button');
      await page.click('a.button');
    } else if (step === '/sign-in/code') {
      await page.fill('[name=code]', codeAt(secrets.get(login)!, town.clock));
      await page.click('main button');
    }
    town.clock += 30_000;
    expect(new URL(page.url()).pathname).toBe(path);
  }
  const text = (page: Page): Promise<string | null> => page.locator('main').textContent();
  const narrow = async (page: Page): Promise<void> => {
    const { width } = (await page.locator('main').boundingBox())!;
    expect(width).toBeLessThanOrEqual(360);
  };

  it('an administrator makes an account, changes its role, ends its sessions, suspends and resumes it', async () => {
    const page = await browser.context.newPage();
    await arrive(page, 'farm', '/account/organisation');
    await page.fill('[name=name]', '陈新');
    await page.fill('[name=login]', 'Not a login');
    await page.check('[value=reader]');
    await page.click('text=新建 Make');
    expect(await page.locator('[role=alert]').count()).toBe(1);
    expect(await page.inputValue('[name=name]')).toBe('陈新');
    expect(await page.isChecked('[value=reader]')).toBe(true);
    await page.fill('[name=login]', 'chen.xin');
    await page.click('text=新建 Make');
    const first = (await page.locator('code.secret').textContent())!;
    expect(first.length).toBeGreaterThan(11);
    await page.click('a.button');
    expect(await text(page)).toContain('未首次登录');
    await page.check('[value=recorder]');
    await page.click('text=保存 Save');
    expect(await page.locator('[role=status]').textContent()).toContain('已保存');
    expect(await page.isChecked('[value=recorder]')).toBe(true);
    const client = town.client('203.0.113.44');
    expect((await client.signIn('chen.xin', first)).json()).toMatchObject({ stage: 'password' });
    await page.reload();
    expect(await text(page)).toContain('203.0.113.44');
    await page.click('text=结束 end');
    expect(await text(page)).toContain('没有登录');
    expect((await client.get('/api/v1/account')).status).toBe(401);
    await page.click('text=停用此账号');
    expect(await text(page)).toContain('已停用');
    expect((await town.client('203.0.113.45').signIn('chen.xin', first)).status).toBe(401);
    await page.click('text=恢复此账号');
    expect(await text(page)).not.toContain('已停用');
    await page.click('text=发放 give one');
    expect(await page.locator('code.secret').textContent()).not.toBe(first);
    await narrow(page);
    await page.close();
  }, 120_000);

  it('makes a program account and its token, sees it among all, and revokes it', async () => {
    const page = await browser.context.newPage();
    await arrive(page, 'farm', '/account/organisation');
    await page.fill('[name=name]', '分选线');
    await page.fill('[name=login]', 'sorter-1');
    await page.check('[value=recorder]');
    await page.check('[name=service]');
    await page.click('text=新建 Make');
    await page.click('text=新建令牌');
    await page.fill('details [name=name]', '采集');
    await page.check('[value=capture]');
    await page.click('details >> text=新建 Make');
    const token = (await page.locator('code.secret').textContent())!;
    expect(token).toMatch(/^zs_/);
    const ask = () => town.app.inject({ url: '/epcis/capture', headers: { authorization: `Bearer ${token}` } });
    // It is for recording alone.
    expect((await ask()).json()).toMatchObject({ code: 'denied_scope' });
    await page.goto(`${address}/account/organisation/programs`);
    expect(await text(page)).toContain('分选线');
    await page.click('text=撤销 revoke');
    expect(await text(page)).toContain('已撤销');
    expect((await ask()).statusCode).toBe(401);
    await page.close();
  }, 120_000);

  it('lets a vendor act for it and takes that back; gives a bank figures and takes that back', async () => {
    const page = await browser.context.newPage();
    await arrive(page, 'farm', '/account/organisation/programs');
    await page.click('text=新增代办授权');
    await page.selectOption('[name=delegate]', organisations.vendor);
    await page.check('[value=capture]');
    await page.fill('[name=until]', '2027-01-31');
    await page.click('details button');
    expect(await text(page)).toContain('授权 云帆软件 代办');
    await page.click('text=撤回 withdraw');
    expect(await text(page)).toContain('已撤回');
    await page.goto(`${address}/account/organisation/sharing`);
    await page.click('text=新增授权');
    await page.selectOption('[name=receiver]', { label: '济源农商银行' });
    await page.selectOption('[name=kind]', 'fields');
    await page.fill('[name=purpose]', '信贷评估');
    await page.click('details button');
    expect(await page.locator('[role=alert]').count()).toBe(1);
    await page.selectOption('[name=receiver]', { label: '济源农商银行' });
    await page.selectOption('[name=kind]', 'aggregates');
    await page.fill('[name=purpose]', '信贷评估');
    await page.check('[value=produce]');
    await page.click('details button');
    expect(await text(page)).toMatch(/济源农商银行.*有效.*信贷评估.*食用农产品/s);
    await page.click('text=撤回 withdraw');
    expect(await text(page)).toContain('已撤回');
    await narrow(page);
    await page.close();
  }, 120_000);

  it('the system administrator refuses with a reason, takes it up again and approves', async () => {
    const page = await browser.context.newPage();
    await arrive(page, 'system', '/console/registrations');
    expect(await text(page)).toContain('有 1 个登记等待您审核');
    await page.click('text=东山家庭农场');
    await page.click('text=审核不通过');
    expect(await page.locator('[role=alert]').count()).toBe(1);
    await page.fill('textarea', '缺少土地承包证明\n请补交');
    await page.click('text=审核不通过');
    expect(await text(page)).toContain('未通过');
    expect(await text(page)).toContain('缺少土地承包证明 请补交');
    await page.click('text=重新受理');
    await page.click('text=审核通过');
    expect(await page.locator('[role=status]').count()).toBe(1);
    expect(await page.locator('h1').textContent()).toContain('正常');
    await page.click('text=← 登记审核');
    expect(await text(page)).toContain('没有等待您审核的登记');
    await narrow(page);
    await page.close();
  }, 120_000);

  it('the audit administrator finds who did it, checks the chain, and takes the list out', async () => {
    const page = await browser.context.newPage();
    await arrive(page, 'auditor', '/console/audit');
    await page.selectOption('[name=kind]', 'organisation_changed');
    await page.fill('[name=account]', 'system');
    await page.click('text=查找');
    expect(await page.locator('tbody tr').count()).toBe(3);
    expect(await page.locator('tbody').textContent()).toContain('东山家庭农场');
    const file = await page.locator('text=导出所查结果').getAttribute('href');
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const found = await town.app.inject({ url: file!, headers: { cookie, host: new URL(address).host } });
    expect(found.headers['content-type']).toContain('text/csv');
    expect(found.body.trim().split('\r\n')).toHaveLength(4);
    await page.fill('[name=account]', 'nobody-of-that-name');
    await page.click('text=查找');
    expect(await text(page)).toContain('没有符合条件的记录');
    await page.click('text=校验链条');
    expect(await page.locator('[role=status]').textContent()).toContain('链条完整');
    await narrow(page);
    await page.close();
  }, 120_000);

  it('the pages are readable to everybody at three widths', async () => {
    const scripted = await openBrowser({ bypassCSP: true, locale: 'zh-CN' });
    const page = await scripted.context.newPage();
    const complaints: string[] = [];
    const pages = {
      farm: ['/account/organisation', '/account/organisation/programs', '/account/organisation/sharing'],
      system: ['/console/registrations', `/console/registrations/${orchard}`],
      auditor: ['/console/audit'],
    };
    for (const [login, paths] of Object.entries(pages)) {
      await arrive(page, login, paths[0]!);
      const [person] =
        login === 'farm' ? await page.locator('.rows a.action').evaluateAll((all) => all.map((a) => a.getAttribute('href'))) : [];
      for (const path of [...paths, ...(person === undefined ? [] : [person!])])
        for (const width of [360, 768, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(address + path);
          for (const summary of (await page.locator('summary').all()).slice(0, 3)) await summary.click();
          await page.evaluate(axe);
          const found = await page.evaluate(async () => {
            const { axe } = globalThis as unknown as {
              axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
            };
            const { violations } = await axe.run({
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            });
            return [
              ...violations.map(({ id, nodes }) => `${id} ${nodes[0]!.html.slice(0, 160)}`),
              ...(document.documentElement.scrollWidth > window.innerWidth ? ['wider than the window'] : []),
            ];
          });
          complaints.push(...found.map((each) => `${path} at ${width}: ${each}`));
        }
    }
    await scripted.close();
    expect(complaints).toEqual([]);
  }, 180_000);
});
