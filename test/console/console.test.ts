/** The console in a real browser, as officials use it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../browser/chromium.ts';
import { type Signed, serious, signedIn, tabTo } from './browsing.ts';
import { apples, type ConsoleTown, hostile, openConsoleTown } from './town.ts';

const juice = '(01)09521055300101(10)J261014';

describe.skipIf(!hasChromium)('the console', () => {
  let town: ConsoleTown;
  let lead: Signed;

  beforeAll(async () => {
    town = await openConsoleTown();
    lead = await signedIn(town, 'lead');
  });
  afterAll(async () => {
    await lead?.close();
    await town?.close();
  });

  it('leads an official from today to a gap, to an order with its date, and to the end', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console`);
    await page.waitForSelector('.duty .findings a');
    // What is overdue comes first once everything is there.
    await expect.poll(() => page.locator('.bone').count(), { timeout: 20_000 }).toBe(0);
    await page.locator('.duty .findings a').first().click();
    await page.waitForSelector('.details .title');
    const title = await page.locator('.details .title').textContent();
    await page.locator('.details .acts button', { hasText: '责令整改' }).click();
    await page.fill('dialog [name=reason]', '请补录收货记录并说明原因');
    await page.click('dialog [type=submit]');
    await page.waitForSelector('.details .state.ordered');
    expect(await page.locator('.details .history').textContent()).toContain('请补录收货记录并说明原因');
    await page.locator('.details .acts button', { hasText: '办结' }).click();
    await page.click('dialog [type=submit]');
    await page.waitForSelector('.details .state.closed');
    expect(await page.locator('.details .title').textContent()).toBe(title);
  });

  it('keeps what was typed over a server that does not answer and over a reload', async () => {
    const { page } = lead;
    const one = town.found.find(
      ({ resolvedAt, category, cause }) => resolvedAt === null && category === 'produce' && cause === 'morning 1',
    )!;
    await page.goto(`${town.address}/console/findings/${one.id}`);
    await page.locator('.details .acts button', { hasText: '不成立' }).click();
    await page.fill('dialog [name=reason]', '对方已纸质签收，附件为证');
    await page.route('**/acts', (route) => route.abort());
    await page.click('dialog [type=submit]');
    await page.waitForSelector('dialog .failure');
    expect(await page.locator('dialog .failure').textContent()).toContain('服务器没有回答');
    await page.unroute('**/acts');
    await page.reload();
    await page.locator('.details .acts button', { hasText: '不成立' }).click();
    expect(await page.inputValue('dialog [name=reason]')).toBe('对方已纸质签收，附件为证');
    await page.click('dialog [type=submit]');
    await page.waitForSelector('.details .state.dismissed');
    lead.wrong.length = 0;
  });

  it('decides about many at a time and says of each what became of it', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/findings?state=new&category=produce`);
    await page.waitForSelector('.table [data-index="2"]');
    for (const index of [0, 1, 2]) await page.locator(`.table [data-index="${index}"] input`).click();
    await page.locator('.bulk button', { hasText: '核实属实' }).click();
    expect(await page.locator('dialog').textContent()).toContain('3 条发现');
    await page.click('dialog [type=submit]');
    await page.waitForSelector('.notices p');
    expect(await page.locator('.notices').textContent()).toContain('3 条完成');
    // And takes it back, all three.
    await page.locator('.notices button', { hasText: '撤销' }).click();
    await page.waitForSelector('.notices p:has-text("已撤销 3 条")');
    await page.locator('.table [data-index="0"]').click();
    await page.waitForSelector('.details .state.new');
    expect(await page.locator('.details .history').textContent()).toContain('撤销上一步');
  });

  it('takes back by keyboard what was confirmed by keyboard', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/findings?state=new&category=produce`);
    await page.waitForSelector('.table [data-index="1"]');
    await page.keyboard.press('l');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.details .acts button');
    await page.keyboard.press('1');
    await page.waitForSelector('dialog [type=submit]');
    await tabTo(page, 'dialog [type=submit]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.details .state.confirmed');
    const names = await page.locator('.details .acts button').allTextContents();
    await page.keyboard.press(String(names.findIndex((each) => each.startsWith('撤销')) + 1));
    await page.waitForSelector('dialog [type=submit]');
    await tabTo(page, 'dialog [type=submit]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.details .state.new');
  });

  it('restores filters from the link, and keeps a view under a name', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/findings`);
    await page.locator('.filters label', { hasText: '造假' }).click();
    await page.selectOption('.filters [name=category]', 'inputs');
    await page.locator('.filters button', { hasText: '保存视图' }).click();
    await page.fill('.saved input', '农资造假');
    await page.press('.saved input', 'Enter');
    await page.waitForSelector('.saved .chip.on');
    const link = page.url();
    expect(new URL(link).search).toBe('?family=fraud&category=inputs');
    const rows = await page.locator('.table').getAttribute('aria-rowcount');
    const other = await lead.browser.context.newPage();
    await other.goto(link);
    await other.waitForSelector('.table [data-index="0"]');
    expect(await other.locator('.table').getAttribute('aria-rowcount')).toBe(rows);
    expect(await other.isChecked('.filters [value=fraud]')).toBe(true);
    expect(await other.inputValue('.filters [name=category]')).toBe('inputs');
    expect(await other.locator('.saved').textContent()).toContain('农资造假');
    await other.close();
  });

  it('shows hostile text as text', async () => {
    const { page } = lead;
    const one = town.found.find(({ toldZh }) => toldZh === hostile)!;
    await page.goto(`${town.address}/console/findings/${one.id}`);
    await page.waitForSelector('.details .told');
    expect(await page.locator('.details .told').textContent()).toContain(hostile);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('traces a code with the keyboard alone: graph, table and address choose the same', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console`);
    await page.waitForSelector('.bar nav a');
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.waitForSelector('#code');
    await page.keyboard.press('/');
    await page.keyboard.type(juice);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.graph .stay');
    expect(new URL(page.url()).searchParams.get('code')).toBe(juice);
    await page.keyboard.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('b');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('graph');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.explorer .details');
    const root = await page.locator('.explorer .details h2').textContent();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.locator('.explorer .details h2').textContent()).not.toBe(root);
    const chosen = new URL(page.url()).searchParams.get('sel');
    expect(await page.locator('.explorer .table [aria-current]').getAttribute('data-id')).toBe(chosen);
    expect(await page.locator('.graph .stay.chosen').count()).toBe(1);
  });

  it('accepts a complaint and begins a trace with what it is about', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/complaints`);
    await page.locator('.table [data-index="0"]').click();
    await page.locator('.details .acts button', { hasText: '受理' }).first().click();
    await page.fill('dialog [name=note]', '已联系合作社');
    await page.click('dialog [type=submit]');
    await expect.poll(() => page.locator('.details .history').textContent(), { timeout: 10_000 }).toContain('已联系合作社');
    await page.click('.details .about a');
    await page.waitForSelector('.graph .stay');
    expect(new URL(page.url()).searchParams.get('code')).toBe(apples);
  });

  it('shows the chain as a map and the way to another code, by keyboard, in step with graph and table', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/trace?view=map&code=${encodeURIComponent(juice)}`);
    await page.waitForSelector('.chain-map .spot');
    expect(await page.locator('.chain-map figcaption').textContent()).toContain('未画边界');
    await tabTo(page, '.chain-map .spot');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.chain-map .spot.chosen');
    const chosen = new URL(page.url()).searchParams.get('sel');
    expect(await page.locator('.explorer .table [aria-current]').getAttribute('data-id')).toBe(chosen);
    await page.keyboard.press('w');
    await page.keyboard.type('WW1008');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.path [role=status]');
    const rows = Number(await page.locator('.explorer .table').getAttribute('aria-rowcount')) - 1;
    expect(await page.locator('.path [role=status]').textContent()).toContain(`${rows - 1} 步`);
    expect(rows).toBeGreaterThan(1);
    // As a label prints it.
    await page.fill('.path [name=to]', '(01)99521022200017(10)WW1008');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('to')).toBe('https://id.gs1.org/01/99521022200017/10/WW1008');
    expect(await page.locator('.path [role=status]').textContent()).toContain(`${rows - 1} 步`);
  });

  it('goes on from a trace that hit its bound, press by press, to the very things of the whole one', async () => {
    const { page } = lead;
    const summary = page.locator('.summary');
    const asked: string[] = [];
    page.on('request', (request) => void (request.url().includes('/api/v1/trace?') && asked.push(request.url())));
    await page.goto(`${town.address}/console/trace?code=${encodeURIComponent(apples)}`);
    await page.waitForSelector('.graph .stay');
    const whole = (await summary.locator('span').first().textContent())!.split('，')[0]!;
    await page.goto(`${town.address}/console/trace?code=${encodeURIComponent(apples)}&limit=5`);
    await page.waitForSelector('.go-on');
    expect(await summary.textContent()).toContain('达到物品数上限 5');
    expect(asked.length).toBe(2);
    // The fourth question gets no answer until it is stopped: what came before it stays.
    let held: (() => void) | undefined;
    await page.route('**/api/v1/trace?*', async (route) => {
      if (asked.length < 6) return route.continue();
      await new Promise<void>((resolve) => {
        held = resolve;
      });
      await route.abort().catch(() => {});
    });
    await page.click('.go-on');
    await expect.poll(() => summary.textContent(), { timeout: 10_000 }).toContain('已问 3/12 处');
    await summary.locator('button', { hasText: '停止，留下已问到的' }).click();
    await expect.poll(() => summary.textContent(), { timeout: 10_000 }).toContain('上次问了 3 处');
    held?.();
    await page.unroute('**/api/v1/trace?*');
    for (let press = 0; press < 20 && (await page.locator('.go-on').count()) > 0; press++) {
      await page.click('.go-on');
      await page.waitForSelector('.summary progress', { state: 'detached' });
    }
    expect(await summary.textContent()).toContain('已接续到底');
    expect((await summary.locator('span').first().textContent())!.split('，')[0]).toBe(whole);
    page.removeAllListeners('request');
  });

  it('finds what several codes have in common', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/trace`);
    await page.fill('[name=common]', `${juice}\n(01)09521055300200(10)N261017`);
    await page.locator('button', { hasText: '比较来源' }).click();
    await page.waitForSelector('.common li');
    expect(await page.locator('.common li').first().textContent()).toContain('2/2 个共有');
    // The link restores it.
    const link = page.url();
    const first = await page.locator('.common li').first().textContent();
    await page.goto(`${town.address}/console`);
    await page.goto(link);
    await page.waitForSelector('.common li');
    expect(await page.locator('.common li').first().textContent()).toBe(first);
  });

  /** View, what must be there, which button: a picture of some size comes of it. */
  it.each([
    ['the graph', `/console/trace?code=${encodeURIComponent(juice)}`, '.graph .stay', '.menu button:text-is("PNG")'],
    ['the map of a chain', `/console/trace?view=map&code=${encodeURIComponent(juice)}`, '.chain-map .spot', '.chain-map .png'],
    ['the areas', '/console/scores', '.area-map .tile', '.area-map .png'],
    ['the sites', '/console/scores', '.site-map svg', '.site-map .png'],
  ])('gives %s as PNG', async (_, path, ready, button) => {
    const { page } = lead;
    await page.goto(`${town.address}${path}`);
    await page.waitForSelector(ready);
    if (button.startsWith('.menu')) await page.click('.menu summary');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    // Width and height of the header; an empty canvas of that size would be some hundred bytes.
    expect([bytes.readUInt32BE(16) > 300, bytes.readUInt32BE(20) > 200, bytes.length > 5_000]).toEqual([true, true, true]);
  });

  it('gives the trace as GraphML, CSV, SVG and XLSX', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/trace?code=${encodeURIComponent(juice)}`);
    await page.click('.menu summary');
    for (const [name, begins] of [
      ['GraphML', '<?xml'],
      ['CSV', '\ufeff时间'],
      ['SVG', '<svg'],
      ['XLSX', 'PK'],
    ] as const) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.click(`.menu button:text-is("${name}")`)]);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString('utf8').startsWith(begins), name).toBe(true);
    }
  });

  it('opens from each score the list that it was counted from', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/scores`);
    await page.locator('.total', { hasText: '完整率' }).locator('a', { hasText: '未达' }).click();
    await page.waitForSelector('.score-list li');
    const told = await page.locator('.total', { hasText: '完整率' }).locator('a', { hasText: '未达' }).textContent();
    expect(await page.locator('.score-list li').count()).toBe(Number(told!.replace(/\D/g, '')));
  });

  it('broke no rule of its policy and logged no error on the way', () => expect(lead.wrong).toEqual([]));
});

describe.skipIf(!hasChromium)('every page of the console', () => {
  let town: ConsoleTown;
  let lead: Signed;
  let auditor: Signed;

  beforeAll(async () => {
    town = await openConsoleTown();
    lead = await signedIn(town, 'lead', { axe: true });
    auditor = await signedIn(town, 'auditor', { axe: true });
  });
  afterAll(async () => {
    await lead?.close();
    await auditor?.close();
    await town?.close();
  });

  const pages = (): readonly (readonly [Signed, string, string])[] => [
    [lead, '/console', '.duty'],
    [lead, '/console/findings', '.table [data-index]'],
    [lead, `/console/findings/${town.found.find(({ cause }) => cause === 'morning 1')!.id}`, '.details .title'],
    [lead, `/console/trace?code=${encodeURIComponent(juice)}`, '.graph .stay'],
    [lead, `/console/trace?code=${encodeURIComponent(juice)}&view=time`, '.timeline .dot'],
    [lead, `/console/trace?code=${encodeURIComponent(juice)}&view=map`, '.chain-map .spot'],
    [lead, '/console/trace', '.start'],
    [lead, '/console/scores?list=coverage', '.score-list'],
    [lead, '/console/firms', '.table [data-index]'],
    [lead, `/console/firms/${[...town.firms.values()][0]}`, '.file h1'],
    [lead, '/console/cases', 'h1'],
    [lead, '/console/complaints', '.table [data-index]'],
    [lead, '/console/recalls', 'h1'],
    [lead, '/console/recalls/new?code=' + encodeURIComponent(apples), '.bounds'],
    [lead, '/console/recalls/readiness', 'h1'],
    [lead, '/console/hall', '.line:has-text("实时")'],
    [lead, '/console/nowhere', '.nothing'],
    [auditor, '/console', '.welcome'],
  ];

  it('is free of what axe calls serious, wide in light and narrow in dark, and stays within screens of 360, 768 and 1440 pixels', async () => {
    const complaints: string[] = [];
    for (const [{ page }, path, ready] of pages()) {
      for (const [width, colorScheme] of [
        [1440, 'light'],
        [360, 'dark'],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${town.address}${path}`);
        await page.waitForSelector(ready);
        // The hall keeps a line open; its figures stand when they are there.
        if (!path.endsWith('/hall')) await page.waitForLoadState('networkidle');
        complaints.push(...(await serious(page)).map((each) => `${path} ${width} ${colorScheme}: ${each}`));
        for (const wide of [width, 768]) {
          await page.setViewportSize({ width: wide, height: 900 });
          const widest = await page.evaluate(() => document.documentElement.scrollWidth);
          if (widest > wide) complaints.push(`${path} is ${widest} wide on a screen of ${wide}`);
        }
      }
    }
    expect(complaints).toEqual([]);
  }, 300_000);

  it('leads the audit administrator to the audit log and to nothing else', async () => {
    const { page } = auditor;
    await page.goto(`${town.address}/console`);
    await page.waitForSelector('.welcome');
    expect(await page.locator('.bar nav a').allTextContents()).toEqual(['追溯 Trace', '审计 Audit']);
    await page.click('.bar nav a:last-child');
    await page.waitForSelector('h1:has-text("审计日志")');
  });

  it('logged no error', () => expect([...lead.wrong, ...auditor.wrong]).toEqual([]));
});
