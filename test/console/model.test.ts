/** What the explorer makes of a trace, and what the console writes into files: without a browser. */
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { csvOf, fitting, graphmlOf, xml } from '../../web/console/trace/files.ts';
import { foldedOf } from '../../web/console/trace/fold.ts';
import { gridOf } from '../../web/console/trace/grid.ts';
import { placed, waysBetween } from '../../web/console/trace/mapped.ts';
import { merged, nameOf, nextOf } from '../../web/console/trace/merge.ts';
import { modelOf, type NamedTrace } from '../../web/console/trace/model.ts';
import { commonOf, pathBetween } from '../../web/console/trace/paths.ts';
import { csvCell } from '../../web/shared/csv.ts';
import { xlsxOf } from '../../web/shared/xlsx.ts';

const step = (eventID: string, hour: number, bizStep: string, place: string, things: readonly string[], ends: object = {}) => ({
  eventID,
  type: 'ObjectEvent',
  eventTime: `2026-11-01T${String(hour).padStart(2, '0')}:00:00Z`,
  eventTimeZoneOffset: '+08:00',
  bizStep,
  place,
  things: things.map((id) => ({ id, as: 'epc' })),
  ...ends,
});

/** A lot that a maker sends to two shops, eight items of it in one box. */
const items = Array.from({ length: 8 }, (_, i) => `urn:item:${i}`);
const trace: NamedTrace = {
  root: 'urn:lot',
  direction: 'both',
  recorded: true,
  nodes: [
    { id: 'urn:lot', kind: 'lot', depth: 0, side: 'root' },
    { id: 'urn:box', kind: 'container', depth: 2, side: 'down' },
    ...items.map((id) => ({ id, kind: 'instance', depth: 1, side: 'down' }) as const),
  ],
  links: items.flatMap((id) => [
    { from: 'urn:lot', to: id, kind: 'instance', events: [] } as const,
    { from: id, to: 'urn:box', kind: 'packing', events: ['pack'] } as const,
  ]),
  steps: [
    step('make', 1, 'commissioning', 'maker', ['urn:lot']),
    step('pack', 2, 'packing', 'maker', ['urn:box', ...items]),
    step('ship1', 3, 'shipping', 'maker', ['urn:lot'], { from: 'maker', to: 'east' }),
    step('ship2', 4, 'shipping', 'maker', ['urn:lot'], { from: 'maker', to: 'west' }),
    step('take1', 5, 'receiving', 'east', ['urn:lot'], { from: 'maker', to: 'east' }),
    step('take2', 6, 'receiving', 'west', ['urn:lot'], { from: 'maker', to: 'west' }),
  ],
  parties: ['maker', 'east', 'west'],
  places: ['maker', 'east', 'west'],
  openEnds: [{ id: 'urn:box', kind: 'not_received', event: 'pack' }],
  bounds: { hit: false, reason: null, limit: null },
  names: { maker: { zh: '=1+1 厂', organisation: 'm', organisationName: '=1+1 厂' } },
};

