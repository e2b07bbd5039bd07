/** Damages a JSON document in one place, deterministically: every kind of fault a sender can make, at every place it can be made. */
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Path = readonly (string | number)[];

const replacements: readonly Json[] = [
  null,
  true,
  0,
  -0.5,
  '',
  ' ',
  'word',
  'not a uri',
  'urn:',
  'urn:x',
  'x:/y',
  'http://a b',
  'https://h:port/',
  'https://[::1]/%41',
  'https://user@host:80/p?q#f',
  'a:b#c#d',
  'urn:epcglobal:cbv:bizstep:shipping',
  'https://ns.gs1.org/cbv/BizStep-shipping',
  'https://ref.gs1.org/cbv/BizStep-shipping',
  'https://gs1.org/voc/Temperature',
  'example:own',
  'shipping',
  'active',
  'ADD',
  'OBSERVE',
  'DELETE',
  '2026-02-29T00:00:00Z',
  '2024-02-29t00:00:00+08',
  '2026-01-01 00:00:00Z',
  '2026-01-01T00:00:00',
  '2016-12-31T23:59:60Z',
  '2026-01-01T24:00:00Z',
  '+08:00',
  '+14:00',
  '+14:30',
  'KGM',
  'kg',
  '2.0',
  '2.',
  'ab12',
  [],
  [[]],
  {},
  ['urn:x:1', 'urn:x:1'],
  ['urn:x:1', 'urn:x:2'],
  [{}],
  [{ type: 'po' }],
  { id: 'urn:x:1' },
  { 'example:a': 1 },
  { a: 1 },
];
const names = [
  'comment',
  'example:field',
  'ilmd',
  'persistentDisposition',
  'readPoint',
  'sensorElementList',
  'childEPCs',
  'parentID',
  '@id',
  '',
];

function places(value: Json, path: Path = []): Path[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, i) => places(item, [...path, i]))];
  if (typeof value === 'object' && value !== null)
    return [path, ...Object.entries(value).flatMap(([name, item]) => places(item, [...path, name]))];
  return [path];
}

function copyWith(value: Json, path: Path, change: (value: Json) => Json | undefined): Json | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => {
      if (i !== head) return [item];
      const changed = copyWith(item, rest, change);
      return changed === undefined ? [] : [changed];
    });
  }
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([name, item]: [string, Json]) => {
      if (name !== head) return [[name, item]];
      const changed = copyWith(item, rest, change);
      return changed === undefined ? [] : [[name, changed]];
    }),
  );
}

/** `count` mutants of a document, spread over its places and over the kinds of damage; `seed` picks which. */
export function mutants(document: Json, count: number, seed: number): Json[] {
  const all = places(document);
  let state = seed * 2_654_435_761 + 1;
  const pick = (size: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * size);
  };
  return Array.from({ length: count }, () => {
    const path = all[pick(all.length)]!;
    const kind = pick(10);
    const mutant = copyWith(document, path, (value) => {
      if (kind === 0) return undefined;
      if (kind === 1 && Array.isArray(value)) return [...value, ...value.slice(0, 1)];
      if (kind <= 3 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return { ...value, [names[pick(names.length)]!]: replacements[pick(replacements.length)]! };
      }
      if (kind === 4 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
        const [[first, member] = ['a', null], ...others] = Object.entries(value);
        return { [`${first}x`]: member, ...Object.fromEntries(others) };
      }
      return replacements[pick(replacements.length)]!;
    });
    return mutant === undefined ? null : mutant;
  });
}
