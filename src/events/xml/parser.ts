/**
 * The XML parser with our limits: no document type, no entity but the five predefined ones, 64 levels, attributes of a bounded length.
 * saxes keeps well-formedness, namespaces and positions. It takes most of the time of reading (22,961 events/s read where it alone makes
 * 27,301, bench/xml.ts), but capture in XML reaches 0.84 of the rate of JSON, so a tokenizer of our own would buy little.
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
    // Six handlers and no more: with a seventh, V8 keeps the properties of the parser in a dictionary, and it needs 43 µs an event, not 8.
    saxes.on('error', (error) => {
      throw this.fault(shown(error.message.replace(/^[^:]*:\d+: /, '').replace(/\.$/, '')), 'well-formed XML with namespaces');
    });
    saxes.on('doctype', () => {
      throw this.fault('a document type declaration', 'none: they are not read');
    });
    saxes.on('opentag', (tag) => {
      if (this.#depth === 0) this.#checkDeclaration();
      if (++this.#depth > deepest)
        throw this.fault(`more than ${deepest} levels`, `at most ${deepest} elements within each other`);
      for (const name in tag.attributes) {
        const { length } = (tag as SaxesTagNS).attributes[name]!.value;
        if (length > longestAttribute) throw this.fault(`an attribute of ${length} characters`, `at most ${longestAttribute}`);
      }
      handler.open(tag as SaxesTagNS);
    });
    saxes.on('text', (text) => handler.text(text));
    saxes.on('cdata', (text) => handler.text(text));
    saxes.on('closetag', () => {
      this.#depth--;
      handler.close();
    });
  }

  #checkDeclaration(): void {
    const { encoding, version } = this.#saxes.xmlDecl;
    if (encoding !== undefined && !/^(?:utf-8|us-ascii)$/i.test(encoding))
      throw this.fault(`encoding ${shown(encoding)}`, 'encoding UTF-8');
    if (version !== undefined && version !== '1.0') throw this.fault(`XML ${shown(version)}`, 'XML 1.0');
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

  get line(): number {
    return this.#saxes.line;
  }

  /** Namespace of a prefix where the parser stands. */
  resolve(prefix: string): string | undefined {
    return this.#saxes.resolve(prefix);
  }

  fault(came: string, expected: string): XmlFault {
    return new XmlFault(this.#saxes.line, this.#saxes.column + 1, came, expected);
  }
}
