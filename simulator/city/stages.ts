/** Records as the stages of the categories define them, and plain events for what no stage is for. */

import type { SimpleRecord, Stage } from '../../src/categories/definition.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';
import type { CategoryProfile } from '../../src/categories/rules/definition.ts';
import type { Firm, Load } from './firms.ts';

/** What an example says in the fields that must have a value; what may be left out is left out. */
function requiredOf({ fields, example }: Stage): SimpleRecord {
  const optional = fields.filter(({ need }) => need === 'optional').map(({ key }) => key);
  return Object.fromEntries(
    Object.entries(example).filter(
      ([key]) => !optional.some((each) => key === each || key === `${each}Quantity` || key === `${each}Unit`),
    ),
  );
}

const known = new Map<string, { readonly profile: CategoryProfile; readonly stage: Stage; readonly kept: SimpleRecord }>(
  shippedProfiles.flatMap((profile) =>
    profile.stages.map((stage) => [`${profile.category}/${stage.id}`, { profile, stage, kept: requiredOf(stage) }] as const),
  ),
);

/**
 * The event of a stage: what its example says in the fields that are required, with what is different here; null takes a value away.
 * Throws RangeError with every fault, since a city that records what no form accepts would measure nothing.
 */
export function staged(name: string, firm: Firm, but: SimpleRecord): Record<string, unknown> {
  const found = known.get(name);
  if (found === undefined) throw new RangeError(`no stage ${name}`);
  const { profile, stage, kept } = found;
  const record = Object.fromEntries(
    Object.entries({ ...kept, place: firm.place, ...but }).filter(([, value]) => value !== null && value !== undefined),
  );
  const checked = checkRecord(stage, record);
  if ('faults' in checked) throw new RangeError(`${name}: ${JSON.stringify(checked.faults)}`);
  return eventOf(stage, checked, profile);
}

/** `lot`, `lotQuantity`, `lotUnit` of a simple record. */
export const amountOf = (key: string, { lot, uom }: Load, quantity: number): SimpleRecord => ({
  [key]: lot,
  [`${key}Quantity`]: quantity,
  [`${key}Unit`]: uom ?? 'H87',
});

const base = (firm: Firm, type: string, step: string, disposition: string | undefined): Record<string, unknown> => ({
  type,
  bizStep: step,
  ...(disposition === undefined ? {} : { disposition }),
  readPoint: { id: firm.place },
  bizLocation: { id: firm.place },
  'zhuisu:category': firm.trade.category,
});

export const quantityOf = ({ lot, uom }: Load, quantity: number): Record<string, unknown> => ({
  epcClass: lot,
  quantity,
  ...(uom === undefined ? {} : { uom }),
});

/** An ObjectEvent of whoever records it. */
export const seen = (
  firm: Firm,
  action: 'ADD' | 'OBSERVE' | 'DELETE',
  step: string,
  disposition: string | undefined,
  more: Record<string, unknown>,
): Record<string, unknown> => ({ ...base(firm, 'ObjectEvent', step, disposition), action, ...more });

export const made = (firm: Firm, more: Record<string, unknown>): Record<string, unknown> => ({
  ...base(firm, 'TransformationEvent', 'commissioning', 'active'),
  ...more,
});

export const packed = (firm: Firm, action: 'ADD' | 'DELETE', more: Record<string, unknown>): Record<string, unknown> => ({
  ...base(firm, 'AggregationEvent', action === 'ADD' ? 'packing' : 'unpacking', 'in_progress'),
  action,
  ...more,
});

/** Both ends of a delivery, and its note. */
export const parties = (from: Firm | string, to: Firm | string, note?: string): Record<string, unknown> => ({
  sourceList: [{ type: 'possessing_party', source: typeof from === 'string' ? from : from.party }],
  destinationList: [{ type: 'possessing_party', destination: typeof to === 'string' ? to : to.party }],
  ...(note === undefined ? {} : { bizTransactionList: [{ type: 'desadv', bizTransaction: note }] }),
});
