/** What the walk asks for and what it answers. Pure: the store, or a list of events in memory, supplies a `LinkReader`. */
import type { EpcisEvent, EventFacts, Prefixes, Role } from '../events/index.ts';

/** One row of the link index: this thing took part in that event in this role. */
export interface Link {
  /** Canonical URI. */
  readonly thing: string;
  /** Event time, microseconds since 1970. */
  readonly at: number;
  readonly seq: number;
  readonly role: Role;
}

export interface TracedEvent {
  readonly seq: number;
  readonly eventID: string;
  readonly facts: EventFacts;
  readonly event: EpcisEvent;
  readonly prefixes: Prefixes;
}

/**
 * The two questions a level of the walk asks, each for many things at once: one round trip a question, whatever the width.
 * Events declared in error, and their declarations, are never returned.
 */
export interface LinkReader {
  /** At most `perThing` rows for each thing, the earliest first; `since`: from that moment on, microseconds since 1970. */
  links(things: readonly string[], roles: readonly Role[], perThing: number, since?: number): Promise<readonly Link[]>;
  events(seqs: readonly number[]): Promise<ReadonlyMap<number, TracedEvent>>;
}

export type Direction = 'up' | 'down' | 'both';

/** How a link arose; `from` → `to` always runs downstream. */
export type LinkKind =
  /** input → output of a transformation */
  | 'transformation'
  /** content → container */
  | 'packing'
  /** container → content that came out of it */
  | 'unpacking'
  /** part → whole */
  | 'association'
  /** lot → instance of that lot */
  | 'instance'
  /** to and from what is recorded and not shared */
  | 'hidden';

export interface TraceLink {
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  /** eventIDs, earliest first. */
  readonly events: readonly string[];
}

export interface TraceNode {
  /** Canonical URI; of what is hidden a name that means nothing outside this answer. */
  readonly id: string;
  readonly kind: 'instance' | 'lot' | 'class' | 'container' | 'other' | 'hidden';
  /** Hops from the root. */
  readonly depth: number;
  readonly side: 'root' | 'up' | 'down';
}

/** One event of the story, in the order of event time. */
export interface TraceStep {
  readonly eventID: string;
  readonly type: string;
  /** As captured, with its offset. */
  readonly eventTime: string;
  readonly eventTimeZoneOffset: string;
  readonly action?: string | undefined;
  readonly bizStep?: string | undefined;
  readonly disposition?: string | undefined;
  /** Canonical URI of the place: business location, else read point. */
  readonly place?: string | undefined;
  /** Canonical URIs of the parties a shipment or receipt names. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Nodes of this answer that took part, and how. */
  readonly things: readonly {
    readonly id: string;
    readonly as: string;
    readonly quantity?: number | undefined;
    readonly uom?: string | undefined;
  }[];
  /** The container that was named instead of the nodes inside it. */
  readonly via?: string | undefined;
}

export type OpenEndKind =
  /** It was received or used, and nothing says where it came from. */
  | 'origin_unknown'
  /** It was shipped, and no receipt follows. */
  | 'not_received'
  /** It was received, and no shipment precedes. */
  | 'not_shipped';

export interface OpenEnd {
  readonly id: string;
  readonly kind: OpenEndKind;
  /** eventID of the event that shows the gap. */
  readonly event: string;
}

export type BoundReason = 'nodes' | 'depth' | 'time' | 'rows' | 'events' | null;

export interface TraceAnswer {
  /** Where the walk began; of several the first. */
  readonly root: string;
  /** All of them, where it began at several. */
  readonly roots?: readonly string[];
  readonly direction: Direction;
  /** False when the log holds no event of the root. */
  readonly recorded: boolean;
  readonly nodes: readonly TraceNode[];
  readonly links: readonly TraceLink[];
  readonly steps: readonly TraceStep[];
  /** Canonical URIs met in the steps. */
  readonly parties: readonly string[];
  readonly places: readonly string[];
  readonly openEnds: readonly OpenEnd[];
  readonly bounds: {
    readonly hit: boolean;
    readonly reason: BoundReason;
    readonly limit: number | null;
    /**
     * Things whose neighbours are not all in the answer, and neighbours that are not, the first 5,000: a trace of each goes on. Absent where
     * there are none.
     */
    readonly more?: readonly string[];
    /** Of a trace in both directions: which of `more` were met upstream and which downstream. A trace that way goes on, one both ways would lead aside. */
    readonly moreUp?: readonly string[];
    readonly moreDown?: readonly string[];
    /** Things of which only the first rows were read: a trace of each from that moment on goes on. ISO 8601 with microseconds. */
    readonly further?: readonly { readonly id: string; readonly from: string }[];
  };
}

export interface TraceOptions {
  readonly maxNodes?: number;
  readonly maxDepth?: number;
  /** Rows of the link index read for one thing in one question. */
  readonly maxRowsPerThing?: number;
  /** Rows and events that a trace may hold, about 5 kB an event. */
  readonly maxRows?: number;
  readonly maxEvents?: number;
  /** Rows of the root from this moment on, microseconds since 1970: to go on where one with more rows than were read was left. */
  readonly from?: number | undefined;
  /** Asked between questions: throws when nobody waits for the answer any more. */
  readonly wanted?: () => void;
  /** Asked between levels: true ends the walk with what was found. */
  readonly expired?: () => boolean;
  /** Things with which the walk begins beside the root: of a paper all that it names. */
  readonly besides?: readonly string[] | undefined;
  /** Lot known from the spelling of the root (a Digital Link with both lot and serial). */
  readonly rootLot?: string | undefined;
}