describe('the model of a trace', () => {
  const model = modelOf(trace);

  it('has one stay of a thing with each party, joined by what the parties sent each other', () => {
    const lot = model.stays.filter(({ thing }) => thing === 'urn:lot');
    expect(lot.map(({ party }) => party)).toEqual(['m', 'east', 'west']);
    expect(model.edges.filter(({ kind }) => kind === 'handover').map(({ from, to, events }) => [from, to, events])).toEqual([
      ['urn:lot', 'urn:lot#2', ['ship1', 'take1']],
      ['urn:lot', 'urn:lot#3', ['ship2', 'take2']],
    ]);
  });

  it('places what no step places with its neighbour, and tells what is missing where it shows', () => {
    const hidden: NamedTrace = {
      ...trace,
      nodes: [...trace.nodes, { id: 'urn:part', kind: 'lot', depth: 1, side: 'up' }],
      links: [{ from: 'urn:part', to: 'urn:lot', kind: 'transformation', events: ['make'] }],
    };
    expect(modelOf(hidden).stays.find(({ thing }) => thing === 'urn:part')?.party).toBe('m');
    expect(model.stays.find(({ thing }) => thing === 'urn:box')?.open).toEqual(['not_received']);
  });

  it('folds what is alike into one and nothing else, and opens it again', () => {
    const folded = foldedOf(model, { alike: true, chains: false, opened: new Set() });
    const bundle = folded.nodes.find(({ fold }) => fold === 'alike')!;
    expect(bundle.members.map(({ thing }) => thing)).toEqual(items);
    expect(folded.nodes).toHaveLength(5);
    expect(folded.edges.filter(({ to }) => to === bundle.id)).toMatchObject([{ kind: 'instance', count: 8 }]);
    expect(foldedOf(model, { alike: true, chains: false, opened: new Set([bundle.id]) }).nodes).toHaveLength(12);
  });

  it('folds a simple chain with one party, never over the thing that was asked for', () => {
    const line: NamedTrace = {
      ...trace,
      root: 'c',
      nodes: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, kind: 'lot', depth: 1, side: 'up' })),
      links: [
        { from: 'a', to: 'b', kind: 'transformation', events: [] },
        { from: 'b', to: 'c', kind: 'transformation', events: [] },
        { from: 'c', to: 'd', kind: 'transformation', events: [] },
        { from: 'd', to: 'e', kind: 'transformation', events: [] },
      ],
      steps: [step('x', 1, 'commissioning', 'maker', ['a', 'b', 'c', 'd', 'e'])],
      openEnds: [],
    };
    const { nodes } = foldedOf(modelOf(line), { alike: false, chains: true, opened: new Set() });
    expect(nodes.map(({ members }) => members.map(({ thing }) => thing).join(''))).toEqual(['ab', 'c', 'de']);
  });

  it('is written out whole, whatever is folded, and safe to open', () => {
    const graphml = graphmlOf(model);
    expect(graphml.match(/<node /g)).toHaveLength(model.stays.length);
    expect(graphml.match(/<edge /g)).toHaveLength(model.edges.length);
    expect(csvOf(model)).toContain(",'=1+1 厂,");
  });
});

it.each([
  ['=1+1', "'=1+1"],
  ['+86 13', "'+86 13"],
  ['-5', '-5'],
  ['-5+cmd', "'-5+cmd"],
  ['@x', "'@x"],
  ['a,"b"', '"a,""b"""'],
  ['一\n二', '"一\n二"'],
])('a cell %j is written as %j', (value, expected) => expect(csvCell(value)).toBe(expected));

