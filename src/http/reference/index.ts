/** The reference of both APIs: for machines and for people. */
import type { FastifyInstance } from 'fastify';
import { referencePage, referenceSheet } from '../../../web/reference/index.ts';
import type { OpenApi } from '../../contract/openapi.ts';
import { originOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { styleSource } from '../page-styles.ts';
import { openApi } from './document.ts';

/** Nothing but the page itself; its style sheets are named by their hash. */
const policy = `default-src 'none'; ${styleSource(referenceSheet)}; img-src data:; base-uri 'none'; frame-ancestors 'none'`;

export function referenceRoutes(app: FastifyInstance, context: Context): void {
  let document: OpenApi | undefined;
  const described = (): OpenApi => {
    document ??= openApi(context.config.publicUrl);
    return document;
  };

  app.get('/api/openapi.json', (_, reply) => reply.header('access-control-allow-origin', '*').send(described()));

  app.get('/api/docs', (request, reply) =>
    reply
      .headers({ 'content-security-policy': policy, 'referrer-policy': 'no-referrer' })
      .type('text/html; charset=utf-8')
      .send(referencePage(described(), originOf(request, context))),
  );
}
