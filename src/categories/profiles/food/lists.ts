/** 食品: days that are no working days, and weekends that are. Clocks of recalls count by them; each year’s notice is added. */
import { unverified } from '../../fields.ts';
import type { DatedList } from '../../rules/definition.ts';

const notice = unverified('国务院办公厅 2026 年节假日安排通知（未核对原文）');
const entry = (value: string) => ({ value, from: value, until: value, source: notice });
const days = (year: number, month: number, first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => {
    const two = (n: number): string => String(n).padStart(2, '0');
    return `${year}-${two(month)}-${two(first + i)}`;
  });

export const publicHolidays: DatedList = {
  id: 'public_holidays',
  zh: '法定节假日放假日',
  en: 'public holidays',
  entries: [
    ...days(2026, 1, 1, 3),
    ...days(2026, 2, 15, 23),
    ...days(2026, 4, 4, 6),
    ...days(2026, 5, 1, 5),
    ...days(2026, 6, 19, 21),
    ...days(2026, 9, 25, 27),
    ...days(2026, 10, 1, 7),
  ].map(entry),
};

export const workedWeekends: DatedList = {
  id: 'worked_weekends',
  zh: '调休上班日',
  en: 'weekends worked in exchange',
  entries: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'].map(entry),
};
