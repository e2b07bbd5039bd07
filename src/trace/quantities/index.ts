/**
 * Amounts along a trace: how much of one thing is in another, what each making took and gave, what each holder had. Reads the chain
 * between the two (a walk, one question for the links and one for the events of what it met), then computes. Pure, given a reader.
 */
import { type Role, role } from '../../events/index.ts';
import type { WalkLimits } from '../level-reader.ts';
import { type Balance, balancesOf } from '../recall/balance.ts';
import { type Ledger, ledgerOf } from '../recall/ledger.ts';
import type { RecallReader } from '../recall/types.ts';
import { urisIn } from '../recall/uris.ts';
import { Walk } from '../walk.ts';
import { type ContentAnswer, type ContentOptions, contentOf } from './content.ts';
import { balanceOfMaking, type MakingBalance, type YieldOptions } from './yields.ts';

export { type Amount, baseOf, convert, type Density, type Dimension, type Unit, unitOf, units } from '../../events/units.ts';
export { type ContentAnswer, type ContentReason, contentOf } from './content.ts';
export { balanceOfMaking, type MakingBalance, type YieldLimits } from './yields.ts';

export interface Quantities {
  readonly ledger: Ledger;
  readonly content: ContentAnswer;
  readonly makings: readonly MakingBalance[];
  readonly holders: readonly Balance[];
  /** True where a bound ended the walk: amounts may be missing. */
  readonly cut: boolean;
}

export type QuantityOptions = ContentOptions & YieldOptions & { readonly expired?: () => boolean };

const limits: Omit<WalkLimits, 'expired'> = { maxNodes: 5_000, maxDepth: 64, maxRowsPerThing: 2_000 };
const allRoles: readonly Role[] = Object.values(role);

export async function quantitiesOf(
  reader: RecallReader,
  from: string,
  to: string,
  options: QuantityOptions = {},
): Promise<Quantities> {
  const { expired = () => false } = options;
  const walk = new Walk(reader, 'down', { ...limits, expired });
  await walk.run(from);
  const things = [...new Set([from, to, ...walk.visits.keys()])];
  const rows = await reader.links(things, allRoles, limits.maxRowsPerThing);
  const events = await reader.events([...new Set(rows.map(({ seq }) => seq))]);
  const firms = await reader.firmsOf([...new Set([...events.values()].flatMap(urisIn))]);
  const ledger = ledgerOf([...events.values()], { firmOf: (uri) => firms.get(uri) ?? uri });
  const content = contentOf(ledger, from, to, options);
  const through = new Set(content.events);
  return {
    ledger,
    content,
    makings: ledger.makings
      .filter(({ event }) => through.has(event.eventID) && event.facts.type === 'TransformationEvent')
      .map((making) => balanceOfMaking(making, options)),
    holders: balancesOf(ledger.page(to)),
    cut: walk.reason !== null || walk.cut.size > 0,
  };
}
