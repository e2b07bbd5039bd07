/** Scripts of the pages that have some: bundled by `npm run build` into dist/web, served under names that change with their content. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
  readonly dynamicImports?: readonly string[];
  readonly assets?: readonly string[];
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

/** Everything that a script may come to load, with what its workers load: for whoever keeps it for later. */
export function partsOf(source: string): readonly string[] {
  const all = manifest();
  const seen = new Set<string>();
  const files = new Set<string>();
  const visit = (name: string): void => {
    const part = all[name];
    if (part === undefined || seen.has(name)) return;
    seen.add(name);
    for (const file of [part.file, ...(part.css ?? []), ...(part.assets ?? [])]) files.add(`/${file}`);
    for (const next of [...(part.imports ?? []), ...(part.dynamicImports ?? [])]) visit(next);
  };
  visit(source);
  // The bundler's list does not hold what a worker loads.
  if (seen.size > 0)
    for (const file of readdirSync(join(folder, 'assets'))) if (/worker|\.wasm$/.test(file)) files.add(`/assets/${file}`);
  return [...files].sort();
}

/** The built script itself; undefined while nothing is built. */
export function builtText(source: string): string | undefined {
  const built = manifest()[source]?.file;
  return built === undefined ? undefined : readFileSync(join(folder, built), 'utf8');
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
