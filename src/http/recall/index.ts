/** `POST /api/v1/recalls/scope` and the starting points of a code. */
import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mostCodes, mostRoots, mostScopeEvents, scopeRequest } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { checked } from '../../issuing/index.ts';
import type { Sight, Store } from '../../store/index.ts';
import {
  type Firm,
  type Ledger,
  quantitiesOf,
  type RecallReader,
  type ScopeAnswer,
  type Scoped,
  type ScopeNews,
  type ScopeOptions,
  type ScopeRoot,
  scopeAnswer,
  scopeOf,
} from '../../trace/index.ts';
import { bodyObject } from '../bodies.ts';
import { settle } from '../codes/looking-up.ts';
import type { Context } from '../context.ts';
import { leaving, unlessLeft } from '../leaving.ts';
import { asZhuisuError, problemOf } from '../problems.ts';
import { pieces } from './pieces.ts';
import { quantitiesShown, yieldsOf } from './quantities.ts';
import { storeReader, visibleOf } from './reading.ts';
import { SearchRoom } from './room.ts';
import { rootsOf } from './roots.ts';
import { startsSeen, thingsSeen } from './seen-starts.ts';
import { startsOf } from './starts.ts';

/** A search ends after this long with what it found; one whose client is told line by line has more time. */
const searchMillis = 20_000;
const toldMillis = 60_000;
/** And the trying of calls after this much more. */
const callMillis = 10_000;
/** They share the memory for events. */
const atOnce = 4;
const dayMicros = 86_400_000_000;

export type NamedScope = ScopeAnswer & { readonly organisations: readonly { readonly id: Firm; readonly name: string }[] };

export interface ScopeQuestion {
  readonly roots: readonly ScopeRoot[];
  readonly answered?: readonly Firm[] | undefined;
  readonly maxEvents?: number | undefined;
}

/** Everything of it; what may be shown is `shownScope`. Shared by the API and the command line. */
export async function searchScope(
  store: Store,
  { roots, answered = [], maxEvents = mostScopeEvents }: ScopeQuestion,
  options: ScopeOptions,
): Promise<{ scoped: Scoped; names: ReadonlyMap<Firm, string> }> {
  const names = new Map<Firm, string>();
  const reader: RecallReader = storeReader(store, names);
  return { scoped: await scopeOf(reader, roots, { ...options, maxEvents, complete: new Set(answered) }), names };
}

export function namedScope(answer: ScopeAnswer, names: ReadonlyMap<Firm, string>): NamedScope {
  const told = new Set([
    ...answer.figures.maximum.firms,
    ...answer.figures.minimum.firms,
    ...answer.calls.map(({ organisation }) => organisation),
    ...answer.bounds.unread,
  ]);
  const organisations = [...told].sort().flatMap((id) => (names.has(id) ? [{ id, name: names.get(id)! }] : []));
  return { ...answer, organisations };
}

