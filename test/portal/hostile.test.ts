import { expect, test } from 'vitest';
import { demoExamples } from '../../simulator/demo-city.ts';
import type { ComplaintStatus } from '../../src/contract/index.ts';
import { catalogue, problem } from '../../src/errors.ts';
import {
  enterprisesPage,
  errorCataloguePage,
  failurePage,
  followPage,
  homePage,
  listingSheet,
  malformedPage,
  type PageFacts,
  productPage,
  recallsPage,
  reportPage,
  scanPage,
  stylesheet,
  unknownPage,
  warningsPage,
} from '../../web/portal/index.ts';
import { answer, hostile, names, place, root, shipment, step, view } from './views.ts';

const words = { zh: hostile, en: hostile };
const segments = [{ label: words, value: hostile }];
const everyName = new Map(
  [root, root.slice(0, 36), place(1), place(2), ...names.keys()].map((id) => [
    id,
    { 'cbvmda:name': hostile, 'zhuisu:nameEn': hostile, 'x:netContentDescription': hostile },
  ]),
);
const odd = step(50, {
  bizStep: hostile,
  disposition: hostile,
  eventTime: hostile,
  eventTimeZoneOffset: hostile,
  place: hostile,
  from: hostile,
  to: hostile,
  via: hostile,
  things: [{ id: root, as: hostile, quantity: 1e21, uom: hostile }],
});
const oddAnswer = answer({
  root: hostile,
  nodes: [...answer().nodes, { id: hostile, kind: 'other', depth: 1, side: 'down' }],
  links: [...answer().links, { from: hostile, to: hostile, kind: 'packing', events: [hostile] }],
  steps: [...answer().steps, odd],
  openEnds: [{ id: hostile, kind: 'origin_unknown', event: odd.eventID }],
});
const evidence = { made: [], states: [{ id: root, event: { eventID: shipment.eventID, event: { reason: hostile } } as never }] };

const facts: PageFacts = {
  recalls: [{ thing: root, title: words, reason: hostile, instructions: words, level: 2, by: hostile, day: hostile }],
  told: [
    {
      eventID: hostile,
      own: true,
      of: hostile,
      stage: words,
      day: hostile,
      fields: [
        { key: hostile, ...words, value: { kind: 'text', text: hostile } },
        { key: hostile, ...words, value: { kind: 'things', items: [{ id: hostile, quantity: 1e21, unit: hostile }] } },
        { key: hostile, ...words, value: { kind: 'parties', ids: [hostile] } },
        { key: hostile, ...words, value: { kind: 'plain', of: 'document', values: [hostile, 'urn:zhuisu:document:%'] } },
        { key: hostile, ...words, value: { kind: 'plain', of: 'number', values: [hostile], unit: hostile } },
        { key: hostile, ...words, value: { kind: 'plain', of: 'choice', values: [hostile], words: [words] } },
        { key: hostile, ...words, value: { kind: 'plain', of: 'time', values: [hostile] } },
      ],
    },
    {
      eventID: 'x',
      own: false,
      of: hostile,
      stage: words,
      day: hostile,
      fields: [{ key: hostile, ...words, value: { kind: 'text', text: hostile } }],
    },
  ],
  stages: new Map([[odd.eventID, { zh: hostile, en: hostile }]]),
  kind: {
    id: hostile,
    ...words,
    rows: [
      { key: hostile, ...words, value: { kind: 'text', text: hostile } },
      { key: 'y', ...words, value: { kind: 'plain', of: 'choice', values: [hostile], words: [{ zh: hostile, en: hostile }] } },
      { key: 'z', ...words },
    ],
    notes: [words],
    source: { text: hostile, verified: false },
  },
  scans: { count: 30, days: 4, areas: [{ zh: hostile, scans: 3 }] },
  steps: 3,
  confirmed: 1,
  coverage: { chain: words, expected: 9, recorded: 7, missing: [words] },
  category: { id: hostile, ...words },
  responsible: words,
  positions: [
    { id: place(1), latitude: 35.1, longitude: 112.5, area: hostile },
    { id: place(2), latitude: 35.1, longitude: 112.5, area: hostile },
  ],
  warnings: [{ name: hostile, title: words, department: hostile, day: hostile }],
  documents: [{ anchor: hostile, type: hostile, title: hostile }],
};
const clocks: ComplaintStatus['clocks'] = [
  {
    id: 'accept',
    ...words,
    days: 7,
    unit: 'working',
    counts: words,
    validFrom: '2022-03-24',
    basis: { text: hostile, verified: false },
  },
];
const moment = '2026-11-24T04:00:00.000Z';
const status: ComplaintStatus = {
  number: hostile,
  kind: 'report',
  kindName: words,
  subject: 'other',
  subjectName: words,
  code: hostile,
  category: hostile,
  madeAt: moment,
  state: 'received',
  stateName: words,
  ended: false,
  due: moment,
  responsible: words,
  photos: 1,
  course: [{ at: moment, act: 'accept', name: words, told: hostile, by: words, due: moment }],
  clocks,
};
const filled = { told: hostile, code: hostile, place: hostile, contact: hostile, subject: hostile, kind: hostile };

