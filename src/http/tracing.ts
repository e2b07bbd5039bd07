/** A trace as somebody may see it: the walk reads everything, so that the chain stays whole, and what is hidden is taken out afterwards. */
import { publicEvent } from '../access/index.ts';
import { type FieldSet, type Sight, type Store, seenOf } from '../store/index.ts';
import {
  type Evidence,
  eventsOf,
  type LinkReader,
  type Masked,
  mask,
  type Shown,
  type Traced,
  type TracedEvent,
} from '../trace/index.ts';
import type { SeenEvent } from './sight/deciding.ts';

export interface SeenTrace extends Masked {
  /** What the page may quote of the events behind the verdict. */
  readonly evidence: Pick<Evidence, 'made' | 'states'>;
  readonly seen: readonly SeenEvent[];
}

/** Step and status say that something is there; the mask says that of everything hidden. */
const shownAs: Readonly<Record<FieldSet, Shown | undefined>> = {
  all: 'full',
  business: 'full',
  public: 'public',
  step: undefined,
  status: undefined,
};

/** Reads everything; for whom only a part is shown, so that it is known whose each event is. */
export const traceReader = ({ links }: Store, sight: Sight): LinkReader => (sight === 'everything' ? links : links.telling());

export async function seenTrace(store: Store, sight: Sight, traced: Traced): Promise<SeenTrace> {
  const { answer, evidence } = traced;
  if (sight === 'everything')
    return { answer, evidence, shared: answer.recorded, eventName: (id) => id, verdict: (verdict) => verdict, seen: [] };
  const found = await seenOf(store.database, sight, eventsOf(traced));
  const shown = new Map<number, Shown>();
  const seen: SeenEvent[] = [];
  for (const [seq, { alternative, owner }] of found) {
    const as = shownAs[alternative.fields];
    if (as === undefined) continue;
    shown.set(seq, as);
    if (as === 'full') seen.push({ seq, owner, fields: alternative.fields });
  }
  const masked = mask(traced, shown);
  return { ...masked, evidence: evidenceSeen(evidence, masked), seen };
}

/** Dates and states that the public page quotes; nothing else of an event. */
function evidenceSeen({ made, states }: Evidence, { eventName, shared }: Masked): Pick<Evidence, 'made' | 'states'> {
  const quoted = (event: TracedEvent): TracedEvent[] => {
    const eventID = eventName(event.eventID);
    return eventID === undefined || !shared ? [] : [{ ...event, eventID, event: publicEvent(event.event) }];
  };
  return {
    made: made.flatMap(quoted),
    states: states.flatMap(({ id, event }) => quoted(event).map((each) => ({ id, event: each }))),
  };
}

/** A reader that knows only what may be read in full: for answers that are computed from events and cannot be masked afterwards. */
export function seenReader(store: Store, sight: Sight): LinkReader {
  if (sight === 'everything') return store.links;
  const links = traceReader(store, sight);
  const readable = async (seqs: readonly number[]): Promise<Map<number, TracedEvent>> => {
    const events = await links.events([...new Set(seqs)]);
    const seen = await seenOf(store.database, sight, [...events.values()]);
    return new Map([...events].filter(([seq]) => shownAs[seen.get(seq)?.alternative.fields ?? 'status'] === 'full'));
  };
  return {
    async links(things, roles, perThing) {
      const rows = await links.links(things, roles, perThing);
      const events = await readable(rows.map(({ seq }) => seq));
      return rows.filter(({ seq }) => events.has(seq));
    },
    events: readable,
  };
}

/** Rows of a thing that are looked at to say whether it is recorded. */
const fewRows = 200;

/** Whether any event that names the thing is shown at all: of what is hidden it is not told that it is there. */
export async function isRecordedFor(
  store: Store,
  sight: Sight,
  id: string,
  roles: Parameters<LinkReader['links']>[1],
): Promise<boolean> {
  const links = traceReader(store, sight);
  const rows = await links.links([id], roles, fewRows);
  if (sight === 'everything' || rows.length === 0) return rows.length > 0;
  const events = await links.events([...new Set(rows.map(({ seq }) => seq))]);
  const seen = await seenOf(store.database, sight, [...events.values()]);
  return [...seen.values()].some(({ alternative }) => shownAs[alternative.fields] !== undefined);
}