it('text of XML holds nothing that could be markup or is no character', () =>
  expect(xml('<a b="c">&\u0000\ud800\u{1f34e}')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;\u{1f34e}'));

const model = modelOf(trace);

describe('the map of a chain', () => {
  const at = (id: string, latitude?: number, longitude?: number) => ({
    id,
    name: id,
    organisation: undefined,
    area: undefined,
    ...(latitude === undefined || longitude === undefined ? {} : { position: { latitude, longitude } }),
  });

  it('has north above and east on the right, names beside each other, and says who has no place on it', () => {
    const { spots, without, bar } = placed([
      at('north', 35.2, 112.5),
      at('south', 35.0, 112.5),
      at('east', 35.1, 112.8),
      at('next door', 35.1, 112.8001),
      at('nowhere'),
    ]);
    const of = (id: string) => spots.find(({ party }) => party.id === id)!;
    expect(of('north').y).toBeLessThan(of('south').y);
    expect(of('east').x).toBeGreaterThan(of('south').x);
    expect(of('east').label).not.toEqual(of('next door').label);
    expect(without.map(({ id }) => id)).toEqual(['nowhere']);
    // A degree of latitude is 111.32 km: the bar is as long as it says.
    const pixels = (of('south').y - of('north').y) / (0.2 * 111.32);
    expect(bar.pixels / bar.km).toBeCloseTo(pixels, 6);
  });

  it('counts what went from party to party', () => {
    const ways = waysBetween(model);
    expect(ways.every(({ from, to, count }) => from !== to && count > 0)).toBe(true);
    expect(ways.length).toBeGreaterThan(0);
  });
});

describe('the way between two things', () => {
  it('is the shortest, whichever way its links run', () => {
    const thing = new Map(model.stays.map((stay) => [stay.id, stay.thing]));
    const way = (from: string, to: string) => [...new Set(pathBetween(model, from, to)?.map((id) => thing.get(id)))];
    expect(way('urn:lot', 'urn:box')).toEqual(['urn:lot', expect.stringMatching(/^urn:item:/), 'urn:box']);
    expect(way('urn:item:1', 'urn:item:2')).toHaveLength(3);
    expect(pathBetween(model, 'urn:lot', 'urn:none')).toBeUndefined();
  });
});

describe('what several have in common', () => {
  it('is ranked by how many share it, then by how near it is; what one alone has is left out', () => {
    const chain = (code: string, nodes: readonly [string, number][], parties: readonly string[] = []) => ({
      code,
      nodes: nodes.map(([id, depth]) => ({ id, kind: 'lot', depth })),
      parties,
    });
    const found = commonOf([
      chain(
        'a',
        [
          ['a', 0],
          ['flour', 1],
          ['grain', 2],
        ],
        ['mill', 'mill'],
      ),
      chain(
        'b',
        [
          ['b', 0],
          ['flour', 1],
          ['grain', 2],
        ],
        ['mill'],
      ),
      chain(
        'c',
        [
          ['c', 0],
          ['grain', 1],
          ['salt', 1],
        ],
        ['mill'],
      ),
    ]);
    expect(found.map(({ id, codes }) => `${id} ${codes.join('')}`)).toEqual(['grain abc', 'mill abc', 'flour ab']);
  });
});

describe('the boxes on the screen', () => {
  it('are those that a look at every box finds', () => {
    let seed = 7;
    const random = (): number => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const boxes = new Map(
      Array.from({ length: 2_000 }, (_, i) => [
        `${i}`,
        { x: random() * 20_000 - 5_000, y: random() * 9_000, width: 190, height: 54 },
      ]),
    );
    const grid = gridOf(boxes);
    for (let i = 0; i < 50; i++) {
      const [left, top, w, h] = [random() * 20_000 - 6_000, random() * 9_000, random() * 3_000, random() * 2_000];
      const rect = { left, top, right: left + w, bottom: top + h };
      const slow = [...boxes].flatMap(([id, { x, y, width, height }]) =>
        x <= rect.right && x + width >= left && y <= rect.bottom && y + height >= top ? [id] : [],
      );
      expect([...grid.within(rect)].sort()).toEqual(slow.sort());
    }
  });
});

describe('a workbook', () => {
  it('holds what was put in: texts as texts, whatever they begin with, numbers as numbers', async () => {
    const rows = [
      ['名称 name', '数 number'],
      ['=1+1', 12.5],
      ['<b>&"\u0001', -3],
      ['  two  spaces ', null],
      [...Array.from({ length: 28 }, (_, i) => `c${i}`)],
    ];
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(xlsxOf(rows).buffer);
    const sheet = book.worksheets[0]!;
    expect(sheet.getCell('A1').value).toBe('名称 name');
    expect([sheet.getCell('A2').value, sheet.getCell('A2').type, sheet.getCell('B2').value]).toEqual([
      '=1+1',
      ExcelJS.ValueType.String,
      12.5,
    ]);
    expect([sheet.getCell('A3').value, sheet.getCell('B3').value]).toEqual(['<b>&"', -3]);
    expect([sheet.getCell('A4').value, sheet.getCell('B4').value]).toEqual(['  two  spaces ', null]);
    expect(sheet.getCell('AB5').value).toBe('c27');
  });
});

describe('what is drawn into a file', () => {
  it.each([
    ['短', 40, '短'],
    ['愚公苹果汁（箱，12瓶）（序列号 JX260001）', 150, '愚公苹果汁（箱，12瓶）…'],
    ['a lot with a long Latin name 0123456789', 100, 'a lot with a…'],
    ['', 10, ''],
  ])('%s stays within %i', (text, width, shown) => {
    expect(fitting(text, width, 12)).toBe(shown);
  });
});

describe('a trace that goes on', () => {
  const partial: NamedTrace = {
    ...trace,
    nodes: [...trace.nodes, { id: 'urn:zhuisu:hidden:1', kind: 'hidden', depth: 1, side: 'up' }],
    links: [...trace.links, { from: 'urn:zhuisu:hidden:1', to: 'urn:lot', kind: 'hidden', events: [] }],
    bounds: {
      hit: true,
      reason: 'nodes',
      limit: 10,
      more: ['urn:box', 'urn:left'],
      further: [{ id: 'urn:lot', from: '2026-11-01T06:00:00.000000Z' }],
    },
    begin: { kind: 'place', id: 'urn:place', cut: true, from: '2026-11-02T00:00:00.000Z' },
  };

  it('asks for what is left in the direction in which it lies, each once', () => {
    const next = nextOf(partial, new Set());
    expect(next).toEqual([
      { id: 'urn:place', direction: 'both', from: '2026-11-02T00:00:00.000Z' },
      { id: 'urn:lot', direction: 'both', from: '2026-11-01T06:00:00.000000Z' },
      { id: 'urn:box', direction: 'down' },
      { id: 'urn:left', direction: 'both' },
    ]);
    expect(nextOf(partial, new Set(next.map(nameOf)))).toEqual([]);
  });

  it('asks upstream what was met upstream, and what was met downstream down', () => {
    const bounds = {
      ...partial.bounds,
      more: ['urn:a', 'urn:b', 'urn:c'],
      further: [],
      moreUp: ['urn:a', 'urn:c'],
      moreDown: ['urn:b', 'urn:c'],
    };
    expect(nextOf({ ...trace, bounds }, new Set())).toEqual([
      { id: 'urn:a', direction: 'up' },
      { id: 'urn:b', direction: 'down' },
      { id: 'urn:c', direction: 'both' },
    ]);
  });

  it('holds all of both, and does not take what is hidden in one for what is hidden in the other', () => {
    const more: NamedTrace = {
      root: 'urn:box',
      direction: 'down',
      recorded: true,
      nodes: [
        { id: 'urn:box', kind: 'container', depth: 0, side: 'root' },
        { id: 'urn:shop', kind: 'other', depth: 1, side: 'down' },
        { id: 'urn:zhuisu:hidden:1', kind: 'hidden', depth: 1, side: 'down' },
      ],
      links: [
        { from: 'urn:box', to: 'urn:shop', kind: 'unpacking', events: ['open'] },
        { from: 'urn:box', to: 'urn:zhuisu:hidden:1', kind: 'hidden', events: [] },
      ],
      steps: [
        step('pack', 2, 'packing', 'maker', ['urn:box', 'urn:late']),
        step('open', 9, 'unpacking', 'east', ['urn:box', 'urn:shop']),
      ],
      parties: ['maker', 'east'],
      places: ['maker', 'east'],
      openEnds: [
        { id: 'urn:box', kind: 'not_received', event: 'pack' },
        { id: 'urn:lot', kind: 'origin_unknown', event: 'open' },
      ],
      bounds: { hit: false, reason: null, limit: null, more: ['urn:shop'] },
    };
    const known = { id: 'urn:lot', kind: 'origin_unknown', event: 'make' } as const;
    const whole = merged({ ...partial, openEnds: [...partial.openEnds, known] }, more, 2);
    expect(whole.openEnds).toEqual([...partial.openEnds, known]);
    expect(whole.nodes.map(({ id }) => id)).toEqual([...partial.nodes.map(({ id }) => id), 'urn:shop', 'urn:zhuisu:hidden:1.2']);
    expect(whole.nodes.find(({ id }) => id === 'urn:box')?.side).toBe('down');
    expect(whole.links.filter(({ kind }) => kind === 'hidden')).toEqual([
      { from: 'urn:zhuisu:hidden:1', to: 'urn:lot', kind: 'hidden', events: [] },
      { from: 'urn:box', to: 'urn:zhuisu:hidden:1.2', kind: 'hidden', events: [] },
    ]);
    expect(whole.steps.find(({ eventID }) => eventID === 'pack')?.things.map(({ id }) => id)).toEqual([
      'urn:box',
      ...items,
      'urn:late',
    ]);
    expect(whole.bounds.more).toEqual(['urn:box', 'urn:left', 'urn:shop']);
    expect(modelOf(whole).edges.length).toBeGreaterThan(modelOf(partial).edges.length);
  });
});
