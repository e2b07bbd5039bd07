/** What a firm does beside recording: a certificate without network, an upload stopped or cancelled, licences, consents, tokens and samples. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedOrganisations } from '../../src/store/index.ts';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { farmPlace, lot, openTown, openWorkbench, type Town, violations } from './town.ts';

/** How long a machine that does other things too may take. */
const soon = { timeout: 30_000 };
const bank = '00000000-0000-4000-8000-000000000077';

describe.skipIf(!hasChromium)('a firm beside its records', () => {
  let town: Town;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    town = await openTown();
    const row = { id: bank, kind: 'bank', name: '济源农商银行', status: 'active', areas: ['419001'], categories: [] };
    await seedOrganisations(town.store.database, [{ ...row, jurisdiction: 'banks', department: 'bank' }], Date.now());
    browser = await openBrowser({
      viewport: { width: 360, height: 740 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const opened = await openWorkbench(town, browser.context, 'farmer');
    page = opened.page;
    page.on('console', () => complaints.push(...opened.complaints.splice(0)));
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });
  afterEach(async () => {
    await browser.context.setOffline(false);
  });
  const go = async (path: string): Promise<void> => {
    await page.goto(`${town.address}/workbench${path}`);
    await page.locator('main h1').first().waitFor();
    await expect.poll(() => page.locator('.bone').count(), soon).toBe(0);
  };
  const shot = (name: string): Promise<Buffer> =>
    page.screenshot({ path: join(tmpdir(), `zhuisu-bench-${name}-360.png`), fullPage: true });

  it('a certificate that is ordered without network waits through a reload and is issued once, to be printed', async () => {
    // What a screen is made of is there without network once it has been seen.
    await go('/record/produce/harvest/sheet');
    await go('/certificate');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await browser.context.setOffline(true);
    await page.fill('#product', '富士苹果');
    await page.getByRole('button', { name: /下一步/ }).click();
    await page.fill('#quantity', '300');
    await page.fill('#contact', '0391-6633000');
    await page.getByRole('button', { name: /^开具/ }).click();
    await page.locator('.outcome-title.warn', { hasText: '没有网络' }).waitFor();
    await shot('certificate-waits');
    await go('/queue');
    const item = page.locator('.item', { hasText: '富士苹果' });
    expect(await item.locator('.tag').textContent()).toContain('待发');
    for (const path of ['/codes', '/record/produce/harvest/sheet']) {
      await page.goto(`${town.address}/workbench${path}`);
      await page.locator('.notice.warn', { hasText: '需要网络' }).waitFor();
    }
    await go('/queue');
    await browser.context.setOffline(false);
    await expect.poll(() => item.locator('.tag').textContent(), soon).toContain('已到达');
    const number = (await item.locator('code').textContent())!;
    expect(number).toMatch(/^HGZ-/);
    const paper = await page.evaluate(
      async (link) => {
        const answer = await fetch(link);
        return [answer.status, answer.headers.get('content-type')];
      },
      (await item.getByRole('link', { name: /打印/ }).getAttribute('href'))!,
    );
    expect(paper).toEqual([200, 'application/pdf']);
    const [{ count } = { count: -1 }] = await town.store.database.query<{ count: number }>(
      'select count(*)::int as count from certificate',
      [],
    );
    expect(count).toBe(1);
  }, 120_000);

  it('an upload is stopped on its way, and cancelled while it is read: what is stored stays, the rest is not', async () => {
    await go('/record/produce/pest_check/sheet');
    const template = (await town.get('/api/v1/categories/produce/stages/pest_check')).json();
    const heading = (await town.get('/api/v1/categories/produce/stages/pest_check/template.csv')).body.trimEnd();
    const keys = template.fields.map(({ key }: { key: string }) => key);
    expect(keys.length).toBeGreaterThan(2);
    const many = 20_000;
    const rows = Array.from({ length: many }, (_, i) =>
      heading
        .split(/\r?\n/)
        .at(-1)!
        .split(',')
        .map((_, column) => (column === 0 ? `2026-11-01 08:${String(i % 60).padStart(2, '0')}:00` : `x${i}`))
        .join(','),
    );
    const body = `${rows.join('\r\n')}\r\n`;
    const file = { name: '虫情.csv', mimeType: 'text/csv', buffer: Buffer.from(`${heading}\r\n${body}`) };
    // More than the buffers on the way hold: otherwise it has arrived before it can be stopped.
    const long = { ...file, buffer: Buffer.from(`${heading}\r\n${body.repeat(25)}`) };
    const client = await browser.context.newCDPSession(page);
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 50_000 };
    await client.send('Network.enable');
    await client.send('Network.emulateNetworkConditions', slow);
    await page.setInputFiles('#sheet', long);
    await page.getByRole('button', { name: /停止/ }).click();
    await expect.poll(() => page.getByRole('button', { name: /停止/ }).count(), soon).toBe(0);
    await client.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
    expect(await page.locator('[data-upload]').count()).toBe(0);
    // What had come of it is forgotten at the server too.
    await expect.poll(async () => (await town.get('/api/v1/record-uploads')).json().uploads.length, soon).toBe(0);
    await page.setInputFiles('#sheet', file);
    const card = page.locator('[data-upload]').first();
    await card.getByRole('button', { name: /取消上传/ }).click();
    await page
      .locator('dialog')
      .getByRole('button', { name: /取消上传/ })
      .click();
    await expect.poll(() => card.locator('.tag').first().textContent(), soon).toContain('已取消');
    const [upload] = (await town.get('/api/v1/record-uploads')).json().uploads;
    expect(upload.state).toBe('cancelled');
    expect(upload.stored + upload.refused).toBeLessThan(many);
  }, 120_000);

  it('a licence that the firm adds stands with its state and last day, and the one that ends soon on the first screen', async () => {
    const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await go('/licences');
    await page.selectOption('#scheme', 'other');
    await page.fill('#number', 'HN-2026-00016');
    await page.fill('#from', '2024-01-01');
    // What was typed is there after a reload.
    await go('/licences');
    expect(await page.inputValue('#number')).toBe('HN-2026-00016');
    await page.fill('#to', until);
    await page.getByRole('button', { name: /^登记/ }).click();
    await page.locator('.item', { hasText: 'HN-2026-00016' }).waitFor();
    expect(await page.locator('.item').first().textContent()).toContain(until);
    expect(await violations(page)).toEqual([]);
    await go('');
    await expect.poll(() => page.locator('main').textContent(), soon).toContain('HN-2026-00016');
  }, 60_000);

  it('a consent is given on its page, stands with its purpose, and ends at once when it is withdrawn', async () => {
    await go('/consents');
    await page.fill('#firm-search', '济源农商');
    await page.getByRole('button', { name: /选择/ }).click();
    await page.getByText(/银行和保险机构只能看到汇总数/).waitFor();
    await page.fill('#purpose', '贷款评估 <b>');
    await page.getByRole('button', { name: /^授权/ }).click();
    expect(await violations(page)).toEqual([]);
    const item = page.locator('.item', { hasText: '贷款评估 <b>' });
    await expect.poll(() => item.textContent(), soon).toContain('济源农商银行');
    await item.getByRole('button', { name: /收回/ }).click();
    await page.locator('dialog').getByRole('button', { name: /收回/ }).click();
    await expect.poll(() => item.locator('.tag').textContent(), soon).toContain('已结束');
    const { consents } = (await page.evaluate(async () => (await fetch('/api/v1/consents')).json())) as {
      consents: { withdrawnAt?: string }[];
    };
    expect(consents[0]!.withdrawnAt).toBeDefined();
  }, 60_000);

  it('a vendor is let act for the firm on the page of those who act, and stopped at once', async () => {
    await go('/members');
    await page.fill('#firm-search', '云帆软件');
    await page.getByRole('button', { name: /选择/ }).click();
    await page.fill('#until', new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10));
    await page.getByRole('button', { name: /^授权代办/ }).click();
    const item = page.locator('.item.ok', { hasText: '云帆软件' });
    await expect.poll(() => item.textContent(), soon).toContain('记录、查询记录、追溯');
    expect(await violations(page)).toEqual([]);
    await item.getByRole('button', { name: /收回/ }).click();
    await page.locator('dialog').getByRole('button', { name: /收回/ }).click();
    await item.waitFor({ state: 'detached' });
    const { delegations } = (await page.evaluate(async () => (await fetch('/api/v1/delegations')).json())) as {
      delegations: { delegate: string; withdrawnAt: string | null }[];
    };
    expect(delegations.map(({ delegate, withdrawnAt }) => [delegate, withdrawnAt === null])).toEqual([[town.ids.vendor, false]]);
  }, 60_000);

  it('a token made on the account page and the call of the sandbox record what the sample says', async () => {
    await page.goto(`${town.address}/account`);
    const form = page.locator('form[action="/account/tokens"]').first();
    await form.evaluate((each) => {
      const details = each.closest('details');
      if (details !== null) details.open = true;
    });
    await form.locator('input[name=name]').fill('地头秤');
    for (const scope of ['capture', 'query']) await form.locator(`input[name=scopes][value=${scope}]`).check();
    await form.locator('button').last().click();
    const token = (await page.locator('code', { hasText: /^zs_/ }).textContent())?.trim();
    expect(token).toBeDefined();
    await go('/sandbox');
    await page.selectOption('#stage', 'produce/harvest');
    await page.locator('pre', { hasText: '/api/v1/records/produce/harvest' }).waitFor();
    await page.getByRole('button', { name: /复制/ }).click();
    await page.getByRole('button', { name: /已复制/ }).waitFor();
    const call = await page.evaluate(() => navigator.clipboard.readText());
    // As a shell reads it: words between single quotes, a quote in them as '\''.
    const words = [...call.matchAll(/'((?:[^']|'\\'')*)'/g)].map(([, word]) => word!.replaceAll(`'\\''`, "'"));
    const [url, , , body] = words;
    const answer = await fetch(url!, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body!,
    });
    expect([answer.status, await answer.text()]).toEqual([201, expect.stringContaining('stored')]);
    expect(call).toContain('Bearer TOKEN');
  }, 60_000);

  it('the sandbox judges what one writes, in JSON or not, and keeps nothing of it', async () => {
    await go('/sandbox');
    await page.selectOption('#stage', 'produce/harvest');
    await page.locator('pre', { hasText: '/api/v1/records/produce/harvest' }).waitFor();
    const events = async (): Promise<number> => (await town.get('/readyz')).json().events;
    const before = await events();
    await page.getByRole('button', { name: /^试算/ }).click();
    await page.locator('.item .tag', { hasText: /会被/ }).first().waitFor();
    await page.fill('#body', '{"time": 5');
    await page.locator('.fault', { hasText: '不是 JSON' }).waitFor();
    await page.fill('#body', JSON.stringify({ place: farmPlace, lot: lot('X'), lotQuantity: '很多' }));
    await page.reload();
    await expect.poll(() => page.inputValue('#body'), soon).toContain('很多');
    await page.getByRole('button', { name: /^试算/ }).click();
    await page.locator('.item.bad .fault').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await shot('sandbox-tried');
    expect(await events()).toBe(before);
    expect(complaints).toEqual([]);
  }, 60_000);
});
