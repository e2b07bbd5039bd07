/** Of the events that are shown, what their stages open to everybody, as the page writes it. Pure. */
import type { ToldEvent, ToldValue } from '../../../web/portal/index.ts';
import { closedCategories } from '../../access/index.ts';
import type { Kind, Words } from '../../categories/definition.ts';
import { shippedProfiles } from '../../categories/profiles/index.ts';
import { nameFields } from '../../categories/shown/index.ts';
import { publicTold, type ToldField } from '../../categories/told.ts';
import { identityOf, type Prefixes } from '../../events/index.ts';
import type { TracedEvent } from '../../trace/index.ts';

/** Profiles of what may be told at all. */
export const openProfiles = shippedProfiles.filter(({ category }) => !closedCategories.includes(category));

export interface Told {
  readonly told: readonly ToldEvent[];
  /** Stages that were met, as `category/stage`. */
  readonly met: ReadonlySet<string>;
  /** Events that are of a stage. */
  readonly staged: number;
  /** Canonical URIs that the values name. */
  readonly things: ReadonlySet<string>;
  readonly parties: ReadonlySet<string>;
  /** `category/stage` of the records of the thing itself or its lot. */
  readonly ownMet: ReadonlySet<string>;
  /** The stage of each record, by the id under which the page speaks of it. */
  readonly stages: ReadonlyMap<string, Words>;
  /** What records call the things that they make or handle. */
  readonly named: Map<string, Words>;
}

/** Steps in which a thing changes its place or its owner. */
const moving: ReadonlySet<string> = new Set([
  ...['shipping', 'receiving', 'accepting', 'arriving', 'departing', 'retail_selling', 'dispensing', 'storing', 'loading'],
  ...['unloading', 'transporting', 'stocking', 'collecting', 'picking'],
]);

interface Telling {
  readonly root: string;
  /** The thing that is asked about, and its lot. */
  readonly own: ReadonlySet<string>;
  /** The id by which the page speaks of an event. */
  readonly nameOf: (eventID: string) => string;
  readonly areaText: (code: string) => string;
}

export function toldEvents(events: readonly TracedEvent[], { root, own, nameOf, areaText }: Telling): Told {
  const told: ToldEvent[] = [];
  const met = new Set<string>();
  const things = new Set<string>();
  const parties = new Set<string>();
  const ownMet = new Set<string>();
  const stages = new Map<string, Words>();
  const named = new Map<string, Words>();
  let staged = 0;
  for (const event of events) {
    const found = publicTold(event.event as unknown as Record<string, unknown>, openProfiles);
    if (found === undefined) continue;
    staged++;
    const of = `${found.category}/${found.stage.id}`;
    const isOwn = event.facts.participants.some(({ id }) => own.has(id));
    met.add(of);
    if (isOwn) ownMet.add(of);
    stages.set(nameOf(event.eventID), { zh: found.stage.zh, en: found.stage.en });
    name(found.fields, event, named);
    // Where a lot or a material went is told of what is asked about alone: the rest of it went other ways.
    if (moving.has(event.facts.step ?? '') && event.facts.participants.every(({ id }) => id !== root)) continue;
    const fields = found.fields.flatMap(({ field, value }) => {
      const shown = shownValue(field.value, value, event.prefixes, areaText);
      if (shown?.kind === 'things') for (const { id } of shown.items) things.add(id);
      if (shown?.kind === 'parties') for (const id of shown.ids) parties.add(id);
      return shown === undefined ? [] : [{ key: field.key, zh: field.zh, en: field.en, value: shown }];
    });
    if (fields.length === 0) continue;
    told.push({
      eventID: nameOf(event.eventID),
      own: isOwn,
      of,
      stage: { zh: found.stage.zh, en: found.stage.en },
      day: dayOfEvent(event),
      fields,
    });
  }
  return { told, met, staged, things, parties, ownMet, stages, named };
}

/** What these records call the things that they make or handle, as far as their stages open it. */
export function namesIn(events: Iterable<TracedEvent>): Map<string, Words> {
  const named = new Map<string, Words>();
  for (const event of events) {
    const found = publicTold(event.event as unknown as Record<string, unknown>, openProfiles);
    if (found !== undefined) name(found.fields, event, named);
  }
  return named;
}

/** Of what is made the record that made it names it; a record that merely handles a thing names it where nothing else does. */
function name(fields: readonly ToldField[], event: TracedEvent, named: Map<string, Words>): void {
  const [said] = nameFields.flatMap((key) => fields.find((each) => each.field.key === key && each.value !== '') ?? []);
  if (said === undefined) return;
  const { value } = said.field;
  const chosen = value.kind === 'choice' ? value.choices.find((choice) => choice.value === said.value) : undefined;
  const words = chosen ?? { zh: String(said.value), en: '' };
  const outputs = fields.filter(({ field }) => field.slot.at === 'outputs');
  const slots = outputs.length > 0 ? outputs : fields.filter(({ field }) => field.slot.at === 'things');
  for (const { value: list } of slots)
    for (const each of [list].flat()) {
      const code = typeof each === 'string' ? each : (each as Amount | undefined)?.code;
      if (typeof code !== 'string') continue;
      const id = identityOf(code, event.prefixes);
      if (!named.has(id)) named.set(id, words);
    }
}

interface Amount {
  readonly code?: string;
  readonly quantity?: number;
  readonly unit?: string;
}

function shownValue(kind: Kind, value: unknown, prefixes: Prefixes, areaText: Telling['areaText']): ToldValue | undefined {
  const list = [value].flat();
  switch (kind.kind) {
    // Nobody is told of a natural person, whatever a definition says.
    case 'person':
      return undefined;
    case 'codes':
    case 'amounts': {
      const items = list.flatMap((each) => {
        const { code, quantity, unit }: Amount = typeof each === 'string' ? { code: each } : (each as Amount);
        if (typeof code !== 'string') return [];
        return [{ id: identityOf(code, prefixes), ...(quantity === undefined ? {} : { quantity, unit }) }];
      });
      return items.length === 0 ? undefined : { kind: 'things', items };
    }
    case 'party':
    case 'place':
      return { kind: 'parties', ids: list.map((each) => identityOf(String(each), prefixes)) };
    case 'area':
      return { kind: 'text', text: list.map((each) => areaText(String(each))).join('、') };
    case 'choice':
      return {
        kind: 'plain',
        of: 'choice',
        values: list,
        words: list.map((each) => kind.choices.find((choice) => choice.value === each) ?? { zh: String(each), en: '' }),
      };
    case 'number':
      return { kind: 'plain', of: 'number', values: list, ...(kind.unit === undefined ? {} : { unit: kind.unit }) };
    default:
      return { kind: 'plain', of: kind.kind, values: list };
  }
}

/** The day on the clock of the place. */
function dayOfEvent({ event }: TracedEvent): string {
  const { eventTime, eventTimeZoneOffset } = event as unknown as { eventTime: string; eventTimeZoneOffset?: string };
  const offset = /^([+-])(\d{2}):(\d{2})$/.exec(eventTimeZoneOffset ?? '');
  const minutes = offset === null ? 0 : (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  return new Date(Date.parse(eventTime) + minutes * 60_000).toISOString().slice(0, 10);
}