const pages: [string, string][] = [
  [
    'a scan',
    scanPage(
      view(
        { kind: 'recalled', about: hostile, event: shipment.eventID, detail: hostile },
        { typed: hostile, segments, scheme: words, names: everyName, evidence },
      ),
    ),
  ],
  [
    'a scan of odd events',
    scanPage(
      view(
        { kind: 'unfit', about: root, event: odd.eventID, detail: hostile },
        { canonical: hostile, answer: oddAnswer, names: everyName, day: hostile },
      ),
    ),
  ],
  ['a scan with all that records say', scanPage(view({ kind: 'in_order' }, { facts, names: everyName }))],
  [
    'a report that was refused',
    reportPage({
      kinds: { complaint: words },
      subjects: { other: words },
      filled,
      refusal: problem('not_found', { came: hostile }),
      mostTold: 1_000,
      mostPhotos: 3,
    }),
  ],
  ['a complaint followed', followPage({ status, fresh: true, mostPhotos: 3, refusal: problem('not_found', { came: hostile }) })],
  [
    'enterprises',
    enterprisesPage({
      query: hostile,
      category: hostile,
      found: [{ name: hostile, areas: [hostile], categories: [hostile], status: 'suspended', since: hostile, fit: 2 }],
      total: 1,
      next: '/enterprises?nextPageToken=x',
    }),
  ],
  [
    'warnings',
    warningsPage({
      exposures: [
        {
          id: 'x',
          organisationName: hostile,
          category: hostile,
          area: hostile,
          title: words,
          since: hostile,
          reason: hostile,
          advice: hostile,
          department: words,
          publishedAt: moment,
          state: 'closed',
          stateName: words,
        },
      ],
      next: undefined,
    }),
  ],
  [
    'recalls',
    recallsPage({
      notices: [
        {
          id: hostile,
          category: 'produce',
          level: 1,
          title: { zh: hostile, en: `${hostile} ` },
          reason: hostile,
          instructions: { zh: hostile, en: hostile },
          organisationName: hostile,
          publishedAt: '2026-11-28T00:00:00Z',
          state: 'withdrawn',
          stateName: { zh: '已撤回', en: 'withdrawn' },
          withdrawn: { at: '2026-11-28T00:00:00Z', reason: hostile },
          products: [hostile],
        },
      ],
      recalls: [
        {
          thing: hostile,
          product: hostile,
          mark: hostile,
          day: hostile,
          reason: hostile,
          organisationName: hostile,
          category: null,
        },
      ],
    }),
  ],
  ['an unknown code', unknownPage({ typed: hostile, canonical: hostile, scheme: words, segments })],
  ['a malformed code', malformedPage({ typed: hostile, reasons: [words], candidates: [words, words] })],
  ['a malformed code of a megabyte', malformedPage({ typed: hostile.repeat(16_000), reasons: [], candidates: [] })],
  [
    'a product',
    productPage({
      typed: hostile,
      canonical: hostile,
      segments,
      names: everyName,
      lots: [{ id: hostile, label: hostile, lastSeen: hostile }],
    }),
  ],
  ['home', homePage({ examples: [{ code: hostile, ...words }], recorded: 1 })],
  ['a failure', failurePage(problem('not_found', { came: hostile }))],
  ['the catalogue', errorCataloguePage(catalogue)],
  ['an empty home', homePage({ examples: [], recorded: 0 })],
  ['a home with examples', homePage({ examples: demoExamples, recorded: 100 })],
];

