/** Scripts of the pages that have some: bundled by `npm run build` into dist/web, served under names that change with their content. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ZhuisuError } from '../errors.ts';
import { workerPolicy } from './hardening.ts';

const folder = join(import.meta.dirname, '../../dist/web');

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Address of the script built from a source file; undefined while nothing is built. */
export function scriptOf(source: string): string | undefined {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) return undefined;
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { readonly file: string }>;
  const built = manifest[source]?.file;
  return built === undefined ? undefined : `/${built}`;
}

export function assetRoutes(app: FastifyInstance): void {
  app.get<{ Params: { file: string } }>('/assets/:file', async (request, reply) => {
    const { file } = request.params;
    const type = types[extname(file)];
    if (type === undefined || !/^[\w.-]+$/.test(file) || !existsSync(join(folder, 'assets', file)))
      throw new ZhuisuError('not_found', { came: `/assets/${file.slice(0, 80)}` });
    return reply
      .headers({
        'cache-control': 'public, max-age=31536000, immutable',
        ...(/worker/.test(file) ? { 'content-security-policy': workerPolicy } : {}),
      })
      .type(type)
      .send(await readFile(join(folder, 'assets', file)));
  });
}
