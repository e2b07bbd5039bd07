/** For each detector a small history that is wrong, and one like it that is not; and what closes what it told. */
import { type Around, amounts, box, item, type Line, lot, made, observed, papers, to } from './history.ts';
import {
  bought,
  caseOf,
  certificates,
  coded,
  days,
  evenings,
  firm,
  inspected,
  maintained,
  packed,
  packing,
  photo,
  rare,
  rareReceipts,
  readings,
  received,
  shipped,
  sold,
  soldCodes,
  soldFromCases,
  tens,
  trade,
  usualReadings,
} from './pieces.ts';

interface Case {
  readonly detector: string;
  readonly says: string;
  readonly wrong: readonly Line[];
  readonly right: readonly Line[];
  /** Added to what is wrong, it closes it. */
  readonly closes?: readonly Line[];
  readonly around?: Around;
}

export const cases: readonly Case[] = [
  {
    detector: 'lot_swapped',
    says: 'another lot of the product under the same note',
    wrong: [
      { at: '0', event: shipped({ A: 10 }, 'N1') },
      { at: '0.11:00', by: 'b', event: received({ B: 10 }, 'N1') },
    ],
    right: [
      { at: '0', event: shipped({ A: 10, B: 10 }, 'N1') },
      { at: '0.11:00', by: 'b', event: received({ B: 10 }, 'N1') },
    ],
    closes: [{ at: '0.11:00', recorded: '6', by: 'b', event: received({ A: 10 }, 'N1') }],
  },
  {
    detector: 'delivery_short',
    says: 'less than was sent; two deliveries of one lot are two',
    wrong: [
      { at: '0', event: shipped({ A: 100 }, 'N1') },
      { at: '0.11:00', by: 'b', event: received({ A: 90 }, 'N1') },
    ],
    right: [
      { at: '0', event: shipped({ A: 100 }, 'N1') },
      { at: '0.09:00', event: shipped({ A: 90 }, 'N2') },
      { at: '0.11:00', by: 'b', event: received({ A: 90 }, 'N2') },
      { at: '0.12:00', by: 'b', event: received({ A: 100 }, 'N1') },
    ],
  },
  {
    detector: 'source_not_stated',
    says: 'nobody named who sent it, and the log does not know it',
    wrong: [...[1, 2, 3, 4, 5, 6].map(bought), { at: '7', event: observed('receiving', { ...amounts({ X: 10 }), ...to('a') }) }],
    right: [...[1, 2, 3, 4, 5, 6].map(bought), { at: '7', event: observed('receiving', { ...amounts({ R3: 10 }), ...to('a') }) }],
  },
  {
    detector: 'origin_elsewhere',
    says: 'the origin is not the area of the plot',
    wrong: [{ at: '0', area: '419001104', event: made({ ...amounts({ A: 1 }), ilmd: { 'zhuisu:origin': '419001109' } }) }],
    right: [{ at: '0', area: '419001104', event: made({ ...amounts({ A: 1 }), ilmd: { 'zhuisu:origin': '419001' } }) }],
  },
  {
    detector: 'code_never_made',
    says: 'a code of a coded product that was never commissioned',
    wrong: [coded, { at: '2', event: observed('retail_selling', { epcList: [item('Z1')] }) }],
    right: [coded, { at: '2', event: observed('retail_selling', { epcList: [item('S7')] }) }],
    closes: [{ at: '1', recorded: '9', event: made({ epcList: [item('Z1')] }) }],
  },
  {
    detector: 'in_two_places',
    says: 'packed into a second case and never taken out of the first',
    wrong: [
      { at: '0', event: packing('ADD', 0, [item('1')]) },
      { at: '1', event: packing('ADD', 1, [item('1')]) },
      { at: '2', event: packing('DELETE', 0, [item('1')]) },
    ],
    right: [
      { at: '0', event: packing('ADD', 0, [item('1')]) },
      { at: '1', event: packing('ADD', 1, [item('1')]) },
      { at: '0.20:00', recorded: '2', event: packing('DELETE', 0, [item('1')]) },
    ],
    closes: [{ at: '0.20:00', recorded: '9', event: packing('DELETE', 0, [item('1')]) }],
  },
  {
    detector: 'shipped_while_packed',
    says: 'sent on its own out of a closed case',
    wrong: [
      { at: '0', event: packing('ADD', 0, [item('1'), item('2')]) },
      { at: '1', event: observed('shipping', { epcList: [item('1')] }) },
    ],
    right: [
      { at: '0', event: packing('ADD', 0, [item('1'), item('2')]) },
      { at: '0.12:00', event: packing('DELETE', 0, [item('1')]) },
      { at: '1', event: observed('shipping', { epcList: [item('1')] }) },
    ],
    closes: [{ at: '0.20:00', recorded: '9', event: packing('DELETE', 0, [item('1')]) }],
  },
  {
    detector: 'shipped_after_unpacking',
    says: 'sent as a whole after all of it was taken out',
    wrong: [
      { at: '0', event: packing('ADD', 0, [item('1'), item('2')]) },
      { at: '1', event: packing('DELETE', 0, [item('1'), item('2')]) },
      { at: '2', event: observed('shipping', { epcList: [box(0)] }) },
    ],
    right: [
      { at: '0', event: packing('ADD', 0, [item('1'), item('2')]) },
      { at: '1', event: packing('DELETE', 0, [item('1')]) },
      { at: '2', event: observed('shipping', { epcList: [box(0)] }) },
    ],
  },
  {
    detector: 'paper_never_issued',
    says: 'shipped with a number that is none of its own',
    wrong: [...certificates, { at: '1', event: observed('shipping', { ...amounts({ L9: 10 }), ...papers(['cert', 'C99']) }) }],
    right: [...certificates, { at: '1', event: observed('shipping', { ...amounts({ L3: 10 }), ...papers(['cert', 'C3']) }) }],
    closes: [
      { at: '0.12:00', recorded: '9', event: observed('accepting', { ...amounts({ L9: 10 }), ...papers(['cert', 'C99']) }) },
    ],
  },
  {
    detector: 'proof_used_again',
    says: 'one photograph for two lifts',
    wrong: [
      { at: '0', event: maintained('1', photo('P1')) },
      { at: '1', event: maintained('2', photo('P1')) },
    ],
    right: [
      { at: '0', event: maintained('1', photo('P1')) },
      { at: '1', event: maintained('2', photo('P2')) },
    ],
  },
  {
    detector: 'proof_used_again',
    says: 'one person at two lifts at one moment',
    wrong: [
      { at: '0', event: maintained('1', { 'zhuisu:firstWorker': 'urn:test:person:1' }) },
      { at: '0', event: maintained('2', { 'zhuisu:firstWorker': 'urn:test:person:1' }) },
    ],
    right: [
      { at: '0', event: maintained('1', { 'zhuisu:firstWorker': 'urn:test:person:1' }) },
      { at: '0', event: maintained('2', { 'zhuisu:firstWorker': 'urn:test:person:2' }) },
    ],
  },
  {
    detector: 'inspection_overdue',
    says: 'kept in use past its inspection',
    wrong: [
      { at: '0', by: 'b', event: inspected('2026-03-12') },
      { at: '5', event: maintained('1', {}) },
    ],
    right: [
      { at: '0', by: 'b', event: inspected('2026-03-12') },
      { at: '5', event: maintained('1', {}) },
      { at: '9', by: 'b', event: inspected('2027-03-12') },
    ],
    closes: [{ at: '20', by: 'b', event: inspected('2027-03-12') }],
  },
  {
    detector: 'count_beside_the_book',
    says: 'a count that is not the book; sales that are written up after it count by their time',
    wrong: [
      { at: '0', event: observed('receiving', amounts({ A: 100 })) },
      { at: '2', event: observed('stock_taking', amounts({ A: 70 })) },
    ],
    right: [
      { at: '0', event: observed('receiving', amounts({ A: 100 })) },
      { at: '2', event: observed('stock_taking', amounts({ A: 70 })) },
      { at: '1', recorded: '3', event: observed('retail_selling', amounts({ A: 30 })) },
      { at: '2.18:00', event: observed('retail_selling', amounts({ A: 20 })) },
    ],
  },
  {
    detector: 'uploaded_twice',
    says: 'the same in content and time; under two notes it is two',
    wrong: [
      { at: '0', event: shipped({ A: 10 }, 'N1') },
      { at: '0', recorded: '1', event: shipped({ A: 10 }, 'N1') },
    ],
    right: [
      { at: '0', event: shipped({ A: 10 }, 'N1') },
      { at: '0', recorded: '1', event: shipped({ A: 10 }, 'N2') },
    ],
  },
  {
    detector: 'copied_amounts',
    says: 'the amounts of a day are those of another, in whatever order',
    wrong: [
      ...[31.4, 47.2, 82.6, 93.1].map((n, i) => ({ at: `0.1${i}:00`, event: observed('receiving', amounts({ [`A${n}`]: n })) })),
      ...[93.1, 47.2, 31.4, 82.6].map((n, i) => ({ at: `1.1${i}:00`, event: observed('receiving', amounts({ [`B${n}`]: n })) })),
    ],
    right: [
      ...[31.4, 47.2, 82.6, 93.1].map((n, i) => ({ at: `0.1${i}:00`, event: observed('receiving', amounts({ [`A${n}`]: n })) })),
      ...[93.1, 47.2, 31.4, 82.5].map((n, i) => ({ at: `1.1${i}:00`, event: observed('receiving', amounts({ [`B${n}`]: n })) })),
    ],
  },
  {
    detector: 'copied_amounts',
    says: 'a scale that shows full tens, too; packs of a hundred pieces are the same on many days',
    wrong: [
      ...[314, 470, 826, 930].map((n, i) => ({ at: `0.1${i}:00`, event: observed('receiving', amounts({ [`A${n}`]: n })) })),
      ...[930, 470, 314, 826].map((n, i) => ({ at: `1.1${i}:00`, event: observed('receiving', amounts({ [`B${n}`]: n })) })),
    ],
    right: [
      ...[100, 200, 350, 400].map((n, i) => ({ at: `0.1${i}:00`, event: observed('receiving', amounts({ [`A${n}`]: n })) })),
      ...[400, 200, 350, 100].map((n, i) => ({ at: `1.1${i}:00`, event: observed('receiving', amounts({ [`B${n}`]: n })) })),
    ],
  },
  {
    detector: 'amount_out_of_scale',
    says: 'a thousand times what the firm handles, though the product is new to it',
    wrong: [
      ...days(0, 9).map((n) => ({ at: `${n}`, event: observed('shipping', amounts({ [`A${n}`]: 80 + n })) })),
      {
        at: '10',
        event: observed('shipping', { quantityList: [{ epcClass: lot('B', '06912345678902'), quantity: 80_000, uom: 'KGM' }] }),
      },
    ],
    right: [
      ...days(0, 9).map((n) => ({ at: `${n}`, event: observed('shipping', amounts({ [`A${n}`]: 80 + n })) })),
      {
        at: '10',
        event: observed('shipping', { quantityList: [{ epcClass: lot('B', '06912345678902'), quantity: 80_000, uom: 'GRM' }] }),
      },
    ],
  },
  {
    detector: 'sensor_gap',
    says: 'hours without a reading',
    wrong: [...usualReadings, readings([2.2], '2.20:00')],
    right: [...usualReadings, readings([2.2], '1.17:00')],
    closes: [{ ...readings([2.1], '2.04:00'), recorded: '3' }],
  },
  {
    detector: 'sensor_stuck',
    says: 'the same value for a day; amounts weighed at a place are no sensor',
    wrong: [...usualReadings, readings(Array(30).fill(2.2), '3.04:00')],
    right: days(1, 30).map((n) => ({
      at: `${n}`,
      event: observed('inspecting', {
        epcList: [item(`${n}`)],
        readPoint: { id: 'urn:test:place:1' },
        sensorElementList: [{ sensorReport: [{ type: 'Pressure', value: 0.8, uom: 'MPA' }] }],
      }),
    })),
  },
  {
    detector: 'gone_silent',
    says: 'a firm stops that recorded every day; all stop on a holiday',
    wrong: ['a', 'b', 'c', 'd', 'e'].flatMap((by) =>
      days(0, by === 'a' ? 40 : 60).map((n) => ({ at: `${n}`, by, event: observed('retail_selling', amounts({ A: 1 })) })),
    ),
    right: ['a', 'b', 'c', 'd', 'e'].flatMap((by) =>
      days(0, 60)
        .filter((n) => n < 41 || n > 49)
        .map((n) => ({ at: `${n}`, by, event: observed('retail_selling', amounts({ A: 1 })) })),
    ),
    around: { until: '60.20:00' },
  },
  {
    detector: 'gone_silent',
    says: 'a firm that seldom records has stopped while others go on receiving from it; it only rests when nobody does',
    wrong: [...rare(0, 40), ...rareReceipts(0, 80)],
    right: [...rare(0, 40), ...rareReceipts(0, 40)],
    around: { until: '90' },
  },
  {
    detector: 'clock_ahead',
    says: 'sent in the evening, at hours that are the usual ones plus eight',
    wrong: [...evenings(0, 14, '09'), ...evenings(15, 18, '17')],
    right: [...evenings(0, 14, '09'), ...evenings(15, 18, '10')],
  },
  {
    detector: 'late_upload',
    says: 'one record far later than the firm has ever been',
    wrong: [...days(0, 12).map((n) => sold(`${n}`)), { ...sold('12'), recorded: '18' }],
    right: [...days(0, 12).map((n) => ({ ...sold(`${n}`), recorded: `${n + 2}` })), { ...sold('12'), recorded: '16' }],
  },
  {
    detector: 'late_upload',
    says: 'what came late before history was taken over, and what happened after that',
    wrong: [
      { ...sold('0'), recorded: '8' },
      { ...sold('1'), recorded: '9' },
    ],
    right: [
      { ...sold('0'), recorded: '28' },
      { ...sold('1'), recorded: '29' },
      { ...sold('2'), recorded: '30' },
    ],
    around: { takeover: '20' },
  },
  {
    detector: 'back_dated',
    says: 'weeks written up at once that were not taken over',
    wrong: days(0, 9).map((n) => ({ ...sold(`${n}`), recorded: '15' })),
    right: days(0, 9).map((n) => ({ ...sold(`${n}`), recorded: '25' })),
    around: { takeover: '20' },
  },
  {
    detector: 'more_than_there_was',
    says: 'the last 1 % was thrown away, and then sold',
    wrong: [
      { at: '0', event: received({ A: 100 }, 'N1') },
      { at: '1', event: observed('retail_selling', amounts({ A: 99 })) },
      { at: '2', event: observed('destroying', { ...amounts({ A: 1 }), action: 'DELETE' }) },
      { at: '3', event: observed('retail_selling', amounts({ A: 1 })) },
    ],
    right: [
      { at: '0', event: received({ A: 100 }, 'N1') },
      { at: '1', event: observed('retail_selling', amounts({ A: 90 })) },
      { at: '2', event: observed('destroying', { ...amounts({ A: 1 }), action: 'DELETE' }) },
      { at: '3', event: observed('retail_selling', amounts({ A: 9 })) },
    ],
  },
  {
    detector: 'shipped_after_unpacking',
    says: 'that nothing was left is seen when the packing is recorded late',
    wrong: [
      { at: '1', event: packing('DELETE', 0, [item('1'), item('2')]) },
      { at: '2', event: observed('shipping', { epcList: [box(0)] }) },
      { at: '0', recorded: '5', by: 'b', event: packing('ADD', 0, [item('1'), item('2')]) },
    ],
    right: [
      { at: '1', event: packing('DELETE', 0, [item('1'), item('2')]) },
      { at: '2', event: observed('shipping', { epcList: [box(0)] }) },
      { at: '0', recorded: '5', by: 'b', event: packing('ADD', 0, [item('1'), item('2'), item('3')]) },
    ],
  },
  {
    detector: 'shipped_while_packed',
    says: 'taken out of a case whose packing is in no record, after it had moved on its own',
    wrong: [
      { at: '1', event: observed('shipping', { epcList: [item('1')] }) },
      { at: '2', by: 'b', event: packing('DELETE', 0, [item('1'), item('2')]) },
    ],
    right: [
      { at: '1', event: observed('shipping', { epcList: [item('1')] }) },
      { at: '1.12:00', event: packing('ADD', 0, [item('1'), item('2')]) },
      { at: '2', by: 'b', event: packing('DELETE', 0, [item('1'), item('2')]) },
    ],
  },
  {
    detector: 'shipped_after_unpacking',
    says: 'as many were taken out as always are of such a case, though its packing is in no record',
    wrong: [...tens(12), { at: '14', event: observed('shipping', { epcList: [caseOf(11)] }) }],
    right: [
      ...tens(12),
      { at: '13', event: packed(12, ['a', 'b']) },
      { at: '14', event: observed('shipping', { epcList: [caseOf(12)] }) },
    ],
  },
  {
    detector: 'code_never_made',
    says: 'sold without a past, of a product whose units all have one though nobody commissions them here',
    wrong: [...soldFromCases(60), { at: '61', event: observed('retail_selling', { epcList: [item('Z1')] }) }],
    right: [
      ...soldFromCases(60),
      { at: '1', event: packed(90, ['Z1']) },
      { at: '61', event: observed('retail_selling', { epcList: [item('Z1')] }) },
    ],
  },
  {
    detector: 'no_licence_known',
    says: 'dangerous goods are handed on by somebody without one, whatever others hold',
    wrong: [{ at: '0', category: 'dangerous', event: shipped({ A: 1 }, 'N1') }],
    right: [{ at: '0', category: 'dangerous', event: received({ A: 1 }, 'N1') }],
    around: { firms: [firm('a', ['dangerous'])] },
  },
  {
    detector: 'no_licence_known',
    says: 'both others of a small trade are licensed, and most of the category',
    wrong: trade('a'),
    right: trade('c'),
    around: { firms: [firm('a', ['food']), firm('b', ['food'], ['food']), firm('c', ['food'], ['food'])] },
  },
  {
    detector: 'impossible_travel',
    says: 'forty kilometres in ten minutes, told also when another sighting was recorded between',
    wrong: [
      { at: '0.08:00', event: observed('receiving', { epcList: [box(0)], bizLocation: { id: 'urn:test:place:1' } }) },
      { at: '0.18:00', event: observed('shipping', { epcList: [box(0)], bizLocation: { id: 'urn:test:place:1' } }) },
      {
        at: '0.08:10',
        recorded: '0.19:00',
        by: 'b',
        event: observed('storing', { epcList: [box(0)], bizLocation: { id: 'urn:test:place:2' } }),
      },
    ],
    right: [
      { at: '0.08:00', event: observed('receiving', { epcList: [box(0)], bizLocation: { id: 'urn:test:place:1' } }) },
      { at: '0.10:10', by: 'b', event: observed('storing', { epcList: [box(0)], bizLocation: { id: 'urn:test:place:2' } }) },
    ],
    around: {
      places: {
        'urn:test:place:1': { latitude: 35.1, longitude: 112.13 },
        'urn:test:place:2': { latitude: 35.1, longitude: 112.57 },
      },
    },
  },
  {
    detector: 'in_two_places',
    says: 'the first packing is recorded after the second',
    wrong: [
      { at: '1', event: packing('ADD', 1, [item('1')]) },
      { at: '0', recorded: '3', by: 'b', event: packing('ADD', 0, [item('1')]) },
    ],
    right: [
      { at: '1', event: packing('ADD', 1, [item('1')]) },
      { at: '0', recorded: '3', by: 'b', event: packing('ADD', 0, [item('1')]) },
      { at: '0.12:00', recorded: '3', by: 'b', event: packing('DELETE', 0, [item('1')]) },
    ],
  },
  {
    detector: 'shipped_while_packed',
    says: 'its packing is recorded long after it was sent on its own',
    wrong: [
      { at: '1', event: observed('shipping', { epcList: [item('1')] }) },
      { at: '0', recorded: '9', by: 'b', event: packing('ADD', 0, [item('1'), item('2')]) },
    ],
    right: [
      { at: '1', event: observed('shipping', { epcList: [item('1')] }) },
      { at: '0', recorded: '9', by: 'b', event: packing('ADD', 0, [item('1'), item('2')]) },
      { at: '0.12:00', recorded: '9', by: 'b', event: packing('DELETE', 0, [item('1')]) },
    ],
  },
  {
    detector: 'shipped_while_packed',
    says: 'it is taken out by a record that comes before that of its dispatch',
    wrong: [
      { at: '1.12:00', by: 'b', event: packing('DELETE', 0, [item('1'), item('2')]) },
      { at: '1', recorded: '1.20:00', event: observed('shipping', { epcList: [item('1')] }) },
    ],
    right: [
      { at: '0.12:00', by: 'b', event: packing('DELETE', 0, [item('1'), item('2')]) },
      { at: '1', recorded: '1.20:00', event: observed('shipping', { epcList: [item('1')] }) },
    ],
  },
  {
    detector: 'back_dated',
    says: 'old records go with fresh ones of other days; one day that was forgotten is late, not written up',
    wrong: ['0.08:00', '0.09:00', '0.10:00', '8.10:00'].map((at) => ({ ...sold(at), recorded: '9' })),
    right: ['0.08:00', '0.09:00', '0.10:00'].map((at) => ({ ...sold(at), recorded: '9' })),
  },
  {
    detector: 'back_dated',
    says: 'two days at once that are more than a week ago',
    wrong: ['0.08:00', '0.09:00', '1.10:00'].map((at) => ({ ...sold(at), recorded: '9' })),
    right: ['0.08:00', '0.09:00', '1.10:00'].map((at) => ({ ...sold(at), recorded: '4' })),
  },
  {
    detector: 'code_never_made',
    says: 'it comes from nowhere while its maker records nothing; what came in a case may have been made then',
    wrong: [coded, ...soldCodes(55), { at: '20', event: observed('retail_selling', { epcList: [item('Z1')] }) }],
    right: [
      coded,
      ...soldCodes(55),
      { at: '19', event: packed(90, ['Z1']) },
      { at: '20', event: observed('retail_selling', { epcList: [item('Z1')] }) },
    ],
  },
  {
    detector: 'code_never_made',
    says: 'a second one of the month is still in doubt when the first is explained',
    wrong: [
      coded,
      { at: '2', event: observed('retail_selling', { epcList: [item('Z1')] }) },
      { at: '2', event: observed('retail_selling', { epcList: [item('Z2')] }) },
      { at: '1', recorded: '9', event: made({ epcList: [item('Z1')] }) },
    ],
    right: [coded, { at: '2', event: observed('retail_selling', { epcList: [item('S1'), item('S2')] }) }],
    closes: [{ at: '1', recorded: '10', event: made({ epcList: [item('Z2')] }) }],
  },
  {
    detector: 'paper_never_issued',
    says: 'the number is issued later, for other goods',
    wrong: [
      ...certificates,
      { at: '1', event: observed('shipping', { ...amounts({ L9: 10 }), ...papers(['cert', 'C99']) }) },
      { at: '2', event: observed('accepting', { ...amounts({ L10: 10 }), ...papers(['cert', 'C99']) }) },
    ],
    right: [
      ...certificates,
      { at: '1', event: observed('shipping', { ...amounts({ L9: 10 }), ...papers(['cert', 'C99']) }) },
      { at: '2', event: observed('accepting', { ...amounts({ L9: 10 }), ...papers(['cert', 'C99']) }) },
    ],
  },
];
