/** A schedule, a moment, and when it runs next (all in UTC). The year 2026 begins on a Thursday; 24 November is a Tuesday. */
import { describe, expect, test } from 'vitest';
import { waitAfter } from '../../src/subscriptions/backoff.ts';
import { nextRun, readSchedule } from '../../src/subscriptions/schedule.ts';

const table: readonly (readonly [schedule: Record<string, string | number>, from: string, ...next: string[]])[] = [
  // What is finer than the finest field given is at its beginning.
  [{ hour: '1', minute: '5' }, '2026-11-24T12:00:00Z', '2026-11-25T01:05:00', '2026-11-26T01:05:00'],
  [{ hour: 1, minute: 5 }, '2026-11-25T01:04:59Z', '2026-11-25T01:05:00', '2026-11-26T01:05:00'],
  [{ hour: '23' }, '2026-12-31T23:00:00Z', '2027-01-01T23:00:00'],
  [{ dayOfMonth: '1' }, '2026-11-24T12:00:00Z', '2026-12-01T00:00:00', '2027-01-01T00:00:00'],
  [{ month: '3' }, '2026-11-24T12:00:00Z', '2027-03-01T00:00:00', '2028-03-01T00:00:00'],
  // What is coarser may have any value, also between two fields.
  [{ second: '0' }, '2026-11-24T12:34:56.789Z', '2026-11-24T12:35:00', '2026-11-24T12:36:00'],
  [{ second: '30', hour: '7' }, '2026-11-24T06:59:59Z', '2026-11-24T07:00:30', '2026-11-24T07:01:30'],
  [{ minute: '0' }, '2026-11-24T23:00:00Z', '2026-11-25T00:00:00', '2026-11-25T01:00:00'],
  // Lists and ranges.
  [
    { second: '[10-12],50' },
    '2026-11-24T12:00:10Z',
    '2026-11-24T12:00:11',
    '2026-11-24T12:00:12',
    '2026-11-24T12:00:50',
    '2026-11-24T12:01:10',
  ],
  [
    { minute: '5,35', hour: '[8-9]' },
    '2026-11-24T08:40:00Z',
    '2026-11-24T09:05:00',
    '2026-11-24T09:35:00',
    '2026-11-25T08:05:00',
  ],
  [{ minute: '[0-59]', hour: '0' }, '2026-11-24T12:00:00Z', '2026-11-25T00:00:00', '2026-11-25T00:01:00'],
  [
    { hour: '[22-23],0' },
    '2026-11-24T12:00:00Z',
    '2026-11-24T22:00:00',
    '2026-11-24T23:00:00',
    '2026-11-25T00:00:00',
    '2026-11-25T22:00:00',
  ],
  // 1 is Monday, 7 is Sunday.
  [{ dayOfWeek: '1' }, '2026-11-24T12:00:00Z', '2026-11-30T00:00:00', '2026-12-07T00:00:00'],
  [{ dayOfWeek: '7' }, '2026-11-24T12:00:00Z', '2026-11-29T00:00:00', '2026-12-06T00:00:00'],
  [{ dayOfWeek: '[1-5]', hour: '8' }, '2026-11-27T12:00:00Z', '2026-11-30T08:00:00', '2026-12-01T08:00:00'],
  [{ dayOfWeek: '[6-7]' }, '2026-11-24T12:00:00Z', '2026-11-28T00:00:00', '2026-11-29T00:00:00', '2026-12-05T00:00:00'],
  [{ month: '6', dayOfWeek: '1' }, '2026-11-24T12:00:00Z', '2027-06-07T00:00:00', '2027-06-14T00:00:00'],
  // Days that not every month has; a day of the month and one of the week must both match.
  [{ dayOfMonth: '31' }, '2026-11-24T12:00:00Z', '2026-12-31T00:00:00', '2027-01-31T00:00:00', '2027-03-31T00:00:00'],
  [{ month: '2', dayOfMonth: '29' }, '2026-11-24T12:00:00Z', '2028-02-29T00:00:00', '2032-02-29T00:00:00'],
  [{ dayOfMonth: '13', dayOfWeek: '5' }, '2026-11-24T12:00:00Z', '2027-08-13T00:00:00', '2028-10-13T00:00:00'],
  [
    { second: 59, minute: 59, hour: 23, dayOfMonth: 31, month: 12 },
    '2026-11-24T12:00:00Z',
    '2026-12-31T23:59:59',
    '2027-12-31T23:59:59',
  ],
];

describe('a schedule', () => {
  test.each(table.map(([given, from, ...next]) => ({ given, from, next })))('$given after $from', ({ given, from, next }) => {
    const schedule = readSchedule(given, 'schedule.');
    let at = Date.parse(from);
    for (const expected of next) {
      at = nextRun(schedule, at)!;
      expect(new Date(at).toISOString()).toBe(`${expected}.000Z`);
    }
  });

  const malformed: readonly (readonly [string, unknown])[] = [
    ['second', '60'],
    ['second', '-1'],
    ['second', ''],
    ['minute', '1-5'],
    ['minute', '[5-1]'],
    ['minute', '[1-60]'],
    ['minute', '*'],
    ['minute', '1,,2'],
    ['minute', '1, 2'],
    ['minute', 2.5],
    ['minute', null],
    ['hour', '24'],
    ['hour', '[1-5]/2'],
    ['dayOfMonth', '0'],
    ['dayOfMonth', '32'],
    ['month', '13'],
    ['month', 'JAN'],
    ['dayOfWeek', '0'],
    ['dayOfWeek', '8'],
    ['dayOfWeek', 'MON'],
  ];
  test.each(malformed)('%s %j is refused', (name, value) => {
    expect(() => readSchedule({ [name]: value }, 'schedule.')).toThrow(`schedule.${name}`);
  });
});

describe('after a failure', () => {
  test('the wait doubles from a second to a quarter of an hour, and chance takes up to half of it', () => {
    expect([1, 2, 3, 10, 11, 60].map((failures) => waitAfter(failures, 0) / 1000)).toEqual([1, 2, 4, 512, 900, 900]);
    expect([waitAfter(3, 1), waitAfter(3, 0.5)]).toEqual([2_000, 3_000]);
  });
});
