/** A browser of somebody who is signed in to the console, that keeps what went wrong. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { type Browser, openBrowser } from '../browser/chromium.ts';
import { authenticator } from './second-factor.ts';
import { type ConsoleTown, password } from './town.ts';

export interface Signed {
  readonly browser: Browser;
  readonly page: Page;
  /** Errors of the console, of the page and of its policy, since the page was opened. */
  readonly wrong: string[];
  close(): Promise<void>;
}

export async function signedIn(
  town: ConsoleTown,
  login: string,
  { axe = false, now }: { readonly axe?: boolean; readonly now?: number } = {},
): Promise<Signed> {
  // What axe runs is let in by no policy of ours.
  const browser = await openBrowser({
    bypassCSP: axe,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
  });
  const page = await browser.context.newPage();
  if (now !== undefined) await page.clock.setFixedTime(now);
  const wrong: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && wrong.push(message.text())));
  page.on('pageerror', (error) => void wrong.push(String(error)));
  const isIn = async (): Promise<boolean> => {
    const answer = await page.request.get(`${town.address}/api/v1/account`);
    return answer.ok() && ((await answer.json()) as { login?: string }).login === login;
  };
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  // This machine itself is let in without signing in; here somebody in particular is wanted, and has to be in before anything is looked at.
  for (let attempt = 1; !(await isIn()); attempt++) {
    if (attempt > 3) throw new Error(`${login} is not signed in but at ${page.url()}`);
    await page.goto(`${town.address}/sign-in`);
    await page.fill('[name=login]', login);
    await page.fill('[name=password]', password);
    await page.click('main button');
    await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
    if (new URL(page.url()).pathname === '/sign-in/enrol') await authenticator(page, now);
  }
  await page.goto(`${town.address}/console`);
  await page.waitForSelector('.bar nav a');
  return { browser, page, wrong, close: () => browser.close() };
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe calls serious or critical. */
export async function serious(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 160)}`);
  });
}

/** Tab by tab to what is wanted, as somebody without a pointer gets there. */
export async function tabTo(page: Page, wanted: string, most = 120): Promise<void> {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${wanted} was not reached by ${most} tabs`);
}
