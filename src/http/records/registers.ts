/** Registers: one row, many rows with a report for each, the list, and what was stated when. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Action, decide } from '../../access/index.ts';
import { captureLimit, parseBody } from '../../capture/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { turnPage } from '../../query/index.ts';
import {
  keyAsked,
  type RegisterPlace,
  reconcile,
  registerNamed,
  type Stating,
  stateRows,
  statementsOf as tableStatements,
} from '../../records/index.ts';
import { mediaTypes } from '../../sheets/index.ts';
import { listRegister, type RegisterStatement, registerKey, registerStatements } from '../../store/index.ts';
import { bodyObject } from '../bodies.ts';
import type { Context } from '../context.ts';
import { dayAsked, single } from '../organisations/shared.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';
import { refusalOf } from '../problems.ts';
import { ownRowsAlone } from './register-sight.ts';

type Named = { Params: { category: string; register: string } };
type Keyed = { Params: { category: string; register: string; '*': string } };
type Asked = { Querystring: { at?: string } };

const mostBytes = 8 << 20;
/** Without their parameters. */
const tableTypes = Object.values(mediaTypes).map((each) => each.split(';')[0]!);

export function registerRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context;
  const keep = { onRequest: context.permit('keep_register'), bodyLimit: mostBytes };
  const read = { onRequest: context.permit('read_register') };
  const placeOf = ({ params }: FastifyRequest<Named>): Promise<RegisterPlace> =>
    registerNamed(store, params.category, params.register, now());

  /** Whether a row that names the organisation is theirs to see or to state. Throws the reason. */
  async function deciding(request: FastifyRequest, action: Action, category: string) {
    const why = await context.why(request);
    return (organisation: string | undefined): void => {
      const parties = organisation === undefined ? [] : [organisation];
      const decision = decide(
        request.principal,
        action,
        { kind: 'event', event: { category, owner: organisation, parties } },
        why,
      );
      if (!decision.allowed) throw new ZhuisuError(decision.reason, { cause: action });
    };
  }

  async function statingOf(request: FastifyRequest, category: string): Promise<Stating> {
    const { principal } = request;
    const ensure = await deciding(request, 'keep_register', category);
    const { organisation } = principal;
    const isFirm = organisation !== undefined && organisation.mandate === undefined;
    // Who may state no row of this category is told before anything is read.
    ensure(isFirm ? organisation.id : undefined);
    return {
      actor: principal.account ?? principal.kind,
      by: organisation?.id,
      now: now(),
      own: isFirm ? organisation.id : undefined,
      allow(named, before) {
        ensure(named);
        // Nobody takes over a row that names somebody else, or nobody.
        if (before !== undefined) ensure(before.organisation);
      },
    };
  }

  app.put<Keyed>('/api/v1/registers/:category/:register/*', keep, async (request) => {
    const place = await placeOf(request);
    const stating = await statingOf(request, place.category);
    const [status] = await stateRows(store, place, [{ ...bodyObject(request), key: request.params['*'] }], stating);
    if (status!.status === 'refused') throw refusalOf(status!.errors ?? [], '');
    await context.audited(
      request,
      'master_data_changed',
      `${place.category}/${place.register.id} ${status!.key}`,
      status!.status,
    );
    return { status: status!.status, ...told((await statementsOf(place, status!.key!)).at(-1)!) };
  });

  app.register(async (scope) => {
    for (const type of tableTypes)
      scope.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: mostBytes }, (_, body, done) => done(null, body));
    scope.post<Named>('/api/v1/registers/:category/:register', keep, async (request) => {
      const place = await placeOf(request);
      const stating = await statingOf(request, place.category);
      const { body, lines } = await rowsSent(request, place);
      if (body.length > captureLimit) throw new ZhuisuError('too_many_events', { came: body.length, expected: captureLimit });
      const rows = (await stateRows(store, place, body, stating)).map((status, i) =>
        lines === undefined ? status : { ...status, line: lines[i]! },
      );
      const count = (wanted: string): number => rows.filter(({ status }) => status === wanted).length;
      const counts = { received: rows.length, stated: count('stated'), unchanged: count('unchanged'), refused: count('refused') };
      await context.audited(
        request,
        'master_data_changed',
        `${place.category}/${place.register.id}`,
        `${counts.stated} of ${rows.length} rows`,
      );
      return { ...counts, rows };
    });
  });

  app.get<Named & { Querystring: Query }>('/api/v1/registers/:category/:register', read, async (request, reply) => {
    const place = await placeOf(request);
    const query = single(request.query);
    const other = Object.keys(query).find((each) => each !== 'perPage' && each !== 'nextPageToken');
    if (other !== undefined)
      throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: 'perPage, nextPageToken' });
    const organisation = await ownRowsAlone(request, context, place.category);
    const name = { category: place.category, register: place.register.id };
    const perPage = perPageOf(query);
    const turn = await turnPage<string>(store, now(), ['register', name, organisation ?? null], tokenOf(query));
    const rows = await listRegister(store.database, name, { after: turn.after, organisation, limit: perPage + 1 });
    if (rows.length > perPage) {
      rows.pop();
      linkNext(reply, `/api/v1/registers/${name.category}/${name.register}`, query, turn.next(rows.at(-1)!.key));
    }
    return { rows: rows.map(told) };
  });

  // With `/history` behind the key: everything that was ever stated of it; with `/reconciliation`: book and count.
  app.get<Keyed & Asked>('/api/v1/registers/:category/:register/*', read, async (request) => {
    const place = await placeOf(request);
    const day = dayAsked(single(request.query).at, context);
    const ensure = await deciding(request, 'read_register', place.category);
    const path = request.params['*'];
    const history = path.endsWith('/history');
    const books = path.endsWith('/reconciliation');
    const statements = await statementsOf(place, keyAsked(place.register, path.replace(/\/(?:history|reconciliation)$/, '')));
    const seen = statements.filter(({ organisation }) => {
      try {
        ensure(organisation);
        return true;
      } catch {
        return false;
      }
    });
    if (history && seen.length > 0) return { statements: seen.map(told) };
    const found = seen.findLast(({ from, until }) => from <= day && (until === undefined || day <= until));
    if (found?.content === undefined) throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
    return books
      ? { ...(await reconcile(store, place, { key: found.key, content: found.content }, now())), row: found.content }
      : told(found);
  });

  async function statementsOf({ category, register }: RegisterPlace, key: string): Promise<readonly RegisterStatement[]> {
    const asked = { category, register: register.id, key };
    return (await registerStatements(store.database, [asked])).get(registerKey(asked, key)) ?? [];
  }
}

/** A list as JSON, or a table: .xlsx or CSV by the type of the request. `lines`: of a table, as the spreadsheet counts them. */
async function rowsSent(request: FastifyRequest, { register }: RegisterPlace): Promise<{ body: unknown[]; lines?: number[] }> {
  const bytes = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (tableTypes.includes(type)) {
    const statements = await tableStatements(register, bytes);
    return { body: statements.map(({ row }) => row), lines: statements.map(({ line }) => line) };
  }
  const body = parseBody(bytes);
  if (!Array.isArray(body)) throw new ZhuisuError('value_invalid', { path: '$', came: typeof body, expected: 'a list of rows' });
  return { body };
}

const told = ({ content, knownAt, ...row }: RegisterStatement) => ({
  ...row,
  row: content ?? null,
  knownAt: new Date(knownAt).toISOString(),
});
