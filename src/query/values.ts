/** What a query parameter is, and values of the kinds that several parameters take. */
import { isUri, noPrefixes, type VocabularyKind, vocabularyWords } from '../events/index.ts';
import { type Condition, vocabularyOf } from './conditions.ts';

export interface Parameter {
  readonly name: string;
  /** In plain words, for the error message. */
  readonly accepts: string;
  /** undefined: the value is not acceptable. */
  readonly read: (value: string) => Condition | undefined;
}

export const listOfUris = 'one or more URIs, separated by |';
export const listOfWords = 'one or more bare words or URIs, separated by |';

export const list = (value: string): string[] => value.split('|').filter((each) => each !== '');

/** Undefined for an empty list, and for one with something that is no URI: that would find nothing, and say nothing. */
export function uriList(value: string): string[] | undefined {
  const uris = list(value);
  return uris.length > 0 && uris.every(isUri) ? uris : undefined;
}

/** In the one spelling of the vocabulary. Undefined for an empty list, and for one with a word that is neither of the standard nor a URI. */
export function wordList(kind: VocabularyKind, value: string): string[] | undefined {
  const words = list(value);
  const known = vocabularyWords[kind];
  return words.length > 0 && words.every((each) => known.includes(each) || isUri(each))
    ? vocabularyOf(kind, words, noPrefixes)
    : undefined;
}

/** A decimal number as JSON and XML Schema have it; Number() alone would take 0x10, Infinity and blanks. */
export const isDecimal = (text: string): boolean =>
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
