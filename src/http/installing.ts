/** What makes the workbench installable: its manifest, its icons, the service worker that opens it without network. The same for everybody. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { webManifest } from '../../web/workbench/page.ts';
import { ZhuisuError } from '../errors.ts';
import { builtText, partsOf } from './assets.ts';
import { workerPolicy } from './hardening.ts';

const icons = join(import.meta.dirname, '../../web/workbench/icons');
const types: Readonly<Record<string, string>> = { '.svg': 'image/svg+xml', '.png': 'image/png' };

export function installingRoutes(app: FastifyInstance): void {
  app.get('/workbench/sw.js', async (request, reply) => {
    const script = builtText('web/workbench/sw.ts');
    if (script === undefined) throw new ZhuisuError('not_found', { came: `${request.url.slice(0, 80)} (npm run build)` });
    const files = partsOf('web/workbench/main.tsx');
    const version = createHash('sha256').update(script).update(files.join(' ')).digest('hex').slice(0, 16);
    return reply
      .headers({
        'content-security-policy': workerPolicy,
        // The page of the workbench itself lies above the folder of this script.
        'service-worker-allowed': '/workbench',
        'cache-control': 'no-cache',
      })
      .type('text/javascript; charset=utf-8')
      .send(`const files = ${JSON.stringify(files)};\nconst version = '${version}';\n${script}`);
  });

  app.get('/workbench/manifest.webmanifest', async (_, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .type('application/manifest+json; charset=utf-8')
      .send(JSON.stringify(webManifest)),
  );

  app.get<{ Params: { file: string } }>('/workbench/icons/:file', async (request, reply) => {
    const { file } = request.params;
    const type = types[extname(file)];
    const bytes =
      type === undefined || !/^[\w-]+\.\w+$/.test(file) ? undefined : await readFile(join(icons, file)).catch(() => undefined);
    if (type === undefined || bytes === undefined) throw new ZhuisuError('not_found', { came: request.url.slice(0, 80) });
    return reply.header('cache-control', 'public, max-age=86400').type(type).send(bytes);
  });
}
