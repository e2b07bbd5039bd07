/** Dates and times of RFC 3339, as the JSON schema's `date-time` takes them: a `T`, `t` or blank between, the zone required. */

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Microseconds since 1970-01-01T00:00Z, digits beyond the sixth cut off; NaN when the text is no date-time. */
export function epochMicros(text: string): number {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  const separated =
    text[4] === '-' && text[7] === '-' && text[13] === ':' && text[16] === ':' && isSeparator(text.charCodeAt(10), text);
  if (!separated || Number.isNaN(year + month + day + hour + minute + second)) return Number.NaN;
  if (month < 1 || month > 12 || day < 1 || day > lastDay(year, month)) return Number.NaN;
  let i = 19;
  let fraction = 0;
  if (text[i] === '.') {
    const start = ++i;
    while (isDigit(text.charCodeAt(i))) {
      if (i - start < 6) fraction = fraction * 10 + text.charCodeAt(i) - 48;
      i++;
    }
    if (i === start) return Number.NaN;
    for (let place = i - start; place < 6; place++) fraction *= 10;
  }
  const offset = offsetMinutes(text, i);
  if (Number.isNaN(offset) || !isTimeOfDay(hour, minute, second, offset)) return Number.NaN;
  const seconds = daysSinceEpoch(year, month, day) * 86_400 + hour * 3_600 + (minute - offset) * 60 + second;
  return seconds * 1_000_000 + fraction;
}

export const isDateTime = (text: string): boolean => !Number.isNaN(epochMicros(text));

/** Second 60 is a leap second, and those fall on 23:59 UTC. */
function isTimeOfDay(hour: number, minute: number, second: number, offset: number): boolean {
  if (hour <= 23 && minute <= 59 && second < 60) return true;
  const offsetMinute = offset % 60;
  const utcMinute = minute - offsetMinute;
  const utcHour = hour - (offset - offsetMinute) / 60 - (utcMinute < 0 ? 1 : 0);
  return (utcHour === 23 || utcHour === -1) && (utcMinute === 59 || utcMinute === -1) && second < 61;
}

function isSeparator(code: number, text: string): boolean {
  return code === 84 || code === 116 || code === 32 || /\s/.test(text.charAt(10));
}

/** Minutes east of UTC from `Z`, `±hh`, `±hhmm` or `±hh:mm` at the end of the text. */
function offsetMinutes(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 90 || code === 122) return text.length === at + 1 ? 0 : Number.NaN;
  if (code !== 43 && code !== 45) return Number.NaN;
  const hours = digits(text, at + 1, 2);
  const colon = text[at + 3] === ':' ? 1 : 0;
  const withMinutes = text.length === at + 5 + colon;
  const minutes = withMinutes ? digits(text, at + 3 + colon, 2) : 0;
  if (!withMinutes && text.length !== at + 3) return Number.NaN;
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (code === 45 ? -1 : 1) * (hours * 60 + minutes);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let i = start; i < start + count; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code)) return Number.NaN;
    value = value * 10 + code - 48;
  }
  return value;
}

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const lastDay = (year: number, month: number): number => (month === 2 && isLeapYear(year) ? 29 : monthDays[month - 1]!);

/** Days from 1970-01-01 in the proleptic Gregorian calendar, counted in 400-year eras that begin in March. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
