/** Persons as tokens, codes scanned in a row, a vendor who acts for a farm, a finding answered. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveWatch } from '../../src/store/index.ts';
import { detectors, findingId } from '../../src/watch/index.ts';
import { film } from '../browser/camera.ts';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { farmCode, farmPlace, lot, marketCode, marketPlace, openTown, openWorkbench, type Town, violations } from './town.ts';

const hostile = '<img src=x onerror="window.hacked=1">=1+1';

describe.skipIf(!hasChromium)('at the workbench', () => {
  let town: Town;
  let browser: Browser | undefined;
  let folder: string;
  const tags = ['https://id.gs1.org/01/06901234567892/21/A1', 'https://id.gs1.org/01/06901234567892/21/A2'];

  beforeAll(async () => {
    town = await openTown();
    folder = await mkdtemp(join(tmpdir(), 'zhuisu-others-'));
    await film(
      join(folder, 'film.y4m'),
      tags.map((content) => ({ kind: 'qr', content })),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function workbenchOf(login: string, path = ''): ReturnType<typeof openWorkbench> {
    await browser?.close();
    browser = await openBrowser(
      { viewport: { width: 360, height: 740 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', permissions: ['camera'] },
      ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${join(folder, 'film.y4m')}`],
    );
    return openWorkbench(town, browser.context, login, path);
  }
  const yesterday = (): string => new Date(Date.now() - 86_400_000).toISOString();
  const eventsWith = async (query: string) =>
    (await town.get(`/epcis/events?${query}`)).json().epcisBody.queryResults.resultsBody.eventList;

  it('a driver becomes a token, and no name stays in the record or on the device', async () => {
    await town.record('farm', 'harvest', {
      time: yesterday(),
      place: farmPlace,
      crop: lot('2026-P1'),
      lot: lot('2026-T1'),
      lotQuantity: 100,
      lotUnit: 'KGM',
      harvestDate: yesterday().slice(0, 10),
      origin: '419001101',
    });
    const { page, complaints } = await workbenchOf('farmer', '/record/produce/shipping');
    await page.locator('#f-lot').fill(lot('2026-T1'));
    await page.getByLabel('批次数量').fill('5');
    await page.fill('#f-customer', marketCode);
    await page.fill('#f-delivery', 'D-T1');
    await page.fill('#f-certificateNo', 'HGZ-2026-000017');
    await page.locator('[data-field=toMarket] .chip').last().click();
    await page.fill('#f-driver', '王小明');
    await page.getByRole('button', { name: /提交/ }).click();
    await page.locator('.outcome-title.ok').waitFor();
    const [event] = await eventsWith('EQ_bizStep=shipping');
    expect(event['zhuisu:driver']).toMatch(/^urn:zhuisu:person:/);
    expect(JSON.stringify(event)).not.toContain('王小明');
    const kept = await page.evaluate(async () => {
      const open = await new Promise<IDBDatabase>((done) => {
        const asked = indexedDB.open('zhuisu-workbench');
        asked.onsuccess = () => done(asked.result);
      });
      const all = await Promise.all(
        [...open.objectStoreNames].map(
          (name) =>
            new Promise((done) => {
              const asked = open.transaction(name).objectStore(name).getAll();
              asked.onsuccess = () => done(asked.result);
            }),
        ),
      );
      return JSON.stringify(all) + JSON.stringify(sessionStorage) + JSON.stringify(localStorage);
    });
    expect(kept).toContain('D-T1');
    expect(kept).not.toContain('王小明');
    expect(complaints).toEqual([]);
  }, 90_000);

  it('codes are scanned one after another', async () => {
    const { page, complaints } = await workbenchOf('farmer', '/record/produce/immunisation');
    await page
      .locator('[data-field=animals]')
      .getByRole('button', { name: /连续扫码/ })
      .click();
    await expect.poll(() => page.locator('body').textContent(), { timeout: 15_000 }).toContain('已扫 2 个');
    await page.getByRole('button', { name: /完成/ }).click();
    const scanned = (await page.inputValue('#f-animals')).split('\n');
    expect(scanned.toSorted()).toEqual(tags);
    expect(complaints).toEqual([]);
  }, 90_000);

  it('a vendor acts for a farm that consented, visibly, on every screen, and what is recorded is the farm’s and says who did it', async () => {
    const { page: own } = await workbenchOf('farmer');
    const given = await own.evaluate(
      async ({ delegate, until }) => {
        const answer = await fetch('/api/v1/delegations', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ delegate, until, scopes: ['capture', 'query', 'organisation_read', 'trace'] }),
        });
        return { status: answer.status, body: await answer.text() };
      },
      { delegate: town.ids.vendor, until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) },
    );
    expect(given.status, given.body).toBe(201);
    const { page, complaints } = await workbenchOf('helper', '/members');
    await page.getByRole('button', { name: /为其办理/ }).click();
    await page.locator('.acting').waitFor();
    expect(await page.locator('.acting').textContent()).toContain('北山果园');
    expect(await page.locator('.whose').textContent()).toContain('北山果园');
    await page.goto(`${town.address}/workbench/record/produce/harvest`);
    await page.locator('#f-lot').fill(lot('2026-V1'));
    await page.getByLabel('采收批次数量').fill('77');
    await page.locator('#f-crop').fill(lot('2026-P1'));
    await page.fill('#f-harvestDate', yesterday().slice(0, 10));
    await page.getByRole('button', { name: /提交/ }).click();
    await page.locator('.outcome-title.ok').waitFor();
    expect(await violations(page)).toEqual([]);
    for (const path of [
      '',
      '/record',
      '/certificate',
      '/stock',
      '/more',
      '/codes',
      '/uploads',
      '/queue',
      '/recalls',
      '/groups',
    ]) {
      await page.goto(`${town.address}/workbench${path}`);
      const band = page.locator('.acting');
      await band.waitFor();
      expect([path, await band.textContent()]).toEqual([path, expect.stringMatching(/您正在代办.*北山果园/)]);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      // Wherever one has scrolled to.
      const box = (await band.boundingBox())!;
      expect([path, box.y >= 0 && box.y < 200]).toEqual([path, true]);
    }
    await page.screenshot({ path: join(tmpdir(), 'zhuisu-bench-acting-360.png') });
    await page.getByRole('button', { name: /结束代办/ }).click();
    await expect.poll(() => page.locator('.whose').textContent()).toContain('云帆软件');
    expect(await page.locator('.acting').count()).toBe(0);
    const { page: farmer } = await workbenchOf('farmer', '/stock');
    await farmer.locator('.item', { hasText: '2026-V1' }).waitFor();
    // The firm is told whose people did it, at the step and in a list; and may end it.
    await farmer.goto(`${town.address}/workbench/lot?code=${encodeURIComponent(lot('2026-V1'))}`);
    await farmer.locator('.chain .tag', { hasText: '云帆软件' }).first().waitFor();
    await farmer.goto(`${town.address}/workbench/members`);
    await expect.poll(() => farmer.locator('.chain').textContent(), { timeout: 15_000 }).toMatch(/云帆软件 · helper/);
    const delegate = farmer.locator('.item', { hasText: '云帆软件' });
    await delegate.getByRole('button', { name: /收回/ }).click();
    await farmer.locator('dialog').getByRole('button', { name: /收回/ }).click();
    await delegate.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  }, 120_000);

  it('a finding about the farm is answered, with its hostile words shown as words', async () => {
    await town.record('farm', 'harvest', {
      time: yesterday(),
      place: farmPlace,
      crop: lot('2026-P9'),
      lot: lot('2026-T9'),
      lotQuantity: 100,
      lotUnit: 'KGM',
      harvestDate: yesterday().slice(0, 10),
      origin: '419001101',
    });
    const told = await town.app.inject({ url: '/epcis/events?perPage=1', headers: { host: 'localhost:8080' } });
    const [named] = told.json().epcisBody.queryResults.resultsBody.eventList as { eventID: string }[];
    const detector = detectors[0]!;
    const at = Date.now() - 86_400_000;
    const row = {
      id: findingId(detector.id, 'one'),
      detector: detector.id,
      cause: 'one',
      family: detector.family,
      gravity: detector.gravity,
      organisation: town.ids.farm,
      category: 'produce',
      area: '419001',
      openedAt: at,
      lastAt: at,
      resolvedAt: null,
      dueAt: at + 5 * 86_400_000,
      count: 1,
      toldZh: hostile,
      toldEn: hostile,
      resolvedZh: null,
      resolvedEn: null,
      evidence: { subjects: [lot('2026-T1')], events: [named!.eventID] },
      through: 1,
    };
    await saveWatch(town.store.database, [row], [], Date.now());
    const { page, complaints } = await workbenchOf('farmer');
    await page
      .locator('.item', { hasText: '<img' })
      .getByRole('link', { name: /说明或整改/ })
      .click();
    // It is said of which record it speaks, by time, step and thing.
    await expect
      .poll(() => page.locator('main .card .chain li').textContent())
      .toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d.*\p{Script=Han}/u);
    await page.locator('#reason').fill(hostile);
    await page.reload();
    await page.locator('#reason').waitFor();
    await expect.poll(() => page.inputValue('#reason')).toBe(hostile);
    await page.getByRole('button', { name: /提交/ }).click();
    await page.locator('.chain li', { hasText: '<img' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(complaints).toEqual([]);
  }, 90_000);

  it('codes are issued for a lot once, however often the order is sent, and printed', async () => {
    const { page, complaints } = await workbenchOf('farmer', '/codes');
    await page.fill('#product', '富士苹果');
    await page.fill('#lot', 'C1');
    await page.fill('#quantity', '24');
    await page.getByRole('button', { name: /^发码/ }).click();
    const item = page.locator('.item', { hasText: 'C1' });
    await expect.poll(() => page.locator('main').textContent(), { timeout: 8_000 }).toContain('已为 C1 发 24 个码');
    const labels = page.waitForEvent('download');
    await item.getByRole('button', { name: /打印标签/ }).click();
    expect((await labels).suggestedFilename()).toContain('labels.pdf');
    expect(complaints).toEqual([]);
  }, 60_000);

  it('a market is told of a recall, looks, answers, and finds what it typed after a reload', async () => {
    const hour = (n: number): string => new Date(Date.now() - n * 3_600_000).toISOString();
    await town.record('farm', 'harvest', {
      time: hour(40),
      place: farmPlace,
      crop: lot('2026-P9'),
      lot: lot('2026-RC'),
      lotQuantity: 90,
      lotUnit: 'KGM',
      harvestDate: hour(40).slice(0, 10),
      origin: '419001101',
    });
    const papers = { delivery: 'D-RC', certificateNo: 'HGZ-2026-000017', lot: lot('2026-RC'), lotQuantity: 60, lotUnit: 'KGM' };
    await town.record('farm', 'shipping', { time: hour(30), place: farmPlace, customer: marketCode, toMarket: false, ...papers });
    await town.record('market', 'receipt', { time: hour(28), place: marketPlace, supplier: farmCode, ...papers });
    const { page: own } = await workbenchOf('farmer');
    const drafted = await own.evaluate(
      async (body) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch('/api/v1/recalls', { method: 'POST', headers, body: JSON.stringify(body) });
        return (await answer.json()) as { id?: string; title?: string };
      },
      {
        category: 'produce',
        codes: [lot('2026-RC')],
        level: 1,
        titleZh: `召回 ${hostile}`,
        reason: '抽检农药残留超标',
        instructionsZh: '立即停售、封存，逐批答复数量',
      },
    );
    expect(drafted.id, JSON.stringify(drafted)).toBeDefined();
    const confirmed = await town.send('POST', `/api/v1/recalls/${drafted.id}/confirmations`, { act: 'confirm' });
    expect(confirmed.statusCode, confirmed.body).toBe(201);
    const published = await town.send('POST', `/api/v1/recalls/${drafted.id}/acts`, { act: 'publish' });
    expect(published.statusCode, published.body).toBe(201);
    const { page, complaints } = await workbenchOf('grocer');
    await page.getByRole('link', { name: /查找并答复/ }).click();
    const item = page.locator('.item', { hasText: '2026-RC' });
    await item.waitFor();
    await item.getByLabel(/找到/).fill('55');
    await item.getByLabel(/已封存/).fill('55');
    await item.getByLabel(/已售/).fill('5');
    await item.getByLabel(/说明/).fill(hostile);
    // What else is on the list is not there.
    const others = page.locator('.item').filter({ hasNotText: '2026-RC' });
    for (const other of await others.all()) await other.getByLabel(/已查，没有/).check();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(tmpdir(), 'zhuisu-bench-recall-360.png'), fullPage: true });
    await page.reload();
    await item.waitFor();
    await expect.poll(() => item.getByLabel(/已封存/).inputValue()).toBe('55');
    await page.getByRole('button', { name: /提交 \d 项答复/ }).click();
    await expect.poll(() => page.locator('main').textContent(), { timeout: 10_000 }).toContain('已全部答复');
    await page.goto(`${town.address}/workbench`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => page.locator('.bone').count()).toBe(0);
    expect(await page.getByRole('link', { name: /查找并答复/ }).count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(complaints).toEqual([]);
    // The other administrator of the farm extends it by keyboard and form, and the market has more to answer.
    const { page: second } = await workbenchOf('foreman', `/recalls/${drafted.id}`);
    await second.locator('summary', { hasText: '扩大召回' }).click();
    await second.fill('#extend-codes', lot('2026-P9'));
    await second.fill('#extend-reason', '同一地块的其他批次也可能超标');
    await second.reload();
    await expect.poll(() => second.inputValue('#extend-codes'), { timeout: 10_000 }).toBe(lot('2026-P9'));
    expect(await violations(second)).toEqual([]);
    await second.getByRole('button', { name: /^扩大/ }).click();
    await expect
      .poll(async () => (await town.get(`/api/v1/recalls/${drafted.id}`)).json().roots, { timeout: 20_000 })
      .toContain(lot('2026-P9'));
    // The market reads why, and once it is withdrawn nothing is asked of it any more.
    const { page: third } = await workbenchOf('grocer', `/recalls/${drafted.id}`);
    await expect.poll(() => third.locator('main').textContent(), { timeout: 10_000 }).toContain('同一地块的其他批次也可能超标');
    expect(await third.locator('.item input').count()).toBeGreaterThan(0);
    const withdrawal = { act: 'withdraw', reason: '复检合格' };
    expect((await town.send('POST', `/api/v1/recalls/${drafted.id}/confirmations`, withdrawal)).statusCode).toBe(201);
    await third.reload();
    await expect.poll(() => third.locator('main').textContent(), { timeout: 10_000 }).toContain('已撤回：停售解除');
    expect(await third.locator('.item').count()).toBeGreaterThan(0);
    expect(await third.locator('.item input').count()).toBe(0);
  }, 120_000);
});
