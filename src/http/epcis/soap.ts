/** POST /epcis/soap: the query control interface of EPCIS 1.2 over SOAP 1.1 and 1.2; GET describes it (WSDL). */
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { originOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { causeFields, log, requestFields } from '../log.ts';
import { asZhuisuError } from '../problems.ts';
import { onlyOwn } from '../sight/deciding.ts';
import { asSoapError, readSoap, type SoapRequest, type SoapVersion, soapAnswer, soapFault, soapMedia } from './soap-messages.ts';
import { soapOperations } from './soap-operations.ts';
import { wsdlOf } from './soap-wsdl.ts';

const path = '/epcis/soap';
/** Those whose messages the XSD has. */
const described = Object.keys(soapOperations).filter((name) => name !== 'GetSupportedVersions');

/** To be registered in a scope of its own: its bodies and its refusals are SOAP. */
export function soapRoutes(app: FastifyInstance, context: Context): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['text/xml', 'application/soap+xml', 'application/xml'], { parseAs: 'buffer' }, (_, body, done) =>
    done(null, body),
  );
  const onRequest = context.permit('query');
  /** What is known of a request when it fails. */
  const read = new WeakMap<FastifyRequest, SoapRequest>();

  app.setErrorHandler((error, request, reply) => {
    const refusal = asZhuisuError(asSoapError(error), request);
    if (refusal.row.status >= 500)
      log('error', refusal.code, { ...requestFields(request), ...causeFields(refusal.cause ?? refusal) });
    const { soap = soapOf(request), epcis = '1.2', operation } = read.get(request) ?? {};
    const queryName = operation?.children.find(({ local }) => local === 'queryName')?.text.trim();
    const { status, text } = soapFault(refusal, soap, epcis, queryName);
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    return reply.code(status).type(`${soapMedia[soap]}; charset=utf-8`).send(text);
  });

  app.post(path, { onRequest }, async (request, reply) => {
    const bytes = request.body as Buffer | undefined;
    if (bytes !== undefined && !isUtf8(bytes)) throw new ZhuisuError('not_utf8');
    const message = readSoap(bytes?.toString('utf8') ?? '');
    read.set(request, message);
    const { local } = message.operation;
    if (!Object.hasOwn(soapOperations, local))
      throw new ZhuisuError('document_invalid', {
        path: '/Envelope/Body',
        came: local.slice(0, 40),
        expected: Object.keys(soapOperations).join(', '),
      });
    const body = await soapOperations[local]!(message, context, {
      owner: onlyOwn(request),
      sight: await context.sight(request, 'query'),
      looked: (seen) => context.looked(request, seen),
    });
    return reply.type(`${soapMedia[message.soap]}; charset=utf-8`).send(soapAnswer(message, body));
  });

  app.get(path, { onRequest }, (request, reply) =>
    reply.type('text/xml; charset=utf-8').send(wsdlOf(`${originOf(request, context)}${path}`, described)),
  );
}

const soapOf = (request: FastifyRequest): SoapVersion =>
  /soap\+xml/i.test(request.headers['content-type'] ?? '') ? '1.2' : '1.1';
