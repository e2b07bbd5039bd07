/**
 * The XML parser with our limits: no document type, no entity but the five predefined ones, 64 levels, attributes of a bounded length.
 * saxes reads about 90 MB a second here and keeps namespaces, well-formedness and positions; a document of EPCIS spends more time in
 * what follows (bench/xml.ts), so a tokenizer of our own would buy little.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { shown } from '../schema.ts';
import { XmlFault } from './fault.ts';

/** Deeper than any document of the standard; the writers below recurse. */
export const deepest = 64;
const longestAttribute = 256 * 1024;

export interface Handler {
  open(tag: SaxesTagNS): void;
  text(text: string): void;
  close(): void;
}

export class Parser {
  readonly #saxes = new SaxesParser({ xmlns: true });
  #depth = 0;
  #started = false;

  constructor(handler: Handler) {
    const saxes = this.#saxes;
    saxes.on('error', (error) => {
      throw this.fault(shown(error.message.replace(/^[^:]*:\d+: /, '').replace(/\.$/, '')), 'well-formed XML with namespaces');
    });
    saxes.on('xmldecl', ({ encoding, version }) => {
      if (encoding !== undefined && !/^(?:utf-8|us-ascii)$/i.test(encoding))
        throw this.fault(`encoding ${shown(encoding)}`, 'encoding UTF-8');
      if (version !== '1.0') throw this.fault(`XML ${shown(version)}`, 'XML 1.0');
    });
    saxes.on('doctype', () => {
      throw this.fault('a document type declaration', 'none: they are not read');
    });
    saxes.on('opentagstart', () => {
      if (++this.#depth > deepest)
        throw this.fault(`more than ${deepest} levels`, `at most ${deepest} elements within each other`);
    });
    saxes.on('attribute', ({ value }) => {
      if (value.length > longestAttribute)
        throw this.fault(`an attribute of ${value.length} characters`, `at most ${longestAttribute}`);
    });
    saxes.on('opentag', (tag) => handler.open(tag as SaxesTagNS));
    saxes.on('text', (text) => handler.text(text));
    saxes.on('cdata', (text) => handler.text(text));
    saxes.on('closetag', () => {
      this.#depth--;
      handler.close();
    });
  }

  write(chunk: string): void {
    if (chunk === '') return;
    this.#started = true;
    this.#saxes.write(chunk);
  }

  end(): void {
    if (!this.#started) throw this.fault('nothing', 'an XML document');
    this.#saxes.close();
  }

  /** Namespace of a prefix where the parser stands. */
  resolve(prefix: string): string | undefined {
    return this.#saxes.resolve(prefix);
  }

  fault(came: string, expected: string): XmlFault {
    return new XmlFault(this.#saxes.line, this.#saxes.column + 1, came, expected);
  }
}
