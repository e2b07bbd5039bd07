/** 特种设备: LIFT-01 to 12, CYL-01 to 13. */
import { all, type Entry, entry } from './row.ts';

const memory = { unconfirmed: true } as const;
const proposal = { unconfirmed: true } as const;

export const equipment: readonly Entry[] = [
  entry(
    'LIFT-01',
    [
      'no maintenance for 15 days, unless stopped or on demand',
      'alarm',
      'LIFT-01a',
      { figures: [15, 'stop', 'on_demand_scheme'], basis: '第三十一条' },
    ],
    ['quarterly, half-yearly, yearly', 'alarm', 'LIFT-01b LIFT-01c LIFT-01d', memory],
  ),
  entry(
    'LIFT-02',
    ['on demand: no maintainer of class C', 'alarm', 'LIFT-02a', { figures: ['A', 'B'], basis: '56号' }],
    ['the inspection is valid', 'alarm', 'LIFT-02b', { basis: '56号' }],
    ['monitored, insured', 'alarm', 'LIFT-02c LIFT-02d', { basis: '56号' }],
    ['within the interval agreed, which is no longer than allowed', 'alarm', 'LIFT-02e LIFT-02f LIFT-02g', { basis: '56号' }],
  ),
  entry(
    'LIFT-03',
    [
      'an inspection falls due within a month',
      'alarm',
      'LIFT-03a',
      { figures: [1, 4, 7, 9, 11, 13, 15, 'yearly', 2], ...memory },
    ],
    ['used once it is overdue', 'block', 'LIFT-03b LIFT-03c', { basis: '第四十条' }],
    ['stopped for more than a year: inspected before it restarts', 'block', 'LIFT-03d', { figures: [365] }],
    ['applied for a month before', 'warn', 'LIFT-03e', { figures: [1], basis: '第四十条' }],
    [
      'the year of a major repair is waived, two months early do not move the base',
      'block',
      'LIFT-03b',
      { figures: ['major_repair', 2] },
    ],
  ),
  entry('LIFT-04', [
    'no self-test in a year without inspection',
    'alarm',
    'LIFT-04',
    { figures: [2, 3, 5, 6, 8, 10, 12, 14], basis: 'T7008', ...memory },
  ]),
  entry(
    'LIFT-05',
    ['a maintainer without licence for it: refused', 'block', 'LIFT-05a', { basis: '四十五、八十八' }],
    ['and told', 'alarm', 'LIFT-05b', { basis: '四十五、八十八' }],
    ['an installer', 'block', 'LIFT-05c'],
    ['and told', 'alarm', 'LIFT-05d'],
    [
      'a worker without certificate, or with one that has ended',
      'block',
      'LIFT-05e LIFT-05g LIFT-05i LIFT-05k',
      { basis: '第十四条' },
    ],
    ['and told', 'alarm', 'LIFT-05f LIFT-05h LIFT-05l LIFT-05m', { basis: '第十四条' }],
    ['two on site', 'warn', 'LIFT-05j', memory],
  ),
  entry('LIFT-06', [
    'not registered thirty days after its first use',
    'alarm',
    'LIFT-06',
    { figures: [30], basis: '第三十三条' },
  ]),
  entry('LIFT-07', [
    'the technical file lacks one of its five groups',
    'warn',
    'LIFT-07a LIFT-07b LIFT-07c',
    {
      figures: ['design', 'quality', 'manual', 'supervision', 'inspection', 'daily_use', 'maintenance', 'fault'],
      basis: '第三十五条',
    },
  ]),
  entry(
    'LIFT-08',
    ['records of maintenance kept for less than four years', 'warn', 'LIFT-08a', { figures: [48], basis: 'T5002' }],
    ['a drill each half-year', 'warn', 'LIFT-08b', { figures: [184], basis: 'T5002' }],
    ['the self-check of the year comes before the inspection', 'warn', 'LIFT-08c', { figures: [366], basis: 'T5002' }],
  ),
  entry('LIFT-09', [
    'rescuers arrive within 30 minutes in built-up areas, 60 elsewhere',
    'alarm',
    'LIFT-09a LIFT-09b',
    { figures: [30, 60], basis: 'T5002', ...memory },
  ]),
  entry(
    'LIFT-10',
    ['the same fault so often in thirty days', 'alarm', 'LIFT-10a', { figures: [30, 3], ...proposal }],
    ['trapped for two hours', 'alarm', 'LIFT-10b', { figures: [119], basis: '2009' }],
  ),
  entry('LIFT-11', [
    'a part of a recalled lot is in a lift, or is fitted',
    'alarm',
    'LIFT-11a LIFT-11b',
    { basis: '第二十六条' },
  ]),
  entry(
    'LIFT-12',
    ['made without licence, eliminated, scrapped', 'block', 'LIFT-12c LIFT-12d LIFT-12e', { basis: '57号' }],
    ['uninspected or failed', 'block', 'LIFT-12b', { basis: '57号' }],
    ['safety devices missing', 'block', 'LIFT-12f', { basis: '57号' }],
    ['unchecked after an accident', 'block', 'LIFT-12h', { basis: '57号' }],
    ['beyond its parameters', 'block', 'LIFT-12g', { basis: '57号' }],
    ['stopped by order', 'block', 'LIFT-12a', { basis: '57号' }],
    ['an order follows', 'alarm', 'LIFT-12j', proposal],
    [
      'that a use was refused is told',
      'alarm',
      '',
      'the watch finds what was refused, a finding for each rule and firm (src/watch/detectors/rules.ts)',
    ],
    [
      'rechecked within ten working days of the report',
      'alarm',
      'LIFT-12i',
      { figures: [10, 'public_holidays'], basis: '二十九' },
    ],
  ),
  entry('CYL-01', ['a filler without licence for the medium', 'block', 'CYL-01', { figures: ['medium'], basis: '四十九' }]),
  entry('CYL-02', [
    'a cylinder that is not registered to the filler, but for vehicles and listed exceptions',
    'block',
    'CYL-02a CYL-02b CYL-02c',
    { figures: ['own', 'vehicle', 'listed'], ...memory },
  ]),
  entry(
    'CYL-03',
    ['past its inspection date', 'block', 'CYL-03a CYL-03b CYL-03c', { basis: '四十九、八十五' }],
    ['no tag, or another than the stamp', 'block', 'CYL-03d CYL-03e', { basis: '四十九、八十五' }],
    ['cycles of 5, 2, 4 and 3 years', 'alarm', all('CYL-03', ['f', 'i']), { figures: [60, 24, 48, 36], ...memory }],
  ),
  entry(
    'CYL-04',
    ['design life or day of scrapping over: refused', 'block', 'CYL-04a CYL-04i', { figures: [4_383], ...memory }],
    ['and told', 'alarm', 'CYL-04b CYL-04j', memory],
    ['scrapped: refused', 'block', 'CYL-04c CYL-04e'],
    ['and told', 'alarm', 'CYL-04d CYL-04f'],
    ['eight years, four more if inspected, twelve at most', 'alarm', 'CYL-04g CYL-04k', { figures: [144, 2_922], ...memory }],
    ['crushed, its code never used again', 'alarm', 'CYL-04h'],
  ),
  entry('CYL-05', [
    'another medium than registered, or a rest of another one',
    'block',
    'CYL-05a CYL-05b CYL-05c',
    { basis: '第三十条' },
  ]),
  entry(
    'CYL-06',
    ['filled without check before', 'block', 'CYL-06a CYL-06b', { basis: '四十九、八十五' }],
    ['leaves without check after', 'block', 'CYL-06c CYL-06d CYL-06e', { basis: '四十九、八十五' }],
    ['by somebody without certificate in force', 'block', all('CYL-06', ['f', 'k']), { figures: ['cylinder_filling'] }],
  ),
  entry(
    'CYL-07',
    [
      'more than nominal and tolerance, or above the pressure: refused',
      'block',
      'CYL-07a CYL-07c',
      { figures: [0.02, 'nominalMass', 'workingPressure'], basis: '14193', ...memory },
    ],
    ['and told', 'alarm', 'CYL-07b CYL-07d', memory],
  ),
  entry('CYL-08', ['in the books of two filling units', 'alarm', 'CYL-08a CYL-08b CYL-08c', { basis: '4.7' }]),
  entry(
    'CYL-09',
    ['two fillings too soon', 'alarm', 'CYL-09a', { figures: [60], ...proposal }],
    ['filled while on its way', 'alarm', 'CYL-09b', proposal],
    ['filled again without an empty return', 'alarm', 'CYL-09c', proposal],
  ),
  entry('CYL-10', ['filled from another cylinder, code altered', 'alarm', 'CYL-10a CYL-10b', { basis: '重庆' }]),
  entry('CYL-11', [
    'what was filled in a day is not what was drawn and bought',
    'alarm',
    'CYL-11a CYL-11b CYL-11c',
    { figures: [0.02, 1], ...proposal },
  ]),
  entry(
    'CYL-12',
    ['data kept for less than two years', 'warn', 'CYL-12a', { figures: [24], basis: '4.8' }],
    ['a scale that cannot be controlled remotely', 'warn', 'CYL-12b CYL-12c', { basis: '4.10' }],
  ),
  entry('CYL-13', ['due within sixty days, or overdue at a user’s', 'warn', 'CYL-13a CYL-13b', { figures: [60], ...proposal }]),
];
