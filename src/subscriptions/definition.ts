/** What a subscriber says, checked member by member. */
import { webhookRequest } from '../contract/index.ts';
import { ZhuisuError } from '../errors.ts';
import { epochMicros, isDateTime } from '../events/index.ts';
import type { Fault } from '../events/schema.ts';
import { readSchedule, type Schedule, scheduleFields } from './schedule.ts';

export interface Controls {
  /** Undefined: a stream. */
  readonly schedule: Schedule | undefined;
  readonly reportIfEmpty: boolean;
  /** Milliseconds since 1970. */
  readonly initialRecordTime: number | null;
}

export interface WebhookDefinition extends Controls {
  readonly dest: string;
  readonly token: string | null;
}

type Loose = Readonly<Record<string, unknown>>;

const members = ['dest', 'signatureToken', 'initialRecordTime', 'reportIfEmpty', 'schedule', 'stream'];
const longestToken = 512;

/** The body of `POST …/subscriptions`. Throws subscription_invalid. */
export function readWebhook(body: Loose): WebhookDefinition {
  const other = Object.keys(body).find((name) => !members.includes(name));
  if (other !== undefined) throw refused(other.slice(0, 60), 'it', `only ${members.join(', ')}`);
  const { dest, signatureToken: token, schedule } = body;
  if (typeof dest !== 'string' || dest === '') throw refused('dest', shown(dest), 'the https address to deliver to');
  if (
    token !== undefined &&
    (typeof token !== 'string' || !/^[^\u0000-\u001f\u007f]+$/.test(token) || token.length > longestToken)
  )
    throw refused('signatureToken', 'something else', `a text of 1 to ${longestToken} characters, or none`);
  if (schedule !== undefined && (schedule === null || typeof schedule !== 'object' || Array.isArray(schedule)))
    throw refused('schedule', shown(schedule), `an object with one or more of ${scheduleFields.join(', ')}`);
  const read = { dest, token: token ?? null, ...controls(body, schedule as Loose | undefined, 'schedule.') };
  // What is described is the bound of what is taken; above it is said more closely what is wrong.
  const faults: Fault[] = [];
  webhookRequest.explain(body, '', faults);
  if (faults[0] !== undefined) throw refused(faults[0].path.replace(/^\./, ''), faults[0].came, faults[0].expected);
  return read;
}

/** The parameters of `GET …/events` with Upgrade. Throws subscription_invalid. */
export function readSocket(query: Loose): Controls {
  const names = ['initialRecordTime', 'reportIfEmpty', 'stream', ...scheduleFields];
  const other = Object.keys(query).find((name) => !names.includes(name));
  if (other !== undefined) throw refused(other.slice(0, 60), 'it', `only ${names.join(', ')}`);
  const given = Object.entries(query).filter(([name]) => (scheduleFields as string[]).includes(name));
  // A + that was not encoded arrives as a blank.
  const time = query['initialRecordTime'];
  const truth = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value);
  return controls(
    {
      ...query,
      stream: truth(query['stream']),
      reportIfEmpty: truth(query['reportIfEmpty']),
      initialRecordTime: typeof time === 'string' ? time.replace(/ (\d\d:\d\d)$/, '+$1') : time,
    },
    given.length > 0 ? Object.fromEntries(given) : undefined,
    '',
  );
}

function controls({ stream, reportIfEmpty, initialRecordTime }: Loose, schedule: Loose | undefined, path: string): Controls {
  if (stream !== undefined && stream !== true) throw refused('stream', shown(stream), 'true, or not to be given');
  if (schedule !== undefined && stream === true) throw refused('stream', 'true beside a schedule', 'one of the two');
  if (schedule === undefined && stream === undefined) throw refused('stream', 'neither stream nor schedule', 'one of the two');
  if (reportIfEmpty !== undefined && typeof reportIfEmpty !== 'boolean')
    throw refused('reportIfEmpty', shown(reportIfEmpty), 'true or false');
  if (initialRecordTime !== undefined && !(typeof initialRecordTime === 'string' && isDateTime(initialRecordTime)))
    throw refused(
      'initialRecordTime',
      shown(initialRecordTime),
      'a date and time with time zone, such as 2026-11-24T08:00:00+08:00',
    );
  return {
    schedule: schedule === undefined ? undefined : readSchedule(schedule, path),
    reportIfEmpty: reportIfEmpty ?? false,
    initialRecordTime: initialRecordTime === undefined ? null : Math.ceil(epochMicros(initialRecordTime) / 1000),
  };
}

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 60) ?? 'nothing';

const refused = (path: string, came: string, expected: string): ZhuisuError =>
  new ZhuisuError('subscription_invalid', { path, came, expected });
