/** Signing in with two steps in a real browser, without its script; the pages at three widths, looked over by axe. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt } from '../accounts/browser.ts';
import { openTown, organisations, password, settle, type Town } from '../accounts/people.ts';
import { type Browser, hasChromium, openBrowser } from './chromium.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!hasChromium)('signing in', () => {
  let town: Town;
  let plain: Browser;
  let scripted: Browser;
  let address: string;

  beforeAll(async () => {
    town = await openTown();
    await settle(town, 'bureau', ['organisation_administrator'], organisations.department);
    await settle(town, 'farm', ['organisation_administrator', 'recorder'], organisations.enterprise);
    address = await town.app.listen({ host: '127.0.0.1', port: 0 });
    plain = await openBrowser({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
    // Only axe runs in it: no page here has a script of its own, and its policy lets none in.
    scripted = await openBrowser({ bypassCSP: true, locale: 'zh-CN' });
  });
  afterAll(async () => {
    await plain?.close();
    await scripted?.close();
    await town?.close();
  });

  it('leads from the password over enrolment and recovery codes to the account, without a script', async () => {
    const page = await plain.context.newPage();
    await page.goto(`${address}/account`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.fill('[name=login]', 'bureau');
    await page.fill('[name=password]', 'not the password');
    await page.click('main button');
    expect(await page.locator('[role=alert]').textContent()).toContain('登录名与密码不匹配');
    expect(await page.inputValue('[name=login]')).toBe('bureau');
    await page.fill('[name=password]', password);
    await page.click('main button');
    expect(new URL(page.url()).pathname).toBe('/sign-in/enrol');
    const secret = (await page.locator('code.secret').textContent())!;
    await page.fill('[name=code]', codeAt(secret, town.clock));
    await page.click('.steps button');
    expect(await page.locator('.codes li').count()).toBe(10);
    const [recovery] = await page.locator('.codes code').allTextContents();
    await page.click('a.button');
    expect(new URL(page.url()).pathname).toBe('/account');
    expect(await page.locator('h1').textContent()).toBe('bureau');
    await page.click('text=退出登录');
    town.clock += 30_000;
    for (const [summary, name, code] of [
      [undefined, 'code', codeAt(secret, town.clock)],
      ['summary', 'recovery', recovery!],
    ] as const) {
      await page.fill('[name=login]', 'bureau');
      await page.fill('[name=password]', password);
      await page.click('main button');
      expect(new URL(page.url()).pathname).toBe('/sign-in/code');
      if (summary !== undefined) await page.click(summary);
      await page.fill(`[name=${name}]`, code);
      await page.press(`[name=${name}]`, 'Enter');
      expect(new URL(page.url()).pathname).toBe('/account');
      await page.click('text=退出登录');
    }
  }, 60_000);

  it('keeps its pages within the screen and free of what axe finds, at three widths', async () => {
    const page = await scripted.context.newPage();
    const complaints: string[] = [];
    const look = async (name: string): Promise<void> => {
      for (const width of [360, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const widest = await page.evaluate(() => document.documentElement.scrollWidth);
        if (widest > width) complaints.push(`${name} is ${widest} wide on a screen of ${width}`);
        await page.screenshot({ path: join(tmpdir(), `zhuisu-${name}-${width}.png`), fullPage: true });
      }
      complaints.push(...(await violations(page)).map((each) => `${name}: ${each}`));
    };
    await page.goto(`${address}/sign-in`);
    await look('sign-in');
    await page.fill('[name=login]', 'farm');
    await page.fill('[name=password]', 'not the password');
    await page.click('main button');
    await look('sign-in-refused');
    await page.fill('[name=password]', password);
    await page.click('main button');
    for (const details of await page.locator('summary').all()) await details.click();
    await page.locator('form[action="/account/tokens"] [name=name]').fill('称重程序');
    await page.locator('form[action="/account/tokens"] [value=capture]').check();
    await page.locator('form[action="/account/tokens"] button').click();
    await look('token');
    await page.goto(`${address}/account`);
    const consent = page.locator('form[action="/account/delegations"]');
    await page.locator('summary').last().click();
    await consent.locator('[name=delegate]').fill(organisations.vendor);
    await consent.locator('[value=capture]').check();
    await consent.locator('[name=until]').fill('2027-03-31');
    await consent.locator('button').click();
    expect(await page.locator('main').textContent()).toContain('授权 云帆软件 代办');
    await look('account');
    for (const details of await page.locator('summary').all()) await details.click();
    await look('account-open');
    await page.goto(`${address}/sign-in/password`);
    await look('password');
    await page.goto(`${address}/sign-in/enrol`);
    await look('enrol');
    await page.fill('[name=code]', codeAt((await page.locator('code.secret').textContent())!, town.clock));
    await page.click('.steps button');
    await look('recovery');
    await page.goto(`${address}/account`);
    await page.click('text=退出登录');
    await page.fill('[name=login]', 'farm');
    await page.fill('[name=password]', password);
    await page.click('main button');
    await look('code');
    await page.emulateMedia({ colorScheme: 'dark' });
    await look('code-dark');
    expect(complaints).toEqual([]);
  }, 120_000);
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations.map(({ id, nodes }) => `${id} ${nodes[0]!.html.slice(0, 160)}`);
  });
}
