/** Cases (`/api/v1/cases`) and the looks that were taken under them and under consents (`/api/v1/looks`). */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { caseCategories, caseInForce, dayMillis, settings, sightOf } from '../../access/index.ts';
import { caseClosing } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { role } from '../../events/index.ts';
import {
  actsOf,
  allLooks,
  type CaseRow,
  caseById,
  casesOf,
  changeCase,
  type LookRow,
  looksFor,
  openCase,
} from '../../store/index.ts';
import { bodyOf } from '../bodies.ts';
import { settle } from '../codes/looking-up.ts';
import type { Context } from '../context.ts';
import { caseExtensionShape, caseShape } from '../shapes.ts';
import { seenReader } from '../tracing.ts';
import { groundOfCase, isUuid, ownerOf, ownOrNotFound } from './deciding.ts';

interface Named {
  Params: { id: string };
}

const mostListed = 500;

export function caseRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context;
  const onRequest = context.permit('case');

  app.post('/api/v1/cases', { onRequest }, async (request, reply) => {
    const organisation = departmentOf(request);
    const body = bodyOf(request, caseShape);
    const category = oneOfTheirs(body.category, caseCategories(request.principal, now()));
    const roots = [...new Set(await Promise.all(body.roots.map((code) => settle(store, code))))];
    const row = {
      id: randomUUID(),
      organisation,
      account: request.principal.account ?? null,
      reason: body.reason.trim(),
      category,
      roots,
      legalBasis: body.legalBasis.trim(),
      openedAt: now(),
      until: now() + body.days * dayMillis,
    };
    for (const root of roots) await connected(request, root, category);
    await openCase(store.database, row);
    await context.audited(request, 'rights_changed', row.id, `case opened: ${row.reason}`);
    return reply
      .code(201)
      .header('location', `/api/v1/cases/${row.id}`)
      .send(told({ ...row, closedAt: null, walkedTo: 0 }));
  });

  app.get('/api/v1/cases', { onRequest }, async (request) => ({
    cases: (await casesOf(store.database, departmentOf(request), mostListed)).map(told),
  }));

  app.get<Named>('/api/v1/cases/:id', { onRequest }, async (request) => {
    const row = await own(request);
    const acts = await actsOf(store.database, row.id);
    return {
      ...told(row),
      acts: acts.map(({ at, account, act, reason, until }) => ({
        act,
        at: iso(at),
        account,
        reason,
        ...(until === null ? {} : { until: iso(until) }),
      })),
    };
  });

  app.post<Named>('/api/v1/cases/:id/extension', { onRequest }, async (request) => {
    const row = await own(request);
    const body = bodyOf(request, caseExtensionShape);
    const reason = body.reason.trim();
    const until = Math.max(row.until, now()) + body.days * dayMillis;
    const acts = await actsOf(store.database, row.id);
    const extended = acts.filter(({ act }) => act === 'extend').length;
    // What is over is opened anew with a reason of its own, not brought back.
    if (extended >= settings.caseExtensions.value || !caseInForce(groundOfCase(row), now())) throw new ZhuisuError('denied_case');
    if (!(await changeCase(store.database, row.id, { act: 'extend', at: now(), account: accountOf(request), reason, until })))
      throw new ZhuisuError('denied_case');
    return told((await caseById(store.database, row.id))!);
  });

  app.post<Named>('/api/v1/cases/:id/closing', { onRequest }, async (request) => {
    const row = await own(request);
    const reason = bodyOf(request, caseClosing).reason.trim();
    if (
      !(await changeCase(store.database, row.id, { act: 'close', at: now(), account: accountOf(request), reason, until: null }))
    )
      throw new ZhuisuError('denied_case');
    return told((await caseById(store.database, row.id))!);
  });

  app.get('/api/v1/looks', { onRequest: context.permit('see_looks') }, async (request) => {
    const organisation = ownerOf(request);
    const looks =
      organisation === undefined
        ? await allLooks(store.database, mostListed)
        : await looksFor(store.database, organisation, now(), mostListed);
    return { looks: looks.map((look) => lookTold(look, organisation)) };
  });

  app.get('/api/v1/access-settings', async () => ({ settings }));

  async function own(request: FastifyRequest<Named>): Promise<CaseRow> {
    const { id } = request.params;
    const row = isUuid(id) ? await caseById(store.database, id) : undefined;
    return ownOrNotFound(request, row, ({ organisation }) => organisation);
  }

  /**
   * A case starts from something that the department sees by its standing duty in that category: it widens along the chain, it does not
   * begin elsewhere. What is unknown is refused like what is somebody else's.
   */
  async function connected(request: FastifyRequest, root: string, category: string): Promise<void> {
    const standing = sightOf(request.principal, 'query', { now: now() });
    const sight = standing === 'everything' ? standing : standing.filter(({ categories }) => categories?.includes(category));
    const rows = await seenReader(store, sight).links([root], Object.values(role), 50);
    if (rows.length === 0) throw new ZhuisuError('denied_category');
  }
}

/** Throws value_invalid, naming the categories in which a case is theirs to open. */
function oneOfTheirs(category: string, theirs: readonly string[]): string {
  if (theirs.includes(category)) return category;
  const expected = theirs.length === 0 ? 'nothing: none is yours' : `one of ${theirs.join(', ')}`;
  throw new ZhuisuError('value_invalid', { path: 'category', came: JSON.stringify(category.slice(0, 60)), expected });
}

/** Throws not_allowed: the operator sees everything and opens no case. */
function departmentOf(request: FastifyRequest): string {
  const organisation = ownerOf(request);
  if (organisation === undefined) throw new ZhuisuError('not_allowed', { cause: 'case' });
  return organisation;
}

const accountOf = ({ principal }: FastifyRequest): string | null => principal.account ?? null;
const iso = (millis: number): string => new Date(millis).toISOString();

const told = ({ openedAt, until, closedAt, walkedTo: _, ...row }: CaseRow): object => ({
  ...row,
  openedAt: iso(openedAt),
  until: iso(until),
  ...(closedAt === null ? {} : { closedAt: iso(closedAt) }),
});

/** The owner learns who, when, why and how much; the address that was asked may hold codes of others and stays with who looked. */
function lookTold({ at, shownAt, asked, ...look }: LookRow, reader: string | undefined): object {
  const ownLook = reader === undefined || reader === look.organisation;
  return { ...look, at: iso(at), ...(ownLook ? { asked, shownAt: iso(shownAt) } : {}) };
}
