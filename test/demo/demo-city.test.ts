import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { demoDocuments, demoExamples } from '../../simulator/demo-city.ts';
import { identify } from '../../src/codes/index.ts';
import {
  checkEvent,
  type EpcisEvent,
  factsOf,
  identityOf,
  type Prefixes,
  prefixesOf,
  readDocument,
} from '../../src/events/index.ts';
import { judge, memoryReader, trace, type VerdictKind } from '../../src/trace/index.ts';
import { listingSheet, scanPage, stylesheet } from '../../web/portal/index.ts';
import { hasShared, readShared } from '../shared.ts';

interface Document {
  readonly '@context': unknown;
  readonly epcisHeader: {
    epcisMasterData: {
      vocabularyList: {
        type: string;
        vocabularyElementList: { id: string; attributes: { id: string; attribute: string }[] }[];
      }[];
    };
  };
  readonly epcisBody: { eventList: EpcisEvent[] };
}

const documents = demoDocuments() as { name: string; document: Document }[];
const events: { event: EpcisEvent; prefixes: Prefixes }[] = [];
const names = new Map<string, Record<string, string>>();
for (const { document } of documents) {
  const prefixes = prefixesOf(document['@context']);
  for (const event of document.epcisBody.eventList) events.push({ event, prefixes });
  for (const { vocabularyElementList } of document.epcisHeader.epcisMasterData.vocabularyList) {
    for (const { id, attributes } of vocabularyElementList) {
      names.set(
        identityOf(id, prefixes),
        Object.fromEntries(attributes.map(({ id: attribute, attribute: value }) => [attribute, value])),
      );
    }
  }
}
const reader = memoryReader(events);
const today = '2026-11-24';

async function look(code: string) {
  const canonical = identify(code);
  expect(canonical).toBeDefined();
  const { answer, evidence } = await trace(reader, canonical!, 'both');
  return { canonical: canonical!, answer, evidence, verdict: judge(answer, evidence, today) };
}

const pesticide = 'https://id.gs1.org/01/09521011100011/10/NY260312';
const juice = 'https://id.gs1.org/01/09521055300101/10/J261014';
const caseOf = (number: number): string => `https://id.gs1.org/01/19521055300108/21/JX26${String(number).padStart(4, '0')}`;

describe('the documents', () => {
  test('are the same each time, with ids of their own', () => {
    expect(JSON.stringify(demoDocuments())).toBe(JSON.stringify(demoDocuments()));
    const ids = events.map(({ event }) => (event as { eventID: string }).eventID);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      ids.filter((id) => !/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toEqual([]);
    expect(ids.length).toBeGreaterThanOrEqual(60);
    expect(ids.length).toBeLessThanOrEqual(120);
  });

  test.each(documents)('$name is valid', ({ document }) => {
    expect(readDocument(document)).not.toHaveProperty('faults');
    expect(document.epcisBody.eventList.flatMap((event) => checkEvent(event))).toEqual([]);
  });

  const schema = 'standards/epcis/epcis-json-schema-2.0.1.json';
  test.skipIf(!hasShared(schema))('are valid by the schema of the standard', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    (addFormats as unknown as (ajv: Ajv) => void)(ajv);
    const validate = ajv.compile(JSON.parse(readShared(schema)) as object);
    for (const { name, document } of documents) expect([name, validate(document), validate.errors]).toEqual([name, true, null]);
  });

  test('stand in the order of time within each firm', () => {
    for (const { name, document } of documents) {
      const times = document.epcisBody.eventList.map((event) => (event as { eventTime: string }).eventTime);
      expect([name, times]).toEqual([name, [...times].sort()]);
    }
  });

  test('hold only keys of the demonstration prefix, with right check digits', () => {
    const text = JSON.stringify(documents) + JSON.stringify(demoExamples);
    const keys = [...text.matchAll(/(?:\/|dl:|\()(?:(01)|(414|417)|(00))[/)](\d+)/g)].map(
      ([, item, place, , digits]) => [item ? 14 : place ? 13 : 18, digits!] as const,
    );
    expect(keys.length).toBeGreaterThan(100);
    for (const [length, digits] of keys) {
      expect(digits).toHaveLength(length);
      expect(digits).toMatch(length === 13 ? /^952/ : /^\d952/);
      // GS1 General Specifications §7.9: with the check digit, the weighted sum is a multiple of ten.
      const sum = [...digits].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
      expect([digits, sum % 10]).toEqual([digits, 0]);
    }
    expect(
      [...text.matchAll(/urn:epc:(?:id|class|idpat):\w+:(\d+)\./g)].filter(([, prefix]) => !/^952\d{4}$/.test(prefix!)),
    ).toEqual([]);
  });

  test('write the same thing in different ways, and it meets itself', () => {
    const written = (name: string) => JSON.stringify(documents.find((each) => each.name === name)!.document);
    expect(written('01-pesticide-maker')).toContain('urn:epc:class:lgtin:9521011.010001.NY260312');
    expect(written('02-cooperative')).toContain(pesticide);
    expect(written('03-upland-farm')).toContain('"dl:01/09521011100011/10/NY260312"');
    expect(written('05-juice-factory')).toContain('https://id.zhicheng-juice.example/01/19521055300108/21/JX260001');
    const met = events.filter(({ event, prefixes }) => factsOf(event, prefixes).participants.some(({ id }) => id === pesticide));
    expect(met.length).toBe(16);
  });

  test('use no more of a lot than there was', () => {
    const made = new Map<string, number>();
    const used = new Map<string, number>();
    for (const { event, prefixes } of events) {
      const { outputQuantityList = [], inputQuantityList = [] } = event as unknown as Record<
        string,
        { epcClass: string; quantity: number }[] | undefined
      >;
      for (const { epcClass, quantity } of outputQuantityList) made.set(identityOf(epcClass, prefixes), quantity);
      for (const { epcClass, quantity } of inputQuantityList) {
        const id = identityOf(epcClass, prefixes);
        used.set(id, (used.get(id) ?? 0) + quantity);
      }
    }
    for (const [id, quantity] of used) expect([id, quantity <= (made.get(id) ?? 400)]).toEqual([id, true]);
  });

  test('name every product, place and party in both languages', async () => {
    const { answer } = await look(pesticide);
    const wanted = [
      ...answer.places,
      ...answer.parties,
      ...answer.nodes.flatMap(({ id }) => /^https:\/\/id\.gs1\.org\/01\/\d{14}/.exec(id)?.[0] ?? []),
    ];
    expect(
      wanted.filter((id) => names.get(id)?.['cbvmda:name'] === undefined || names.get(id)?.['zhuisu:nameEn'] === undefined),
    ).toEqual([]);
  });
});

