/** Zhuisu's own API, /api/v1: trace a code, explain a code. */
import type { FastifyInstance } from 'fastify';
import { errorCataloguePage } from '../../web/portal/index.ts';
import { closedCategories } from '../access/index.ts';
import { catalogue, ZhuisuError } from '../errors.ts';
import { epochMicros, isDateTime } from '../events/index.ts';
import { declaredWrong } from '../store/index.ts';
import { correctionsOf, type Direction, stateOf } from '../trace/index.ts';
import { traceAny } from './codes/any-code.ts';
import { explainCode, settle } from './codes/looking-up.ts';
import { namesTold } from './codes/names.ts';
import { type Context, papersFor } from './context.ts';
import { leaving, unlessLeft } from './leaving.ts';
import { sendHtml, typedIn } from './portal.ts';
import { seenReader, seenTrace } from './tracing.ts';

/** Declared records shown with the state of a thing, the latest first. */
const mostCorrections = 100;

interface TraceQuery {
  readonly code?: string;
  readonly direction?: string;
  readonly from?: string;
  readonly limit?: string;
  readonly names?: string;
}

export function apiRoutes(app: FastifyInstance, context: Context): void {
  const papersOf = papersFor(context);
  app.get<{ Querystring: TraceQuery }>('/api/v1/trace', { onRequest: context.permit('trace') }, async (request, reply) => {
    const { code, direction = 'both', names } = request.query;
    if (typeof code !== 'string' || code.trim() === '')
      throw new ZhuisuError('parameter_invalid', { name: 'code', came: 'nothing', expected: 'a code or URI' });
    if (!isDirection(direction))
      throw new ZhuisuError('parameter_invalid', {
        name: 'direction',
        came: String(direction).slice(0, 40),
        expected: 'up, down or both',
      });
    const from = momentIn(request.query.from, 'from');
    const limit = limitIn(request.query.limit);
    const sight = await context.sight(request, 'trace');
    const client = leaving(reply);
    const { wanted } = client;
    const papers = await papersOf(request);
    const found = await unlessLeft(
      client,
      traceAny(context.store, code, direction, context.now, sight, { papers, from, limit, wanted }),
    );
    if (found === undefined) return reply.hijack();
    const { traced, begin } = found;
    const { answer, shared, seen, eventName } = await seenTrace(context.store, sight, traced);
    await context.looked(request, seen);
    // Of what is not shared the answer is that of what is not recorded.
    if (!shared) throw new ZhuisuError('code_unknown', { came: answer.root });
    const whole = begin === undefined ? answer : { ...answer, begin };
    if (names !== 'true') return whole;
    const { kind, organisation } = request.principal;
    const official = kind === 'operator' || kind === 'machine' || organisation?.kind === 'department';
    const events = [...traced.record.events.values()].filter(({ eventID }) => eventName(eventID) !== undefined);
    return { ...whole, names: await namesTold(context.store, answer, official ? [] : closedCategories, events) };
  });

  app.get<{ Params: { '*': string } }>('/api/v1/codes/*', { onRequest: context.permit('explain') }, async (request) => {
    return explainCode(context.store, typedIn(request), await context.sight(request, 'trace'));
  });

  app.get<{ Params: { '*': string }; Querystring: { at?: string } }>(
    '/api/v1/things/*',
    { onRequest: context.permit('trace') },
    async (request) => {
      const id = await settle(context.store, request.params['*']);
      const at = momentIn(request.query.at, 'at');
      const reader = seenReader(context.store, await context.sight(request, 'trace'));
      const state = await stateOf(reader, id, at ?? context.now() * 1000);
      if (!state.recorded) throw new ZhuisuError('code_unknown', { came: id });
      // What was declared wrong counts for nothing, and is shown.
      return { ...state, corrections: correctionsOf(await declaredWrong(context.store.database, id, mostCorrections)) };
    },
  );

  app.get('/api/docs/errors', async (_, reply) => sendHtml(reply, 200, errorCataloguePage(catalogue)));
}

/** Things in one trace. */
const mostThings = 20_000;

/** Throws parameter_invalid. */
function limitIn(came: string | undefined): number | undefined {
  if (came === undefined) return undefined;
  const limit = /^\d{1,6}$/.test(came) ? Number(came) : 0;
  if (limit >= 1 && limit <= mostThings) return limit;
  throw new ZhuisuError('parameter_invalid', { name: 'limit', came: came.slice(0, 40), expected: `1 to ${mostThings}` });
}

/** Microseconds since 1970; a + that was not escaped comes as a space. Throws parameter_invalid. */
function momentIn(came: string | undefined, name: string): number | undefined {
  const given = came?.replace(/ (\d\d:\d\d)$/, '+$1');
  if (given === undefined || isDateTime(given)) return given === undefined ? undefined : epochMicros(given);
  const expected = 'a date and time with time zone, such as 2026-11-24T08:00:00+08:00';
  throw new ZhuisuError('parameter_invalid', { name, came: given.slice(0, 40), expected });
}

const isDirection = (text: string): text is Direction => text === 'up' || text === 'down' || text === 'both';
