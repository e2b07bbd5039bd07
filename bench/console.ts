/**
 * The console in a browser: the first screen on an empty cache, the next view, the weight of the first load; the explorer on a made-up
 * chain of 10,000 things and the work list on 100,000 made-up findings, both answered in place of the server, so that the page alone is
 * measured.
 *
 * `npm run bench -- console [--events 1000000]`: the next view with so many events in the log, which are captured first.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';
import { demoDocuments } from '../simulator/demo-city.ts';
import { runLoad, startServer } from './lib/server.ts';
import { median, percentile, report, round } from './lib/setup.ts';

const { values: options } = parseArgs({ options: { events: { type: 'string', default: '0' } } });
const events = Number(options.events);

const dist = join(import.meta.dirname, '../dist/web');
if (!existsSync(join(dist, 'manifest.json'))) throw new Error('npm run build first');
type Built = { file: string; css?: string[]; imports?: string[] };
const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')) as Record<string, Built>;
const first = new Set<string>();
const visit = (name: string): void => {
  const { file, css = [], imports = [] } = manifest[name]!;
  if (first.has(file)) return;
  for (const each of [file, ...css]) first.add(each);
  for (const each of imports) visit(each);
};
visit('web/console/main.tsx');
const bytes = [...first].map((file) => readFileSync(join(dist, file)));
const weigh = (pack: (bytes: Buffer) => Buffer): number => round(bytes.reduce((sum, each) => sum + pack(each).length, 0) / 1000);

const server = await startServer();
const address = `http://127.0.0.1:${server.port}`;
for (const { document } of demoDocuments())
  await fetch(`${address}/epcis/capture`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(document),
  });
if (events > 0) {
  const plan = { port: server.port, path: '/epcis/capture', connections: 4, eventsPerRequest: 500, firstBatch: 1 };
  // So many bodies are prepared at once as memory holds.
  for (let done = 0; done < events; done += 50_000)
    await runLoad({ ...plan, requests: Math.ceil(Math.min(50_000, events - done) / 500), firstBatch: 1 + done });
}

try {
  await measure();
} finally {
  await server.stop();
}

async function measure(): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'zhuisu-bench-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    viewport: { width: 1440, height: 900 },
  });

  /** From the click or the address until the element is there and painted. */
  async function until(page: Page, begin: () => Promise<unknown>, ready: string): Promise<number> {
    const start = performance.now();
    await begin();
    await page.waitForSelector(ready);
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    return performance.now() - start;
  }

  /** Milliseconds of work of the page's main thread: what else the machine does is not in it. */
  async function worked(page: Page, run: () => Promise<unknown>): Promise<number> {
    const session = await browser.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const now = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
    };
    const before = await now();
    await run();
    const after = await now();
    await session.detach();
    return after - before;
  }

  const colds: number[] = [];
  const nexts: number[] = [];
  for (let i = 0; i < 5; i++) {
    const page = await browser.newPage();
    const session = await browser.newCDPSession(page);
    await session.send('Network.clearBrowserCache');
    colds.push(await until(page, () => page.goto(`${address}/console`), '.strip b'));
    await page.waitForLoadState('networkidle');
    for (const [to, ready] of [
      // Not the frame of the view alone: its first row, or that there is none.
      ['Findings', '.table [data-index="0"], main .nothing'],
      ['Firms', '.table [data-index="0"], main .nothing'],
      ['Cases', 'main h1'],
      ['Today', '.strip b'],
    ] as const) {
      const time = await page.evaluate(
        async ([to, ready]) => {
          const link = [...document.querySelectorAll<HTMLElement>('.bar nav a')].find((each) => each.textContent?.includes(to))!;
          const start = performance.now();
          link.click();
          do await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
          while (document.querySelector(ready) === null);
          return performance.now() - start;
        },
        [to, ready] as const,
      );
      // The first visit also fetches the part of the page.
      if (i > 0) nexts.push(time);
    }
    await page.close();
  }

  /** One lot packed into cases on pallets that go to ten shops: 10,000 things. */
  function bigTrace(): object {
    const lot = 'https://id.gs1.org/01/06901234567892/10/L1';
    const nodes: object[] = [{ id: lot, kind: 'lot', depth: 0, side: 'root' }];
    const links: object[] = [];
    const steps: object[] = [];
    const place = (i: number): string => `https://id.gs1.org/414/${6901234000000 + i}`;
    const at = (minute: number): string => new Date(Date.UTC(2026, 9, 1) + minute * 60_000).toISOString();
    let event = 0;
    for (let c = 0; c < 999; c++) {
      const box = `https://id.gs1.org/01/16901234567899/21/${c}`;
      const shop = 1 + (c % 10);
      const items = Array.from({ length: 9 }, (_, i) => `https://id.gs1.org/01/06901234567892/21/${c * 10 + i}`);
      nodes.push({ id: box, kind: 'container', depth: 2, side: 'down' });
      const packing = `urn:uuid:p${++event}`;
      for (const id of items) {
        nodes.push({ id, kind: 'instance', depth: 1, side: 'down' });
        links.push(
          { from: lot, to: id, kind: 'instance', events: [packing] },
          { from: id, to: box, kind: 'packing', events: [packing] },
        );
      }
      const common = { type: 'ObjectEvent', eventTimeZoneOffset: '+08:00' };
      steps.push(
        {
          ...common,
          eventID: packing,
          eventTime: at(c),
          bizStep: 'packing',
          place: place(0),
          things: [box, ...items].map((id) => ({ id, as: 'child' })),
        },
        {
          ...common,
          eventID: `urn:uuid:s${event}`,
          eventTime: at(2_000 + c),
          bizStep: 'shipping',
          place: place(0),
          from: place(0),
          to: place(shop),
          things: [{ id: box, as: 'epc' }],
        },
        {
          ...common,
          eventID: `urn:uuid:r${event}`,
          eventTime: at(4_000 + c),
          bizStep: 'receiving',
          place: place(shop),
          from: place(0),
          to: place(shop),
          things: [{ id: box, as: 'epc' }],
        },
      );
    }
    const places = Array.from({ length: 11 }, (_, i) => place(i));
    return {
      root: lot,
      direction: 'both',
      recorded: true,
      nodes,
      links,
      steps,
      parties: [],
      places,
      openEnds: [],
      bounds: { hit: false, reason: null, limit: null },
      names: {},
    };
  }

  /** Milliseconds from an event to the next painted frame, in the page itself. */
  const answers = (page: Page, keys: readonly string[]): Promise<number[]> =>
    page.evaluate(async (keys) => {
      const graph = document.querySelector<HTMLElement>('.graph')!;
      const times: number[] = [];
      for (const key of keys) {
        const start = performance.now();
        graph.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
        times.push(performance.now() - start);
      }
      return times;
    }, keys);

  const page = await browser.newPage();
  const trace = JSON.stringify(bigTrace());
  await page.route('**/api/v1/trace?*', (route) => route.fulfill({ contentType: 'application/json', body: trace }));
  const walk = ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'Home', 'ArrowRight'];
  const folded = await until(page, () => page.goto(`${address}/console/trace?code=L1`), '.graph .stay');
  let foldedTimes: number[] = [];
  const foldedWork = await worked(page, async () => {
    foldedTimes = await answers(page, [...walk, ...walk]);
  });
  const whole = await until(page, () => page.goto(`${address}/console/trace?code=L1&alike=0&chains=0`), '.graph .stay');
  let wholeTimes: number[] = [];
  const wholeWork = await worked(page, async () => {
    wholeTimes = await answers(page, [...walk, ...walk]);
  });
  const drawn = await page.locator('.graph .stay').count();

  const finding = (i: number): object => ({
    id: `00000000-0000-8000-8000-${String(i).padStart(12, '0')}`,
    detector: 'late_upload',
    family: 'completeness',
    gravity: 'low',
    organisation: null,
    organisationName: `企业 ${i % 997}`,
    category: 'produce',
    area: '419001001',
    title: { zh: '上传不及时', en: 'Recorded late' },
    told: { zh: `第 ${i} 条`, en: `number ${i}` },
    openedAt: new Date(Date.UTC(2026, 10, 1) - i * 60_000).toISOString(),
    lastAt: new Date(Date.UTC(2026, 10, 1)).toISOString(),
    due: new Date(Date.UTC(2026, 10, 20)).toISOString(),
    count: 1,
    state: 'new',
    stateName: { zh: '待核实', en: 'new' },
    assigned: null,
    version: 0,
    evidence: { subjects: [], events: [] },
  });
  const findings = JSON.stringify({ findings: Array.from({ length: 100_000 }, (_, i) => finding(i)) });
  await page.route('**/api/v1/findings?*', (route) => route.fulfill({ contentType: 'application/json', body: findings }));
  const rows = await until(page, () => page.goto(`${address}/console/findings`), '.table [data-index="0"]');
  let frames: number[] = [];
  const frameWork = await worked(page, async () => {
    frames = await page.evaluate(async () => {
      const table = document.querySelector<HTMLElement>('.table')!;
      const times: number[] = [];
      for (let i = 1; i <= 120; i++) {
        const start = performance.now();
        table.scrollTop = (table.scrollHeight * i) / 120;
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
        times.push(performance.now() - start);
      }
      return times;
    });
  });
  const last = await page.locator('.table [data-index]').last().getAttribute('data-index');

  await browser.close();
  await rm(profile, { recursive: true, force: true });
  report('console', {
    events,
    firstLoadGzipKb: weigh(gzipSync),
    firstLoadBrotliKb: weigh((each) => brotliCompressSync(each)),
    firstScreenColdMs: round(median(colds)),
    nextViewMs: round(median(nexts)),
    nextViewP95Ms: round(percentile(nexts, 0.95)),
    graphFoldedReadyMs: round(folded),
    graphFoldedKeyMs: round(median(foldedTimes)),
    graphFoldedKeyWorkMs: round(foldedWork / foldedTimes.length),
    graphWholeReadyMs: round(whole),
    graphWholeKeyMs: round(median(wholeTimes)),
    graphWholeKeyWorstMs: round(Math.max(...wholeTimes)),
    graphWholeKeyWorkMs: round(wholeWork / wholeTimes.length),
    graphWholeDrawn: drawn,
    tableReadyMs: round(rows),
    tableFrameMs: round(median(frames)),
    tableFrameP95Ms: round(percentile(frames, 0.95)),
    tableFrameWorkMs: round(frameWork / frames.length),
    tableLastRow: Number(last),
  });
}
