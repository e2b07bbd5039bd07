/** How much of the usual way of a product is recorded: the stages of its chain up to where it is now, and which of them are there. Pure. */
import type { Chain, Profile, Stage } from './definition.ts';

export interface Coverage {
  readonly category: string;
  readonly chain: Chain;
  /** In the order of the chain; what happens only where something went wrong is not among them. */
  readonly expected: readonly Stage[];
  readonly recorded: ReadonlySet<string>;
}

/** What every way has, beside what is made and begun. */
const usual: ReadonlySet<string> = new Set([
  ...['shipping', 'receiving', 'accepting', 'retail_selling', 'dispensing', 'inspecting', 'sampling', 'packing', 'installing'],
]);
/** What happens when something went wrong is part of no usual way. */
const astray: ReadonlySet<string> = new Set([
  ...['returned', 'recalled', 'destroyed', 'damaged', 'disposed', 'unavailable', 'needs_replacement', 'inactive'],
  'non_sellable_other',
]);

const isUsual = ({ event: { type, action, bizStep, disposition, persistent } }: Stage): boolean =>
  (type === 'TransformationEvent' || action === 'ADD' || usual.has(bizStep)) &&
  !astray.has(disposition ?? '') &&
  persistent === undefined;

/** `met`: stages of the story, as `category/stage`. Of several chains the one that most of them belong to; undefined where none does. */
export function coverageOf(met: ReadonlySet<string>, category: string, profiles: readonly Profile[]): Coverage | undefined {
  const profile = profiles.find((each) => each.category === category);
  if (profile === undefined) return undefined;
  const stages = new Map(profile.stages.map((stage) => [stage.id, stage]));
  let best: Coverage | undefined;
  for (const chain of profile.chains) {
    const own = [...new Set(chain.stages)].flatMap((id) => stages.get(id) ?? []);
    const recorded = new Set(own.flatMap((stage) => (met.has(`${category}/${stage.id}`) && isUsual(stage) ? [stage.id] : [])));
    if (recorded.size === 0 || (best !== undefined && recorded.size < best.recorded.size)) continue;
    const last = own.findLastIndex(({ id }) => recorded.has(id));
    const expected = own.filter((stage, i) => i <= last && isUsual(stage));
    // Of two chains that hold as many of them, the one of which less is wanting.
    if (best !== undefined && recorded.size === best.recorded.size && expected.length >= best.expected.length) continue;
    best = { category, chain, expected, recorded };
  }
  return best;
}
