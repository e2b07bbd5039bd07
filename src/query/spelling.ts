/**
 * Prefixes that whoever asks has declared, by the `@context` of a named query or by GS1-Extensions: names of extension fields, and words of
 * their own, are then those of the namespaces, whatever prefix an event has for them.
 */
import type { Query } from './reading.ts';

export type Declared = readonly (readonly [prefix: string, namespace: string])[];

/** `example=http://ns.example.com/, other=…` as the header has it once it was read. */
export const declaredIn = (extensions: string): Declared =>
  extensions.split(',').flatMap((each) => {
    const [prefix = '', ...rest] = each.trim().split('=');
    return prefix === '' ? [] : [[prefix, rest.join('=')] as const];
  });

/** Parameters whose values are words of a vocabulary, so that a CURIE may stand there. */
const ofWords = /^(?:eventType|EQ_bizStep|EQ_disposition|EQ_persistentDisposition_(?:set|unset)|EQ_errorReason|EQ_type)$/;

/** The same question with every declared prefix written out. */
export function writtenOut(query: Query, declared: Declared): Query {
  if (declared.length === 0) return query;
  const word = (text: string): string => {
    const used = declared.find(([prefix]) => text.startsWith(`${prefix}:`) && text[prefix.length + 1] !== '/');
    return used === undefined ? text : used[1] + text.slice(used[0].length + 1);
  };
  const words = (text: string): string => text.split('|').map(word).join('|');
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const used = declared.find(([prefix]) => name.includes(`_${prefix}:`));
      const spelt = used === undefined ? name : name.replace(`_${used[0]}:`, () => `_${used[1]}`);
      if (!ofWords.test(name) || value === undefined)
        return [name === 'orderBy' ? name : spelt, name === 'orderBy' && typeof value === 'string' ? word(value) : value];
      return [spelt, Array.isArray(value) ? value.map(words) : words(value)];
    }),
  );
}
