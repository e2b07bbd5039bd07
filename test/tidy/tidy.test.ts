/** The house rules as a test. Each failure names the file and the repair. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/errors.ts';

const root = resolve(import.meta.dirname, '../..');

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path, ending);
    return ending.test(entry.name) ? [path] : [];
  });
}

const sources = ['src', 'web', 'simulator', 'bench'].flatMap((folder) => filesBelow(folder, /\.tsx?$/));

/** Folder → folders it may import. One direction only; `errors.ts` and `config.ts` stand beside the folders. */
const pure = ['codes', 'events', 'categories', 'jurisdictions', 'trace', 'contract'];
const mayImport: Readonly<Record<string, readonly string[]>> = {
  codes: [],
  events: ['codes'],
  categories: ['codes', 'events'],
  jurisdictions: ['categories'],
  trace: ['codes', 'events'],
  secrets: ['errors'],
  contract: ['events', 'errors'],
  store: ['codes', 'events', 'secrets', 'errors'],
  access: ['store', 'categories', 'errors'],
  audit: ['codes', 'store', 'errors'],
  persons: ['codes', 'store', 'access', 'audit', 'secrets', 'errors'],
  labels: ['codes', 'errors'],
  ...Object.fromEntries(
    ['capture', 'query', 'issuing', 'ledger', 'exchange'].map((each) => [
      each,
      [...pure, 'store', 'access', 'audit', 'persons', 'secrets', 'errors'],
    ]),
  ),
  supervision: [...pure, 'store', 'access', 'audit', 'capture', 'organisations', 'persons', 'errors'],
  sheets: ['codes', 'events', 'categories', 'store', 'errors'],
  organisations: [...pure, 'store', 'access', 'sheets', 'errors'],
  watch: [...pure, 'store', 'organisations', 'errors'],
  records: [...pure, 'store', 'access', 'audit', 'capture', 'organisations', 'sheets', 'errors'],
  accounts: ['store', 'access', 'audit', 'secrets', 'errors'],
  subscriptions: [...pure, 'store', 'access', 'query', 'errors'],
  notices: ['store', 'subscriptions', 'errors'],
  http: [
    ...pure,
    'store',
    'access',
    'organisations',
    'audit',
    'persons',
    'secrets',
    'accounts',
    'capture',
    'records',
    'query',
    'subscriptions',
    'notices',
    'issuing',
    'sheets',
    'labels',
    'watch',
    'ledger',
    'exchange',
    'supervision',
    'errors',
    'config',
    'web',
    'simulator',
  ],
  cli: [
    ...pure,
    'store',
    'access',
    'organisations',
    'audit',
    'persons',
    'secrets',
    'accounts',
    'capture',
    'records',
    'query',
    'subscriptions',
    'issuing',
    'sheets',
    'labels',
    'watch',
    'ledger',
    'exchange',
    'supervision',
    'errors',
    'config',
    'http',
    'simulator',
    'client',
  ],
  config: ['secrets', 'jurisdictions', 'errors'],
  errors: [],
  web: [...pure, 'errors', 'client'],
  client: [...pure, 'errors'],
  simulator: [...pure, 'client'],
};

/** `src/store/log.ts` → store, `web/portal/x.ts` → web, `src/errors.ts` → errors. */
function subjectOf(path: string): string {
  const [first, second] = path.split('/');
  return first === 'src' ? second!.replace(/\.ts$/, '') : first!;
}

function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}

const complaints = (rows: readonly string[]): string => rows.join('\n');

describe('imports', () => {
  test('run one way, by the table', () => {
    const wrong = sources
      .filter((path) => !path.startsWith('bench/'))
      .flatMap((path) => {
        const from = subjectOf(path);
        return importsOf(path)
          .filter((target) => target.startsWith('.'))
          .map((target) => subjectOf(relative(root, resolve(root, path, '..', target))))
          .filter((to) => to !== from && !(mayImport[from] ?? []).includes(to))
          .map((to) => `${path} imports ${to}: move the shared part down to a folder that both may import`);
      });
    expect(complaints(wrong)).toBe('');
  });

  test('the pure folders know no clock, no chance, no system', () => {
    const wrong = sources
      .filter((path) => pure.some((folder) => path.startsWith(`src/${folder}/`)) || path.startsWith('web/portal/'))
      .flatMap((path) => {
        const text = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        const found = /from 'node:|Date\.now\(|new Date\(\)|Math\.random|process\.|setTimeout|fetch\(/.exec(text);
        return found === null ? [] : [`${path} uses ${found[0]}: take it as a parameter`];
      });
    expect(complaints(wrong)).toBe('');
  });

  test('SQL stands in the store alone', () => {
    const wrong = sources
      .filter((path) => path.startsWith('src/') && !path.startsWith('src/store/') && path !== 'src/cli/migrate.ts')
      .filter((path) =>
        /\b(?:select .* from|insert into|update .* set|delete from)\b/i.test(
          readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
        ),
      )
      .map((path) => `${path} holds SQL: give src/store a function for it`);
    expect(complaints(wrong)).toBe('');
  });

  test('the environment is read in src/config.ts alone', () => {
    const wrong = sources
      .filter((path) => path.startsWith('src/') && path !== 'src/config.ts')
      .filter((path) => readFileSync(join(root, path), 'utf8').includes('process.env'))
      .map((path) => `${path} reads process.env: add the setting to src/config.ts`);
    expect(complaints(wrong)).toBe('');
  });
});

