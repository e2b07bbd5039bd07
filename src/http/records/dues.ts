/** What falls due when, and what is overdue: by the registers of a category, and by the licences of its firms. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { categories } from '../../categories/index.ts';
import { dayOf } from '../../categories/rules/situation.ts';
import { ZhuisuError } from '../../errors.ts';
import { isUuid } from '../../organisations/index.ts';
import { turnPage } from '../../query/index.ts';
import { datesOf, describeDue, describeDueLicence, flagsOf, profileIn, profilesOf } from '../../records/index.ts';
import {
  type DueInRegister,
  type DueLicence,
  type DuePlace,
  licenceDues,
  licencePlace,
  registerDues,
} from '../../store/index.ts';
import type { Context } from '../context.ts';
import { closedLicences } from '../organisations/parts.ts';
import { registerAccess } from '../organisations/register-access.ts';
import { dayAsked, single } from '../organisations/shared.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';
import { ownRowsAlone } from './register-sight.ts';

const names = ['category', 'register', 'organisation', 'until', 'perPage', 'nextPageToken'];
/** Stands for a register where licences alone are asked for. */
const licencesAlone = 'licence';
/** Days ahead that are looked at unless asked otherwise. */
const ahead = 60;

type Due = { readonly row: DueInRegister } | { readonly licence: DueLicence };

export function dueRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context;
  const route = { onRequest: context.permit('read_register') };

  app.get<{ Querystring: Query }>('/api/v1/due', route, async (request, reply) => {
    const query = single(request.query);
    const other = Object.keys(query).find((name) => !names.includes(name));
    if (other !== undefined) throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: names.join(', ') });
    const day = dayOf(now() * 1_000);
    const until =
      query.until === undefined ? dayOf((now() + ahead * 86_400_000) * 1_000) : dayAsked(query.until as string, context);
    const expected = categories.map(({ id }) => id).join(', ');
    if (query.category === undefined) throw new ZhuisuError('parameter_invalid', { name: 'category', came: 'nothing', expected });
    const category = String(query.category);
    const profile = profileIn((await profilesOf(store)).on(day), category);
    const organisation = await whoseRows(request, context, category, query);
    const dates = datesOf(profile).filter(({ register }) => query.register === undefined || register === query.register);
    const perPage = perPageOf(query);
    const what = ['due', category, query.register ?? null, until, organisation ?? null];
    const turn = await turnPage<DuePlace>(store, now(), what, tokenOf(query));
    const asked = { category, day, until, organisation, after: turn.after, limit: perPage + 1 };
    const withLicences = query.register === undefined || query.register === licencesAlone;
    const { sight } = await registerAccess(request, context);
    const [rows, licences] = await Promise.all([
      registerDues(store.database, { ...asked, columns: dates }),
      withLicences ? licenceDues(store.database, { ...asked, sight, closed: closedLicences }) : [],
    ]);
    const found = inOrder(rows, licences);
    const page = found.slice(0, perPage);
    if (found.length > perPage) linkNext(reply, '/api/v1/due', query, turn.next(placeOf(page.at(-1)!)));
    const flags = flagsOf(profile);
    const told = (each: Due): object =>
      'row' in each ? describeDue(each.row, dates, flags, day) : describeDueLicence(each.licence, profile, day);
    return { day, until, due: page.map(told) };
  });
}

/** Those that ended first are first; of one day the rows of registers stand before the licences, each as they came. */
function inOrder(rows: readonly DueInRegister[], licences: readonly DueLicence[]): Due[] {
  const all: Due[] = [...rows.map((row) => ({ row })), ...licences.map((licence) => ({ licence }))];
  const dueOf = (each: Due): string => ('row' in each ? each.row.due : each.licence.due);
  return all.sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : 0));
}

const placeOf = (each: Due): DuePlace =>
  'row' in each
    ? [each.row.due, each.row.register, each.row.key, each.row.column]
    : [each.licence.due, licencePlace.register, each.licence.id, licencePlace.column];

/** The organisation of which alone is told: the one asked for, and for whoever sees its own rows alone that one. */
async function whoseRows(request: FastifyRequest, context: Context, category: string, query: Query): Promise<string | undefined> {
  const own = await ownRowsAlone(request, context, category);
  const came = query.organisation as string | undefined;
  if (came === undefined) return own;
  if (!isUuid(came))
    throw new ZhuisuError('parameter_invalid', { name: 'organisation', came: came.slice(0, 40), expected: 'a UUID' });
  if (own === undefined || own === came) return came;
  throw new ZhuisuError('denied_not_party', { cause: 'read_register' });
}
