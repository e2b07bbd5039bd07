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
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

interface Built {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

function manifest(): Readonly<Record<string, Built>> {
  const file = join(folder, 'manifest.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Built>) : {};
}

/** Address of the script built from a source file; undefined while nothing is built. */
export function scriptOf(source: string): string | undefined {
  const built = manifest()[source]?.file;
  return built === undefined ? undefined : `/${built}`;
}

/** Style sheets of a script and of what it imports at once. */
export function sheetsOf(source: string): readonly string[] {
  const all = manifest();
  const seen = new Set<string>();
  const sheets = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const each of all[name]?.imports ?? []) visit(each);
    for (const sheet of all[name]?.css ?? []) sheets.add(`/${sheet}`);
  };
  visit(source);
  return [...sheets];
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
