/** What the national schemes share: a pattern whose groups are the segments, and rules that say what is wrong with them. */
import { nationalUrn } from './national-uri.ts';
import type { Grain, Label, Reading, Scheme, Segment, Shape, Strength, Typed } from './types.ts';

export const both = (zh: string, en: string): Label => ({ zh, en });

type Parts = readonly string[];

/** Name, Chinese and English label of a group of the pattern; what its value means, seen with the other groups. */
export type SegmentRule = readonly [
  name: string,
  zh: string,
  en: string,
  meaning?: (value: string, parts: Parts) => Label | undefined,
];

export interface NationalRules {
  readonly id: string;
  readonly name: Label;
  readonly source: string;
  /** False: the rule comes from use or memory and was not confirmed against its source. */
  readonly verified: boolean;
  readonly strength: Strength;
  readonly grain: Grain | ((parts: Parts, code: string) => Grain);
  readonly shape: Shape;
  /** The one spelling that the pattern reads; unless given, the bare code in capitals. */
  readonly spell?: (typed: Typed) => string;
  /** Each group is a segment, in order. What does not match is not of this kind. */
  readonly pattern: RegExp;
  readonly segments: readonly SegmentRule[];
  /** Makes the code invalid: what came, what was expected. Empty entries count for nothing. */
  readonly faults?: (parts: Parts, code: string) => readonly (Label | undefined)[];
  readonly warnings?: (parts: Parts, code: string) => readonly (Label | undefined)[];
  /** What the canonical URI carries; unless given, the code as spelt. */
  readonly canonical?: (parts: Parts, code: string) => string;
  /** A person’s number inside the code, which is then shown nowhere. */
  readonly masked?: (parts: Parts, code: string) => string | undefined;
}

const capitals = ({ bare }: Typed): string => bare.toUpperCase();
const none: readonly Label[] = [];
const real = (labels: readonly (Label | undefined)[]): readonly Label[] => {
  const kept = labels.filter((each) => each !== undefined);
  return kept.length === 0 ? none : kept;
};

export function nationalScheme(rules: NationalRules): Scheme {
  const { id, name, source, verified, strength, grain, shape, pattern } = rules;
  const labels = rules.segments.map(([, zh, en]) => both(zh, en));
  const spell = rules.spell ?? capitals;
  const read = (typed: Typed): Reading | undefined => {
    const code = spell(typed);
    const match = pattern.exec(code);
    if (match === null) return undefined;
    const parts: string[] = [];
    for (let i = 1; i < match.length; i++) parts.push(match[i] ?? '');
    const secret = rules.masked?.(parts, code);
    const shown = (text: string): string =>
      secret === undefined ? text : text.replaceAll(secret, `${secret.slice(0, 2)}${'*'.repeat(16)}`);
    const reasons = rules.faults === undefined ? none : real(rules.faults(parts, code));
    return {
      scheme: id,
      canonical: nationalUrn(id, shown(rules.canonical?.(parts, code) ?? code)),
      structure: reasons.length === 0 ? 'valid' : 'invalid',
      reasons,
      warnings: rules.warnings === undefined ? none : real(rules.warnings(parts, code)),
      verified,
      strength,
      grain: typeof grain === 'function' ? grain(parts, code) : grain,
      segments: segmentsOf(rules.segments, labels, secret === undefined ? parts : parts.map(shown)),
    };
  };
  return { id, name, source, verified, shape, read };
}

function segmentsOf(rules: readonly SegmentRule[], labels: readonly Label[], parts: Parts): Segment[] {
  const segments: Segment[] = [];
  for (let i = 0; i < rules.length; i++) {
    const value = parts[i]!;
    if (value === '') continue;
    const rule = rules[i]!;
    const means = rule[3]?.(value, parts);
    const label = labels[i]!;
    segments.push(means === undefined ? { name: rule[0], label, value } : { name: rule[0], label, value, meaning: means });
  }
  return segments;
}
