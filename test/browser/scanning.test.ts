/** The page that scans, in a real browser: a camera that shows real symbols, pictures, scanners that type. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngOf, type SymbolSpec } from '../../src/labels/index.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { film } from './camera.ts';
import { type Browser, hasChromium, openBrowser } from './chromium.ts';

const shown: readonly SymbolSpec[] = [
  { kind: 'qr', content: 'https://trace.example.cn/01/06901234567892/10/A1/21/S1' },
  { kind: 'gs1datamatrix', content: '(01)06924561884074(10)B2(21)S2' },
  { kind: 'ean13', content: '6975737431158'.slice(0, 12) + '8' },
];

describe.skipIf(!hasChromium)('the scanning page', () => {
  let served: Served;
  let browser: Browser;
  let folder: string;
  let address: string;
  const foreign: string[] = [];

  beforeAll(async () => {
    execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.mjs')]);
    served = await serveApp();
    address = await served.app.listen({ host: '127.0.0.1', port: 0 });
    folder = await mkdtemp(join(tmpdir(), 'zhuisu-film-'));
    await film(join(folder, 'film.y4m'), shown);
    browser = await openBrowser({ viewport: { width: 360, height: 740 }, permissions: ['camera'] }, [
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${join(folder, 'film.y4m')}`,
    ]);
    browser.context.on('request', (request) => {
      if (!request.url().startsWith(address) && !/^(?:data|blob):/.test(request.url())) foreign.push(request.url());
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${address}/scan`);
    await page.locator('#scanner').waitFor();
    return { page, complaints };
  }
  const items = (page: Page) => page.locator('#items li code').allTextContents();
  /** As a scanner types: all keys in one go. */
  const type = (page: Page, codes: readonly string[]) =>
    page.evaluate((all) => {
      for (const code of all) {
        for (const key of [...code, 'Enter']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      }
    }, codes);

  it('reads every symbol the camera is shown, counts each once, and speaks to no one else', async () => {
    const { page, complaints } = await open();
    await page.click('#mode');
    await page.click('#start');
    await expect.poll(async () => new Set(await items(page)).size, { timeout: 30_000, interval: 200 }).toBe(3);
    const texts = new Set(await items(page));
    expect(texts).toContain(shown[0]!.content);
    expect([...texts].some((text) => text.startsWith(']d2') && text.includes('06924561884074'))).toBe(true);
    await page.click('#start');
    await page.screenshot({ path: join(tmpdir(), 'zhuisu-scan-camera.png'), fullPage: true });
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
    await page.evaluate(() => sessionStorage.clear());
    await page.close();
  }, 60_000);

  it.each<[string, SymbolSpec]>([
    ['QR', { kind: 'qr', content: '91419001MA3X000102' }],
    ['GS1 DataMatrix', { kind: 'gs1datamatrix', content: '(01)06901234567892(10)A1(21)S1' }],
    ['EAN-13', { kind: 'ean13', content: '6901234567892' }],
  ])('reads a picture of %s and says what it is', async (_, spec) => {
    const { page } = await open();
    await page.setInputFiles('#picture', { name: 'x.png', mimeType: 'image/png', buffer: pngOf(spec, 5) });
    await page.locator('#result .reading.valid').waitFor({ timeout: 20_000 });
    const link = (await page.locator('#result a.button').getAttribute('href'))!;
    expect(decodeURIComponent(link)).toContain(spec.content.includes('(01)') ? '06901234567892' : spec.content);
    await page.close();
  });

  it('takes a hundred items in a row from a scanner that types, duplicates marked; undo, reload, clear', async () => {
    const { page } = await open();
    await page.click('#mode');
    const codes = Array.from({ length: 100 }, (_, i) => `(01)06901234567892(21)N${i % 90}`);
    await type(page, codes);
    expect(await page.locator('#items li').count()).toBe(100);
    expect(await page.locator('#items .duplicate').count()).toBe(10);
    expect(await page.locator('#count').textContent()).toContain('90');
    await page.click('#undo');
    expect(await page.locator('#items li').count()).toBe(99);
    await page.reload();
    expect(await page.locator('#items li').count()).toBe(99);
    expect(decodeURIComponent((await page.locator('#csv').getAttribute('href'))!).split('\r\n')).toHaveLength(100);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.click('#clear');
    expect(await page.locator('#items li').count()).toBe(0);
    await page.close();
  });

  it('lets people type slowly into the field, and opens what they typed', async () => {
    const { page } = await open();
    await page.locator('#code').pressSequentially('6901234567892', { delay: 60 });
    expect(await page.locator('#code').inputValue()).toBe('6901234567892');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/t\//);
    await page.close();
  });

  it('says what is wrong when the camera is refused, and a picture holds nothing', async () => {
    const refusing = await openBrowser({ viewport: { width: 360, height: 740 } }, [
      '--use-fake-device-for-media-stream',
      '--deny-permission-prompts',
    ]);
    const page = await refusing.context.newPage();
    await page.goto(`${address}/scan`);
    await page.click('#start');
    await expect.poll(() => page.locator('#trouble').textContent(), { timeout: 10_000 }).toMatch(/权限|没有找到/);
    await refusing.close();
    const other = await open();
    await other.page.setInputFiles('#picture', {
      name: 'x.png',
      mimeType: 'image/png',
      buffer: pngOf({ kind: 'qr', content: 'x' }, 1).subarray(0, 40),
    });
    await expect.poll(() => other.page.locator('#trouble').textContent(), { timeout: 10_000 }).not.toBe('');
    await other.page.close();
  });

  it('fits the phone, and explains while one types on the page of codes', async () => {
    const { page } = await open();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.screenshot({ path: join(tmpdir(), 'zhuisu-scan.png'), fullPage: true });
    await page.goto(`${address}/codes`);
    await page.fill('#code', '国药准字Z45021428');
    await page.locator('#readings .reading.valid').waitFor();
    expect(await page.locator('#readings').textContent()).toContain('中药');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.screenshot({ path: join(tmpdir(), 'zhuisu-codes.png') });
    await page.close();
    expect(foreign).toEqual([]);
  });
});
