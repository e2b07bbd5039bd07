/**
 * The language in which a category is written: products, stages, fields, where each field lies in an EPCIS event. One definition gives
 * the form, the template, the schema of the simple interface, the checks, the label and the public page. Plain data.
 */

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Where something is written, and whether that was confirmed against the text itself. What was not is shown as such. */
export interface Source {
  readonly text: string;
  readonly verified: boolean;
}

/** Who is told the value beside its owner. `partners`: the firms one step up and down. */
export type Visibility = 'public' | 'partners' | 'authority' | 'owner';

export interface Choice extends Words {
  readonly value: string;
}

/** What may stand in a field. Codes are those of the schemes in `src/codes`; units the common codes of UN/ECE Recommendation 20. */
export type Kind =
  | { readonly kind: 'text'; readonly most?: number; readonly form?: string }
  | { readonly kind: 'number'; readonly least?: number; readonly most?: number; readonly whole?: boolean; readonly unit?: string }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly many?: boolean }
  | { readonly kind: 'flag' }
  /** One thing or several: units, cases, equipment. */
  | { readonly kind: 'codes'; readonly many?: boolean; readonly schemes?: readonly string[] }
  /** A lot or class, or several, with the amount; `counted`: the amount must be said. */
  | { readonly kind: 'amounts'; readonly many?: boolean; readonly counted?: boolean; readonly units: readonly string[] }
  /** A firm or body: credit code, GLN, URI. */
  | { readonly kind: 'party' }
  | { readonly kind: 'place' }
  /** Division code of six or nine digits. */
  | { readonly kind: 'area' }
  /** A natural person, by token. */
  | { readonly kind: 'person' }
  /** A number on paper, or the address of the document. */
  | { readonly kind: 'document'; readonly schemes?: readonly string[] };

/** Where a value lies in the event (EPCIS 2.0 §7.4, CBV 2.0 §8, §9). */
export type Slot =
  | { readonly at: 'eventTime' }
  | { readonly at: 'things' | 'inputs' | 'outputs' | 'children' | 'parent' | 'transformation' }
  | { readonly at: 'bizLocation' | 'readPoint' }
  | { readonly at: 'source' | 'destination'; readonly type: 'owning_party' | 'possessing_party' | 'location' }
  /** CBV 2.0 §7.3 type of the business transaction. */
  | { readonly at: 'document'; readonly type: string }
  | { readonly at: 'certification' }
  | { readonly at: 'ilmd' | 'member'; readonly name: string }
  | { readonly at: 'sensor'; readonly type: string; readonly uom: string; readonly value: 'value' | 'minValue' | 'maxValue' }
  /** The choice itself is the disposition. */
  | { readonly at: 'disposition' };

export interface Field extends Words {
  /** Stands in records, columns and addresses; never changes. */
  readonly key: string;
  readonly value: Kind;
  readonly slot: Slot;
  readonly need: 'required' | 'optional';
  readonly sees: Visibility;
  /** Set where a law asks for it. */
  readonly law?: Source;
  readonly hint?: Words;
}

/** What the stage is to EPCIS. A `bizStep` of our own is a URI of the vocabulary below. */
export interface EventForm {
  readonly type: 'ObjectEvent' | 'AggregationEvent' | 'AssociationEvent' | 'TransactionEvent' | 'TransformationEvent';
  /** Absent for transformations. */
  readonly action?: 'ADD' | 'OBSERVE' | 'DELETE';
  readonly bizStep: string;
  readonly disposition?: string;
  readonly persistent?: { readonly set?: readonly string[]; readonly unset?: readonly string[] };
}

/** A record in the simple form: one row of a sheet, one form filled in. Values by the keys of the stage’s columns. */
export type SimpleRecord = Readonly<Record<string, unknown>>;

export interface Stage extends Words {
  readonly id: string;
  readonly event: EventForm;
  readonly fields: readonly Field[];
  /** A record that is right, for the template, the documents and the tests. */
  readonly example: SimpleRecord;
  readonly source: Source;
}

/** The way of one product group from its first stage to its last. */
export interface Chain extends Words {
  readonly id: string;
  /** Stages in their usual order; one may stand in several chains. */
  readonly stages: readonly string[];
  /** Stages of other categories, as `category/stage`, whose outcome goes in. */
  readonly from?: readonly string[];
}

/** An entry of the directory of important products (重要产品名录). */
export interface Product extends Words {
  readonly id: string;
  readonly chain: string;
  readonly source: Source;
}

export interface Profile {
  /** Id of a category. */
  readonly category: string;
  /** Events keep the version they were recorded under. */
  readonly version: string;
  /** YYYY-MM-DD */
  readonly validFrom: string;
  readonly chains: readonly Chain[];
  readonly products: readonly Product[];
  readonly stages: readonly Stage[];
}

/** Something that is registered beside the log: lifts, stores, quotas, permits. Rules read its columns by key. */
export interface Register extends Words {
  readonly id: string;
  /** What a row is found by: a code of one of these schemes, or a text. `others`: a number of none of them is a key as it is written. */
  readonly key: Words & { readonly schemes?: readonly string[]; readonly others?: true };
  readonly columns: readonly (Words & {
    readonly key: string;
    readonly kind: 'text' | 'number' | 'date' | 'flag';
    readonly unit?: string;
    readonly optional?: true;
    /** A day by which something ends or must be done, though no rule reads it. */
    readonly due?: true;
  })[];
  readonly source: Source;
}

/** Namespace of the members and steps that EPCIS has no word for. */
export const vocabulary = 'urn:zhuisu:voc:';
/** That namespace, and the one of events that were recorded before it: both are understood, the first is written. */
export const vocabularies: readonly string[] = [vocabulary, 'https://ns.zhuisu.example/epcis/'];
/** The step of that vocabulary. */
export const ownStep = (name: string): string => `${vocabulary}${name}`;
