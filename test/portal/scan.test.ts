import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/trace/index.ts';
import { type PageFacts, scanPage } from '../../web/portal/index.ts';
import { answer, longSteps, party, place, root, shipment, shortSteps, step, view } from './views.ts';

const gap = { id: root, kind: 'not_received', event: shipment.eventID } as const;
/** Words as a person reads them: no markup, one space. */
const read = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[ \n]+/g, ' ');

describe('the verdict', () => {
  const cases: [Verdict, string, string][] = [
    [{ kind: 'in_order' }, '有记录，未发现异常', '没有召回、过期或缺口'],
    [
      { kind: 'gaps', about: root, event: shipment.eventID, detail: 'not_received' },
      '有记录，但链条有缺口',
      '2026-05-02 发货后没有收货记录，收货方应为 街角商店',
    ],
    [
      { kind: 'recalled', about: root, event: shipment.eventID, detail: 'recalled' },
      '已召回，请勿食用或使用',
      '于 2026-05-02 被召回',
    ],
    [{ kind: 'expired', about: root, detail: '2026-10-31' }, '已过期', '应在 2026-10-31 前使用，今天是 2026-11-24'],
    [{ kind: 'expired', about: root, event: shipment.eventID, detail: 'expired' }, '已过期', '登记为已过期'],
    [{ kind: 'unfit', about: root, event: shipment.eventID, detail: 'damaged' }, '不得使用', '登记为“已损坏”'],
    [{ kind: 'not_recorded' }, '没有记录', '这里没有它的记录'],
  ];
  test.each(cases)('%j stands first, with its reason', (verdict, title, why) => {
    const page = scanPage(view(verdict));
    expect(page).toContain(`<h1>${title}</h1>`);
    expect(read(page)).toContain(why);
    expect(page.indexOf(title)).toBeLessThan(page.indexOf('class="chain"'));
    expect(page.indexOf('<h1>')).toBeLessThan(page.indexOf('<h2>'));
  });

  test('differs in shape, not in colour alone', () => {
    const shapes = cases.map(([verdict]) => /<svg class="icon".*?<\/svg>/.exec(scanPage(view(verdict)))?.[0]);
    expect(new Set(shapes).size).toBe(6);
  });

  test('says that a recall of an ingredient is a recall of this, and why it was recalled', () => {
    const about = 'https://id.gs1.org/01/09521234000020/10/C1';
    const event = {
      eventID: 'urn:uuid:r',
      event: { eventTime: '2026-06-01T01:00:00Z', eventTimeZoneOffset: '+08:00', 'zhuisu:recallReason': '检出抗生素' },
    };
    const evidence = { made: [], states: [{ id: about, event: event as never }] };
    const words = read(scanPage(view({ kind: 'recalled', about, event: 'urn:uuid:r', detail: 'recalled' }, { evidence })));
    expect(words).toContain('本品的来源 巢蜜（批次 C1） 于 2026-06-01 被召回');
    expect(words).toContain('检出抗生素');
  });

  test('does not claim that the product is genuine', () => {
    expect(read(scanPage(view({ kind: 'in_order' })))).toContain('不能证明手中的商品就是真品');
  });
});

describe('the chain', () => {
  test('runs from the source to the end, in the names of the places', () => {
    const page = scanPage(view({ kind: 'in_order' }));
    const at = ['山口养蜂场', '镇上蜂蜜厂'].map((name) => page.indexOf(`<h3><bdi>${name}`));
    expect(at[0]).toBeGreaterThan(0);
    expect(at[1]).toBeGreaterThan(at[0]!);
  });

  test('tells times on the clock of the place and amounts with their units', () => {
    const words = read(scanPage(view({ kind: 'in_order' })));
    expect(words).toContain('2026-05-02 00:10');
    expect(words).toContain('1\u2009240.5 千克');
    expect(words).toContain('2\u2009400 件');
  });

  test('draws an open end where the record is missing, and says who should have made it', () => {
    const page = scanPage(
      view(
        { kind: 'gaps', about: root, event: shipment.eventID, detail: 'not_received' },
        { answer: answer({ openEnds: [gap] }) },
      ),
    );
    expect(page).toMatch(/<li class="stop gap">.*缺少收货记录.*应由 <bdi>街角商店/);
    expect(page).toContain('<path class="open"');
    expect(read(page)).toContain('应由 街角商店 记录收货');
  });

  test('says above what it lists below: missing beside its own way, and counts it in no verdict', () => {
    const spray = 'https://id.gs1.org/01/09521234000099/10/S1';
    const ends = [
      { id: root, kind: 'not_received', event: shipment.eventID },
      { id: spray, kind: 'origin_unknown', event: shortSteps[0]!.eventID },
    ] as const;
    const nodes = [...answer().nodes, { id: spray, kind: 'lot', depth: 1, side: 'up' } as const];
    const words = read(scanPage(view({ kind: 'in_order' }, { answer: answer({ nodes, openEnds: ends }) })));
    expect(words).toContain('有记录，来路未发现异常');
    expect(words).not.toContain('有记录，未发现异常');
    expect(words).toContain('另有 2 处旁支记录缺失');
    expect(words).toContain('旁支和去向中缺少的记录');
    expect(words).toContain('不计入上面的结论');
    // In the picture it is said of what.
    expect(words).toMatch(/来源没有记录 origin not recorded 商品代码 09521234000099 批次 S1/);
    const whole = read(scanPage(view({ kind: 'in_order' })));
    expect(whole).not.toMatch(/旁支|缺少的记录/);
  });

  test('goes on behind a gap when the thing turns up later', () => {
    const later = step(90, { bizStep: 'retail_selling', place: place(3), things: [{ id: root, as: 'observed', quantity: 1 }] });
    const page = scanPage(view({ kind: 'in_order' }, { answer: answer({ openEnds: [gap], steps: [...answer().steps, later] }) }));
    const stops = [...page.matchAll(/<li class="(stop[^"]*)">/g)].map((match) => match[1]);
    expect(stops).toEqual(['stop', 'stop own', 'stop gap', 'stop own']);
    expect(page.match(/<path class="open"/g)!.length).toBeGreaterThanOrEqual(3);
  });

  test('makes a new station when a thing comes back', () => {
    const back = [
      step(60, { bizStep: 'receiving', place: place(3), from: party(2), to: party(3), things: [{ id: root, as: 'observed' }] }),
      step(70, { bizStep: 'shipping', place: place(3), from: party(3), to: party(2), things: [{ id: root, as: 'observed' }] }),
      step(80, { bizStep: 'receiving', place: place(2), from: party(3), to: party(2), things: [{ id: root, as: 'observed' }] }),
    ];
    const page = scanPage(view({ kind: 'in_order' }, { answer: answer({ steps: [...answer().steps, ...back] }) }));
    expect(page.match(/<h3><bdi>镇上蜂蜜厂/g)).toHaveLength(2);
  });

  test('says that an answer is partial, and why', () => {
    const bounds = { hit: true, reason: 'nodes', limit: 5000 } as const;
    expect(read(scanPage(view({ kind: 'in_order' }, { answer: answer({ bounds }) })))).toContain(
      '结果不完整： 涉及的物品超过 5000 个',
    );
  });

  test('stands without names, places or steps', () => {
    const bare = answer({ steps: [step(0, { things: [{ id: root, as: 'observed' }] })], links: [] });
    expect(read(scanPage(view({ kind: 'in_order' }, { answer: bare, names: new Map() })))).toContain('地点未记录');
    expect(read(scanPage(view({ kind: 'in_order' }, { answer: answer({ steps: [], links: [] }), names: new Map() })))).toContain(
      '没有可画的记录',
    );
  });
});

