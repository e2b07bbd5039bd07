/** The console of the lead department of produce on a busy morning. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Signed, signedIn } from '../console/browsing.ts';
import { apples, type ConsoleTown, openConsoleTown } from '../console/town.ts';
import { References } from './references.ts';
import { type Look, lookAt, moment } from './taking.ts';

const references = new References('console');
if (references.skipped !== undefined) console.log(`skipped: ${references.skipped}`);

const trace = `/trace?code=${encodeURIComponent(apples)}`;
const looks: readonly Look[] = [
  { name: 'today', path: '', ready: '.duty .findings a' },
  { name: 'today', path: '', ready: '.duty .findings a', dark: true },
  // What was found in one moment stands in the order of chance: one finding of it.
  { name: 'findings', path: `/findings?detector=licence_not_valid`, ready: '.table [data-index="0"]' },
  { name: 'scores', path: '/scores', ready: 'main h1', whole: true },
  { name: 'scores', path: '/scores', ready: 'main h1', dark: true },
  { name: 'trace', path: trace, ready: '.table [data-index="2"]' },
  { name: 'trace as a map', path: `${trace}&view=map`, ready: 'main svg' },
  { name: 'trace in time', path: `${trace}&view=time`, ready: 'main svg' },
  { name: 'recalls', path: '/recalls', ready: 'main h1' },
  { name: 'complaints', path: '/complaints', ready: 'main h1' },
  // The list is in the order of ids, which are of chance: one firm of it.
  { name: 'firms', path: `/firms?q=${encodeURIComponent('溪畔')}`, ready: '.table [data-index="0"]' },
  { name: 'cases', path: '/cases', ready: 'main h1' },
  { name: 'directory', path: '/directory', ready: 'main h1' },
  { name: 'hall', path: '/hall', ready: '.hall .figure' },
  { name: 'hall', path: '/hall', ready: '.hall .figure', dark: true },
];

describe.skipIf(references.skipped !== undefined)('the console looks as it did', () => {
  let town: ConsoleTown;
  let lead: Signed;
  let desk: Page;

  beforeAll(async () => {
    town = await openConsoleTown({ now: () => moment });
    lead = await signedIn(town, 'lead', { now: moment });
    desk = await lead.browser.context.newPage();
  }, 120_000);
  afterAll(async () => {
    references.save();
    await lead?.close();
    await town?.close();
  });

  it.each(looks)(
    '$name dark: $dark',
    async (look) => {
      expect(await lookAt(lead.page, desk, `${town.address}/console`, references, look)).toEqual([]);
    },
    120_000,
  );
});
