/** 稀土产品, 汽车维修配件: RE-01 to 10, AP-01 to 11. */
import { all, type Entry, entry } from './row.ts';

const memory = { unconfirmed: true } as const;
const proposal = { unconfirmed: true } as const;

export const metalsAndParts: readonly Entry[] = [
  entry(
    'RE-01',
    ['separation or mining by whoever is not named: refused', 'block', 'RE-01a RE-01c', { basis: '二十二' }],
    ['and told', 'alarm', 'RE-01b RE-01d RE-01e'],
  ),
  entry(
    'RE-02',
    ['the year’s output above the quota', 'alarm', 'RE-02a RE-02b', { basis: '十、二十一' }],
    ['the quota is that of the enterprise and of the year', 'alarm', 'RE-02c RE-02d', memory],
  ),
  entry('RE-03', [
    'rare-earth oxide in and out differ, in total and by element',
    'alarm',
    all('RE-03', ['a', 'e']),
    { figures: [0.01, 'elementsIn'], ...proposal },
  ]),
  entry('RE-04', ['a recycler feeds mineral products', 'block', 'RE-04a RE-04b RE-04c', { basis: '十一、二十二' }]),
  entry('RE-05', ['the month is entered after the tenth', 'alarm', 'RE-05', { figures: [10] }]),
  entry('RE-06', ['no special invoice, or a name outside the catalogue', 'alarm', 'RE-06a RE-06b RE-06c', { basis: '17号' }]),
  entry('RE-07', ['invoice and shipment differ', 'alarm', 'RE-07']),
  entry(
    'RE-08',
    [
      'a controlled element leaves without licence, above its balance, past it, for another end user',
      'block',
      all('RE-08', ['a', 'e']),
      { figures: ['Sm', 'Gd', 'Tb', 'Dy', 'Lu', 'Sc', 'Y'], basis: '两用物项', from: '2025-04-04' },
    ],
    ['what leaves was declared', 'alarm', 'RE-08f'],
  ),
  entry('RE-09', [
    'bought of no named enterprise, lawful recycler or importer',
    'block',
    'RE-09a RE-09b RE-09c',
    { basis: '十三' },
  ]),
  entry('RE-10', ['a trader has what it bought and did not sell', 'alarm', 'RE-10', proposal]),
  entry(
    'AP-01',
    ['a part is billed that was not bought, of a supplier, with its certificate', 'block', 'AP-01a AP-01b'],
    ['what failed the check is stored', 'block', 'AP-01d', { basis: '四十三' }],
    ['the supplier by its credit code', 'alarm', 'AP-01c'],
  ),
  entry('AP-02', ['one serial on two vehicles, unknown to its maker, more fitted than bought', 'alarm', 'AP-02a AP-02b AP-02c']),
  entry(
    'AP-03',
    ['not original, and no consent of the owner', 'block', 'AP-03a'],
    ['asked for before it is fitted', 'warn', 'AP-03b'],
  ),
  entry('AP-04', ['not uploaded right after the settlement', 'alarm', 'AP-04a AP-04b', { figures: [24, 1], basis: '82号' }]),
  entry('AP-05', [
    '20,000 km or 100 days; 5,000 or 30; 2,000 or 10, whichever is first; the same fault twice',
    'warn',
    all('AP-05', ['a', 'h']),
    { figures: [20_000, 100, 5_000, 30, 2_000, 10], ...memory },
  ]),
  entry(
    'AP-06',
    ['the odometer falls, or leaps', 'alarm', 'AP-06a AP-06b AP-06c'],
    [
      'its figures look made up',
      'alarm',
      '',
      'figures that a program invents fall or leap from one record of the vehicle to the next, which AP-06a to c find; one reading alone looks like any other',
    ],
  ),
  entry(
    'AP-07',
    ['a recalled lot in stock is sent or fitted', 'block', 'AP-07a AP-07b'],
    ['is on vehicles: their owners are told', 'alarm', 'AP-07c AP-07d', { figures: [10] }],
  ),
  entry('AP-08', ['a scrapped vehicle, an unlawful modification', 'block', 'AP-08a AP-08b', { basis: '四十五' }]),
  entry('AP-09', [
    'oil, battery, filter removed without a record of waste',
    'alarm',
    'AP-09a AP-09b',
    { figures: ['used_oil', 'lead_battery', 'filter'] },
  ]),
  entry('AP-10', [
    'records kept for less than five years, or six under guarantee',
    'warn',
    'AP-10a AP-10b',
    { figures: [5, 6], basis: '条' },
  ]),
  entry('AP-11', [
    'prices not on show, the bill not itemised',
    'warn',
    'AP-11a AP-11b AP-11c',
    { figures: ['items', 'hours', 'parts', 'total'] },
  ]),
];
