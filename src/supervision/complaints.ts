/** Complaints of the public: taken in, handed to whoever is responsible, dealt with to the end. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { personalIn } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';
import { recordPerson } from '../persons/index.ts';
import {
  actOnComplaint,
  addComplaint,
  addComplaintPhoto,
  type ComplaintRow,
  holdPerson,
  organisationById,
  type Store,
} from '../store/index.ts';
import {
  type Calendar,
  type ComplaintActName,
  type ComplaintKind,
  type ComplaintState,
  type ComplaintSubject,
  clockOn,
  complaintActs,
  complaintStates,
  dueBy,
  openComplaintActs,
} from './complaint-life.ts';
import { barePhoto, mostPhotoBytes, type PhotoType } from './photo.ts';

const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** `TS` and the day, then ten letters that no two of are mistaken for each other: fifty bits, so that nobody finds another’s. */
const newNumber = (day: string): string =>
  `TS${day.slice(2).replaceAll('-', '')}-${[...randomBytes(10)].map((byte, i) => (i === 5 ? '-' : '') + letters[byte % letters.length]).join('')}`;

export const complaintNumber = /^TS\d{6}-[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/;

/** As somebody types it from a slip of paper: small letters, spaces, no dashes. */
export function readComplaintNumber(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const number = `${plain.slice(0, 8)}-${plain.slice(8, 13)}-${plain.slice(13)}`;
  return complaintNumber.test(number) ? number : undefined;
}

export interface Told {
  readonly kind: 'complaint' | 'report';
  readonly subject: ComplaintSubject;
  readonly code: string;
  /** Canonical URI; empty where the code could not be read. */
  readonly thing: string;
  readonly category: string | undefined;
  readonly area: string;
  readonly told: string;
  readonly place: string;
  /** Telephone number; sealed, and shown to nobody without a reason. */
  readonly contact?: string | undefined;
}

const dayOf = (millis: number): string => new Date(millis + 8 * 3_600_000).toISOString().slice(0, 10);
const keepContactDays = 3 * 365;

/**
 * Takes it in and returns its number. `responsible`: uuid of the department that may see the contact. Throws value_invalid, also for a
 * text that names a person's number, which belongs into the contact alone.
 */
export async function takeComplaint(
  store: Store,
  { contact, category, ...told }: Told,
  { now, calendar, responsible }: { readonly now: number; readonly calendar: Calendar; readonly responsible: string | undefined },
): Promise<string> {
  for (const path of ['told', 'place'] as const)
    if (personalIn(told[path]) !== undefined) throw new ZhuisuError('complaint_personal', { path, expected: 'contact' });
  const person =
    contact === undefined
      ? undefined
      : await recordPerson(store, { kind: 'phone', value: contact, keepDays: keepContactDays }, now).catch((error: unknown) => {
          if (!(error instanceof ZhuisuError)) throw error;
          throw new ZhuisuError('value_invalid', { ...error.details, path: 'contact' });
        });
  if (person !== undefined && responsible !== undefined) await holdPerson(store.database, person.token, responsible, now);
  const day = dayOf(now);
  for (;;) {
    const number = newNumber(day);
    const made = {
      ...told,
      number,
      category: category ?? null,
      contact: person?.token ?? null,
      madeAt: now,
      state: 'received' satisfies ComplaintState,
      dueAt: dueBy(clockOn('accept', told.kind, day), now, calendar),
    };
    if (await addComplaint(store.database, made)) return number;
  }
}

export interface ComplaintStep {
  readonly act: ComplaintActName;
  /** For the reporter. */
  readonly told: string;
  readonly note: string;
  /** uuid of the body it goes to. */
  readonly to?: string | undefined;
  readonly category?: string | undefined;
  readonly version?: number | undefined;
}

const takes: readonly string[] = ['department', 'township', 'zone'];

/** Throws complaint_step, complaint_extended, finding_changed, value_invalid. `extended`: it was extended before. */
export async function dealWith(
  store: Store,
  complaint: ComplaintRow,
  step: ComplaintStep,
  {
    account,
    organisation,
    at,
    calendar,
    extended,
  }: {
    readonly account: string | null;
    readonly organisation: string | null;
    readonly at: number;
    readonly calendar: Calendar;
    readonly extended: boolean;
  },
): Promise<void> {
  const row = complaintActs[step.act];
  const state = complaint.state as ComplaintState;
  if (!row.from.includes(state))
    throw new ZhuisuError('complaint_step', {
      state: complaintStates[state],
      came: step.act,
      expected: openComplaintActs(state).join(', '),
    });
  if (row.told && step.told.length < 4)
    throw new ZhuisuError('value_invalid', { path: 'told', came: step.told, expected: '4 to 1,000 characters for the reporter' });
  if (step.act === 'note' && step.note.length < 2)
    throw new ZhuisuError('value_invalid', { path: 'note', came: step.note, expected: '2 to 1,000 characters' });
  if (personalIn(step.told) !== undefined) throw new ZhuisuError('complaint_personal', { path: 'told', expected: 'note' });
  if (step.act === 'extend' && extended) throw new ZhuisuError('complaint_extended');
  if (step.version !== undefined && step.version !== complaint.version) throw new ZhuisuError('complaint_changed');
  if (step.act === 'transfer') await checkReceiver(store, step.to);
  const clock = row.clock === undefined ? undefined : clockOn(row.clock, complaint.kind as ComplaintKind, dayOf(at));
  const done = await actOnComplaint(store.database, {
    number: complaint.number,
    act: step.act,
    told: step.told,
    note: step.note,
    account,
    organisation,
    at,
    state: row.to ?? state,
    dueAt: clock === undefined ? complaint.dueAt : dueBy(clock, step.act === 'extend' ? complaint.dueAt : at, calendar),
    assigned: step.act === 'transfer' ? step.to : undefined,
    category: step.category,
    version: complaint.version,
  });
  if (!done) throw new ZhuisuError('complaint_changed');
  if (step.act === 'transfer' && complaint.contact !== null) await holdPerson(store.database, complaint.contact, step.to!, at);
}

async function checkReceiver(store: Store, to: string | undefined): Promise<void> {
  const found = to === undefined ? undefined : await organisationById(store.database, to);
  if (found === undefined || !takes.includes(found.kind) || found.status !== 'active')
    throw new ZhuisuError('value_invalid', {
      path: 'to',
      came: to ?? 'nothing',
      expected: 'the uuid of a department, township or zone',
    });
}

export const photoTypes: readonly PhotoType[] = ['image/jpeg', 'image/png'];
export const mostPhotos = 3;
/** For so long after a complaint a picture may be added to it. */
const photoMillis = 24 * 3_600_000;

/** What is taken, as people call it. */
export const photoRefused = (): ZhuisuError =>
  new ZhuisuError('photo_refused', { expected: 'JPEG, PNG', most: mostPhotoBytes / 1_000_000 });

/** Throws photo_refused, not_found. */
export async function keepPhoto(
  store: Store,
  number: string,
  came: Buffer,
  now: number,
): Promise<{ readonly id: string; readonly digest: string }> {
  const bare = came.length > mostPhotoBytes ? undefined : barePhoto(came);
  if (bare === undefined) throw photoRefused();
  const id = randomUUID();
  const digest = createHash('sha256').update(bare.bytes).digest();
  const photo = { id, number, at: now, type: bare.type, digest, bytes: bare.bytes };
  if (!(await addComplaintPhoto(store.database, photo, mostPhotos, now - photoMillis)))
    throw new ZhuisuError('photo_late', { most: mostPhotos });
  return { id, digest: digest.toString('hex') };
}
