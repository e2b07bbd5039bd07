/** A farm, a market and a vendor who acts for the farm, with people who sign in; served over a socket, at the time of the browser. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { type Role, theOperator } from '../../src/access/principal.ts';
import { storeAccount } from '../../src/accounts/index.ts';
import { seedOrganisations } from '../../src/store/index.ts';
import { type Served, serveApp } from '../http/setup.ts';

export const password = 'harvest lantern 47 orchard';

export const farmPlace = 'https://id.gs1.org/414/6901234000016';
export const marketPlace = 'https://id.gs1.org/414/6901234000023';
export const farmCode = '91419001MA3X000102';
export const marketCode = '91350100M000100Y43';
export const lot = (name: string): string => `urn:zhuisu:lot:${farmCode}:apple:${name}`;

interface Firm {
  readonly name: string;
  readonly uscc?: string;
  readonly place?: readonly [uri: string, name: string];
  readonly categories: readonly string[];
}

const firms = {
  farm: { name: '北山果园', uscc: farmCode, place: [farmPlace, '北山一号园'], categories: ['produce'] },
  market: { name: '城南批发市场', uscc: marketCode, place: [marketPlace, '城南市场三区'], categories: ['produce'] },
} as const satisfies Readonly<Record<string, Firm>>;
export type FirmName = keyof typeof firms;
const vendor = '00000000-0000-4000-8000-000000000003';

export interface Town extends Served {
  readonly address: string;
  readonly ids: Readonly<Record<FirmName | 'vendor', string>>;
  /** As that firm would by a program. */
  record(firm: FirmName, stage: string, record: object): Promise<{ readonly status: string }>;
}

const people: readonly (readonly [login: string, firm: FirmName | 'vendor', roles: readonly Role[]])[] = [
  ['farmer', 'farm', ['organisation_administrator', 'recorder']],
  ['looker', 'farm', ['reader']],
  ['foreman', 'farm', ['organisation_administrator', 'recorder']],
  ['keeper', 'market', ['organisation_administrator', 'recorder']],
  ['grocer', 'market', ['recorder']],
  ['helper', 'vendor', ['recorder']],
];

export async function openTown(now: () => number = Date.now): Promise<Town> {
  // The bundle is made once for these very sources.
  execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.mjs')]);
  const served = await serveApp({ now });
  const address = await served.app.listen({ host: '127.0.0.1', port: 0 });
  const ids = { vendor } as Record<FirmName | 'vendor', string>;
  const row = { id: vendor, kind: 'vendor', name: '云帆软件', status: 'active', areas: ['419001'], categories: [] };
  await seedOrganisations(served.store.database, [{ ...row, jurisdiction: 'test', department: 'vendor' }], now());
  for (const [key, firm] of Object.entries(firms) as [FirmName, Firm][]) {
    const { name, uscc, place, categories } = firm;
    const made = await served.send('POST', '/api/v1/organisations', {
      name,
      kind: 'enterprise',
      form: 'cooperative',
      ...(uscc === undefined ? {} : { uscc }),
      areas: ['419001'],
      categories,
      address: '河南省济源市',
    });
    if (made.statusCode !== 201) throw new Error(made.body);
    const id = made.json().id as string;
    ids[key] = id;
    await served.send('POST', `/api/v1/organisations/${id}/decisions`, { decision: 'approve', reason: 'test' });
    if (place !== undefined) {
      const site = await served.send('POST', `/api/v1/organisations/${id}/sites`, {
        name: place[1],
        kind: 'other',
        area: '419001',
        identifiers: [place[0]],
      });
      if (site.statusCode !== 201) throw new Error(site.body);
    }
  }
  for (const [login, firm, roles] of people)
    await storeAccount(
      served.app.desk,
      theOperator,
      { login, name: login, kind: 'person', organisation: ids[firm], roles },
      password,
    );
  const sessions = new Map<string, string>();
  const cookieOf = async (login: string): Promise<string> => {
    const known = sessions.get(login);
    if (known !== undefined) return known;
    const answer = await fetch(`${address}/api/v1/account/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address },
      body: JSON.stringify({ login, password }),
    });
    const cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    sessions.set(login, cookie);
    return cookie;
  };
  return {
    ...served,
    address,
    ids,
    async record(firm, stage, record) {
      const answer = await fetch(`${address}/api/v1/records/produce/${stage}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: address,
          cookie: await cookieOf(firm === 'farm' ? 'farmer' : 'grocer'),
        },
        body: JSON.stringify(record),
      });
      const told = (await answer.json()) as { status: string };
      if (!answer.ok) throw new Error(JSON.stringify(told));
      return told;
    },
  };
}

/** A page of the workbench, signed in; what it complains of is collected. */
export async function openWorkbench(
  town: Town,
  context: BrowserContext,
  login: string,
  path = '',
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text()))
      complaints.push(`console: ${message.text()}`);
  });
  await page.goto(`${town.address}/sign-in?next=${encodeURIComponent(`/workbench${path}`)}`);
  // Whoever is signed in already is led on.
  if (new URL(page.url()).pathname === '/sign-in') {
    await page.fill('[name=login]', login);
    await page.fill('[name=password]', password);
    await page.click('main button');
  }
  await page.waitForURL(`**/workbench${path}`);
  await page.locator('main h1').first().waitFor();
  return { page, complaints };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds of serious and critical weight. */
export async function violations(page: Page): Promise<string[]> {
  // As a script of the tests, not of the page: its policy lets none in.
  const client = await page.context().newCDPSession(page);
  await client.send('Page.enable');
  const { frameTree } = await client.send('Page.getFrameTree');
  const { executionContextId: contextId } = await client.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  await client.send('Runtime.evaluate', { expression: axe, contextId });
  const { result } = await client.send('Runtime.evaluate', {
    contextId,
    awaitPromise: true,
    returnByValue: true,
    expression: `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ' ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`,
  });
  await client.detach();
  return result.value as string[];
}
