/** The headers GS1-EPC-Format and GS1-CBV-XML-Format, applied to one event (EPCIS 2.0 §12.4). */
import { canonicalUri, parseDigitalLink, toEpcUrn } from '../../codes/index.ts';
import { expandCurie, type Prefixes } from '../context.ts';
import type { Json } from './free.ts';
import { isObject } from './json.ts';
import { bareWord, isBareWord, type Words, wordForms } from './names.ts';

export interface Formats {
  readonly epc: 'No_Preference' | 'Always_GS1_Digital_Link' | 'Always_EPC_URN' | 'Never_Translates';
  /** For XML alone: JSON has CBV words bare. */
  readonly cbv: 'No_Preference' | 'Always_Web_URI' | 'Always_URN' | 'Never_Translates';
}

type Translate = (text: string) => string;

/**
 * The event with its identifiers and CBV words in the spelling asked for; the event itself where nothing changes. An EPC URN says how
 * long the company prefix is and a Digital Link does not, so a link becomes a URN only where another URN of the same event has told
 * the prefix; else it stays. CBV words without a URN (measurements, components) stay bare under Always_URN.
 */
export function translated(event: unknown, { epc, cbv }: Formats, prefixes: Prefixes): unknown {
  if (!isObject(event)) return event;
  const identifiers =
    epc === 'Always_GS1_Digital_Link' ? toLink : epc === 'Always_EPC_URN' ? toUrn(companyPrefixes(event)) : undefined;
  const words = cbv === 'Always_Web_URI' || cbv === 'Always_URN' ? cbv : undefined;
  if (identifiers === undefined && words === undefined) return event;
  return eventIn(
    event,
    (text) => identifiers?.(expandCurie(text, prefixes)) ?? text,
    (kind) => (text) => (words === undefined ? text : wordIn(words, kind, text, prefixes)),
  );
}

function wordIn(format: 'Always_Web_URI' | 'Always_URN', kind: Words, text: string, prefixes: Prefixes): string {
  const word = isBareWord(kind, text) ? text : bareWord(kind, expandCurie(text, prefixes));
  if (word === undefined) return text;
  const { urn, web } = wordForms[kind];
  return format === 'Always_Web_URI' ? web + word : urn === '' ? word : urn + word;
}

const toLink = (text: string): string | undefined => {
  const link = text.startsWith('urn:epc:') ? canonicalUri(text) : undefined;
  return link === text ? undefined : link;
};

const toUrn =
  (known: readonly string[]): ((text: string) => string | undefined) =>
  (text) => {
    const link = /^https?:/i.test(text) ? parseDigitalLink(text)?.canonical : undefined;
    if (link === undefined) return undefined;
    for (const prefix of known) {
      const urn = toEpcUrn(link, prefix.length);
      if (urn?.split(':')[4]?.startsWith(`${prefix}.`)) return urn;
    }
    return undefined;
  };

/** Company prefixes that the EPC URNs of an event tell. */
function companyPrefixes(event: Json): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      const prefix = /^urn:epc:(?:id|class|idpat):[a-z]+:(\d{6,12})\./.exec(value)?.[1];
      if (prefix !== undefined) found.add(prefix);
    } else if (Array.isArray(value)) value.forEach(look);
    else if (isObject(value)) Object.values(value).forEach(look);
  };
  for (const name of identified) look(event[name]);
  return [...found];
}

const lists = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'];
const quantities = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'];
const places = ['readPoint', 'bizLocation'];
const single = ['parentID', 'transformationID'];
const typed: readonly (readonly [list: string, member: string, kind: Words])[] = [
  ['bizTransactionList', 'bizTransaction', 'bizTransaction'],
  ['sourceList', 'source', 'sourceDest'],
  ['destinationList', 'destination', 'sourceDest'],
];
const identified = [...lists, ...quantities, ...places, ...single, ...typed.map(([list]) => list)];

function eventIn(event: Json, id: Translate, word: (kind: Words) => Translate): Json {
  const made: Json = { ...event };
  const change = (target: Json, name: string, how: (value: unknown) => unknown): void => {
    if (target[name] !== undefined) target[name] = how(target[name]);
  };
  const text =
    (how: Translate) =>
    (value: unknown): unknown =>
      typeof value === 'string' ? how(value) : value;
  const each =
    (how: (value: unknown) => unknown) =>
    (value: unknown): unknown =>
      Array.isArray(value) ? value.map(how) : value;
  const within =
    (changes: Readonly<Record<string, (value: unknown) => unknown>>) =>
    (value: unknown): unknown => {
      if (!isObject(value)) return value;
      const copy = { ...value };
      for (const name of Object.keys(changes)) change(copy, name, changes[name]!);
      return copy;
    };
  for (const name of lists) change(made, name, each(text(id)));
  for (const name of quantities) change(made, name, each(within({ epcClass: text(id) })));
  for (const name of places) change(made, name, within({ id: text(id) }));
  for (const name of single) change(made, name, text(id));
  for (const [list, member, kind] of typed) change(made, list, each(within({ [member]: text(id), type: text(word(kind)) })));
  change(made, 'bizStep', text(word('bizStep')));
  change(made, 'disposition', text(word('disposition')));
  const dispositions = each(text(word('disposition')));
  change(made, 'persistentDisposition', within({ set: dispositions, unset: dispositions }));
  change(made, 'errorDeclaration', within({ reason: text(word('errorReason')) }));
  const report = within({ type: text(word('measurement')), exception: text(word('alert')), component: text(word('component')) });
  change(made, 'sensorElementList', each(within({ sensorReport: each(report) })));
  return made;
}
