/** From nothing to the first printed certificate: a small farmer on a telephone, and an official who approves. The presses are counted. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { theOperator } from '../../src/access/principal.ts';
import { storeAccount } from '../../src/accounts/index.ts';
import { bodyId } from '../../src/organisations/index.ts';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { openTown, password, type Town, violations } from './town.ts';

/** What somebody does at a page, counted: a tap or a choice is a press, a line that is typed is a line. */
class Hand {
  readonly page: Page;
  presses = 0;
  lines = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async press(selector: string): Promise<void> {
    this.presses++;
    await this.page.locator(selector).first().click();
  }

  async choose(selector: string, value: string): Promise<void> {
    this.presses++;
    await this.page.selectOption(selector, value);
  }

  async type(selector: string, text: string): Promise<void> {
    this.lines++;
    await this.page.fill(selector, text);
  }

  get done(): string {
    return `${this.presses} presses, ${this.lines} lines typed`;
  }
}

describe.skipIf(!hasChromium)('a small farmer who was never here', () => {
  let town: Town;
  const browsers: Browser[] = [];

  beforeAll(async () => {
    town = await openTown();
    const organisation = bodyId('jiyuan', 'agriculture');
    const official = { login: 'agri', name: '农业农村局 李', kind: 'person', organisation, roles: ['official'] } as const;
    await storeAccount(town.app.desk, theOperator, official, password);
  });
  afterAll(async () => {
    for (const each of browsers) await each.close();
    await town?.close();
  });

  async function pageOf(width: number): Promise<Page> {
    const browser = await openBrowser({ viewport: { width, height: 740 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    browsers.push(browser);
    return browser.context.newPage();
  }

  it('registers, is approved, records a harvest and has the paper of the first certificate', async () => {
    const complaints: string[] = [];
    const page = await pageOf(360);
    page.on('pageerror', (error) => complaints.push(error.message));
    const hand = new Hand(page);
    const counts: string[] = [];

    // From the home page, as somebody finds it.
    await page.goto(town.address);
    await hand.press('footer a[href="/register"]');
    expect(await violations(page)).toEqual([]);
    const login = await page.inputValue('#login');
    await hand.press('input[value=family_farm]');
    await hand.type('#name', '王屋山下家庭农场');
    await hand.choose('#area', '419001109');
    await hand.press('input[value=produce]');
    await hand.type('#site', '村东果园');
    await hand.type('#password', password);
    await hand.type('#again', `${password}!`);
    await hand.press('#consent');
    await hand.press('main form button');
    // One slip, told at its line; what was typed is there.
    await page.locator('#again-wrong').waitFor();
    expect(await page.inputValue('#name')).toBe('王屋山下家庭农场');
    expect(await page.inputValue('#login')).toBe(login);
    expect(await page.isChecked('#consent')).toBe(true);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    hand.lines -= 2;
    hand.presses--;
    await hand.type('#password', password);
    await hand.type('#again', password);
    await hand.press('main form button');
    await page.waitForURL('**/register/status');
    counts.push(`registering: ${hand.done}`);
    expect(await page.textContent('main')).toContain('审核通过前不能记录');
    expect(await violations(page)).toEqual([]);

    const official = new Hand(await pageOf(1440));
    await official.page.goto(`${town.address}/sign-in?next=/console/registrations`);
    await official.page.fill('[name=login]', 'agri');
    await official.page.fill('[name=password]', password);
    await official.page.click('main button');
    await official.press('text=王屋山下家庭农场');
    expect(await official.page.textContent('main')).toContain(`自行登记`);
    expect(await official.page.textContent('main')).toContain(login);
    await official.press('button[value=approve]');
    await official.page.locator('.done').waitFor();
    counts.push(`approving: ${official.done}`);

    // Comes back another day, by the sign-in page.
    await page.context().clearCookies();
    const back = new Hand(page);
    await page.goto(`${town.address}/register/status`);
    await back.type('[name=login]', login);
    await back.type('[name=password]', password);
    await back.press('main button');
    await page.waitForURL('**/register/status');
    expect(await page.textContent('main')).toContain('审核已通过');
    expect(await violations(page)).toEqual([]);
    counts.push(`signing in: ${back.done}`);

    const harvest = new Hand(page);
    await harvest.press('a[href="/workbench/record/produce/harvest"]');
    await page.locator('#f-lot').waitFor();
    await harvest.type('#f-crop', '苹果 2026-P1');
    await harvest.press('[data-field=crop] button:has-text("用作本单位批次")');
    await harvest.type('#f-lot', '苹果 2026-H1');
    await harvest.press('[data-field=lot] button:has-text("用作本单位批次")');
    await harvest.type('[data-field=lot] input[aria-label*="数量"]', '500');
    await harvest.type('#f-harvestDate', new Date().toISOString().slice(0, 10));
    await harvest.press('button:has-text("提交")');
    await page.locator('.outcome-title').waitFor();
    counts.push(`recording the harvest: ${harvest.done}`);
    expect(await page.locator('.outcome-title').getAttribute('class')).toContain('ok');

    const certificate = new Hand(page);
    await certificate.press('nav.places a[href="/workbench/certificate"]');
    await certificate.type('#product', '富士苹果');
    await certificate.press('button:has-text("下一步")');
    await certificate.type('#quantity', '500');
    await certificate.type('#contact', '0391-6633000');
    await certificate.press('button:has-text("开具")');
    await page.locator('#print').waitFor();
    certificate.presses++;
    counts.push(`certificate and print: ${certificate.done}`);
    const paper = await page.evaluate(async () => {
      const link = document.querySelector<HTMLAnchorElement>('#print')!;
      return (await (await fetch(link.href)).text()).slice(0, 5);
    });
    expect(paper).toBe('%PDF-');
    const number = (await page.locator('.outcome code').textContent())!;
    expect(await (await fetch(`${town.address}/t/${number}`)).text()).toContain('王屋山下家庭农场');

    const own = [hand, back, harvest, certificate];
    const presses = own.reduce((sum, each) => sum + each.presses, 0);
    const lines = own.reduce((sum, each) => sum + each.lines, 0);
    console.log(`first certificate: ${counts.join('; ')}; of the farmer in all ${presses} presses, ${lines} lines`);
    // More would be a longer way than was measured.
    expect(presses).toBeLessThanOrEqual(15);
    expect(lines).toBeLessThanOrEqual(13);
    expect(complaints).toEqual([]);
  }, 180_000);
});
