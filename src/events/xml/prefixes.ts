/** Prefixes of one JSON document, gathered while its XML is read: one meaning each, whatever the XML declares where. */
import { expandCurie, type Prefixes } from '../context.ts';
import { contextPrefixes, epcisVersion, isMasterDataNamespace, sbdh, standardContext, xsd, xsi } from './names.ts';

/** Schemes of URIs: as prefixes they would turn URIs into something else. */
const schemes = new Set(['http', 'https', 'urn', 'xml', 'xmlns', '']);

export class DocumentPrefixes {
  /** Those that the document adds to the EPCIS context or gives another meaning. */
  readonly #own = new Map<string, string>();
  readonly #all = new Map(contextPrefixes);
  readonly #byUri = new Map<string, string>();
  readonly #schemes = new Set<string>();

  get all(): Prefixes {
    return this.#all;
  }

  /** Remembers a declaration of the XML, because values may use its prefix; its elements may come under another one. */
  declare(prefix: string, uri: string): void {
    if (uri === '' || schemes.has(prefix) || epcisVersion(uri) !== undefined || uri === xsi || uri === xsd || uri === sbdh)
      return;
    if (uri.startsWith('urn:epcglobal:xsd:')) return;
    this.of(prefix, uri);
  }

  /** Prefix for names of this namespace; `wanted` unless it is taken. */
  of(wanted: string, uri: string): string {
    const known = this.#byUri.get(uri);
    if (known !== undefined) return known;
    let base = isMasterDataNamespace(uri) ? 'cbvmda' : uri === sbdh ? 'sbdh' : wanted;
    if (schemes.has(base)) base = 'ns';
    let prefix = base;
    for (let i = 1; this.#own.has(prefix) || (prefix === 'ns' && i === 1); i++) prefix = base + i;
    this.#byUri.set(uri, prefix);
    this.#own.set(prefix, uri);
    this.#all.set(prefix, uri);
    return prefix;
  }

  /** For CURIEs of CBV words. */
  expand(value: string): string {
    return expandCurie(value, this.#all);
  }

  /**
   * In XML the prefixes of CBV alone make CURIEs of values: `example:x` is a URI of a scheme "example", even where the document
   * declares that prefix for its elements. In JSON it would be a CURIE, so the prefix of the elements then has to be another.
   */
  value(text: string): void {
    const colon = text.indexOf(':');
    if (colon <= 0 || colon > 40 || text.startsWith('urn:') || text.startsWith('http') || this.#schemes.size > 1_000) return;
    const first = text.charCodeAt(0) | 32;
    if (first >= 97 && first <= 122) this.#schemes.add(text.slice(0, colon));
  }

  /** Old names to new ones, of prefixes that values use as schemes. To be asked once, when all is read. */
  renamed(): ReadonlyMap<string, string> {
    const renamed = new Map<string, string>();
    for (const [prefix, uri] of [...this.#own]) {
      if (!this.#schemes.has(prefix) || contextPrefixes.get(prefix) === uri) continue;
      let other = prefix;
      for (let i = 1; this.#own.has(other) || this.#schemes.has(other); i++) other = prefix + i;
      this.#own.delete(prefix);
      this.#own.set(other, uri);
      renamed.set(prefix, other);
    }
    return renamed;
  }

  /** The `@context` of the document. */
  context(): unknown {
    const own = [...this.#own].filter(([prefix, uri]) => contextPrefixes.get(prefix) !== uri);
    return own.length === 0 ? [standardContext] : [standardContext, Object.fromEntries(own)];
  }
}

/** The same JSON with other prefixes in the names of its members and of its types. */
export function withPrefixes(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  const rename = (name: string): string => {
    const start = name.charCodeAt(0) === 64 ? 1 : 0;
    const colon = name.indexOf(':');
    const other = colon < 0 ? undefined : renamed.get(name.slice(start, colon));
    return other === undefined ? name : name.slice(0, start) + other + name.slice(colon);
  };
  const walk = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(walk);
    if (each === null || typeof each !== 'object') return each;
    return Object.fromEntries(
      Object.entries(each).map(([name, member]) => {
        const isType = name === '@xsi:type' || (name === '@type' && Object.hasOwn(each, '@value'));
        return [rename(name), isType && typeof member === 'string' ? rename(member) : walk(member)];
      }),
    );
  };
  return walk(value);
}
