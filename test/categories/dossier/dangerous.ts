/** 危险品: EXP, FW, PRE, TOX, CHEM, HW. */
import { all, type Entry, entry } from './row.ts';

const memory = { unconfirmed: true } as const;
const proposal = { unconfirmed: true } as const;
/** 危险化学品安全管理条例: its articles are those of 2013, and the law of 2026 could not be read. */
const chemicals = (articles: string) => ({ basis: articles, unconfirmed: true }) as const;

export const dangerousGoods: readonly Entry[] = [
  entry(
    'EXP-01',
    ['made or sold beyond the licensed kinds', 'block', 'EXP-01a EXP-01b EXP-01c', { basis: '四十五' }],
    ['or amount', 'block', 'EXP-01d EXP-01e EXP-01f', { figures: [365, 'yearly'], basis: '四十五' }],
    ['a sale that does not say under which licence', 'alarm', 'EXP-01g'],
  ),
  entry(
    'EXP-02',
    ['the buyer has no licence or permit', 'block', 'EXP-02a EXP-02b EXP-02f', { basis: '二十二' }],
    ['kind or amount above the balance of the permit, or past it', 'block', 'EXP-02c EXP-02d EXP-02e', { basis: '二十二' }],
  ),
  entry('EXP-03', [
    'cash or barter, no reference of a bank transfer',
    'block',
    'EXP-03a EXP-03b',
    { figures: ['bank_transfer'], basis: '二十三、四十六' },
  ]),
  entry(
    'EXP-04',
    ['the seller files within three days', 'alarm', 'EXP-04a', { figures: [3], basis: '第二十四条' }],
    ['with the provincial authority too', 'alarm', 'EXP-04c', { basis: '第二十四条' }],
    ['the buyer files within three days', 'alarm', 'EXP-04b', { figures: [3], basis: '第二十四条' }],
  ),
  entry(
    'EXP-05',
    ['transport without permit', 'block', 'EXP-05a', { basis: '二十六' }],
    [
      'kind, amount, route, vehicle or day other than permitted; once',
      'block',
      'EXP-05b EXP-05c EXP-05d EXP-05e EXP-05f EXP-05j',
      { basis: '二十七' },
    ],
    ['route or stop left on the way', 'alarm', 'EXP-05g EXP-05h', { basis: '四十七' }],
    ['the permit is returned within three days of arrival', 'alarm', 'EXP-05i', { figures: [3], basis: '第二十九条' }],
  ),
  entry('EXP-06', [
    'issued above the need of the shift, or not accounted for at its end',
    'alarm',
    'EXP-06a EXP-06b EXP-06c',
    { figures: [0], basis: '第三十七条' },
  ]),
  entry('EXP-07', [
    'more in store than it is built for, incompatible kinds, other goods',
    'block',
    'EXP-07a EXP-07b EXP-07c',
    { basis: '四十一、四十九' },
  ]),
  entry('EXP-08', ['book and count differ', 'alarm', 'EXP-08a EXP-08b EXP-08c', { basis: '四十一' }]),
  entry(
    'EXP-09',
    ['a code that was never made, was destroyed, is held by another', 'alarm', 'EXP-09a EXP-09b EXP-09c', { basis: '七、十五' }],
    ['detonators are recorded by their codes', 'block', 'EXP-09d', { basis: '第十五条' }],
  ),
  entry(
    'EXP-10',
    ['a blaster without licence or above the grade', 'block', 'EXP-10a EXP-10b EXP-10c', { basis: '三十三' }],
    ['a unit without licence or above its grade', 'block', 'EXP-10d EXP-10f EXP-10g', { basis: '三十三' }],
    ['work in another province that is not reported', 'alarm', 'EXP-10e', { basis: '第三十六条' }],
  ),
  entry('EXP-11', [
    'expired stock that is not listed for destruction, or is used',
    'alarm',
    'EXP-11a EXP-11b',
    { basis: '第四十三条' },
  ]),
  entry('EXP-12', ['papers kept for less than two years', 'warn', 'EXP-12', { figures: [730], basis: '二十三、三十七' }]),
  entry(
    'EXP-13',
    ['a blast in a city without approval, assessment, supervision', 'block', 'EXP-13a EXP-13b EXP-13c', { basis: '第三十五条' }],
    ['decided in twenty days', 'alarm', 'EXP-13d', { figures: [504], basis: '第三十五条' }],
  ),
  entry('clocks of permits', ['purchase in five days, transport in three', 'alarm', 'EXP-14a EXP-14b', { figures: [144, 96] }]),
  entry('FW-01', [
    'wholesalers buy of producers, retailers of wholesalers',
    'block',
    'FW-01a FW-01b FW-01c',
    { basis: '第二十条' },
  ]),
  entry(
    'FW-02',
    ['professional grades to shops or the public', 'block', 'FW-02a FW-02b FW-02e', { figures: ['C', 'D'], basis: '第二十条' }],
    ['banned kinds, a bore above 30 mm', 'block', 'FW-02c FW-02d', { figures: [30, 'banned_fireworks'], basis: '第二十条' }],
  ),
  entry('FW-03', ['powder and fuse to licensed producers alone', 'block', 'FW-03', { basis: '第二十一条' }]),
  entry(
    'FW-04',
    [
      'by road under a permit: kind, amount, route, vehicle, day',
      'block',
      'FW-04a FW-04b FW-04c FW-04d FW-04e FW-04i',
      { basis: '二十二至二十六' },
    ],
    ['route and stops on the way', 'alarm', 'FW-04g FW-04h', { basis: '二十二至二十六' }],
    ['returned within three days', 'alarm', 'FW-04f', { figures: [3], basis: '二十六' }],
  ),
  entry('FW-05', ['more in a shop than its limit', 'alarm', 'FW-05', { figures: ['capacity'], basis: '第十九条' }]),
  entry('FW-06', ['seized or abandoned goods are destroyed', 'alarm', 'FW-06']),
  entry('FW-07', [
    'lost powder is reported now, to police and emergency management',
    'alarm',
    'FW-07a FW-07b FW-07c',
    { figures: [1], basis: '第十五条' },
  ]),
  entry('FW-08', ['sold in a prohibited place or time', 'alarm', 'FW-08', { basis: '第二十八条' }]),
  entry(
    'FW-09',
    ['a display without permit, by another firm, at another time', 'block', 'FW-09a FW-09b FW-09c', { basis: '第三十三条' }],
    ['decided in twenty days', 'alarm', 'FW-09d', { figures: [504], basis: '第三十三条' }],
  ),
  entry('PRE-01', [
    'the buyer is a person; toxic pesticides are exempt',
    'block',
    'PRE-01',
    { figures: ['firm', 'pesticide'], ...chemicals('三十八、四十、八十四') },
  ]),
  entry('PRE-02', [
    'the buyer has none of the licences, and no statement of lawful use is kept',
    'block',
    'PRE-02a PRE-02b',
    {
      figures: ['hazchem_production', 'hazchem_use', 'hazchem_trade', 'civil_explosives_production'],
      ...chemicals('三十八、四十'),
    },
  ]),
  entry('PRE-03', ['not filed within five days', 'alarm', 'PRE-03a PRE-03b', { figures: [5], ...chemicals('四十一、八十一') }]),
  entry(
    'PRE-04',
    ['name, address, handler, use missing', 'alarm', all('PRE-04', ['a', 'd']), chemicals('四十一、八十一')],
    ['kept for less than a year', 'warn', 'PRE-04e', { figures: [365], ...chemicals('四十一、八十一') }],
    [
      'kind and amount missing',
      'alarm',
      '',
      'group, chemical and amount are required fields of the sale: without them it is refused',
    ],
  ),
  entry('PRE-05', [
    'lent or handed on to an unlicensed unit, not reported',
    'alarm',
    'PRE-05a PRE-05b',
    chemicals('四十二、八十四'),
  ]),
  entry('PRE-06', [
    'loss or theft not reported at once',
    'alarm',
    'PRE-06a PRE-06b',
    { figures: [1], ...chemicals('二十三、五十一') },
  ]),
  entry(
    'PRE-07',
    ['stock is not the book', 'alarm', 'PRE-07a', proposal],
    ['far above the mean of twelve months', 'alarm', 'PRE-07b', { figures: [365, 3], ...proposal }],
    ['the first purchase, another use than declared, split purchases', 'alarm', 'PRE-07c PRE-07d PRE-07e', proposal],
  ),
  entry('PRE-08', [
    'no dedicated store, no video and alarm, no security unit',
    'warn',
    'PRE-08a PRE-08b PRE-08c',
    chemicals('二十三、二十六'),
  ]),
  entry(
    'PRE-09',
    ['concentration or form not known: to be checked, never "no"', 'warn', 'PRE-09a PRE-09b PRE-09c', { basis: '2017' }],
    ['what moves carries a tracking mark', 'alarm', 'PRE-09d', { basis: '154' }],
  ),
  entry('PRE-10', ['by post or express', 'block', 'PRE-10', { figures: ['post'], ...chemicals('六十四') }]),
  entry(
    'TOX-01',
    ['without licence or purchase permit, beyond its kind, amount or time', 'block', all('TOX-01', ['a', 'e']), chemicals('十')],
    ['decided in three days', 'alarm', 'TOX-01f', { figures: [96], ...chemicals('三十九') }],
  ),
  entry('TOX-02', [
    'two distinct people on every in and out, a store apart',
    'block',
    all('TOX-02', ['a', 'e']),
    chemicals('二十四'),
  ]),
  entry(
    'TOX-03',
    ['a pass: kind, amount, route, vehicle, day', 'block', `${all('TOX-03', ['a', 'e'])} TOX-03m`, chemicals('五十')],
    ['carrier, vehicle, driver, escort', 'block', all('TOX-03', ['f', 'k']), chemicals('五十')],
    ['decided in seven days', 'alarm', 'TOX-03l', { figures: [192], ...chemicals('五十') }],
  ),
  entry('TOX-04', [
    'stock and place filed with emergency management and police',
    'alarm',
    'TOX-04a TOX-04b',
    chemicals('二十五'),
  ]),
  entry('TOX-05', [
    'a long stop on the way is told to the local police',
    'alarm',
    'TOX-05',
    { figures: [30], ...chemicals('四十八') },
  ]),
  entry('TOX-06', ['no closed inland waters', 'block', 'TOX-06', { figures: ['inland_closed_water'], ...chemicals('五十四') }]),
  entry('CHEM-01', [
    'sold without registration number, data sheet, label',
    'block',
    'CHEM-01a CHEM-01b CHEM-01c',
    chemicals('十五、三十七'),
  ]),
  entry('CHEM-02', [
    'a major hazard that is not filed',
    'alarm',
    'CHEM-02',
    { figures: [5, 10, 50, 200, 500, 'TNE'], basis: '18218', ...memory },
  ]),
  entry('CHEM-03', ['no electronic waybill', 'block', 'CHEM-03', { basis: '29号', ...memory }]),
  entry('CHEM-04', [
    'goods, UN number or amount are not those of the waybill',
    'alarm',
    'CHEM-04a CHEM-04b',
    { basis: '29号', ...memory },
  ]),
  entry('CHEM-05', ['route or stop left', 'alarm', 'CHEM-05a CHEM-05b', { basis: '29号', ...memory }]),
  entry(
    'carriage of chemicals',
    ['carrier, load, escort, crew', 'block', all('CHEM-06', ['f', 'k']), chemicals('四十四、四十六至四十八')],
    ['waybills kept for twelve months, checked before loading', 'warn', 'CHEM-09a CHEM-09b', { figures: [365], ...memory }],
  ),
  entry(
    'chemicals else',
    ['a plan for what is left where a firm closes', 'alarm', 'CHEM-07', chemicals('二十七')],
    ['assessed every three years', 'warn', 'CHEM-08', { figures: [1_095], ...chemicals('二十二') }],
  ),
  entry(
    'HW-01',
    ['stored for 330 days', 'warn', 'HW-01a', { figures: [330] }],
    ['stored for a year', 'alarm', 'HW-01b', { figures: [365], basis: '八十一' }],
  ),
  entry('HW-02', [
    'the licence of the receiver does not cover the code, or its quota is used up',
    'block',
    'HW-02a HW-02b',
    { figures: [365, 'yearly'], basis: '八十' },
  ]),
  entry('HW-03', ['sent and received differ', 'alarm', 'HW-03', { figures: [0.01] }]),
  entry('HW-04', ['no manifest; to another province without approval', 'block', 'HW-04a HW-04b', { basis: '八十二' }]),
  entry('HW-05', ['what is to be destroyed ends in a record of it', 'alarm', 'HW-05', proposal]),
];
