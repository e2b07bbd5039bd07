/**
 * The chains of the eight categories as the demo tells them: each stage by the example of its definition, in the words, codes and firms of
 * one product of Jiyuan. What is written by hand is only what differs from the examples.
 */
import type { SimpleRecord } from '../../../src/categories/definition.ts';

/** Everywhere in the records of the chain, or of these stages alone, the first stands as the second. */
export type Swap = readonly [from: string, to: string, ...stages: readonly string[]];

export interface Telling {
  /** Before codes and firms are those of the demo. */
  readonly swaps?: readonly Swap[];
  /** What differs from the example of a stage; null takes a member away. */
  readonly but?: Readonly<Record<string, SimpleRecord>>;
  /** Years by which all of it lies before its examples: what lives for twenty years was made twenty years ago. */
  readonly years?: number;
  /** Days by which single stages lie before their examples; less than none: after them. */
  readonly days?: Readonly<Record<string, number>>;
  /** From a thing of this stage the way leads down to a thing of that one. */
  readonly way: readonly [from: string, to: string];
}

/** Chain of a category → how it is told. */
export type Tellings = Readonly<Record<string, Telling>>;
