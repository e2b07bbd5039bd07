/** Sheets of records: sent, followed, cancelled, and had back with what is wrong in each row. */
import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { codesByName } from '../../jurisdictions/index.ts';
import { record } from '../../records/index.ts';
import {
  annotated,
  mediaTypes,
  mostBytes,
  openSheet,
  type RecordedRow,
  refusalsOf,
  type SheetStage,
  type TableFormat,
  Uploads,
} from '../../sheets/index.ts';
import { type UploadRow, uploadNamed, uploadsOf } from '../../store/index.ts';
import { numberIn } from '../bodies.ts';
import type { Context } from '../context.ts';
import { log } from '../log.ts';
import { dayAsked, iso, pageEnd, pageTokenAt, single } from '../organisations/shared.ts';
import { pacedWork } from '../pacing.ts';
import { isUuid, onlyOwn, ownerOf, ownOrNotFound, throughOf } from '../sight/deciding.ts';
import { templateOf } from './templates.ts';

const sheets = [
  mediaTypes.xlsx,
  'text/csv',
  'text/plain',
  'application/csv',
  'application/vnd.ms-excel',
  'application/octet-stream',
];

type Named = { Params: { category: string; stage: string }; Querystring: { name?: string } };
type Id = { Params: { id: string } };

/** Refusals told with the upload itself; the others are asked for, or stand in the file. */
const refusalsTold = 20;
/** Seconds. */
const mostWait = 60;

export async function uploadRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const { store, now, permit } = context;
  const sending = permit('capture');
  const reading = permit('query');
  const stageOf = async (category: string, stage: string): Promise<SheetStage> => {
    const day = dayAsked(undefined, context);
    return { ...(await templateOf(store, category, stage, day)), areas: codesByName(context.config.jurisdiction, day) };
  };
  const uploads = new Uploads({
    store,
    now,
    stageOf,
    record: recorderOf(context),
    log: (fields) => log('warn', 'upload', fields),
  });
  app.addHook('onReady', async () => uploads.start());
  app.addHook('preClose', async () => uploads.stop());
  await app.register(multipart, { limits: { fileSize: mostBytes, files: 1, fields: 5, fieldSize: 10_000, parts: 6 } });
  // Handed on as they come: a file is never in memory as a whole.
  app.addContentTypeParser(sheets, (_, body, done) => done(null, body));

  app.post<Named>(
    '/api/v1/records/:category/:stage/uploads',
    { onRequest: sending, bodyLimit: mostBytes, config: { media: `${sheets.slice(0, 2).join(', ')}, multipart/form-data` } },
    async (request, reply) => {
      const { category, stage } = request.params;
      // One that is not there is told before anything is taken.
      await stageOf(category, stage);
      if (Number(request.headers['content-length'] ?? 0) > mostBytes + 100_000)
        throw new ZhuisuError('body_too_large', { expected: mostBytes });
      const { bytes, name } = await sent(request);
      const { socket } = request.raw;
      const through = throughOf(request);
      const about = {
        owner: ownerOf(request) ?? null,
        account: accountOf(request),
        through: through?.organisation ?? null,
        consent: through?.consent ?? null,
        category,
        stage,
        name,
      };
      // Whoever went away before the answer stopped it, though the file may have been on its way to the end.
      const row = await uploads.receive(about, bytes, () => socket.destroyed || socket.readableEnded);
      return reply.code(202).header('location', `/api/v1/record-uploads/${row.id}`).send(describe(row));
    },
  );

  app.get<{ Querystring: { perPage?: string; page?: string } }>(
    '/api/v1/record-uploads',
    { onRequest: reading },
    async (request) => {
      const query = single(request.query);
      const limit = numberIn(query.perPage, 'perPage', 1, 200, 50);
      const rows = await uploadsOf(store.database, limit + 1, onlyOwn(request), pageEnd(query.page));
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        uploads: page.map(describe),
        ...(rows.length > limit && last !== undefined ? { nextPage: pageTokenAt(last.createdAt, last.id) } : {}),
      };
    },
  );

  // `wait`: answers when it has ended, at the latest after as many seconds, so that nobody need ask again and again.
  app.get<Id & { Querystring: { wait?: string } }>('/api/v1/record-uploads/:id', { onRequest: reading }, async (request) => {
    const wait = numberIn(single(request.query).wait, 'wait', 0, mostWait, 0);
    let row = await own(request);
    if (row.endedAt === null && wait > 0) {
      const ended = uploads.ended(row.id, wait * 1_000);
      // It may have ended since it was read.
      if ((await own(request)).endedAt === null) await ended;
      row = await own(request);
    }
    return { ...describe(row), ...(await refusalsOf(store, row.id, 0, refusalsTold)) };
  });

  app.get<Id & { Querystring: { perPage?: string; after?: string } }>(
    '/api/v1/record-uploads/:id/refusals',
    { onRequest: reading },
    async (request) => {
      const query = single(request.query);
      const row = await own(request);
      const after = numberIn(query.after, 'after', 0, 10_000_000, 0);
      return refusalsOf(store, row.id, after, numberIn(query.perPage, 'perPage', 1, 1_000, 100));
    },
  );

  app.delete<Id>('/api/v1/record-uploads/:id', { onRequest: sending }, async (request, reply) => {
    await uploads.cancel(await own(request));
    return reply.code(204).send();
  });

  for (const format of ['xlsx', 'csv'] as const)
    app.get<Id & { Querystring: { rows?: string } }>(
      `/api/v1/record-uploads/:id/file.${format}`,
      { onRequest: reading },
      async (request, reply) => {
        const { rows = 'all' } = single(request.query);
        if (rows !== 'all' && rows !== 'refused')
          throw new ZhuisuError('parameter_invalid', { name: 'rows', came: rows.slice(0, 40), expected: 'all, refused' });
        const row = await own(request);
        const body = await fileBack(row, format, rows);
        return reply
          .header('content-disposition', `attachment; filename="${row.category}-${row.stage}-${rows}.${format}"`)
          .type(mediaTypes[format])
          .send(Readable.from(body));
      },
    );

  async function fileBack(row: UploadRow, format: TableFormat, rows: 'refused' | 'all') {
    if (row.endedAt === null) throw new ZhuisuError('upload_open', { came: row.state, id: row.id });
    if (!row.kept) throw new ZhuisuError('upload_gone');
    if (row.rows === null) throw new ZhuisuError('upload_not_read', { id: row.id });
    const made = await stageOf(row.category, row.stage);
    return annotated(store, row.id, await openSheet(uploads.fileOf(row), made), made, format, rows);
  }

  async function own(request: FastifyRequest<Id>): Promise<UploadRow> {
    const { id } = request.params;
    return ownOrNotFound(request, isUuid(id) ? await uploadNamed(store.database, id) : undefined, ({ owner }) => owner);
  }
}

