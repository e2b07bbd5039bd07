/** Organisations from a spreadsheet: the template, the import with a report row by row, the same file with explanations. */
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { annotated, changesOf, importTable, tableKind, template } from '../../organisations/index.ts';
import type { Context } from '../context.ts';
import { noteChanges, registerAccess } from './register-access.ts';
import { doingOf, registryOf, single } from './shared.ts';

/** 50,000 rows are about 5 MB. */
const mostBytes = 20 << 20;

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const tables = [xlsx, 'text/csv', 'text/plain', 'application/vnd.ms-excel', 'application/octet-stream'];

interface Import {
  Querystring: { check?: string; approve?: string; as?: string };
}

export async function importRoutes(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(multipart, { limits: { fileSize: mostBytes, files: 1, fields: 20, fieldSize: 10_000, parts: 21 } });
  app.addContentTypeParser(tables, { parseAs: 'buffer', bodyLimit: mostBytes }, (_, body, done) => done(null, body));

  app.get('/api/v1/organisations/template.xlsx', { onRequest: context.permit('directory') }, async (_, reply) =>
    reply
      .header('content-disposition', 'attachment; filename="organisations.xlsx"')
      .type(xlsx)
      .send(await template(context.config.jurisdiction)),
  );

  // `check=1` says what would happen; `approve=1` registers without review; `as=file` answers with the file and its explanations.
  app.post<Import>(
    '/api/v1/organisations/import',
    { onRequest: context.permit('review'), bodyLimit: mostBytes },
    async (request, reply) => {
      const query = single(request.query);
      const { may } = await registerAccess(request, context);
      const options = { check: flagIn(query.check, 'check'), approved: flagIn(query.approve, 'approve'), may: may('review') };
      if (query.as !== undefined && query.as !== 'file')
        throw new ZhuisuError('parameter_invalid', { name: 'as', came: query.as.slice(0, 40), expected: 'file' });
      const file = await fileOf(request);
      const kind = tableKind(file);
      const copy = query.as === 'file' ? annotated(kind) : undefined;
      const doing = doingOf(request, context);
      const report = await importTable(context.store, file, registryOf(context), doing, options, (row, about) =>
        copy?.add(row, about),
      );
      await noteChanges(request, context, changesOf(report));
      if (copy === undefined) return report;
      return reply
        .header('content-disposition', `attachment; filename="organisations-result.${kind}"`)
        .type(kind === 'csv' ? 'text/csv; charset=utf-8' : xlsx)
        .send(await copy.end());
    },
  );
}

/** The file of a form, or the body itself. Throws body_too_large, table_unreadable. */
async function fileOf(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) {
    if (Buffer.isBuffer(request.body) && request.body.length > 0) return request.body;
    throw new ZhuisuError('table_unreadable', { cause: { zh: '正文为空', en: 'the body is empty' } });
  }
  try {
    const bytes = await (await request.file())?.toBuffer();
    if (bytes !== undefined && bytes.length > 0) return bytes;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 413) throw new ZhuisuError('body_too_large', { expected: mostBytes });
    throw new ZhuisuError('table_unreadable', { cause: { zh: '表单格式错误', en: 'the form is malformed' } }, { cause: error });
  }
  throw new ZhuisuError('table_unreadable', { cause: { zh: '表单中没有文件', en: 'the form holds no file' } });
}

function flagIn(came: string | undefined, name: string): boolean {
  if (came === undefined || came === '0') return false;
  if (came === '1') return true;
  throw new ZhuisuError('parameter_invalid', { name, came: came.slice(0, 40), expected: '0 or 1' });
}
