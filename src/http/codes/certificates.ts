/** 承诺达标合格证: number, record, paper. */
import type { FastifyInstance } from 'fastify';
import { certificateNumbered, fieldsOf, issueCertificate } from '../../issuing/index.ts';
import { type Certificate, drawCertificates } from '../../labels/index.ts';
import { issuerOf, namedBody, originOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { absent, ownOrNotFound } from '../sight/deciding.ts';
import { dayOf } from './looking-up.ts';

export function certificateRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context;
  const onRequest = context.permit('issue');

  app.post('/api/v1/certificates', { onRequest }, async (request, reply) => {
    const { number } = await issueCertificate(store, namedBody(request), { owner: issuerOf(request), today: dayOf(now()) });
    const address = `/api/v1/certificates/${number}`;
    return reply
      .code(201)
      .header('location', address)
      .send({ number, page: `${originOf(request, context)}/t/${number}`, pdf: `${address}.pdf` });
  });

  app.get<{ Params: { file: string } }>('/api/v1/certificates/:file', { onRequest }, async (request, reply) => {
    const pdf = request.params.file.endsWith('.pdf');
    const found = await certificateNumbered(store, pdf ? request.params.file.slice(0, -4) : request.params.file).catch(absent);
    const row = ownOrNotFound(request, found, ({ owner }) => owner);
    const { number } = row;
    if (!pdf) return { number, ...fieldsOf(row) };
    const paper = { ...fieldsOf(row), number, address: `${originOf(request, context)}/t/${number}` } as Certificate;
    return reply
      .header('content-disposition', `inline; filename="${number}.pdf"`)
      .type('application/pdf')
      .send(drawCertificates([paper]));
  });
}
