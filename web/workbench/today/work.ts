/** What there is to do today, from where each of it is kept. */
import { useQuery } from '@tanstack/react-query';
import type { GroupTold } from '../groups/told.ts';
import { ask, isRefused } from '../lib/api.ts';
import { type EventTold, eventsOf } from '../lib/events.ts';
import type { LicenceTold, Me } from '../lib/me.tsx';
import type { CategoryTold } from '../lib/stages.ts';
import { daysUntil } from '../lib/time.tsx';
import type { Words } from '../lib/words.tsx';
import { openDeliveries } from './deliveries.ts';

export interface FindingTold {
  readonly id: string;
  readonly title: Words;
  readonly told: Words;
  readonly gravity: 'high' | 'medium' | 'low';
  readonly state: string;
  readonly stateName: Words;
  readonly openedAt: string;
  readonly due: string;
  readonly resolvedAt?: string;
}

export interface RefusedThere {
  readonly eventID: string;
  readonly category: string;
  readonly stage: string;
  readonly rule: string;
  readonly told: Words;
  readonly askedAt: string;
}

/** A recall or a drill that we are to answer. */
export interface CallTold {
  readonly id: string;
  readonly drill: boolean;
  readonly level: number;
  readonly title: Words;
  readonly due: string;
  readonly overdue: boolean;
  readonly answeredAt: string | null;
  readonly items: number;
}

export interface DueThing {
  readonly key: string;
  readonly register: Words;
  readonly what: Words;
  readonly day: string;
  readonly left: number;
}

export interface UploadTold {
  readonly id: string;
  readonly category: string;
  readonly stage: string;
  readonly name: string;
  readonly state: 'receiving' | 'waiting' | 'checking' | 'recording' | 'done' | 'failed' | 'cancelled';
  readonly rows: number | null;
  readonly read: number;
  readonly stored: number;
  readonly existing: number;
  readonly refused: number;
  readonly createdAt: string;
  readonly problem?: { readonly titleZh: string; readonly title: string; readonly repairZh: string; readonly repair: string };
  readonly file?: string;
}

/** Who may not see a list has nothing to do about it. */
async function orNothing<T>(asked: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await asked;
  } catch (error) {
    if (isRefused(error) && (error.problem.status === 403 || error.problem.status === 404)) return [];
    throw error;
  }
}

const openStates = new Set(['new', 'confirmed', 'ordered']);
export const ended = (state: UploadTold['state']): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

export const uploads = async (): Promise<readonly UploadTold[]> =>
  orNothing(ask<{ uploads: UploadTold[] }>('/api/v1/record-uploads?perPage=50').then((answer) => answer.uploads));

async function findings(): Promise<readonly FindingTold[]> {
  const found = await orNothing(
    ask<{ findings: FindingTold[] }>('/api/v1/findings?resolved=false&perPage=50').then((answer) => answer.findings),
  );
  return found.filter(({ state }) => openStates.has(state));
}

/** Refused at the server by a rule (from a program, a sheet), and not stored since under the same id. Two weeks back. */
async function refusedThere(): Promise<readonly RefusedThere[]> {
  const path = '/api/v1/evaluations?stored=0&severity=block&outcome=fails&perPage=50';
  const rows = await orNothing(ask<{ evaluations: RefusedThere[] }>(path).then((answer) => answer.evaluations));
  const late = rows.filter(({ askedAt }) => Date.now() - Date.parse(askedAt) < 14 * 86_400_000);
  const first = [...new Map(late.toReversed().map((row) => [row.eventID, row])).values()];
  if (first.length === 0) return [];
  const { events } = await eventsOf({ EQ_eventID: first.map(({ eventID }) => eventID).join('|'), perPage: '100' });
  const there = new Set(events.map(({ eventID }: EventTold) => eventID));
  return first.filter(({ eventID }) => !there.has(eventID));
}

const calls = async (): Promise<readonly CallTold[]> =>
  (await orNothing(ask<{ recalls: CallTold[] }>('/api/v1/inbox').then((answer) => answer.recalls))).filter(
    ({ answeredAt }) => answeredAt === null,
  );

/** Joint groups that wait for our answer. */
const invitations = async (): Promise<readonly GroupTold[]> =>
  (await orNothing(ask<{ groups: GroupTold[] }>('/api/v1/groups').then((answer) => answer.groups))).filter(
    ({ state, endedAt }) => state === 'invited' && endedAt === undefined,
  );

const soon = 30;

async function dueThings({ firm }: Me): Promise<readonly DueThing[]> {
  const found: DueThing[] = [];
  for (const category of firm.categories) {
    const { registers = [] } = await ask<CategoryTold>(`/api/v1/categories/${category}`);
    for (const register of registers) {
      const dates = register.columns.filter(({ kind, key }) => kind === 'date' && /next|due|until|valid|expir/i.test(key));
      if (dates.length === 0) continue;
      const path = `/api/v1/registers/${category}/${register.id}?perPage=100`;
      const rows = await orNothing(
        ask<{ rows: { key: string; row: Record<string, unknown> | null }[] }>(path).then((answer) => answer.rows),
      );
      for (const { key, row } of rows)
        for (const column of dates) {
          const day = row?.[column.key];
          if (typeof day === 'string' && daysUntil(day) <= soon)
            found.push({ key, register: register.name, what: column, day, left: daysUntil(day) });
        }
    }
  }
  return found.sort((a, b) => a.left - b.left);
}

/** Last day of what holds now; undefined where it has no end. */
export const lastDay = (licence: LicenceTold): string | undefined =>
  (licence.statement as { to?: string | null } | undefined)?.to ?? undefined;

export const endingLicences = ({ firm }: Me): readonly LicenceTold[] =>
  (firm.licences ?? []).filter((licence) => {
    const day = lastDay(licence);
    return licence.state !== 'valid'
      ? licence.state !== 'surrendered' && licence.state !== 'withdrawn'
      : day !== undefined && daysUntil(day) <= 60;
  });

export function useWork(me: Me) {
  const own = me.firm.id;
  const deliveries = useQuery({ queryKey: ['deliveries', own], queryFn: () => openDeliveries(me), refetchInterval: 60_000 });
  const found = useQuery({ queryKey: ['findings', own], queryFn: findings });
  const refused = useQuery({ queryKey: ['refused', own], queryFn: refusedThere });
  const due = useQuery({ queryKey: ['due', own], queryFn: () => dueThings(me), staleTime: 300_000 });
  const sent = useQuery({
    queryKey: ['uploads', own],
    queryFn: uploads,
    refetchInterval: ({ state }) => (state.data?.some((each) => !ended(each.state)) === true ? 2_000 : false),
  });
  const invited = useQuery({ queryKey: ['groups invited', own], queryFn: invitations });
  const called = useQuery({ queryKey: ['inbox', own], queryFn: calls, refetchInterval: 60_000 });
  return { called, invited, deliveries, found, refused, due, sent };
}