/** The rows of a sheet as records of whoever sent it: each by itself, whatever becomes of the others. */
const recorderOf =
  ({ store, now, pace }: Context) =>
  async (
    { category, stage, owner, account, through, consent }: UploadRow,
    records: readonly unknown[],
  ): Promise<RecordedRow[]> => {
    const own = owner ?? undefined;
    const work = () =>
      record(store, {
        category,
        stage,
        records,
        owner: own,
        ...(through === null || consent === null
          ? {}
          : { through: { organisation: through, consent, account: account ?? undefined } }),
        now: now(),
        behaviour: 'proceed',
      });
    const { statuses } = await pacedWork(pace, own, records.length, work);
    return statuses.map(({ status, errors, rules = [] }) => {
      const refused = status === 'refused' || status === 'rolled_back';
      const notes = rules
        .filter(({ outcome }) => !refused && outcome === 'fails')
        .map(({ rule, told, repair }) => `${rule}：${told.zh}。${repair.zh}。${told.en}. ${repair.en}.`);
      return {
        status: refused ? 'refused' : status,
        ...(errors === undefined ? {} : { problems: errors }),
        ...(notes.length === 0 ? {} : { notes }),
      };
    });
  };

const accountOf = ({ principal }: FastifyRequest): string | null => principal.account ?? null;

/** The file of a form, or the body itself. Throws table_unreadable. */
async function sent(request: FastifyRequest<Named>): Promise<{ bytes: AsyncIterable<Buffer>; name: string }> {
  const given = shown(single(request.query).name);
  if (!request.isMultipart()) {
    if (request.body instanceof Readable) return { bytes: request.body, name: given };
    throw new ZhuisuError('unsupported_media', {
      came: (request.headers['content-type'] ?? 'nothing').slice(0, 80),
      expected: request.routeOptions.config.media ?? '',
    });
  }
  try {
    const file = await request.file();
    if (file !== undefined) return { bytes: limited(file.file), name: given || shown(file.filename) };
  } catch (error) {
    throw new ZhuisuError('table_unreadable', { cause: { zh: '表单格式错误', en: 'the form is malformed' } }, { cause: error });
  }
  throw new ZhuisuError('table_unreadable', { cause: { zh: '表单中没有文件', en: 'the form holds no file' } });
}

/** The reader of forms cuts a file that is too large off, and says so at its end. */
async function* limited(file: AsyncIterable<Buffer> & { truncated?: boolean }): AsyncGenerator<Buffer> {
  try {
    yield* file;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 413) throw new ZhuisuError('body_too_large', { expected: mostBytes });
    throw new ZhuisuError('table_unreadable', { cause: { zh: '表单格式错误', en: 'the form is malformed' } }, { cause: error });
  }
  if (file.truncated === true) throw new ZhuisuError('body_too_large', { expected: mostBytes });
}

const shown = (name = ''): string => name.replace(/[\u0000-\u001f\u007f/\\]/g, '').slice(-120);

function describe({ problem, createdAt, endedAt, keptUntil, kept, through, consent: _, ...row }: UploadRow) {
  return {
    ...row,
    ...(through === null ? {} : { through }),
    createdAt: iso(createdAt),
    ...(endedAt === null ? {} : { endedAt: iso(endedAt) }),
    ...(problem === null ? {} : { problem: JSON.parse(problem) as unknown }),
    ...(kept ? { keptUntil: iso(keptUntil) } : {}),
    ...(kept && endedAt !== null && row.rows !== null ? { file: `/api/v1/record-uploads/${row.id}/file.xlsx` } : {}),
  };
}
