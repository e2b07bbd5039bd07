/**
 * What people meet first, in a browser: the page of a scan on a slow telephone (4 times slower, 1.6 Mbit/s, 150 ms), what it weighs, the
 * script of the portal; and a new small farmer from the letter with the first password to the paper of the first certificate, in steps.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type BrowserContext, chromium, devices } from 'playwright-core';
import { demoDocuments, demoExamples } from '../simulator/demo-city.ts';
import { startServer } from './lib/server.ts';
import { median, report, round } from './lib/setup.ts';

const token = 'token-of-this-measurement';
const dist = join(import.meta.dirname, '../dist/web');
if (!existsSync(join(dist, 'manifest.json'))) throw new Error('npm run build first');
const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')) as Record<
  string,
  { file: string; imports?: string[] }
>;

/** Script that a page loads before anything is pressed, kB with brotli. */
function scriptOf(entry: string): number {
  const files = new Set<string>();
  const visit = (name: string): void => {
    const { file, imports = [] } = manifest[name]!;
    if (files.has(file)) return;
    files.add(file);
    for (const each of imports) visit(each);
  };
  visit(entry);
  return round([...files].reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(dist, file))).length, 0) / 1000);
}

const server = await startServer(undefined, { ZHUISU_ADMIN_TOKEN: token });
const address = `http://127.0.0.1:${server.port}`;
async function call(path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}
for (const { document } of demoDocuments()) await call('/epcis/capture', document);

async function withBrowser<T>(options: object, work: (context: BrowserContext) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'zhuisu-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...options,
  });
  try {
    return await work(context);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

const telephone = { ...devices['Pixel 5'], defaultBrowserType: undefined };

interface Painted {
  readonly lcp: number;
  readonly bytes: number;
}

/** Each time on an empty cache. */
async function painted(path: string): Promise<Painted> {
  return withBrowser(telephone, async (context) => {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 1_600_000 / 8,
      uploadThroughput: 750_000 / 8,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(`${address}${path}`, { waitUntil: 'load' });
    const lcp = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          new PerformanceObserver((list) => done(list.getEntries().at(-1)!.startTime)).observe({
            type: 'largest-contentful-paint',
            buffered: true,
          });
        }),
    );
    return { lcp, bytes };
  });
}

interface Way {
  readonly seconds: number;
  readonly screens: number;
  readonly presses: number;
  readonly letters: number;
}

/** As somebody does who types one letter in a quarter of a second and looks at each screen for three. */
async function firstCertificate(): Promise<Way> {
  const { id } = await call('/api/v1/organisations', {
    name: '坡上农场',
    kind: 'enterprise',
    form: 'family_farm',
    uscc: '91419001MA3X000102',
    areas: ['419001'],
    categories: ['produce'],
    address: '河南省济源市邵原镇',
  });
  await call(`/api/v1/organisations/${String(id)}/decisions`, { decision: 'approve' });
  const { firstPassword } = await call('/api/v1/accounts', {
    organisation: id,
    kind: 'person',
    name: '果农',
    login: 'poshang',
    roles: ['recorder'],
  });
  return withBrowser({ ...telephone, locale: 'zh-CN' }, async (context) => {
    const page = await context.newPage();
    let [screens, presses, letters] = [0, 0, 0];
    const begin = performance.now();
    const screen = async (selector: string): Promise<void> => {
      await page.locator(selector).first().waitFor();
      screens++;
    };
    const press = async (selector: string): Promise<void> => {
      presses++;
      await page.locator(selector).first().click();
    };
    const type = async (selector: string, text: string): Promise<void> => {
      presses++;
      letters += text.length;
      await page.locator(selector).first().fill(text);
    };
    await page.goto(`${address}/sign-in?next=/workbench`);
    await screen('[name=login]');
    await type('[name=login]', 'poshang');
    await type('[name=password]', String(firstPassword));
    await press('main button');
    await page.waitForURL('**/sign-in/password**');
    await screen('input[type=password]');
    for (const field of await page.locator('input[type=password]').all()) {
      const old = (await field.getAttribute('autocomplete')) === 'current-password';
      const text = old ? String(firstPassword) : 'orchard lantern 47';
      presses++;
      letters += text.length;
      await field.fill(text);
    }
    await press('main button');
    await page.waitForURL('**/workbench');
    await screen('.quick');
    await press('.quick a[href$="/certificate"]');
    await screen('#product');
    await type('#product', '红富士苹果');
    await press('form button[type=submit]');
    await screen('#quantity');
    await type('#quantity', '500');
    await type('#contact', '0391-6633000');
    await press('form button[type=submit]');
    await screen('#print');
    const paper = await page.evaluate(async () => {
      const link = document.querySelector<HTMLAnchorElement>('#print')!;
      const answer = await fetch(link.href);
      return `${answer.status} ${answer.headers.get('content-type')}`;
    });
    if (paper !== '200 application/pdf') throw new Error(`no paper came: ${paper}`);
    presses++;
    const machine = (performance.now() - begin) / 1000;
    return { seconds: machine + letters * 0.25 + presses * 1 + screens * 3, screens, presses, letters };
  });
}

try {
  const all: Painted[] = [];
  for (const { code } of demoExamples.slice(0, 3)) {
    const path = `/t/${encodeURIComponent(code)}`;
    // The first answer is made, the others are kept, as in a shop.
    await fetch(`${address}${path}`, { headers: { accept: 'text/html' } });
    for (let i = 0; i < 5; i++) all.push(await painted(path));
  }
  const way = await firstCertificate();
  report('faces', {
    'largest contentful paint of a scan page, 4× CPU, 1.6 Mbit/s, 150 ms: median, ms': round(median(all.map(({ lcp }) => lcp))),
    'slowest of fifteen, ms': round(Math.max(...all.map(({ lcp }) => lcp))),
    'bytes of a scan page over the line, largest': Math.max(...all.map(({ bytes }) => bytes)),
    'script of a scan page': 0,
    'script with which /scan begins, kB (brotli); what recognises codes comes after it is painted':
      scriptOf('web/scan/client.ts'),
    'script with which /codes begins, kB (brotli)': scriptOf('web/codes/client.ts'),
    'first certificate: screens': way.screens,
    'first certificate: presses': way.presses,
    'first certificate: letters': way.letters,
    'first certificate: seconds (0.25 a letter, 1 a press, 3 a screen, and what the machine took)': round(way.seconds),
  });
} finally {
  await server.stop();
}
