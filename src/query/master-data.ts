/** SimpleMasterDataQuery (EPCIS 1.2 §8.2.7.2): its parameters as a table, its answer as a list of vocabularies. */
import { ZhuisuError } from '../errors.ts';
import { identityOf, noPrefixes, type Vocabulary } from '../events/index.ts';
import { type MasterDataElement, masterDataElements, placesWithin, type Store } from '../store/index.ts';
import { asList, textOf } from './conditions.ts';
import type { Query } from './reading.ts';

/** Elements in one answer, and how many are looked at for it. */
const mostElements = 10_000;
const mostLookedAt = 100_000;
const batch = 1_000;

interface Asked {
  includeAttributes?: boolean;
  includeChildren?: boolean;
  attributeNames?: ReadonlySet<string>;
  types?: readonly string[];
  uris?: readonly string[];
  within?: readonly string[];
  maxElementCount?: number;
  /** How who asks spells the elements: canonical URI to URI. */
  readonly spelling: Map<string, string>;
  readonly tests: ((attributes: Readonly<Record<string, unknown>>) => boolean)[];
}

/** undefined: the value is not acceptable. */
type Reader = (asked: Asked, values: readonly string[]) => true | undefined;

const truth =
  (member: 'includeAttributes' | 'includeChildren'): Reader =>
  (asked, [value = '']) => {
    if (value !== 'true' && value !== 'false' && value !== '1' && value !== '0') return undefined;
    asked[member] = value === 'true' || value === '1';
    return true;
  };

function identities({ spelling }: Asked, values: readonly string[]): string[] {
  return values.map((each) => {
    const uri = identityOf(each, noPrefixes);
    spelling.set(uri, each);
    return uri;
  });
}

const readers: ReadonlyMap<string, readonly [accepts: string, read: Reader]> = new Map<string, readonly [string, Reader]>([
  ['includeAttributes', ['true or false', truth('includeAttributes')]],
  ['includeChildren', ['true or false', truth('includeChildren')]],
  [
    'attributeNames',
    [
      'a list of attribute names',
      (asked, values) => {
        asked.attributeNames = new Set(values);
        return true;
      },
    ],
  ],
  [
    'vocabularyName',
    [
      'a list of vocabulary types',
      (asked, values) => {
        asked.types = values;
        return true;
      },
    ],
  ],
  [
    'EQ_name',
    [
      'a list of URIs',
      (asked, values) => {
        asked.uris = identities(asked, values);
        return true;
      },
    ],
  ],
  [
    'WD_name',
    [
      'a list of URIs',
      (asked, values) => {
        asked.within = identities(asked, values);
        return true;
      },
    ],
  ],
  [
    'HASATTR',
    [
      'a list of attribute names',
      (asked, values) => {
        asked.tests.push((attributes) => values.some((name) => Object.hasOwn(attributes, name)));
        return true;
      },
    ],
  ],
  [
    'maxElementCount',
    [
      'a whole number',
      (asked, [value = '']) => {
        if (!/^\d{1,9}$/.test(value)) return undefined;
        asked.maxElementCount = Number(value);
        return true;
      },
    ],
  ],
]);

const attributeForm = /^EQATTR_(\S+)$/;

/**
 * The vocabularies that the parameters ask for; a list is an array of texts. Throws parameter_unknown, parameter_invalid,
 * query_too_large.
 */
export async function masterDataVocabularies(store: Store, query: Query): Promise<Vocabulary[]> {
  const asked = read(query);
  let uris = asked.uris;
  if (asked.within !== undefined) {
    const within = new Set(await placesWithin(store.database, asked.within));
    uris = uris === undefined ? [...within] : uris.filter((each) => within.has(each));
  }
  const most = Math.min(asked.maxElementCount ?? mostElements, mostElements);
  const found: MasterDataElement[] = [];
  let after: MasterDataElement | undefined;
  for (let looked = 0; ; ) {
    const rows = await masterDataElements(store.database, { types: asked.types, uris, after, limit: batch });
    for (const row of rows) {
      if (!asked.tests.every((test) => test(row.attributes))) continue;
      if (found.length === most) throw new ZhuisuError('query_too_large', { expected: most });
      found.push(row);
    }
    looked += rows.length;
    if (rows.length < batch) break;
    if (looked >= mostLookedAt) throw new ZhuisuError('query_too_large', { expected: mostLookedAt });
    after = rows.at(-1);
  }
  return vocabulariesOf(found, asked);
}

function read(query: Query): Asked {
  const asked: Asked = { spelling: new Map(), tests: [] };
  for (const [name, given] of Object.entries(query)) {
    const values = asList(given) as string[];
    const attribute = attributeForm.exec(name)?.[1];
    if (attribute !== undefined) {
      const wanted = new Set(values);
      asked.tests.push((attributes) => asList(attributes[attribute]).some((each) => wanted.has(textOf(each) ?? '')));
      continue;
    }
    const reader = readers.get(name);
    if (reader === undefined)
      throw new ZhuisuError('parameter_unknown', {
        name: name.slice(0, 80),
        expected: [...readers.keys(), 'EQATTR_{attribute}'].join(', '),
      });
    if (reader[1](asked, values) === undefined) throw invalid(name, JSON.stringify(values).slice(0, 60), reader[0]);
  }
  for (const name of ['includeAttributes', 'includeChildren'] as const)
    if (asked[name] === undefined) throw invalid(name, 'nothing', 'true or false: this query does not go without');
  if (asked.attributeNames !== undefined && asked.includeAttributes !== true)
    throw invalid('attributeNames', 'it', 'includeAttributes true beside it');
  return asked;
}

const invalid = (name: string, came: string, expected: string): ZhuisuError =>
  new ZhuisuError('parameter_invalid', { name, came, expected });

function vocabulariesOf(elements: readonly MasterDataElement[], asked: Asked): Vocabulary[] {
  const byType = new Map<string, NonNullable<Vocabulary['vocabularyElementList']>[number][]>();
  for (const { type, uri, attributes, children } of elements) {
    const wanted = Object.entries(attributes).filter(([name]) => asked.attributeNames?.has(name) ?? true);
    const list = byType.get(type) ?? [];
    byType.set(type, list);
    list.push({
      id: asked.spelling.get(uri) ?? uri,
      ...(asked.includeAttributes === true
        ? {
            attributes: wanted.flatMap(([id, values]) =>
              asList(values).map((attribute) => ({ id, attribute: attribute as string })),
            ),
          }
        : {}),
      ...(asked.includeChildren === true && children.length > 0 ? { children: [...children] } : {}),
    });
  }
  return [...byType].map(([type, vocabularyElementList]) => ({ type, vocabularyElementList }));
}
