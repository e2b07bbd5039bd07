/** The form on which anybody reports a problem, and the page on which they follow it. */
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { followPage, type ReportView, reportPage } from '../../../web/portal/index.ts';
import { closedCategories } from '../../access/index.ts';
import { checked, mostTold } from '../../contract/index.ts';
import { type Problem, ZhuisuError } from '../../errors.ts';
import {
  complaintKinds,
  complaintSubjects,
  keepPhoto,
  mostPhotoBytes,
  mostPhotos,
  photoRefused,
  readComplaintNumber,
} from '../../supervision/index.ts';
import { checkSite } from '../accounts/requests.ts';
import type { Context } from '../context.ts';
import type { Query } from '../paging.ts';
import { sendHtml } from '../portal.ts';
import { problemOf } from '../problems.ts';
import { complaintShape } from '../shapes.ts';
import { fileComplaint, statusOf, thingOf } from '../supervision/complaint-status.ts';

const fields = ['kind', 'subject', 'told', 'code', 'category', 'place', 'contact'];

export async function reportingRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const open = { onRequest: context.permit('complain') };
  await app.register(multipart, {
    limits: { fileSize: mostPhotoBytes, files: mostPhotos, fields: 12, fieldSize: 10_000, parts: 12 + mostPhotos },
  });

  app.get<{ Querystring: Query }>('/report', open, async (request, reply) => {
    const number = [request.query.number].flat()[0];
    if (number !== undefined) {
      const read = readComplaintNumber(number);
      return reply.redirect(`/report/${encodeURIComponent(read ?? (number.trim().slice(0, 40) || '-'))}`, 303);
    }
    const code = ([request.query.code].flat()[0] ?? '').slice(0, 2_000);
    return show(reply, 200, { code }, undefined);
  });

  app.post(
    '/report',
    { ...open, bodyLimit: mostPhotos * mostPhotoBytes + 100_000, config: { rate: 'report' } },
    async (request, reply) => {
      checkSite(request, context.config, true);
      const { filled, photos } = await partsOf(request);
      let number: string;
      try {
        // Fields that were left empty say nothing.
        const said = Object.fromEntries(Object.entries(filled).filter(([, value]) => value.trim() !== ''));
        ({ number } = await fileComplaint(context, checked(complaintShape, said, { secret: true })));
      } catch (error) {
        if (!(error instanceof ZhuisuError) || error.row.status >= 500) throw error;
        return show(reply, error.row.status, filled, problemOf(error));
      }
      return reply.redirect(`/report/${number}?sent=${(await kept(number, photos)) ? '1' : 'without'}`, 303);
    },
  );

  // What was not taken may be sent again, as a picture that can be read.
  app.post<{ Params: { number: string } }>(
    '/report/:number/photos',
    { ...open, bodyLimit: mostPhotos * mostPhotoBytes + 100_000, config: { rate: 'report' } },
    async (request, reply) => {
      checkSite(request, context.config, true);
      const number = readComplaintNumber(request.params.number);
      if (number === undefined || (await statusOf(context, number)) === undefined)
        throw new ZhuisuError('complaint_unknown', { came: request.params.number.slice(0, 40) });
      const { photos } = await partsOf(request);
      return reply.redirect(`/report/${number}?sent=${(await kept(number, photos)) ? 'photo' : 'without'}`, 303);
    },
  );

  /** Whether all of them were taken; one that was not keeps no other back. */
  async function kept(number: string, photos: readonly Buffer[]): Promise<boolean> {
    let all = true;
    for (const photo of photos) {
      try {
        await keepPhoto(context.store, number, photo, context.now());
      } catch (error) {
        if (!(error instanceof ZhuisuError) || error.row.status >= 500) throw error;
        all = false;
      }
    }
    return all;
  }

  app.get<{ Params: { number: string }; Querystring: Query }>('/report/:number', open, async (request, reply) => {
    const typed = request.params.number;
    const number = readComplaintNumber(typed);
    if (number !== undefined && number !== typed) return reply.redirect(`/report/${number}`, 303);
    const status = await statusOf(context, typed);
    if (status === undefined) throw new ZhuisuError('complaint_unknown', { came: typed.slice(0, 40) });
    const sent = [request.query.sent].flat()[0];
    const refusal = sent === 'without' ? problemOf(photoRefused()) : undefined;
    reply.header('cache-control', 'no-store');
    return sendHtml(reply, 200, followPage({ status, fresh: sent !== undefined && sent !== 'photo', refusal, mostPhotos }));
  });

  async function show(reply: FastifyReply, status: number, filled: ReportView['filled'], refusal: Problem | undefined) {
    const { category: recorded } = await thingOf(context, filled.code ?? '');
    // Of dangerous goods a verdict is told and nothing else, not even that they are such.
    const category = closedCategories.includes(recorded ?? '') ? undefined : recorded;
    reply.header('cache-control', 'no-store');
    const view = { kinds: complaintKinds, subjects: complaintSubjects, filled, category, refusal, mostTold, mostPhotos };
    return sendHtml(reply, status, reportPage(view));
  }
}

/** Texts and pictures of the form. Throws unsupported_media, body_too_large, form_unreadable. */
async function partsOf(request: FastifyRequest): Promise<{ filled: Record<string, string>; photos: Buffer[] }> {
  if (!request.isMultipart())
    throw new ZhuisuError('unsupported_media', {
      came: (request.headers['content-type'] ?? '').slice(0, 80),
      expected: 'multipart/form-data',
    });
  const filled: Record<string, string> = {};
  const photos: Buffer[] = [];
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer();
        // A file field that was left empty comes as an empty file.
        if (bytes.length > 0) photos.push(bytes);
      } else if (fields.includes(part.fieldname)) filled[part.fieldname] = String(part.value);
    }
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    if (statusCode === 413) throw new ZhuisuError('body_too_large', { expected: mostPhotoBytes });
    throw new ZhuisuError('form_unreadable', {}, { cause: error });
  }
  return { filled, photos };
}
