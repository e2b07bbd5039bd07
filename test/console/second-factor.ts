/** The telephone of an administrator: enrols at the page that asks for it. */
import type { Page } from 'playwright-core';
import { codeAt } from '../accounts/browser.ts';

export async function authenticator(page: Page, now = Date.now()): Promise<void> {
  const secret = (await page.locator('code.secret').textContent())!;
  await page.fill('[name=code]', codeAt(secret, now));
  await page.click('.steps button');
  await page.waitForSelector('.codes');
}
