/** Whom and where an event names. */
import { identityOf } from '../../events/index.ts';
import type { TracedEvent } from '../types.ts';

interface Loose {
  readonly sourceList?: readonly { readonly source: string }[];
  readonly destinationList?: readonly { readonly destination: string }[];
}

/** Parties and places of an event, in their one spelling. */
export function urisIn({ facts, event, prefixes }: TracedEvent): string[] {
  const { sourceList = [], destinationList = [] } = event as Loose;
  return [
    ...[facts.bizLocation, facts.readPoint].filter((each) => each !== undefined),
    ...[...sourceList.map(({ source }) => source), ...destinationList.map(({ destination }) => destination)].map((uri) =>
      identityOf(uri, prefixes),
    ),
  ];
}
