/**
 * What no record may say, whatever its stage asks: that it happens later than it is recorded, or that somebody makes a lot under the code
 * of another firm. Told of the column, as a value that is wrong.
 */
import type { Field } from '../categories/definition.ts';
import type { RecordFault } from '../categories/record.ts';
import { minuteOf } from '../categories/rules/situation.ts';
import type { Known } from './recognise.ts';

/** By which the clocks of a sender and of this machine may differ, in microseconds. */
const clocksDiffer = 5 * 60_000_000;

/** uuid of the organisation that a URI names; undefined where it names none that is registered. */
export type OrganisationOf = (uri: string) => Promise<string | undefined>;

/** `at`: event time, microseconds since 1970; `now`: milliseconds. */
export function tooLate({ stage: { stage }, record }: Known, at: number, now: number): RecordFault[] {
  if (at <= now * 1_000 + clocksDiffer) return [];
  const key = stage.fields.find(({ slot }) => slot.at === 'eventTime')?.key ?? 'time';
  const until = minuteOf(now * 1_000);
  return [
    {
      key,
      came: String(record[key]),
      expected: {
        zh: `不晚于现在（${until}）的时间：先发生，后记录，请核对日期与时区`,
        en: `a time no later than now (${until}): check the date and the time zone`,
      },
    },
  ];
}

/** `urn:zhuisu:lot:{credit code}:…` says whose lot it is. */
const lotOwner = /^urn:zhuisu:lot:([0-9A-Z]{18}):/;

/** `owner`: uuid of who records. */
export async function ofOthers({ stage: { stage }, record }: Known, owner: string, of: OrganisationOf): Promise<RecordFault[]> {
  const faults: RecordFault[] = [];
  for (const field of stage.fields.filter((each) => isMaking(stage.event, each)))
    for (const code of codesOf(record[field.key])) {
      const credit = lotOwner.exec(code)?.[1];
      const organisation = credit === undefined ? undefined : await of(`urn:zhuisu:uscc:${credit}`);
      if (organisation === undefined || organisation === owner) continue;
      faults.push({
        key: field.key,
        came: code,
        expected: {
          zh: `本单位的批次编码；${credit} 是另一家已登记单位的统一社会信用代码`,
          en: `a lot code of one’s own: ${credit} is the credit code of another registered firm`,
        },
      });
    }
  return faults;
}

/** Fields in which a record brings something into the world. */
const isMaking = ({ type, action }: { readonly type: string; readonly action?: string | undefined }, { slot }: Field): boolean =>
  slot.at === 'outputs' || (slot.at === 'things' && type === 'ObjectEvent' && action === 'ADD');

/** One code, or a list of codes or amounts. */
const codesOf = (value: unknown): string[] =>
  [value].flat().flatMap((each) => {
    const code = typeof each === 'object' && each !== null ? (each as { readonly code?: unknown }).code : each;
    return typeof code === 'string' ? [code] : [];
  });
