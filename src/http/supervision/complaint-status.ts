/** What a reporter is told: the number, and by it the course to its end. Nothing of anybody else, and not their own words again. */
import { audit } from '../../audit/index.ts';
import { identify } from '../../codes/index.ts';
import type { ComplaintRequest, ComplaintStatus } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { role } from '../../events/index.ts';
import { areaAt } from '../../jurisdictions/index.ts';
import { isPersonToken } from '../../persons/index.ts';
import { categoryOfEvents, complaintActs, complaintSeen, endedStates } from '../../store/index.ts';
import {
  type Clock,
  type ComplaintActName,
  type ComplaintKind,
  type ComplaintState,
  type ComplaintSubject,
  clocksFor,
  complaintKinds,
  complaintNumber,
  complaintStates,
  complaintSteps,
  complaintSubjects,
  takeComplaint,
} from '../../supervision/index.ts';
import { dayOf, settle } from '../codes/looking-up.ts';
import type { Context } from '../context.ts';
import { answerable, bodyNamed, calendar } from './acting.ts';

/** Which of the two it is of stands in the complaint itself. */
export const clocksOf = (kind: string, day: string): Omit<Clock, 'kind'>[] =>
  clocksFor(kind as ComplaintKind, day).map(({ kind: _, ...clock }) => clock);

const nobody = { zh: '待确定', en: 'to be determined' };

/** Rows of a thing that are looked at to find its category. */
const fewRows = 50;

/** The canonical URI and category of a code; empty where it cannot be read, undefined where nothing is recorded of it. */
export async function thingOf({ store }: Context, code: string): Promise<{ thing: string; category: string | undefined }> {
  if (code.trim() === '') return { thing: '', category: undefined };
  const thing = await settle(store, code).catch(() => identify(code.trim()) ?? '');
  if (thing === '' || isPersonToken(thing)) return { thing: '', category: undefined };
  const rows = await store.links.links([thing], Object.values(role), fewRows);
  return { thing, category: await categoryOfEvents(store.database, [...new Set(rows.map(({ seq }) => seq))]) };
}

export interface Filed {
  readonly number: string;
  readonly state: string;
  readonly stateName: { readonly zh: string; readonly en: string };
  readonly due: string;
  readonly responsible: { readonly zh: string; readonly en: string };
  readonly follow: string;
}

/** Throws value_invalid, complaint_personal. */
export async function fileComplaint(context: Context, body: ComplaintRequest): Promise<Filed> {
  const { store, config, now } = context;
  const { jurisdiction } = config;
  const day = dayOf(now());
  const { kind, subject, told, code = '', category: stated, area = jurisdiction.code, place = '', contact = '' } = body;
  if (area !== jurisdiction.code && areaAt(jurisdiction, area, day) === undefined)
    throw new ZhuisuError('value_invalid', {
      path: 'area',
      came: area.slice(0, 20),
      expected: 'a division code of the jurisdiction',
    });
  const { thing, category } = await thingOf(context, code);
  // What is recorded of the code weighs more than what somebody supposes.
  const counted = category ?? stated;
  const responsible = answerable(jurisdiction, counted, day);
  const number = await takeComplaint(
    store,
    {
      kind,
      subject: subject as ComplaintSubject,
      code: code.trim().slice(0, 500),
      thing,
      category: counted,
      area,
      told: told.trim(),
      place: place.trim(),
      ...(contact.trim() === '' ? {} : { contact }),
    },
    { now: now(), calendar, responsible: responsible?.organisation },
  );
  // Who reports is kept from everybody: neither account nor address is written down.
  const entry = { kind: 'complaint_made', principal: { kind: 'public' }, object: number, outcome: 'allowed' } as const;
  await audit(store.database, { ...entry, reason: subject }, now());
  const row = (await complaintSeen(store.database, 'everything', number))!;
  return {
    number,
    state: row.state,
    stateName: complaintStates[row.state as ComplaintState],
    due: new Date(row.dueAt).toISOString(),
    responsible: responsible === undefined ? nobody : { zh: responsible.zh, en: responsible.en },
    follow: `/report/${number}`,
  };
}

/** Undefined for a number that was never given out. */
export async function statusOf({ store, config, now }: Context, number: string): Promise<ComplaintStatus | undefined> {
  const row = complaintNumber.test(number) ? await complaintSeen(store.database, 'everything', number) : undefined;
  if (row === undefined) return undefined;
  const { jurisdiction } = config;
  const iso = (at: number): string => new Date(at).toISOString();
  const named = (organisation: string | null, name: string | null, day: string): { zh: string; en: string } | null => {
    const known = bodyNamed(jurisdiction, organisation, day);
    return known !== undefined ? { zh: known.zh, en: known.en } : name === null ? null : { zh: name, en: name };
  };
  const acts = (await complaintActs(store.database, number)).filter(({ act }) => act !== 'note');
  const responsible =
    named(row.assigned, row.assignedName, dayOf(now())) ?? answerable(jurisdiction, row.category, dayOf(now())) ?? nobody;
  return {
    number,
    kind: row.kind,
    kindName: complaintKinds[row.kind as 'complaint' | 'report'],
    subject: row.subject,
    subjectName: complaintSubjects[row.subject as ComplaintSubject],
    code: row.code,
    category: row.category,
    madeAt: iso(row.madeAt),
    state: row.state,
    stateName: complaintStates[row.state as ComplaintState],
    ended: endedStates.includes(row.state),
    due: iso(row.dueAt),
    responsible: { zh: responsible.zh, en: responsible.en },
    photos: row.photos,
    course: acts.map(({ at, act, told, organisation, organisationName, dueAt }) => ({
      at: iso(at),
      act,
      name: { zh: complaintSteps[act as ComplaintActName].zh, en: complaintSteps[act as ComplaintActName].en },
      told,
      by: named(organisation, organisationName, dayOf(at)),
      ...(dueAt === null ? {} : { due: iso(dueAt) }),
    })),
    clocks: clocksOf(row.kind, dayOf(row.madeAt)),
  };
}
