/**
 * The rules that farm produce and food owe, by the ids under which the departments know them, with what each of them asks for. A part
 * that no rule checks says why. Ids with a letter are parts; `-fd` is the same rule on the side of food, `-ag` on the side of produce.
 */
import { describe, expect, it } from 'vitest';
import { food } from '../../src/categories/profiles/food/index.ts';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { checkRecord } from '../../src/categories/record.ts';
import type { Severity } from '../../src/categories/rules/definition.ts';

type Part = readonly [what: string, rules: string] | readonly [what: string, rules: '', why: string];
type Owed = readonly [id: string, severities: readonly Severity[], parts: readonly Part[]];

const owed: readonly Owed[] = [
  [
    'AG-01',
    ['block', 'warn'],
    [
      ['enterprise or co-operative ships without certificate', 'AG-01'],
      ['the certificate is one that was issued', 'AG-01c'],
      ['small farmer ships without certificate', 'AG-01b'],
    ],
  ],
  [
    'AG-02',
    ['block', 'alarm'],
    [
      ['the issuer keeps a copy for six months', 'AG-02b'],
      ['no certificate, no purchase', 'AG-02a AG-02d'],
      ['mixing or repacking needs a new certificate', 'AG-02c'],
      ['fine and credit mark', '', 'shown as text with AG-02a: nothing to check'],
    ],
  ],
  [
    'AG-03',
    ['block'],
    [
      ['no basis ticked', '', 'the stage `certificate` requires one: a record without is refused, see below'],
      ['more than the lot holds', 'AG-03 AG-03b'],
    ],
  ],
  ['AG-04', ['block'], [['harvest within an interval', 'AG-04']]],
  [
    'AG-05',
    ['alarm'],
    [
      ['crop not registered', 'AG-05a'],
      ['dose, times in a season, interval', 'AG-05b AG-05c AG-05d'],
    ],
  ],
  [
    'AG-06',
    ['block'],
    [
      ['banned ingredient bought or used', 'AG-06'],
      ['banned ingredient sold', '', 'a sale is a stage of the farm inputs, where the rule stands'],
    ],
  ],
  ['AG-07', ['block'], [['restricted ingredient on crops where it is forbidden', 'AG-07a AG-07b AG-07c AG-07d AG-07e AG-07f']]],
  [
    'AG-08',
    ['block'],
    [
      ['slaughter, egg, milk within the withdrawal period', 'AG-08a AG-08b AG-08c'],
      ['prescription', 'AG-08d'],
    ],
  ],
  [
    'AG-09',
    ['block'],
    [
      ['colostrum', 'AG-09a'],
      ['unhealthy animal', 'AG-09b'],
      ['animal not tested, or failed', 'AG-09c AG-09d'],
      ['milk within the withdrawal time, milk set aside', 'AG-08c AG-09e'],
      ['antibiotics, alkali', 'AG-09f AG-09g'],
    ],
  ],
  [
    'AG-10',
    ['alarm'],
    [
      ['temperature or time missing', 'AG-10a'],
      ['arrives too warm', 'AG-10b'],
      ['cooled in time', 'AG-10c AG-10d'],
      ['load', 'AG-10e'],
    ],
  ],
  [
    'AG-11',
    ['block'],
    [
      ['no tag, no certificate', 'AG-11a AG-11f'],
      ['tag used again', 'AG-11c AG-11d AG-11g'],
      ['form of the tag', 'AG-11b'],
      ['tagged in time', 'AG-11e'],
      // Not all counties are in the program: what is none is refused, what is not known is told.
      ['unknown county', 'AG-11h AG-11i'],
    ],
  ],
  [
    'AG-12',
    ['block'],
    [
      ['expired by kind', 'AG-12a AG-12b AG-12c AG-12d'],
      ['kind wrong for the route', 'AG-12e'],
      ['issued at all', 'AG-12f'],
    ],
  ],
  [
    'AG-13',
    ['block', 'alarm'],
    [
      ['neither certificate', 'AG-13a AG-13-fd-a'],
      ['only one of two', 'AG-13b AG-13-fd-b'],
      ['beta-agonists', 'AG-13c'],
    ],
  ],
  ['AG-14', ['alarm'], [['harvest above area times ceiling', 'AG-14']]],
  [
    'AG-15',
    ['block', 'alarm'],
    [
      ['out no more than in', 'AG-15a AG-15c AG-15-fd-a'],
      ['stock', 'AG-15d AG-15-fd-b'],
      ['yield', 'AG-15b AG-15-fd-c'],
    ],
  ],
  [
    'AG-16',
    ['alarm'],
    [
      ['test after sale', 'AG-16 AG-16-fd-a'],
      ['child before parent', 'AG-16b AG-16c AG-16-fd-c'],
      ['future date', 'AG-16d AG-16-fd-b'],
      ['receipt before shipment', 'AG-17b'],
    ],
  ],
  [
    'AG-17',
    ['alarm'],
    [
      ['shipment unconfirmed', 'AG-17 AG-17d AG-17-fd-a'],
      ['receipt without shipment', 'AG-17b AG-17e AG-17-fd-b'],
      ['quantities differ', 'AG-17c AG-17-fd-c'],
    ],
  ],
  [
    'AG-18',
    ['block'],
    [
      ['the lot and its descendants stay', 'AG-18 AG-18b AG-18c AG-18-fd-a AG-18-fd-c'],
      ['so do those of a recalled one', 'AG-18-fd-b'],
      ['the lead regulator is told', 'AG-18d'],
    ],
  ],
  [
    'FD-01',
    ['block'],
    [
      ['food production, with the category', 'FD-01a FD-01b FD-01c FD-01d FD-01e FD-01f FD-01g FD-01h'],
      ['food trade, catering', 'FD-01i FD-01k'],
      ['suppliers', 'FD-01j'],
      ['raw milk station and tanker', 'FD-01-ag-a FD-01-ag-b'],
      ['drugs, devices, pesticides', '', 'rules of their own categories'],
    ],
  ],
  [
    'FD-02',
    ['block', 'warn'],
    [
      ['past its date', 'FD-02a FD-02c'],
      ['near its date', 'FD-02b'],
    ],
  ],
  [
    'FD-03',
    ['alarm'],
    [
      ['food out of range', 'FD-03'],
      ['drugs out of range', '', 'a rule of the drugs'],
    ],
  ],
  ['FD-04', ['alarm'], [['gaps between records', 'FD-04a FD-04b']]],
  [
    'FD-05',
    ['block'],
    [
      ['permit', 'FD-05a FD-05e'],
      ['container', 'FD-05b'],
      ['cargo before', 'FD-05c'],
      ['cleaning', 'FD-05d'],
      ['seal', 'FD-05f'],
    ],
  ],
  ['FD-06', ['block'], [['registration number', 'FD-06a FD-06b FD-06c']]],
  ['FD-07', ['alarm'], [['capacity, recipe, materials', 'FD-07a FD-07b FD-07c']]],
  [
    'FD-R',
    ['alarm'],
    [
      ['begun in time', 'FD-R1a FD-R1b FD-R1c'],
      ['plan reported in time', 'FD-R2a FD-R2b FD-R2c'],
      ['finished in time', 'FD-R3a FD-R3b FD-R3c'],
      ['what may be sold again, how it is destroyed', 'FD-R4 FD-R5'],
    ],
  ],
  [
    'FD-P',
    ['block', 'alarm', 'warn'],
    [
      ['inspection before release, of every item for infant formula', 'FD-P01 FD-P01b FD-P02a FD-P02b'],
      ['materials', 'FD-P03 FD-P04 FD-P05'],
      ['critical points, maturing', 'FD-P06a FD-P06b FD-P07'],
    ],
  ],
];

