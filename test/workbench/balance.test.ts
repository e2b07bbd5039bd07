/** What is left of a lot, from events as they are told. */
import { expect, test } from 'vitest';
import { type EventTold, expanded, partiesOf, thingsOf } from '../../web/workbench/lib/events.ts';
import { balanceOf } from '../../web/workbench/stock/balance.ts';

const us = 'urn:zhuisu:uscc:US';
const them = 'urn:zhuisu:uscc:THEM';
let hour = 0;
const at = (): string => `2026-05-01T${String(hour++ % 24).padStart(2, '0')}:00:00+08:00`;
const of = (quantity: number, uom = 'KGM', epcClass = 'lot') => [{ epcClass, quantity, uom }];
const event = (bizStep: string, more: Partial<EventTold>): EventTold => ({
  eventID: `e${hour}`,
  type: 'ObjectEvent',
  action: 'OBSERVE',
  eventTime: at(),
  bizStep,
  ...more,
});
const to = (destination: string) => ({ destinationList: [{ type: 'owning_party', destination }] });
const from = (source: string) => ({ sourceList: [{ type: 'owning_party', source }] });

const cases: readonly (readonly [string, () => readonly EventTold[], Readonly<Record<string, number>>])[] = [
  [
    'made and shipped',
    () => [
      event('commissioning', { action: 'ADD', quantityList: of(100) }),
      event('shipping', { quantityList: of(30), ...to(them) }),
    ],
    { lot: 70 },
  ],
  [
    'shipped to us counts when we take it in',
    () => [event('shipping', { quantityList: of(40), ...to(us) }), event('receiving', { quantityList: of(38), ...from(them) })],
    { lot: 38 },
  ],
  ['on its way to us it does not count yet', () => [event('shipping', { quantityList: of(40), ...to(us) })], {}],
  [
    'what our buyer received went when we shipped it',
    () => [
      event('commissioning', { action: 'ADD', quantityList: of(10) }),
      event('shipping', { quantityList: of(10), ...to(them) }),
      event('receiving', { quantityList: of(10), ...from(us) }),
    ],
    { lot: 0 },
  ],
  [
    'refused at the door neither came nor went',
    () => [event('receiving', { disposition: 'returned', quantityList: of(40), ...from(them) })],
    {},
  ],
  [
    'taken in and then accepted is one coming',
    () => [
      event('receiving', { quantityList: of(5), ...from(them) }),
      event('accepting', { quantityList: of(5), ...from(them) }),
    ],
    { lot: 5 },
  ],
  [
    'made into something else',
    () => [
      event('receiving', { quantityList: of(50), ...from(them) }),
      event('transforming', {
        type: 'TransformationEvent',
        inputQuantityList: of(20),
        outputQuantityList: of(18, 'KGM', 'juice'),
      }),
    ],
    { lot: 30, juice: 18 },
  ],
  [
    'declared wrong counts for nothing',
    () => [event('commissioning', { action: 'ADD', quantityList: of(9), errorDeclaration: {} })],
    {},
  ],
  [
    'more shipped than ever came is less than nothing',
    () => [event('shipping', { quantityList: of(3), ...to(them) })],
    { lot: -3 },
  ],
  [
    'steps are understood in every spelling',
    () => [
      event('urn:epcglobal:cbv:bizstep:receiving', { quantityList: of(4), ...from(them) }),
      event('https://ref.gs1.org/cbv/BizStep-shipping', { quantityList: of(1), ...to(them) }),
    ],
    { lot: 3 },
  ],
];

test.each(cases)('%s', (_, events, left) => {
  const told = balanceOf(events().toReversed(), [us]);
  expect(Object.fromEntries(told.map(({ code, came, went }) => [code, came - went]))).toEqual(left);
});

test('kilograms and boxes of a lot are kept apart', () => {
  const events = [
    event('commissioning', { action: 'ADD', quantityList: [...of(100), ...of(4, 'H87')] }),
    event('shipping', { quantityList: of(1, 'H87'), ...to(them) }),
  ];
  expect(
    balanceOf(events, [us])
      .map(({ unit, came, went }) => [unit, came - went])
      .toSorted(),
  ).toEqual([
    ['H87', 3],
    ['KGM', 100],
  ]);
});

test('a lot is one lot however its partners spell it', () => {
  const events = [
    event('receiving', { quantityList: of(100, 'KGM', 'urn:epc:class:lgtin:9521055.930001.J1'), ...from(them) }),
    event('shipping', { quantityList: of(40, 'KGM', 'https://id.juice.example/01/99521055300012/10/J1'), ...to(them) }),
  ];
  expect(balanceOf(events, [us]).map(({ came, went }) => came - went)).toEqual([60]);
});

test('what partners of a group share of their own places is not our stock', () => {
  const here = 'https://id.gs1.org/414/6901234000016';
  const events = [
    event('commissioning', { action: 'ADD', quantityList: of(100), bizLocation: { id: here } }),
    event('commissioning', { action: 'ADD', quantityList: of(70, 'KGM', 'theirs'), readPoint: { id: `${here}9` } }),
    event('shipping', { quantityList: of(30), readPoint: { id: 'urn:epc:id:sgln:6901234.00001.0' }, ...to(them) }),
  ];
  expect(balanceOf(events, [us], [us, here]).map(({ code, came, went }) => [code, came - went])).toEqual([['lot', 70]]);
});

test('a code with a prefix that its document declares is that of everybody else', () => {
  const shipped = event('shipping', {
    quantityList: of(5, 'KGM', 'dl:01/99521033200013/10/S1'),
    ...from('dl:417/9521033000009'),
  });
  const told = expanded(shipped, [['dl:', 'https://id.gs1.org/']]);
  expect(thingsOf(told).map(({ code }) => code)).toEqual(['https://id.gs1.org/01/99521033200013/10/S1']);
  expect(partiesOf(told, 'source')).toEqual(['https://id.gs1.org/417/9521033000009']);
  expect([told.bizStep, told.eventTime]).toEqual([shipped.bizStep, shipped.eventTime]);
});