describe('the weight', () => {
  test.each([
    [500, 3],
    [500, 40],
    [500, 500],
    [20_000, 900],
  ])('of %i steps at %i places stays below 60 kB, and the page says what it left out', (count, places) => {
    const steps = longSteps(count, places);
    const openEnds = steps.slice(0, 300).map(({ eventID }) => ({ id: root, kind: 'not_shipped', event: eventID }) as const);
    const long = 'https://id.gs1.org/01/09521234000013';
    const names = new Map([
      [long, { 'cbvmda:name': '很长的名字'.repeat(40) }],
      ...Array.from({ length: places }, (_, i) => [place(i), { 'cbvmda:name': `第${i}号${'仓'.repeat(90)}` }] as const),
    ]);
    // Names of stages, fields and detectors are ours, and this long at most; whatever firms write may be longer.
    const words = { zh: '较长的环节名称', en: 'a rather long name of a stage' };
    const told = Array.from({ length: 200 }, (_, i) => ({
      eventID: `urn:uuid:${i}`,
      own: i % 2 === 0,
      of: `food/stage${i}`,
      stage: { zh: `环节${i}`, en: `stage ${i}` },
      day: '2026-05-01',
      fields: Array.from({ length: 30 }, () => ({
        key: 'x',
        ...words,
        value: { kind: 'text', text: '字'.repeat(300) } as const,
      })),
    }));
    const facts: PageFacts = {
      told,
      stages: new Map(steps.map(({ eventID }) => [eventID, words])),
      kind: {
        id: 'food',
        ...words,
        rows: Array.from({ length: 14 }, (_, i) => ({
          key: String(i),
          ...words,
          value: { kind: 'text', text: '字'.repeat(300) },
        })),
        notes: [words],
        source: { text: '据'.repeat(60), verified: false },
      },
      steps: count,
      confirmed: 1,
      coverage: { chain: words, expected: 60, recorded: 1, missing: Array(30).fill(words) },
      category: { id: 'food', ...words },
      responsible: words,
      positions: Array.from({ length: places }, (_, i) => ({
        id: place(i),
        latitude: 35 + i / 1000,
        longitude: 112.5,
        area: '较长的地区名称',
      })),
      warnings: Array(5).fill({ name: '名'.repeat(200), title: words, department: words.zh, day: '2026-05-01' }),
      recalls: [
        {
          thing: answer().root,
          title: { zh: '题'.repeat(80), en: 't'.repeat(120) },
          reason: '因'.repeat(300),
          instructions: { zh: '做'.repeat(300), en: 'd'.repeat(300) },
          level: 1,
          by: '名'.repeat(80),
          day: '2026-05-01',
        },
      ],
      documents: Array(12).fill({ anchor: long, type: 'certificationInfo', title: '题'.repeat(200) }),
    };
    for (const kind of ['in_order', 'recalled'] as const) {
      const page = scanPage(view({ kind }, { answer: answer({ steps, openEnds, links: [] }), names, facts }));
      expect(Buffer.byteLength(page)).toBeLessThan(60_000);
      expect(page.includes('一级召回')).toBe(kind === 'recalled');
      expect(read(page)).toMatch(/另有 (\d+ 站、)?\d+ 条记录没有画出/);
      expect(page).toContain('/api/v1/trace?code=https%3A%2F%2Fid.gs1.org');
    }
  });
});
