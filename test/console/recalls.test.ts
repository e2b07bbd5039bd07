/** Recalls and drills commanded from the console, with the pointer and by keyboard alone. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remindSilent } from '../../src/supervision/index.ts';
import { hasChromium } from '../browser/chromium.ts';
import { type Signed, signedIn, tabTo } from './browsing.ts';
import { apples, type ConsoleTown, openConsoleTown } from './town.ts';

interface Told {
  readonly state: string;
  readonly version: number;
  readonly holders: readonly { readonly holder: string; readonly answeredAt: string | null }[];
  readonly items: readonly { readonly thing: string; readonly held: { readonly min: number; readonly max: number | null } }[];
}

describe.skipIf(!hasChromium)('recalls in the console', () => {
  let town: ConsoleTown;
  let lead: Signed;
  let deputy: Signed;

  beforeAll(async () => {
    town = await openConsoleTown({ more: 3 });
    lead = await signedIn(town, 'lead');
    deputy = await signedIn(town, 'deputy');
  });
  afterAll(async () => {
    await lead?.close();
    await deputy?.close();
    await town?.close();
  });

  const idOf = ({ page }: Signed): string => new URL(page.url()).pathname.split('/').at(-1)!;
  const told = async (id: string, holder = ''): Promise<Told> =>
    (await town.get(`/api/v1/recalls/${id}${holder === '' ? '' : `?holder=${encodeURIComponent(holder)}`}`)).json() as Told;
  /** As the firm would, from its inbox: as much as the records may leave there was found and set apart. */
  const answer = async (id: string, holder: string): Promise<void> => {
    const { items } = await told(id, holder);
    const given = items.map(({ thing, held: { min, max } }) => {
      const there = max ?? min;
      return there > 0 ? { thing, found: there, quarantined: there } : { thing, none: true };
    });
    const taken = await town.send('POST', `/api/v1/recalls/${id}/answers?holder=${encodeURIComponent(holder)}`, { items: given });
    expect(taken.statusCode, taken.body).toBe(200);
  };
  const saleOf = async (code: string): Promise<string> =>
    ((await town.send('POST', '/api/v1/sale-states', { codes: [code] })).json() as { items: { sale: string }[] }).items[0]!.sale;

  it('are drafted by a button that stands in the line of the others, none of them cut off, at a window 1440 wide', async () => {
    const { page } = lead;
    const trace = `/console/trace?code=${encodeURIComponent(apples)}&sel=${encodeURIComponent(apples)}`;
    await page.goto(`${town.address}${trace}`);
    const tools = page.locator('.explorer .tools');
    const button = tools.locator('a', { hasText: '起草召回' });
    await button.waitFor();
    const boxes = await tools.locator(':scope > *').evaluateAll((parts) =>
      parts.map((part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return { left, right, middle: (top + bottom) / 2 };
      }),
    );
    const middles = boxes.map(({ middle }) => middle);
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(8);
    // No part lies on another, or beyond the window.
    expect(boxes.every(({ left }, i) => left >= (boxes[i - 1]?.right ?? 0))).toBe(true);
    expect(boxes.at(-1)!.right).toBeLessThanOrEqual(1440);
    // What is looked for stands with its count in the same line.
    await tools.locator('[type=search]').first().fill('苹果');
    await tools.locator('.find .quiet').first().waitFor();
    const top = await button.evaluate((link) => link.getBoundingClientRect().top);
    expect(Math.abs(top - (await tools.evaluate((line) => line.getBoundingClientRect().top)))).toBeLessThan(8);
  });

  it('begin with a trace, show their bounds and whom to call, and run to their report', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/trace?code=${encodeURIComponent(apples)}&sel=${encodeURIComponent(apples)}`);
    expect(await page.locator('.explorer .tools a', { hasText: '起草召回' }).getAttribute('href')).toBe(
      `/console/recalls/new?code=${encodeURIComponent(apples)}`,
    );
    await page.locator('.explorer .details button', { hasText: '计算召回范围' }).click();
    await page.waitForSelector('.explorer .details .bounds');
    await page.locator('.explorer .details a', { hasText: '起草召回' }).click();
    await page.waitForSelector('.command .bounds');
    // What is certain is at most what is likely, and that at most what is possible.
    const lots = await page.locator('.command .bounds tbody tr td:nth-child(2)').allTextContents();
    const [least, likely, most] = lots.map(Number);
    expect([least! >= 1, least! <= likely!, likely! <= most!]).toEqual([true, true, true]);
    expect(await page.inputValue('[name=codes]')).toBe(apples);
    await page.fill('[name=titleZh]', '召回农残超标苹果');
    await page.fill('[name=reason]', '抽检农药残留超标');
    // A reload loses nothing.
    await page.reload();
    await page.waitForSelector('.command .bounds');
    expect(await page.inputValue('[name=titleZh]')).toBe('召回农残超标苹果');
    await page.click('.command [type=submit]');
    await page.waitForSelector('.recall .life [aria-current=step]:has-text("起草")');
    const id = idOf(lead);

    // Whoever drafted it does not confirm it, and is told so.
    await page.locator('.recall .acts button', { hasText: '确认' }).first().click();
    await page.click('dialog [type=submit]');
    await page.waitForSelector('dialog .failure');
    // The browser tells every refusal on its console.
    await expect.poll(() => lead.wrong.splice(0).length).toBe(1);
    await page.keyboard.press('Escape');
    const other = deputy.page;
    await other.goto(`${town.address}/console/recalls/${id}`);
    await other.locator('.recall .acts button', { hasText: '确认' }).first().click();
    await other.click('dialog [type=submit]');
    await other.waitForSelector('.recall .life [aria-current=step]:has-text("确认")');

    expect(await saleOf(apples)).toBe('open');
    await page.reload();
    await page.locator('.recall .acts button', { hasText: '发布' }).click();
    await page.waitForSelector('dialog .bounds');
    expect(await page.locator('dialog .consequence').textContent()).toContain('不能再出库、销售');
    // Not without having ticked what follows.
    await page.click('dialog [type=submit]');
    expect((await told(id)).state).toBe('confirmed');
    await page.check('dialog [name=sure]');
    await page.click('dialog [type=submit]');
    await page.waitForSelector('.recall .life [aria-current=step]:has-text("发布")');
    expect(await saleOf(apples)).toBe('stopped');

    const { holders } = await told(id);
    expect(holders.length).toBeGreaterThan(1);
    // The silent are reported when their time is over, and stand first.
    await remindSilent(town.store, Date.now() + 4 * 86_400_000);
    // Which of them comes first hangs on the hour the town was opened; one that has something there sets it apart.
    const lists = await Promise.all(holders.map(async ({ holder }) => ({ holder, items: (await told(id, holder)).items })));
    const { holder: first } = lists.find(({ items }) => items.some(({ held }) => (held.max ?? held.min) > 0))!;
    await answer(id, first);
    await page.reload();
    await page.waitForSelector('.holders [data-index="0"]');
    expect(await page.locator('.holders [data-index="0"]').textContent()).toContain('已上报');
    const answered = page.locator(`.holders [data-id="${first}"]`);
    await answered.click();
    await page.waitForSelector('.holder-list [data-index]');
    expect(await page.locator('.holder-list').textContent()).toContain('封存');
    await page.locator('.holder-list button', { hasText: '效果核查' }).click();
    await page.locator('dialog .chip', { hasText: '无效' }).click();
    await page.fill('dialog [name=reason]', '现场又找到两箱');
    await page.click('dialog [type=submit]');
    await page.waitForSelector('.holders b:has-text("无效")');
    expect((await told(id)).holders.find(({ holder }) => holder === first)!.answeredAt).toBeNull();

    for (const { holder } of holders) await answer(id, holder);
    await page.reload();
    await page.locator('.recall .acts button', { hasText: '办结' }).click();
    await page.fill('dialog [name=reason]', '全部答复，抽查有效');
    await page.check('dialog [name=sure]');
    await page.click('dialog [type=submit]');
    await page.waitForSelector('.recall .life [aria-current=step]:has-text("办结")');
    for (const [kind, begins] of [
      ['PDF', '%PDF'],
      ['XLSX', 'PK'],
    ] as const) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.click(`.exports a:text-is("${kind}")`)]);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString('latin1').startsWith(begins), kind).toBe(true);
    }
    await page.locator('.recall a', { hasText: '在公众门户查看' }).click();
    expect(await page.locator('main').textContent()).toContain('抽检农药残留超标');
  }, 180_000);

  it('are commanded by keyboard alone: drafted, confirmed, published, extended, withdrawn', async () => {
    const code = '(01)09521055300101(10)J261014';
    const { page } = lead;
    const keys = page.keyboard;
    await page.goto(`${town.address}/console`);
    await page.waitForSelector('.bar nav a');
    await keys.press('g');
    await keys.press('l');
    await page.waitForSelector('.page-recalls h1');
    await keys.press('c');
    await page.waitForSelector('[name=codes]');
    await keys.type(code);
    await tabTo(page, '.scope button');
    await keys.press('Enter');
    await page.waitForSelector('.bounds');
    await tabTo(page, '[name=titleZh]');
    await keys.type('召回果汁');
    await tabTo(page, '[name=reason]');
    await keys.type('检出展青霉素超标');
    await tabTo(page, '.command [type=submit]');
    await keys.press('Enter');
    await page.waitForSelector('.recall .life [aria-current=step]:has-text("起草")');
    const id = idOf(lead);

    const other = deputy.page;
    await other.goto(`${town.address}/console/recalls/${id}`);
    const take = async (who: Signed, name: string, reason: string, sure: boolean, ready: string): Promise<void> => {
      const its = who.page;
      const buttons = its.locator('.recall > .acts button');
      await buttons.first().waitFor();
      const digit = (await buttons.allTextContents()).findIndex((each) => each.startsWith(name)) + 1;
      await its.keyboard.press(String(digit));
      await its.waitForSelector('dialog [name=reason]');
      await tabTo(its, 'dialog [name=reason]');
      await its.keyboard.type(reason);
      if (sure) {
        await tabTo(its, 'dialog [name=sure]');
        await its.keyboard.press('Space');
      }
      await tabTo(its, 'dialog [type=submit]');
      await its.keyboard.press('Enter');
      await its.waitForSelector(ready);
      await expect.poll(() => its.locator('dialog').count()).toBe(0);
    };
    const at = (name: string): string => `.recall .life [aria-current=step]:has-text("${name}")`;
    await take(deputy, '确认', '材料齐全', false, at('确认'));
    await page.reload();
    await take(lead, '发布', '', true, at('发布'));

    const before = (await told(id)).version;
    await other.reload();
    await take(deputy, '扩大', '同线另有一批', true, '.history b:has-text("扩大")');
    expect((await told(id)).version).toBe(before + 1);
    // Enter opens the list of a holder, j goes on to the next, u closes it.
    await page.reload();
    await page.waitForSelector('.holders [data-index="0"]');
    await keys.press('l');
    await keys.press('j');
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.index)).toBe('1');
    await keys.press('Enter');
    await page.waitForSelector('.holder-list [data-index]');
    await keys.press('e');
    await page.waitForSelector('dialog [name=effective]');
    await keys.press('Escape');
    await keys.press('u');
    await expect.poll(() => page.locator('.holder-list').count()).toBe(0);
    await other.reload();
    await take(deputy, '撤回', '复检合格', true, '.recall .state.recall-withdrawn');
    expect((await told(id)).state).toBe('withdrawn');
  }, 120_000);

  it('are drilled unannounced by keyboard: begun, timed, answered, scored, kept in the list', async () => {
    const { page } = lead;
    const keys = page.keyboard;
    await page.goto(`${town.address}/console/recalls`);
    await page.waitForSelector('.page-recalls h1');
    await keys.press('d');
    await page.waitForSelector('dialog [name=reason]');
    await tabTo(page, 'dialog [name=reason]');
    await keys.type('季度抽查');
    await keys.press('Enter');
    await page.waitForSelector('.recall .clock');
    const id = idOf(lead);
    expect(await page.locator('.recall h1').textContent()).toContain('演练 DRILL');
    expect(await page.locator('.recall .score .big').textContent()).toMatch(/^\d+ \/ 100$/);
    const { holders } = await told(id);
    for (const { holder } of holders) await answer(id, holder);
    await page.reload();
    const buttons = page.locator('.recall > .acts button');
    await buttons.first().waitFor();
    const digit = (await buttons.allTextContents()).findIndex((each) => each.startsWith('办结')) + 1;
    await keys.press(String(digit));
    await page.waitForSelector('dialog [name=reason]');
    await tabTo(page, 'dialog [name=reason]');
    await keys.type('全部按期答复');
    await tabTo(page, 'dialog [name=sure]');
    await keys.press('Space');
    await tabTo(page, 'dialog [type=submit]');
    await keys.press('Enter');
    await page.waitForSelector('.recall .state.recall-completed');
    const score = (await page.locator('.recall .score .big b').textContent())!;
    expect(Number(score)).toBe(100);
    await keys.press('b');
    await page.waitForSelector('.table [data-index="0"]');
    await page.selectOption('[name=drill]', 'true');
    await expect.poll(() => page.locator('.table').getAttribute('aria-rowcount')).toBe('2');
    expect(await page.locator('.table [data-index="0"]').textContent()).toContain(`演练 ${score} 分`);
    await keys.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await keys.press('y');
    await page.waitForSelector('h1:has-text("每夜检查")');
  }, 120_000);

  it('broke no rule of its policy and logged no error on the way', () => expect([...lead.wrong, ...deputy.wrong]).toEqual([]));

  it('list every nightly check, page by page, and write all of them into the file', async () => {
    const { page } = lead;
    const checks = Array.from({ length: 450 }, (_, i) => [randomUUID(), 1_790_000_000 + i * 60]);
    await town.store.database.query(
      `insert into readiness_check (id, at, category, area, thing, draw, result)
       select (c->>0)::uuid, to_timestamp((c->>1)::float8), 'produce', $2, $3, '{}', '{"traced":true}' from jsonb_array_elements($1::jsonb) c`,
      [JSON.stringify(checks), town.found[0]!.area, apples],
    );
    await page.goto(`${town.address}/console/recalls/readiness`);
    await page.waitForSelector('.plain-table tbody tr');
    const rows = page.locator('.plain-table tbody tr');
    const first = await rows.count();
    expect(first).toBe(200);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.exports button:text-is("CSV")')]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString().trim().split('\r\n').length).toBeGreaterThan(450);
    const more = page.locator('button', { hasText: '再列更早的' });
    while ((await more.count()) > 0) {
      const before = await rows.count();
      await more.click();
      await expect.poll(() => rows.count(), { timeout: 10_000 }).toBeGreaterThan(before);
    }
    expect(await rows.count()).toBeGreaterThanOrEqual(450);
  });
});