/** The classes that a style sheet has rules for. */
const classes = (sheet: string): Set<string> => new Set(sheet.matchAll(/\.([a-z][\w-]*)/g).map(([, name]) => name!));

describe('the story', () => {
  const told: [string, VerdictKind][] = [
    ['一瓶苹果汁', 'in_order'],
    ['一箱苹果汁', 'gaps'],
    ['苹果礼盒：所用', 'recalled'],
    ['冷藏鲜榨汁', 'expired'],
    ['苹果礼盒：农场', 'in_order'],
    ['一托盘', 'in_order'],
    ['一批苹果', 'in_order'],
    ['一批农药', 'in_order'],
  ];
  test.each(told)('%s is %s, and its page stays light', async (start, kind) => {
    const example = demoExamples.find(({ zh }) => zh.startsWith(start))!;
    const { canonical, answer, evidence, verdict } = await look(example.code);
    expect(answer.recorded).toBe(true);
    expect(verdict.kind).toBe(kind);
    const page = scanPage({ typed: example.code, canonical, segments: [], verdict, answer, evidence, names, day: today });
    expect(Buffer.byteLength(page)).toBeLessThan(40_000);
    expect(page).not.toContain('地点未记录');
    const ownClasses = new Set(page.matchAll(/ class="([^"]*)"/g).flatMap(([, said]) => said!.split(' ')));
    expect([...ownClasses].filter((name) => classes(listingSheet).has(name) && !classes(stylesheet).has(name))).toEqual([]);
  });

  test('has an example for each row above', () => expect(demoExamples).toHaveLength(told.length));

  test('a case sold in the shop leads back to two orchards and the pesticide', async () => {
    const { answer, verdict } = await look(caseOf(2));
    const upstream = answer.nodes.filter(({ side }) => side === 'up').map(({ id }) => id);
    for (const id of [
      juice,
      'https://id.gs1.org/01/99521022200017/10/WW1008',
      'https://id.gs1.org/01/99521033200013/10/SY1009',
      pesticide,
    ]) {
      expect(upstream).toContain(id);
    }
    expect(answer.steps.at(-1)!.bizStep).toBe('retail_selling');
    expect(verdict.kind).toBe('sold');
  });

  test('a case of the loose delivery was never received', async () => {
    const { answer, verdict } = await look(caseOf(13));
    expect(answer.openEnds).toContainEqual(expect.objectContaining({ id: caseOf(13), kind: 'not_received' }));
    expect(verdict).toMatchObject({ kind: 'gaps', about: caseOf(13), detail: 'not_received' });
    expect(answer.openEnds.filter(({ kind }) => kind !== 'not_received')).toEqual([]);
  });

  test('the recall stays with the lot that was picked too early', async () => {
    const lot = 'https://id.gs1.org/01/99521044200019/10/CL0928';
    expect((await look(lot)).verdict).toMatchObject({ kind: 'recalled', about: lot });
    expect((await look('https://id.gs1.org/01/99521044200019/10/CL1015')).verdict.kind).toBe('in_order');
    const { canonical, answer, evidence, verdict } = await look(demoExamples[2]!.code);
    expect(verdict).toMatchObject({ kind: 'recalled', about: lot });
    expect(scanPage({ typed: '', canonical, segments: [], verdict, answer, evidence, names, day: today })).toContain(
      '未满安全间隔期',
    );
  });

  test('the page of a case tells only its own way', async () => {
    const { canonical, answer, evidence, verdict } = await look(caseOf(2));
    const page = scanPage({ typed: '', canonical, segments: [], verdict, answer, evidence, names, day: today });
    const stops = [...page.matchAll(/<h3><bdi>([^<]*)/g)].map((match) => match[1]);
    expect(stops).toEqual([
      '克井镇 沁河植保制剂车间',
      '王屋镇 红苹果合作社果园',
      '邵原镇 坡上农场果园',
      '轵城镇 果汁厂',
      '济水街道 冷链配送仓',
      '沁园街道 惠民超市',
    ]);
    expect(page).not.toContain('缺少收货记录');
    const loose = await look(caseOf(13));
    const other = scanPage({ typed: '', segments: [], names, day: today, ...loose });
    expect(other).toContain('天坛街道 邻里便利店');
    expect(other).not.toContain('沁园街道 惠民超市');
  });
});