test.each(pages)('%s lets nothing foreign become markup', (_, page) => {
  const body = page.replace(`<style>${stylesheet}</style>`, '').replace(`<style>${listingSheet}</style>`, '');
  expect(body).not.toMatch(/<script|<img|<style|<iframe|javascript:/i);
  // Attributes: none that runs code or style, and every address stays on this site.
  for (const [tag] of body.matchAll(/<[a-z][^>]*>/gi)) {
    const names = [...tag.replace(/"[^"]*"/g, '""').matchAll(/\s([a-z-]+)(?==|\s|>|\/)/gi)].map((match) =>
      match[1]!.toLowerCase(),
    );
    expect(names.filter((name) => name === 'style' || name.startsWith('on'))).toEqual([]);
    for (const [, address] of tag.matchAll(/\s(?:href|src|action)="([^"]*)"/g))
      expect(address).toMatch(/^(?:\/(?!\/)|#|data:image\/svg\+xml,)/);
  }
  expect(body).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
  expect(page.isWellFormed()).toBe(true);
});

test.each(pages)('%s opens and closes its elements in order', (_, page) => {
  const body = page.replace(stylesheet, '').replace(listingSheet, '');
  const open: string[] = [];
  for (const [, close, name, rest] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/gi)) {
    if (['meta', 'link', 'input', 'br'].includes(name!) || rest!.endsWith('/')) continue;
    if (close === '') open.push(name!);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
});

// The catalogue is a reference that grows with what can go wrong; the other pages are for a phone in a shop.
test.each(pages)('%s is Chinese with English marked as such, is light and holds the sheet as it is', (name, page) => {
  expect(page).toContain('<html lang="zh-CN">');
  expect(page).toContain('lang="en"');
  expect(Buffer.byteLength(page)).toBeLessThan(name === 'the catalogue' ? 120_000 : 60_000);
  const sheets = Array.from(page.matchAll(/<style>(.*?)<\/style>/gs), ([, sheet]) => sheet);
  expect(sheets).toEqual(page.includes('<body class="scan">') ? [stylesheet] : [stylesheet, listingSheet]);
});

test('a long code is cut', () => {
  const page = unknownPage({ typed: 'A'.repeat(500), canonical: 'B'.repeat(500), segments: [] });
  expect(page).toContain(`<bdi>${'A'.repeat(80)}…</bdi>`);
  expect(page).not.toContain('A'.repeat(201));
});

test('the catalogue gives each code an anchor', () => {
  const page = errorCataloguePage(catalogue);
  for (const code of Object.keys(catalogue)) expect(page).toContain(`<tr id="${code}">`);
});

test('home has one search box that works without script, and says what to do while the log is empty', () => {
  const page = homePage({ examples: [], recorded: 0 });
  expect(page).toContain('action="/t" method="get"');
  expect(page.match(/name="code"/g)).toHaveLength(1);
  expect(page).toContain('POST /epcis/capture');
  expect(homePage({ examples: [], recorded: 5 })).not.toContain('POST /epcis/capture');
});
