/** What falls due when, and what is overdue, by the registers of a category. */
import type { FastifyInstance } from 'fastify';
import { dayOf } from '../../categories/rules/situation.ts';
import { ZhuisuError } from '../../errors.ts';
import { turnPage } from '../../query/index.ts';
import { datesOf, describeDue, flagsOf, profileIn, profilesOf } from '../../records/index.ts';
import { type DuePlace, registerDues } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { dayAsked, single } from '../organisations/shared.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';
import { ownRowsAlone } from './register-sight.ts';

const names = ['category', 'register', 'until', 'perPage', 'nextPageToken'];
/** Days ahead that are looked at unless asked otherwise. */
const ahead = 60;

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
    const category = String(query.category ?? '');
    const profile = profileIn((await profilesOf(store)).on(day), category);
    const organisation = await ownRowsAlone(request, context, category);
    const dates = datesOf(profile).filter(({ register }) => query.register === undefined || register === query.register);
    const perPage = perPageOf(query);
    const what = ['due', category, query.register ?? null, until, organisation ?? null];
    const turn = await turnPage<DuePlace>(store, now(), what, tokenOf(query));
    const asked = { category, columns: dates, day, until, organisation, after: turn.after, limit: perPage + 1 };
    const rows = dates.length === 0 ? [] : await registerDues(store.database, asked);
    if (rows.length > perPage) {
      rows.pop();
      const { due, register, key, column } = rows.at(-1)!;
      linkNext(reply, '/api/v1/due', query, turn.next([due, register, key, column]));
    }
    const flags = flagsOf(profile);
    return { day, until, due: rows.map((each) => describeDue(each, dates, flags, day)) };
  });
}
