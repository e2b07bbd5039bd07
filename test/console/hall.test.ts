/** The big screen: numbers as they change, and an honest word when the line is down. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../browser/chromium.ts';
import { type Signed, signedIn } from './browsing.ts';
import { type Gate, gateBefore } from './gate.ts';
import { type ConsoleTown, openConsoleTown } from './town.ts';

describe.skipIf(!hasChromium)('the hall', () => {
  let town: ConsoleTown;
  let gate: Gate;
  let lead: Signed;

  beforeAll(async () => {
    town = await openConsoleTown({ more: 12 });
    gate = await gateBefore(town.address);
    lead = await signedIn({ ...town, address: gate.address }, 'lead');
  });
  afterAll(async () => {
    await lead?.close();
    await gate?.close();
    await town?.close();
  });

  const shown = async (): Promise<number> =>
    Number(
      (await lead.page.locator('.figure', { hasText: '未办结发现' }).locator('b').textContent())!.replace(/\D/g, '') ||
        Number.NaN,
    );
  const dismiss = async (ids: readonly string[]): Promise<void> => {
    const answer = await town.send('POST', '/api/v1/findings/acts', { ids, act: 'dismiss', reason: '核查后不成立' });
    expect(answer.json().items.every(({ status }: { status: string }) => status === 'done')).toBe(true);
  };

  it('shows what the list behind a number holds, and follows it without being asked', async () => {
    const { page } = lead;
    await page.goto(`${gate.address}/console/hall`);
    await expect.poll(shown, { timeout: 20_000 }).toBeGreaterThan(4);
    const before = await shown();
    const { findings } = await page.evaluate(async () => {
      const answer = await fetch('/api/v1/findings?state=new,confirmed,ordered,rectified&resolved=false&perPage=1000');
      return (await answer.json()) as { findings: { id: string }[] };
    });
    expect(before).toBe(findings.length);
    // Nothing is asked again and again: one stream, and what the frame needs.
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      // Screens that may be next are fetched while nothing else is done.
      if (!pathname.startsWith('/assets/')) asked.push(pathname);
    });
    await dismiss(findings.slice(0, 2).map(({ id }) => id));
    await expect.poll(shown, { timeout: 20_000 }).toBe(before - 2);
    expect(asked).toEqual([]);
  });

  it('says since when the line is down, keeps the numbers of then, and goes on by itself', async () => {
    const { page } = lead;
    const before = await shown();
    gate.shut();
    await page.waitForSelector('.line.down');
    expect(await page.locator('.line.down').textContent()).toMatch(/连接中断.*\d\d:\d\d:\d\d 的数字/);
    expect(await shown()).toBe(before);
    const [one] = town.found.filter(({ category, resolvedAt }) => category === 'produce' && resolvedAt === null).slice(-1);
    await town.send('POST', `/api/v1/findings/${one!.id}/acts`, { act: 'dismiss', reason: '核查后不成立' });
    gate.open();
    await expect.poll(() => page.locator('.line.down').count(), { timeout: 30_000 }).toBe(0);
    await expect.poll(shown, { timeout: 20_000 }).toBe(before - 1);
    // A broken line is told by the browser too.
    lead.wrong.length = 0;
  });

  it('ends its streams when the server stops', async () => {
    const { page } = lead;
    await page.goto(`${gate.address}/console/hall`);
    await expect.poll(shown).toBeGreaterThan(0);
    await town.app.close();
    await page.waitForSelector('.line.down');
  });
});
