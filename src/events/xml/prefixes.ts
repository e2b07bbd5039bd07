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

  get all(): Prefixes {
    return this.#all;
  }

  /** Remembers a declaration of the XML, because values may use its prefix; its elements may come under another one. */
  declare(prefix: string, uri: string): void {
    if (uri === '' || schemes.has(prefix) || epcisVersion(uri) !== undefined || uri === xsi || uri === xsd || uri === sbdh) return;
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

  /** A value whose prefix the XML declares otherwise than the document in JSON will. */
  expand(value: string): string {
    return expandCurie(value, this.#all);
  }

  /** The `@context` of the document. */
  context(): unknown {
    const own = [...this.#own].filter(([prefix, uri]) => contextPrefixes.get(prefix) !== uri);
    return own.length === 0 ? [standardContext] : [standardContext, Object.fromEntries(own)];
  }
}
