/** Every route has its row in the reference, and every row its route. */
import { describe, expect, test } from 'vitest';
import type { OpenApi } from '../../src/contract/openapi.ts';
import { openApi } from '../../src/http/reference/document.ts';
import { operations } from '../../src/http/reference/operations.ts';
import { serveApp } from '../http/setup.ts';

/** Routes as the server has them. */
async function routesOf(): Promise<string[]> {
  const found: string[] = [];
  const served = await serveApp({
    prepare(app) {
      app.addHook('onRoute', ({ method, url }) => {
        for (const each of [method].flat()) if (each !== 'HEAD') found.push(`${each} ${url}`);
      });
    },
  });
  await served.app.ready();
  await served.close();
  return found;
}

/** Parameters are spelt differently by the server and by OpenAPI, and may have different names. */
const plain = (route: string): string => route.replace(/\{\w+\}|:\w+|\*/g, '{}');

const routes = (await routesOf()).map(plain);
const rows = operations.map(({ method, path, route }) => plain(`${method.toUpperCase()} ${route ?? path}`));

test('the server has the routes of both APIs', () => {
  for (const each of ['POST /epcis/capture', 'OPTIONS /epcis/events/{}', 'GET /api/v1/codes/{}', 'GET /api/openapi.json'])
    expect(routes).toContain(each);
});

test('every route under /epcis and /api has a row', () => {
  const missing = routes.filter((each) => /^\w+ \/(?:epcis|api)\b/.test(each) && !rows.includes(each));
  expect(missing.map((each) => `${each}: describe it in src/http/reference`).join('\n')).toBe('');
});

test('every row has a route', () => {
  expect(
    rows
      .filter((each) => !routes.includes(each))
      .map((each) => `${each}: there is no such route`)
      .join('\n'),
  ).toBe('');
});

describe('the document', () => {
  const document: OpenApi = JSON.parse(JSON.stringify(openApi(undefined))) as OpenApi;
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

  test('has one operation a row, each with an id of its own', () => {
    expect(described).toHaveLength(operations.length);
    const ids = described.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('names every parameter of a path, and no other', () => {
    for (const { path, operation } of described) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const named = (operation.parameters ?? []).flatMap((each) => ('in' in each && each.in === 'path' ? each.name : []));
      expect(named, `${operation.operationId} ${path}`).toEqual(wanted);
    }
  });

  test('refers to nothing that is not there', () => {
    const refs = new Set<string>();
    JSON.stringify(document, (key, value: unknown) => {
      if (key === '$ref') refs.add(value as string);
      return value;
    });
    expect(refs.size).toBeGreaterThan(100);
    for (const ref of refs) {
      const target = ref
        .replace('#/', '')
        .split('/')
        .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
      expect(target, ref).toBeTypeOf('object');
    }
  });

  test('says everything in Chinese and in English', () => {
    const silent: string[] = [];
    const look = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { 'x-zh': zh, 'x-en': en } = value as { 'x-zh'?: string; 'x-en'?: string };
      // Names of codes and of members stand for themselves.
      if (zh !== undefined && !path.includes('/responses/') && !/[\u4e00-\u9fff]/.test(zh)) silent.push(`${path}: ${zh}`);
      if (en !== undefined && (en === '' || /[\u4e00-\u9fff]/.test(en))) silent.push(`${path}: ${en}`);
      for (const [name, each] of Object.entries(value)) look(each, `${path}/${name}`);
    };
    look(document, '');
    expect(silent.filter((each) => !each.includes('/properties/zh') && !each.includes('/properties/en')).join('\n')).toBe('');
  });

  test('says of every member of every object what it means', () => {
    const silent = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      Object.entries((schema['properties'] ?? {}) as Record<string, object>).flatMap(([member, each]) =>
        'x-zh' in each ? [] : `${name}.${member}: add it to src/contract/words.ts`,
      ),
    );
    expect(silent.join('\n')).toBe('');
  });

  test('shows each family of query parameters by names that it reads', () => {
    const forms = document['x-parameter-families'].map(({ pattern }) => new RegExp(pattern));
    document['x-parameter-families'].forEach(({ examples, pattern }, i) => {
      expect(examples.length, pattern).toBeGreaterThan(0);
      // The first form that fits is the one that reads.
      for (const name of examples) expect([name, forms.findIndex((form) => form.test(name))]).toEqual([name, i]);
    });
  });
});
