/** Names of JSON members as names of XML: which prefixes the root declares, and under which of them each name goes. */
import { expandCurie, noPrefixes, type Prefixes } from '../context.ts';
import { isUri } from '../formats.ts';
import { isNcName, nameAtEnd } from '../nc-names.ts';
import { shown } from '../schema.ts';
import { XmlInexpressible } from './fault.ts';
import { sbdh, xml, xsd, xsi } from './names.ts';
import { escapeAttribute } from './text.ts';

export class OutNames {
  /** In force where the writer stands: of the document, within an event also its own. */
  prefixes: Prefixes;
  readonly #root = new Map<string, string>();
  readonly #optional = new Map<string, string>();
  readonly #used = new Set<string>();
  /** What events say beside the document. An element that declared it for itself could need one prefix for two namespaces. */
  readonly #further = new Map<string, string>();
  readonly #kept = new Map<string, string>();

  constructor(prefixes: Prefixes, root: readonly (readonly [string, string])[]) {
    this.prefixes = prefixes;
    for (const [prefix, uri] of root) this.#root.set(prefix, uri);
    for (const [prefix, uri] of [['xsi', xsi] as const, ['xsd', xsd] as const, ['sbdh', sbdh] as const])
      this.#optional.set(prefix, uri);
    for (const [prefix, uri] of prefixes) {
      if (this.#root.has(prefix) || this.#optional.has(prefix) || !isPrefix(prefix, uri)) continue;
      if (noPrefixes.get(prefix) === uri) this.#optional.set(prefix, uri);
      else this.#root.set(prefix, uri);
    }
  }

  /** Prefixes of an event that carries a context of its own. */
  enter(prefixes: Prefixes): void {
    if (prefixes === this.prefixes) return;
    this.prefixes = prefixes;
    this.#kept.clear();
  }

  /** Name of an element or attribute for a member. Throws XmlInexpressible. */
  of(name: string, at: string): string {
    let found = this.#kept.get(name);
    if (found === undefined) {
      found = this.#make(name, at);
      if (this.#kept.size < 10_000) this.#kept.set(name, found);
    }
    return found;
  }

  #make(name: string, at: string): string {
    const colon = name.indexOf(':');
    if (colon < 0) {
      if (!isNcName(name)) throw new XmlInexpressible(at, `the name ${shown(name)}`, 'a name that XML can have');
      return name;
    }
    const prefix = name.slice(0, colon);
    const local = name.slice(colon + 1);
    const uri = prefix === 'sbdh' ? (this.prefixes.get(prefix) ?? sbdh) : (this.prefixes.get(prefix) ?? noPrefixes.get(prefix));
    if (uri !== undefined && isNcName(local) && isPrefix(prefix, uri)) return this.#declared(prefix, uri, local);
    const full = uri === undefined ? name : uri + local;
    const cut = nameAtEnd(full);
    if (cut <= 0) throw new XmlInexpressible(at, `the name ${shown(name)}`, 'a name that ends in letters after its namespace');
    const namespace = full.slice(0, cut);
    return this.#declared(namespace === `${prefix}:` && isPrefix(prefix, namespace) ? prefix : 'ns', namespace, full.slice(cut));
  }

  #declared(prefix: string, uri: string, local: string): string {
    if (this.#root.get(prefix) === uri) return `${prefix}:${local}`;
    if (this.#optional.get(prefix) === uri) {
      this.#used.add(prefix);
      return `${prefix}:${local}`;
    }
    return `${this.#another(prefix, uri)}:${local}`;
  }

  /** The prefix itself where it is free in the whole document, else with a number behind it. */
  #another(prefix: string, uri: string): string {
    for (let number = 1; ; number++) {
      const name = number === 1 ? prefix : `${prefix}-${number}`;
      if (this.#root.has(name) || this.#optional.has(name)) continue;
      const meant = this.#further.get(name);
      if (meant === undefined) this.#further.set(name, uri);
      if (meant === undefined || meant === uri) return name;
    }
  }

  use(prefix: 'xsi' | 'xsd'): void {
    this.#used.add(prefix);
  }

  /** A CURIE of CBV's own prefixes, or the whole URI where the document means something else by them. */
  curie(prefix: 'gs1' | 'cbv', word: string): string {
    const uri = noPrefixes.get(prefix)!;
    if ((this.prefixes.get(prefix) ?? uri) !== uri || this.#optional.get(prefix) !== uri) return uri + word;
    this.#used.add(prefix);
    return `${prefix}:${word}`;
  }

  /** In XML only CBV's prefixes make CURIEs of values, so those of the document are written out. */
  value(text: string): string {
    const colon = text.indexOf(':');
    if (colon <= 0 || text.startsWith('urn:') || text.startsWith('http')) return text;
    const prefix = text.slice(0, colon);
    const uri = this.prefixes.get(prefix);
    if (uri === undefined || noPrefixes.get(prefix) === uri || !isUri(text)) return text;
    return expandCurie(text, this.prefixes);
  }

  /** Declarations for the root, once all is written. */
  declarations(): string {
    const used = [...this.#optional].filter(([prefix]) => this.#used.has(prefix));
    return [...this.#root, ...this.#further, ...used]
      .map(([prefix, uri]) => ` xmlns:${prefix}="${escapeAttribute(uri, '$["@context"]')}"`)
      .join('');
  }
}

const isPrefix = (prefix: string, uri: string): boolean => uri !== '' && uri !== xml && !/^xml/i.test(prefix) && isNcName(prefix);
