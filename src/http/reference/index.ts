/** The reference of both APIs: for machines and for people. */
import type { FastifyInstance } from 'fastify';
import type { OpenApi } from '../../contract/openapi.ts';
import type { Context } from '../context.ts';
import { openApi } from './document.ts';

export function referenceRoutes(app: FastifyInstance, { config }: Context): void {
  let document: OpenApi | undefined;
  const described = (): OpenApi => (document ??= openApi(config.publicUrl));

  app.get('/api/openapi.json', (_, reply) => reply.header('access-control-allow-origin', '*').send(described()));
}
