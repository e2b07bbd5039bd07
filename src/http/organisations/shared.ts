/** What the routes of organisations, licences and the jurisdiction share. */
import type { FastifyRequest } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { dayIn, dayOf, isUuid, type Registry, states } from '../../organisations/index.ts';
import type { Doing, OrganisationRow } from '../../store/index.ts';
import type { Context } from '../context.ts';

export const registryOf = ({ config, now }: Context): Registry => ({ jurisdiction: config.jurisdiction, today: dayOf(now()) });

/** Who does it, for the history. */
export const doingOf = ({ principal }: FastifyRequest, { now }: Context): Doing => ({
  actor: principal.account ?? principal.kind,
  at: now(),
});

export const iso = (millis: number): string => new Date(millis).toISOString();

/** The token in place of a person's number stays inside. */
export function describeOrganisation({ personToken: _, registeredAt, changedAt, ...row }: OrganisationRow) {
  const { zh, en } = states[row.status as keyof typeof states];
  return { ...row, statusName: { zh, en }, registeredAt: iso(registeredAt), changedAt: iso(changedAt) };
}

/** A query in which nothing is said twice. Throws parameter_invalid. */
export function single<Query extends object>(query: Query): Query {
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value))
      throw new ZhuisuError('parameter_invalid', {
        name: name.slice(0, 40),
        came: `${value.length} values`,
        expected: 'one; lists are separated by commas',
      });
  }
  return query;
}

/** `at` of a query: a day, or a moment, of which the day in China counts; unless given, today. Throws parameter_invalid. */
export function dayAsked(came: string | undefined, { now }: Context): string {
  if (came === undefined) return dayOf(now());
  const day = dayIn(came) ?? (momentIn(came) === undefined ? undefined : dayOf(momentIn(came)!));
  if (day !== undefined) return day;
  throw new ZhuisuError('parameter_invalid', { name: 'at', came: came.slice(0, 40), expected: 'a day, such as 2018-06-01' });
}

/** `known` of a query: a moment, or a day to its end; unless given, now. Throws parameter_invalid. */
export function momentAsked(came: string | undefined, { now }: Context): number {
  if (came === undefined) return now();
  const moment = dayIn(came) === undefined ? momentIn(came) : Date.parse(`${came}T23:59:59.999+08:00`);
  if (moment !== undefined) return moment;
  throw new ZhuisuError('parameter_invalid', {
    name: 'known',
    came: came.slice(0, 40),
    expected: 'a day, or a date and time with time zone, such as 2026-11-24T08:00:00+08:00',
  });
}

function momentIn(text: string): number | undefined {
  const spelt = text.replace(/ (\d\d:\d\d)$/, '+$1');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/.test(spelt)) return undefined;
  const moment = Date.parse(spelt);
  return Number.isNaN(moment) ? undefined : moment;
}

/** Where a page of organisations ended. Throws page_token_invalid. */
export function pageEnd(token: string | undefined): { at: number; id: string } | undefined {
  if (token === undefined) return undefined;
  try {
    const [at, id] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if (typeof at === 'number' && Number.isFinite(at) && Math.abs(at) < 1e14 && typeof id === 'string' && isUuid(id))
      return { at, id };
  } catch {
    // Falls through to the refusal.
  }
  throw new ZhuisuError('page_token_invalid');
}

export const pageTokenAt = (at: number, id: string): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

export const pageToken = ({ registeredAt, id }: OrganisationRow): string => pageTokenAt(registeredAt, id);
