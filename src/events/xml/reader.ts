/**
 * EPCIS in XML to EPCIS in JSON, element by element while the text comes in: what is kept of it is the JSON alone. Members of the
 * standard get their place and type from `kinds.ts`, extensions the form that `free.ts` describes.
 */
import type { SaxesTagNS } from 'saxes';
import { shown } from '../schema.ts';
import type { XmlFault } from './fault.ts';
import { type Attributes, add, attributesOf, freeValue, type Json, put } from './free.ts';
import { booleanOf, documentKinds, eventKinds, free, type Kind, type Leaf, type Member, numberOf, ownEvent } from './kinds.ts';
import { bareWord, epcisVersion, type XmlVersion, xsi } from './names.ts';
import { Parser } from './parser.ts';
import { DocumentPrefixes, withPrefixes } from './prefixes.ts';
import { type DocumentKind, documentOf } from './roots.ts';

export interface XmlDocument {
  /** That of the namespace of the root. */
  readonly version: XmlVersion;
  readonly kind: DocumentKind;
  /** EPCISDocument, EPCISQueryDocument or a bare event, as JSON. Master data are an EPCISDocument whose header holds them. */
  readonly value: unknown;
}

interface Frame {
  readonly kind: Kind;
  readonly member: Member;
  /** Object or array under construction; of an extension only when it holds elements. */
  value: Json | unknown[] | undefined;
  text: string;
  readonly attributes: Attributes | undefined;
}

const extensionMember = (name: string): Member => ({ name, kind: free });
const rootMember = extensionMember('');

/** Reads a document in chunks. Throws XmlFault, from `write` as soon as a fault shows. */
export class XmlReader {
  readonly #prefixes = new DocumentPrefixes();
  readonly #frames: Frame[] = [];
  readonly #parser: Parser;
  readonly #resolve: (prefix: string) => string | undefined;
  #root: { local: string; version: XmlVersion; value: Json } | undefined;
  #finished: unknown;