describe('limits', () => {
  test('a source file stays below 400 lines, a line below 160 characters', () => {
    const wrong = sources.flatMap((path) => {
      const lines = readFileSync(join(root, path), 'utf8').split('\n');
      const long = lines.findIndex((line) => line.length > 160);
      return [
        ...(lines.length > 400 ? [`${path} has ${lines.length} lines: split it where two subjects meet`] : []),
        ...(long >= 0 ? [`${path}:${long + 1} is longer than 160 characters: break it`] : []),
      ];
    });
    expect(complaints(wrong)).toBe('');
  });

  test('no file of the project is larger than 512 kB', () => {
    const wrong = ['src', 'web', 'simulator', 'bench', 'docs', 'test', 'scripts']
      .flatMap((folder) => filesBelow(folder, /./))
      .filter((path) => statSync(join(root, path)).size > 512 * 1024);
    expect(complaints(wrong)).toBe('');
  });
});

describe('secrets', () => {
  /** Shapes that keys and tokens have; what tests make up is made up where it stands. */
  const shapes: readonly [string, RegExp][] = [
    ['a private key', /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/],
    ['a token of a code host', /\b(?:gh[opusr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,})\b/],
    ['a token of a registry', /\bnpm_[A-Za-z0-9]{30,}\b|_authToken\s*=/],
    ['an access key of a cloud', /\b(?:AKIA|ASIA|LTAI)[A-Z0-9a-z]{12,20}\b|\bAIza[\w-]{35}\b/],
    ['a token of a chat', /\bxox[abprs]-[\w-]{10,}/],
    ['a signed web token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
    ['a password in an address', /\b[a-z]+:\/\/[^\s/:@'"`$]+:(?!secret@|\*\*\*@)[^\s/:@'"`$*]{3,}@[a-z0-9.-]+/],
    ['a master key', /"secret"\s*:\s*"[A-Za-z0-9+/]{43}="/],
  ];
  const files = [
    ...['src', 'web', 'simulator', 'bench', 'docs', 'test', 'scripts'].flatMap((folder) => filesBelow(folder, /./)),
    ...readdirSync(root).filter((name) => statSync(join(root, name)).isFile()),
  ];

  test('stand nowhere in the project', () => {
    const wrong = files.flatMap((path) => {
      const text = readFileSync(join(root, path), 'latin1');
      const found = shapes.find(([, shape]) => shape.test(text));
      return found === undefined
        ? []
        : [`${path} seems to hold ${found[0]}: take it out, and out of the history, and make a new one`];
    });
    expect(complaints(wrong)).toBe('');
  });

  test('would be noticed', () => {
    const begin = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
    for (const text of [
      begin,
      `ghp_${'a'.repeat(36)}`,
      `npm_${'b'.repeat(36)}`,
      `AKIA${'C'.repeat(16)}`,
      `postgres://app:${'hunter22'}@db.example`,
    ])
      expect(
        shapes.some(([, shape]) => shape.test(text)),
        text,
      ).toBe(true);
  });

  test('lie where they are not committed', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
    for (const path of ['data/', 'keys.json', '.env']) expect(ignored, path).toContain(path);
  });
});

describe('the error catalogue', () => {
  const texts = [...sources, ...filesBelow('scripts', /\.mjs$/)]
    // What describes a refusal does not use it.
    .filter((path) => path !== 'src/errors.ts' && !/^src\/(?:errors|http\/reference)\//.test(path))
    .map((path) => readFileSync(join(root, path), 'utf8'));

  test('holds no row that nothing uses', () => {
    const unused = Object.keys(catalogue).filter((code) => texts.every((text) => !text.includes(`'${code}'`)));
    expect(unused.map((code) => `${code}: use it or delete the row`).join('\n')).toBe('');
  });

  test('says everything in Chinese and English, and what to do', () => {
    for (const [code, row] of Object.entries(catalogue)) {
      expect(row.zh, code).toMatch(/[\u4e00-\u9fff]/);
      expect(row.repairZh, code).toMatch(/[\u4e00-\u9fff]/);
      expect(row.en.length, code).toBeGreaterThan(5);
      expect(row.repair.length, code).toBeGreaterThan(5);
      const places = (text: string): string =>
        [...text.matchAll(/\{(\w+)\}/g)]
          .map((match) => match[1])
          .sort()
          .join(',');
      expect(places(row.zh), `${code}: both languages name the same details`).toBe(places(row.en));
    }
  });
});
