/** A small XML text as a tree: for messages whose content is not known beforehand, such as those of the SOAP interface. */
import type { SaxesTagNS } from 'saxes';
import { Parser } from './parser.ts';

export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  readonly attributes: readonly { readonly uri: string; readonly local: string; readonly value: string }[];
  readonly children: readonly XmlElement[];
  /** Text of the element itself, as it stands. */
  readonly text: string;
  readonly line: number;
}

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

/** The root of a text. Throws XmlFault; also when there are more than `most` elements. */
export function readXmlTree(text: string, most: number): XmlElement {
  const open: Growing[] = [];
  let root: Growing | undefined;
  let count = 0;
  const parser = new Parser({
    open(tag) {
      if (++count > most) throw parser.fault(`more than ${most} elements`, 'a smaller message');
      const element = elementOf(tag, parser.line);
      open.at(-1)?.children.push(element);
      root ??= element;
      open.push(element);
    },
    text(piece) {
      const element = open.at(-1);
      if (element !== undefined) element.text += piece;
    },
    close() {
      open.pop();
    },
  });
  parser.write(text);
  parser.end();
  return root!;
}

function elementOf({ uri, local, attributes }: SaxesTagNS, line: number): Growing {
  const own = Object.values(attributes)
    .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
    .map((each) => ({ uri: each.uri, local: each.local, value: each.value }));
  return { uri, local, attributes: own, children: [], text: '', line };
}