  constructor() {
    this.#parser = new Parser({
      open: (tag) => this.#open(tag),
      text: (text) => {
        const frame = this.#frames.at(-1);
        if (frame !== undefined) frame.text += text;
      },
      close: () => this.#close(),
    });
    this.#resolve = (prefix) => this.#parser.resolve(prefix);
  }

  write(chunk: string): void {
    this.#parser.write(chunk);
  }

  end(): XmlDocument {
    this.#parser.end();
    const { local, version, value } = this.#root!;
    const renamed = this.#prefixes.renamed();
    const read = renamed.size === 0 ? this.#finished : withPrefixes(this.#finished, renamed);
    const { kind, document } = documentOf(local, value, read as Json, this.#prefixes);
    return { version, kind, value: document };
  }

  #open(tag: SaxesTagNS): void {
    for (const prefix in tag.ns) this.#prefixes.declare(prefix, tag.ns[prefix]!);
    const parent = this.#frames.at(-1);
    if (parent === undefined) this.#openRoot(tag);
    else if (parent.kind.is === 'free') this.#push(extensionMember(this.#nameOf(tag)), tag);
    else this.#openWithin(parent, tag);
  }

  #openWithin(parent: Frame, tag: SaxesTagNS): void {
    const standard = tag.uri === '' || epcisVersion(tag.uri) !== undefined;
    const member = standard ? parent.kind.members?.get(tag.local) : undefined;
    if (member?.through === true) {
      this.#frames.push({ kind: parent.kind, member, value: parent.value, text: '', attributes: undefined });
      this.#foreignAttributes(tag, parent.value as Json);
      return;
    }
    if (member !== undefined) return this.#push(member, tag);
    if (parent.kind.is === 'leaf') throw this.#fault(`an element ${shown(tag.name)}`, `text alone in ${parent.member.name}`);
    const name = this.#nameOf(tag);
    if (parent.kind.is === 'list') {
      // Events of somebody's own stand in the extension of a list of events.
      if (parent.kind.members?.has('ObjectEvent') !== true || tag.uri === '')
        throw this.#fault(`an element ${shown(tag.name)}`, `one of ${[...parent.kind.members!.keys()].join(', ')}`);
      return this.#push({ name, kind: ownEvent(name) }, tag);
    }
    this.#push(extensionMember(name), tag);
  }

  #openRoot(tag: SaxesTagNS): void {
    const { local, uri } = tag;
    const declared = Object.values(tag.ns).flatMap((each) => epcisVersion(each) ?? []);
    const version = epcisVersion(uri) ?? (uri === '' ? declared[0] : undefined);
    if (version === undefined)
      throw this.#fault(`a root ${shown(tag.name)} of namespace ${shown(uri)}`, 'a root of an EPCIS namespace');
    const kind = documentKinds.get(local) ?? eventKinds.get(local);
    if (kind === undefined || (uri === '' && documentKinds.has(local)))
      throw this.#fault(`a root ${shown(tag.name)}`, 'EPCISDocument, EPCISQueryDocument, EPCISMasterDataDocument or an event');
    const envelope: Json = {};
    for (const name of ['schemaVersion', 'creationDate']) {
      const value = tag.attributes[name]?.value;
      if (value !== undefined) envelope[name] = value.trim();
    }
    this.#root = { local, version, value: envelope };
    this.#frames.push({
      kind,
      member: rootMember,
      value: kind.type === undefined ? {} : { type: kind.type },
      text: '',
      attributes: undefined,
    });
    for (const name in tag.attributes) {
      const { prefix, local: own, uri: space, value } = tag.attributes[name]!;
      if (name in envelope || prefix === 'xmlns' || name === 'xmlns' || space === xsi) continue;
      add(this.#frames[0]!.value as Json, space === '' ? own : `${this.#prefixes.of(prefix, space)}:${own}`, value);
    }
  }

  #push(member: Member, tag: SaxesTagNS): void {
    const { kind } = member;
    if (kind.is === 'free') {
      const attributes = attributesOf(tag, this.#prefixes, this.#resolve);
      this.#frames.push({ kind, member, value: undefined, text: '', attributes });
      return;
    }
    if (kind.is === 'list') {
      this.#frames.push({ kind, member, value: [], text: '', attributes: undefined });
      this.#foreignAttributes(tag, undefined);
      return;
    }
    const value: Json | undefined = kind.is === 'leaf' ? undefined : kind.type === undefined ? {} : { type: kind.type };
    // A leaf needs its attributes for xsi:nil alone.
    const nil = kind.is === 'leaf' && tag.attributes['xsi:nil']?.value === 'true';
    this.#frames.push({ kind, member, value, text: '', attributes: nil ? nilAttributes : undefined });
    this.#foreignAttributes(tag, value);
  }

  /** Attributes of an element of the standard: members, or names of somebody's own. */
  #foreignAttributes(tag: SaxesTagNS, value: Json | undefined): void {
    const known = this.#frames.at(-1)!.kind.attributes;
    for (const name in tag.attributes) {
      const { prefix, local, uri, value: text } = tag.attributes[name]!;
      const attribute = uri === '' ? known?.get(local) : undefined;
      if (attribute !== undefined && value !== undefined) value[attribute[0]] = this.#leaf(attribute[1], text);
      else if (prefix === 'xmlns' || name === 'xmlns' || uri === xsi || prefix === 'xml') continue;
      else if (value === undefined || uri === '' || Array.isArray(value))
        throw this.#fault(`the attribute ${shown(name)}`, 'an attribute that the standard has here');
      else add(value, `${this.#prefixes.of(prefix, uri)}:${local}`, text);
    }
  }

  #close(): void {
    const frame = this.#frames.pop()!;
    const { kind, member, value, text, attributes } = frame;
    if (member.through === true) return this.#noText(text, 'extension');
    const parent = this.#frames.at(-1);
    if (kind.is === 'leaf') {
      if (attributes === nilAttributes && text.trim() === '') return;
      return this.#take(parent!, member, this.#leaf(kind.leaf!, text));
    }
    if (kind.is === 'free') {
      const read = freeValue(attributes!, value as Json | undefined, text);
      if (value === undefined) this.#prefixes.value(text.trim());
      return this.#take(parent!, member, kind.entry === true ? this.#entry(read) : read);
    }
    if (kind.text !== undefined) {
      const own = this.#leaf(kind.text[1], text) as string;
      if (own.trim() !== '' || kind.text[0] !== '#text') (value as Json)[kind.text[0]] = own;
    } else this.#noText(text, member.name);
    if (parent === undefined) this.#finished = value;
    else this.#take(parent, member, kind.type === 'QuantityEvent' ? observed(value as Json) : value);
  }

  #noText(text: string, name: string): void {
    if (text.trim() !== '') throw this.#fault(`the text ${shown(text.trim())} in ${name}`, 'elements alone');
  }

  /** `<attribute id="…">` of master data. */
  #entry(read: unknown): Json {
    if (read === null || typeof read !== 'object' || !('@id' in read))
      throw this.#fault('an attribute without id', 'an id: it says which attribute this is');
    const { '@id': id, '#text': text, ...others } = read as Json;
    return {
      id,
      attribute:
        Object.keys(others).length === 0 ? (text ?? '') : { ...others, ...(text === undefined ? {} : { '#text': text }) },
    };
  }

  #take(parent: Frame, member: Member, value: unknown): void {
    if (parent.kind.is === 'free') {
      parent.value ??= {};
      add(parent.value as Json, member.name, value);
      return;
    }
    const target = parent.value as Json | unknown[];
    if (Array.isArray(target)) target.push(value);
    else if (member.many === true) ((target[member.name] ??= []) as unknown[]).push(value);
    else if (member.some === true || member.kind === free) add(target, member.name, value);
    else if (Object.hasOwn(target, member.name)) throw this.#fault(`a second ${member.name}`, 'one');
    else put(target, member.name, value);
  }

  #leaf(leaf: Leaf, text: string): unknown {
    switch (leaf) {
      case 'text':
        return text;
      case 'trimmed': {
        const own = text.trim();
        this.#prefixes.value(own);
        return own;
      }
      case 'number':
        return numberOf(text.trim());
      case 'boolean':
        return booleanOf(text.trim());
      default: {
        const word = text.trim();
        if (!word.includes(':')) return word;
        const bare = bareWord(leaf, word) ?? bareWord(leaf, this.#prefixes.expand(word));
        if (bare === undefined) this.#prefixes.value(word);
        return bare ?? word;
      }
    }
  }

  #nameOf({ uri, prefix, local }: SaxesTagNS): string {
    return uri === '' || epcisVersion(uri) !== undefined ? local : `${this.#prefixes.of(prefix, uri)}:${local}`;
  }

  #fault(came: string, expected: string): XmlFault {
    return this.#parser.fault(came, expected);
  }
}

const nilAttributes: Attributes = { members: {}, count: 1, preserve: false };

/** EPCIS 1.1 §7.4.4: what replaces a QuantityEvent. */
function observed({ epcClass, quantity, ...event }: Json): Json {
  return { ...event, type: 'ObjectEvent', action: 'OBSERVE', quantityList: [{ epcClass, quantity }] };
}

/** A whole text at once. Throws XmlFault. */
export function readXmlDocument(text: string): XmlDocument {
  const reader = new XmlReader();
  reader.write(text);
  return reader.end();
}