const rules = new Map([...produce.rules, ...food.rules].map((rule) => [rule.id, rule]));
const listed = owed.flatMap(([, , parts]) => parts.flatMap(([, ids]) => (ids === '' ? [] : ids.split(' '))));

describe('rules of farm produce and food', () => {
  it('are all that are owed, and all of them are known', () => {
    for (let i = 1; i <= 18; i++) expect(owed.map(([id]) => id)).toContain(`AG-${String(i).padStart(2, '0')}`);
    for (let i = 1; i <= 7; i++) expect(owed.map(([id]) => id)).toContain(`FD-0${i}`);
    expect(new Set(listed)).toEqual(new Set(rules.keys()));
  });

  it.each(owed)('%s is as severe as it should be: %s', (_, severities, parts) => {
    const found = new Set(parts.flatMap(([, ids]) => (ids === '' ? [] : ids.split(' '))).map((id) => rules.get(id)?.severity));
    for (const severity of severities) expect(found).toContain(severity);
    for (const [what, ids, why] of parts) expect(ids !== '' || (why ?? '').length > 10, what).toBe(true);
  });

  it('of the platform itself claim no law', () => {
    const claimed = [...rules.values()].filter(({ basis }) => basis.text.startsWith('平台规则') && basis.verified);
    expect(claimed.map(({ id }) => id)).toEqual([]);
    for (const id of ['AG-14', 'AG-15a', 'AG-16', 'FD-07a', 'FD-07b']) expect(rules.get(id)?.basis.text).toMatch(/^平台规则/);
    for (const id of ['AG-04', 'AG-08a', 'AG-10b', 'FD-02a', 'FD-06a']) expect(rules.get(id)?.basis.verified, id).toBe(false);
    for (const id of ['AG-01', 'AG-09a', 'AG-11c', 'AG-12a', 'FD-05a', 'FD-R1a'])
      expect(rules.get(id)?.basis.verified, id).toBe(true);
  });
});

const faultsOf = (stageId: string, but: object): string[] => {
  const stage = produce.stages.find(({ id }) => id === stageId)!;
  const checked = checkRecord(stage, { ...stage.example, ...but });
  return 'faults' in checked ? checked.faults.map(({ key }) => key) : [];
};

describe('what the form itself refuses', () => {
  it('is a certificate without basis', () => {
    expect(faultsOf('certificate', { basis: [] })).toEqual(['basis']);
    expect(faultsOf('certificate', { basis: undefined })).toEqual(['basis']);
  });

  it('is an ear tag of a province that there is not, or of a species without tags', () => {
    expect(faultsOf('tagging', { animals: ['199900100000001'] })).toEqual(['animals']);
    expect(faultsOf('tagging', { animals: ['441900100000001'] })).toEqual(['animals']);
    expect(faultsOf('tagging', { animals: ['141900100000001'] })).toEqual([]);
  });
});
