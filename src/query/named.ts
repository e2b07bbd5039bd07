/** Queries with a name: checked when they are made, so that they work when they are asked. */
import { checked, queryDefinition } from '../contract/index.ts';
import { ZhuisuError } from '../errors.ts';
import { isUri } from '../events/index.ts';
import { addQuery, dropQuery, namedQueries, queryNamed, type Store } from '../store/index.ts';
import type { NextPage, Turn } from './page-token.ts';
import { type Query, readParameters } from './reading.ts';
import { type Declared, writtenOut } from './spelling.ts';

export interface Definition {
  readonly name: string;
  readonly query: Readonly<Record<string, unknown>>;
}

/** The JSON of a definition as the parameters of a query string. Throws value_invalid. */
export function parametersOf(query: Readonly<Record<string, unknown>>): Query {
  const simple = (name: string, value: unknown): string => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    // EXISTS_ parameters may have no value.
    if (value === null && name.startsWith('EXISTS_')) return '';
    throw new ZhuisuError('value_invalid', {
      path: `query.${name}`.slice(0, 100),
      came: JSON.stringify(value)?.slice(0, 60) ?? 'nothing',
      expected: 'a text, a number, true, false, or a list of them',
    });
  };
  const { '@context': context, ...parameters } = query;
  const spelt = Object.entries(parameters).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map((each) => simple(name, each)).join('|') : simple(name, value),
  ]);
  return writtenOut(Object.fromEntries(spelt) as Query, declaredBy(context));
}

/** The query schema of the standard lets a query bring its own `@context`. Throws value_invalid. */
function declaredBy(context: unknown): Declared {
  return [context ?? []].flat().flatMap((each: unknown) => {
    // Contexts that are named by their address are those of the standard; they have no extension fields.
    if (typeof each === 'string' && isUri(each)) return [];
    if (typeof each === 'object' && each !== null && Object.values(each).every((base) => typeof base === 'string' && isUri(base)))
      return Object.entries(each as Record<string, string>);
    throw new ZhuisuError('value_invalid', {
      path: 'query.@context',
      came: JSON.stringify(each)?.slice(0, 60) ?? 'nothing',
      expected: 'the address of a context, an object of prefixes and their namespaces, or a list of them',
    });
  });
}

/** Prefixes of GS1-Extensions are kept with the query that they were declared for; those of its own context go before them. */
const within = (query: Record<string, unknown>, declared: Readonly<Record<string, string>>): Record<string, unknown> =>
  Object.keys(declared).length === 0 ? query : { ...query, '@context': [query['@context'] ?? [], declared].flat() };

/** `declared`: by GS1-Extensions. Throws value_invalid, parameter_unknown, parameter_invalid, query_exists. */
export async function defineQuery(
  store: Store,
  body: Readonly<Record<string, unknown>>,
  owner: string | undefined,
  declared: Readonly<Record<string, string>> = {},
): Promise<Definition> {
  const { name, query: given } = checked(queryDefinition, body);
  const query = within(given as Record<string, unknown>, declared);
  const definition = { name, query };
  readParameters(parametersOf(definition.query));
  if (!(await addQuery(store.database, { name, query: JSON.stringify(query), owner: owner ?? null })))
    throw new ZhuisuError('query_exists', { came: name });
  return definition;
}

/** `owner`: that of another organisation is not there; undefined is the operator, who finds all. Throws not_found. */
export async function definitionOf(store: Store, name: string, owner: string | undefined): Promise<Definition> {
  const found = await queryNamed(store.database, name);
  if (found === undefined || (owner !== undefined && found.owner !== owner))
    throw new ZhuisuError('not_found', { came: `/epcis/queries/${name.slice(0, 80)}` });
  return { name: found.name, query: JSON.parse(found.query) as Record<string, unknown> };
}

/** One page of all definitions, by name. */
export async function definitions(
  store: Store,
  perPage: number,
  turn: Turn<string>,
  owner: string | undefined,
): Promise<{ list: Definition[]; next: NextPage | undefined }> {
  const rows = await namedQueries(store.database, perPage + 1, turn.after ?? '', owner);
  const more = rows.length > perPage;
  if (more) rows.pop();
  const last = rows.at(-1);
  return {
    list: rows.map(({ name, query }) => ({ name, query: JSON.parse(query) as Record<string, unknown> })),
    next: more && last !== undefined ? turn.next(last.name) : undefined,
  };
}

/** Throws not_found. */
export async function forgetQuery(store: Store, name: string, owner: string | undefined): Promise<void> {
  await definitionOf(store, name, owner);
  if (!(await dropQuery(store.database, name)))
    throw new ZhuisuError('not_found', { came: `/epcis/queries/${name.slice(0, 80)}` });
}
