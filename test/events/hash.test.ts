/** The hash of events against vectors that others made (CBV 2.0 §8.9.2). */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noPrefixes, prefixesOf, prehashOf } from '../../src/events/index.ts';

const folder = join(import.meta.dirname, '../../../shared/fixtures/event-hash');
const there = existsSync(folder);
if (!there) console.log('skipped: ../shared/fixtures is absent, the event-hash vectors are not read');

const linesOf = (file: string): string[] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');

interface Document {
  readonly '@context'?: unknown;
  readonly epcisBody?: {
    readonly eventList?: object[];
    readonly event?: object;
    readonly queryResults?: { readonly resultsBody: { readonly eventList: object[] } };
  };
}

/** Some documents name members that their repository added. */
const ignoredIn = (document: object): ReadonlySet<string> =>
  new Set(Object.entries(document).flatMap(([name, value]) => (name.endsWith(':ignoreFields') ? (value as string[]) : [])));

describe.skipIf(!there)('the text of an event', () => {
  const names = there
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.jsonld'))
        .map((file) => file.slice(0, -7))
    : [];
  it.each(names)('%s', (name) => {
    const document = JSON.parse(readFileSync(join(folder, `${name}.jsonld`), 'utf8')) as Document;
    const body = document.epcisBody;
    const events = body?.eventList ?? body?.queryResults?.resultsBody.eventList ?? [body?.event ?? document];
    const texts = events.map((event) =>
      prehashOf(
        event,
        prefixesOf(document['@context'], (event as Document)['@context']),
        ignoredIn({ ...document, ...body?.queryResults }),
      ),
    );
    const hashes = texts.map((text) => `ni:///sha-256;${createHash('sha256').update(text).digest('hex')}?ver=CBV2.0`);
    expect(hashes.sort()).toEqual(linesOf(`${name}.hashes`).sort());
  });
});

describe('an event without an id', () => {
  const event = {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    eventTime: '2026-01-01T08:00:00+08:00',
    eventTimeZoneOffset: '+08:00',
    epcList: ['urn:epc:id:sgtin:0614141.107346.2', 'urn:epc:id:sgtin:0614141.107346.1'],
    bizStep: 'shipping',
  };
  const text = prehashOf(event, noPrefixes);

  it('is the same in every spelling and order', () => {
    for (const same of [
      { ...event, eventTime: '2026-01-01T00:00:00.000Z' },
      { ...event, epcList: event.epcList.toReversed() },
      { ...event, epcList: ['https://any.example/01/10614141073464/21/1', 'https://id.gs1.org/01/10614141073464/21/2'] },
      { ...event, bizStep: 'urn:epcglobal:cbv:bizstep:shipping' },
      { ...event, bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping' },
      { ...event, eventID: 'urn:x', recordTime: '2026-02-02T00:00:00Z' },
      Object.fromEntries(Object.entries(event).toReversed()),
    ])
      expect(prehashOf(same, noPrefixes)).toBe(text);
  });

  it('is another when anything it says is another', () => {
    for (const other of [
      { ...event, bizStep: 'receiving' },
      { ...event, eventTimeZoneOffset: '+00:00' },
      { ...event, epcList: event.epcList.slice(1) },
      { ...event, 'ex:note': '1' },
    ])
      expect(prehashOf(other, noPrefixes)).not.toBe(text);
  });

  it('of somebody’s own type may hold anything', () => {
    const odd = {
      type: 'ex:Odd',
      eventTime: 'x',
      epcList: 7,
      readPoint: 'here',
      sensorElementList: [null, 3],
      ilmd: [1],
      bizStep: { a: 1 },
    };
    expect(prehashOf(odd, noPrefixes)).toContain('ex:Odd');
  });
});
