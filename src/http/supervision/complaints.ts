/** Complaints through the interface: made by anybody, followed by their number, dealt with by departments. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ComplaintRequest, ComplaintStepRequest } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { turnPage } from '../../query/index.ts';
import {
  type ComplaintMark,
  type ComplaintRow,
  complaintActs,
  complaintPhoto,
  complaintPhotos,
  complaintSeen,
  endedStates,
  listComplaints,
} from '../../store/index.ts';
import {
  type ComplaintActName,
  type ComplaintState,
  complaintKinds,
  complaintStates,
  complaintSubjects,
  dealWith,
  keepPhoto,
  mostPhotoBytes,
  openComplaintActs,
} from '../../supervision/index.ts';
import { bodyOf } from '../bodies.ts';
import { dayOf } from '../codes/looking-up.ts';
import type { Context } from '../context.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';
import { complaintShape, complaintStepShape } from '../shapes.ts';
import { isUuid } from '../sight/deciding.ts';
import { actingOf, calendar } from './acting.ts';
import { clocksOf, fileComplaint, statusOf } from './complaint-status.ts';

interface Named {
  Params: { number: string };
}

const words = ['state', 'category', 'kind', 'overdue', 'perPage', 'nextPageToken'];

export function complaintRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, sight } = context;
  const { database } = store;
  const open = { onRequest: context.permit('complain') };
  const handling = { onRequest: context.permit('complaint_handle') };

  app.post('/api/v1/complaints', { ...open, config: { rate: 'report' } }, async (request, reply) => {
    const body: ComplaintRequest = bodyOf(request, complaintShape, { secret: true });
    const made = await fileComplaint(context, body);
    return reply.code(201).header('cache-control', 'no-store').send(made);
  });

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostPhotoBytes + 1 }, (_, body, done) => done(null, body));
    scope.post<Named>(
      '/api/v1/complaints/:number/photos',
      { ...open, bodyLimit: mostPhotoBytes + 1, config: { rate: 'report' } },
      async (request, reply) => {
        const row = await complaintSeen(database, 'everything', request.params.number);
        if (row === undefined) throw absent(request);
        return reply.code(201).send(await keepPhoto(store, row.number, (request.body as Buffer) ?? Buffer.alloc(0), now()));
      },
    );
  });

  app.get<Named>('/api/v1/complaints/:number/status', open, async (request, reply) => {
    const status = await statusOf(context, request.params.number);
    if (status === undefined) throw absent(request);
    return reply.header('cache-control', 'no-store').send(status);
  });

  app.get<{ Querystring: Query }>('/api/v1/complaints', handling, async (request, reply) => {
    const { query } = request;
    const other = Object.keys(query).find((name) => !words.includes(name));
    if (other !== undefined) throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: words.join(', ') });
    const seen = await sight(request, 'complaint_handle');
    const perPage = perPageOf(query);
    const { nextPageToken: _, ...question } = query;
    const turn = await turnPage<ComplaintMark>(store, now(), ['complaints', question, seen], tokenOf(query));
    const list = (name: string): string[] | undefined => [query[name]].flat()[0]?.split(',');
    const overdue = [query.overdue].flat()[0];
    if (overdue !== undefined && overdue !== 'true' && overdue !== 'false')
      throw new ZhuisuError('parameter_invalid', { name: 'overdue', came: overdue.slice(0, 40), expected: 'true, false' });
    const filter = {
      states: list('state'),
      categories: list('category'),
      kind: [query.kind].flat()[0],
      overdueAt: overdue === 'true' ? now() : undefined,
    };
    const rows = await listComplaints(database, seen, filter, perPage + 1, turn.after);
    const page = rows.slice(0, perPage);
    const last = page.at(-1);
    if (rows.length > perPage && last !== undefined)
      linkNext(reply, '/api/v1/complaints', question, turn.next({ madeAt: last.madeAt, number: last.number }));
    return { complaints: page.map((row) => told(row, now())) };
  });

  app.get<Named>('/api/v1/complaints/:number', handling, async (request) => details(await seenComplaint(request)));

  app.get<{ Params: { number: string; photo: string } }>(
    '/api/v1/complaints/:number/photos/:photo',
    handling,
    async (request, reply) => {
      const { number } = await seenComplaint(request);
      const { photo } = request.params;
      const found = isUuid(photo) ? await complaintPhoto(database, number, photo) : undefined;
      if (found === undefined) throw absent(request);
      return reply
        .headers({ 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; sandbox" })
        .type(found.type)
        .send(found.bytes);
    },
  );

  app.post<Named>('/api/v1/complaints/:number/acts', handling, async (request, reply) => {
    const step: ComplaintStepRequest = bodyOf(request, complaintStepShape);
    const row = await seenComplaint(request);
    const before = await complaintActs(database, row.number);
    await dealWith(
      store,
      row,
      { ...step, act: step.act as ComplaintActName, told: step.told?.trim() ?? '', note: step.note?.trim() ?? '' },
      { ...actingOf(request, now()), calendar, extended: before.some(({ act }) => act === 'extend') },
    );
    await context.audited(request, 'complaint_handled', row.number, step.act);
    const after = await complaintSeen(database, 'everything', row.number);
    return reply.code(201).send(told(after!, now()));
  });

  async function seenComplaint(request: FastifyRequest): Promise<ComplaintRow> {
    const { number } = request.params as { number: string };
    const found = await complaintSeen(database, await sight(request, 'complaint_handle'), number);
    if (found === undefined) throw absent(request);
    return found;
  }

  async function details(row: ComplaintRow): Promise<object> {
    const [steps, pictures] = await Promise.all([complaintActs(database, row.number), complaintPhotos(database, row.number)]);
    return {
      ...told(row, now()),
      acts: steps.map(({ at, dueAt, ...step }) => ({ ...step, at: iso(at), due: dueAt === null ? null : iso(dueAt) })),
      pictures: pictures.map(({ at, ...picture }) => ({ ...picture, at: iso(at) })),
      open: openComplaintActs(row.state as ComplaintState),
      clocks: clocksOf(row.kind, dayOf(row.madeAt)),
    };
  }
}

const absent = (request: FastifyRequest): ZhuisuError => new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
const iso = (at: number): string => new Date(at).toISOString();

function told({ madeAt, dueAt, changedAt: _, ...row }: ComplaintRow, now: number): object {
  return {
    ...row,
    kindName: complaintKinds[row.kind as 'complaint' | 'report'],
    subjectName: complaintSubjects[row.subject as keyof typeof complaintSubjects],
    madeAt: iso(madeAt),
    due: iso(dueAt),
    overdue: dueAt < now && !endedStates.includes(row.state),
    stateName: complaintStates[row.state as ComplaintState],
  };
}
