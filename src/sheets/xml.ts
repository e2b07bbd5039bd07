/** Parts of a workbook as a stream of tags. A document type, which no spreadsheet writes, is refused: entities are a way to grow. */
import { SaxesParser } from 'saxes';
import { ZhuisuError } from '../errors.ts';
import { broken } from './archive.ts';

export interface XmlHandlers {
  /** Name without prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const local = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** Feed it pieces of bytes; `end` when there are no more. Throws table_unreadable. */
export function xmlReader(part: string, { open, text, close }: XmlHandlers): { write(piece: Buffer): void; end(): void } {
  const parser = new SaxesParser({ xmlns: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  parser.on('opentag', ({ name, attributes }) => open(local(name), attributes as Record<string, string>));
  if (text !== undefined) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close !== undefined) parser.on('closetag', ({ name }) => close(local(name)));
  parser.on('doctype', () => {
    throw broken(`${part} 含有文档类型声明`, `${part} holds a document type`);
  });
  parser.on('error', (error) => {
    throw error;
  });
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (error instanceof ZhuisuError) throw error;
      throw broken(`${part} 不是有效的 XML`, `${part} is no well-formed XML`, error);
    }
  };
  return {
    write: (piece) => guarded(() => void parser.write(decoder.decode(piece, { stream: true }))),
    end: () =>
      guarded(() => {
        parser.write(decoder.decode());
        parser.close();
      }),
  };
}

export function readXml(part: string, xml: string, handlers: XmlHandlers): void {
  const reader = xmlReader(part, handlers);
  reader.write(Buffer.from(xml));
  reader.end();
}

/** Attribute by its name without prefix: `r:id` is `id` of the relationships whatever the prefix. */
export function prefixed(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const found = Object.keys(attributes).find((each) => each.endsWith(`:${name}`));
  return found === undefined ? undefined : attributes[found];
}