export function recallRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context;
  let running = 0;
  const searches = new SearchRoom();

  app.get<{ Querystring: { code?: string } }>('/api/v1/trace/starts', { onRequest: context.permit('query') }, async (request) => {
    const { code } = request.query;
    if (typeof code !== 'string' || code.trim() === '')
      throw new ZhuisuError('parameter_invalid', {
        name: 'code',
        came: 'nothing',
        expected: 'a code, document, place, party or licence',
      });
    const starts = await startsOf(store, code);
    const { kind, id, cut } = starts;
    return { kind, id, things: await startsSeen(store, await context.sight(request, 'query'), starts, code), cut };
  });

  app.get<{ Querystring: { from?: string; to?: string; density?: string } }>(
    '/api/v1/trace/quantities',
    { onRequest: context.permit('query') },
    async (request, reply) => {
      const gone = leaving(reply);
      const [from, to] = await Promise.all([codeIn(request.query.from, 'from'), codeIn(request.query.to, 'to')]);
      const { density } = request.query;
      const kilogramsPerLitre = density === undefined ? undefined : Number(density);
      if (kilogramsPerLitre !== undefined && !(kilogramsPerLitre > 0 && kilogramsPerLitre < 100))
        throw new ZhuisuError('parameter_invalid', {
          name: 'density',
          came: density!.slice(0, 40),
          expected: 'kilograms in one litre',
        });
      const deadline = now() + searchMillis;
      const work = quantitiesOf(storeReader(store, new Map()), from, to, {
        expired: () => {
          gone.wanted();
          return now() > deadline;
        },
        ...(kilogramsPerLitre === undefined ? {} : { density: { kilogramsPerLitre } }),
      });
      const found = await unlessLeft(gone, work);
      if (found === undefined) return reply.hijack();
      const sight = await context.sight(request, 'query');
      const { visible, seen } = await visibleOf(store, sight, request.principal.organisation?.id, found);
      await context.looked(request, seen);
      const unknown = [from, to].find((id) => found.ledger.page(id).sightings.length === 0 || !visible.thing(id));
      if (unknown !== undefined) throw new ZhuisuError('code_unknown', { came: unknown });
      return quantitiesShown(found, from, to, visible, await yieldsOf(store, found));
    },
  );

  const codeIn = async (came: string | undefined, name: string): Promise<string> => {
    if (typeof came === 'string' && came.trim() !== '') return settle(store, came);
    throw new ZhuisuError('parameter_invalid', { name, came: 'nothing', expected: 'a code or URI' });
  };

  app.post('/api/v1/recalls/scope', { onRequest: context.permit('query') }, async (request, reply) => {
    const question = checked(scopeRequest, bodyObject(request));
    for (const [path, most] of [
      ['codes', mostCodes],
      ['more', mostRoots],
      ['answered', mostRoots],
    ] as const)
      if ((question[path]?.length ?? 0) > most)
        throw new ZhuisuError('value_invalid', { path, came: question[path]!.length, expected: `at most ${most}` });
    const roots = await rootsOf(store, question);
    if (roots.length === 0)
      throw new ZhuisuError('value_invalid', { path: 'code', came: 'nothing', expected: 'code, codes or more' });
    const sight = await context.sight(request, 'query');
    if (running >= atOnce) throw new ZhuisuError('scopes_busy', { expected: atOnce });
    running++;
    const { most, leave } = searches.enter();
    const gone = leaving(reply);
    const isTold = /\bapplication\/x-ndjson\b/.test(request.headers.accept ?? '');
    const deadline = now() + (isTold ? toldMillis : searchMillis);
    const find = async (tell?: ScopeOptions['tell']): Promise<NamedScope> => {
      try {
        const { scoped, names } = await searchScope(
          store,
          { roots, answered: question.answered, maxEvents: question.maxEvents },
          {
            expired: () => now() > deadline,
            room: most,
            wanted: gone.wanted,
            ...(tell === undefined ? {} : { tell }),
          },
        );
        const { visible, seen } = await visibleOf(store, sight, request.principal.organisation?.id, scoped);
        await context.looked(request, seen);
        const answer = await scopeAnswer(scoped, visible, {
          expired: () => now() > deadline + callMillis,
          pause: async () => {
            await new Promise(setImmediate);
            gone.wanted();
          },
        });
        // Of what is not shared the answer is that of what is not recorded.
        if (!answer.recorded || !roots.some(({ id }) => visible.thing(id)))
          throw new ZhuisuError('code_unknown', { came: roots[0]!.id });
        return namedScope(sight === 'everything' ? answer : withoutMoments(answer), names);
      } finally {
        running--;
        leave();
      }
    };
    if (!isTold) {
      const answer = await unlessLeft(gone, find());
      return answer === undefined ? reply.hijack() : told(answer);
    }
    return stream(request, reply, sight, find, store);
  });
}

/** One line a piece of news, the answer last; what is long goes out in pieces, as fast as the client takes it. */
function stream(
  request: FastifyRequest,
  reply: FastifyReply,
  sight: Sight,
  find: (tell: NonNullable<ScopeOptions['tell']>) => Promise<NamedScope>,
  store: Store,
): FastifyReply {
  const lines = new PassThrough();
  const write = (line: object): Promise<void> => sent(lines, `${JSON.stringify(line)}\n`);
  const tell = async (news: ScopeNews, ledger: Ledger): Promise<void> => {
    // How much there is that may not be seen is not told either.
    if (news.kind === 'progress') return write(sight === 'everything' ? news : { kind: 'progress' });
    for (let i = 0; i < news.ids.length; i += idsPerLine) {
      const part = news.ids.slice(i, i + idsPerLine);
      const events = sight === 'everything' ? [] : part.flatMap((id) => ledger.page(id).sightings.map(({ event }) => event));
      const ids = sight === 'everything' ? part : await thingsSeen(store, sight, part, events);
      if (ids.length > 0) await write({ kind: 'minimum', ids });
    }
  };
  find(tell)
    .then(async (answer) => {
      for (const piece of pieces({ kind: 'answer', answer: told(answer) })) await sent(lines, piece);
      lines.end('\n');
    })
    .catch((error) =>
      lines.end(`${JSON.stringify({ kind: 'problem', problem: problemOf(asZhuisuError(error, request), request) })}\n`),
    );
  return reply.type('application/x-ndjson; charset=utf-8').send(lines);
}

const idsPerLine = 5_000;

/** Waits for the client where it is slower; one that has left is noticed by the search. */
async function sent(lines: PassThrough, text: string): Promise<void> {
  if (lines.destroyed || lines.write(text)) return;
  await new Promise<void>((done) => {
    const goOn = (): void => {
      lines.off('drain', goOn).off('close', goOn);
      done();
    };
    lines.on('drain', goOn).on('close', goOn);
  });
}

/** Where a search goes on may be the moment of an event that is not shown: the day is enough. */
const withoutMoments = (answer: ScopeAnswer): ScopeAnswer => ({
  ...answer,
  bounds: {
    ...answer.bounds,
    more: answer.bounds.more.map(({ id, from }) =>
      from === undefined ? { id } : { id, from: Math.floor(from / dayMicros) * dayMicros },
    ),
  },
});

/** Moments as text, as everywhere in the API. */
export const told = (answer: NamedScope): object => ({
  ...answer,
  bounds: {
    ...answer.bounds,
    more: answer.bounds.more.map(({ id, from }) =>
      from === undefined ? { id } : { id, from: new Date(from / 1000).toISOString() },
    ),
  },
});
