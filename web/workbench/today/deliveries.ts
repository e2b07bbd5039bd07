/** Deliveries on their way to us that nobody has taken in or refused, and the records that answer them. */
import type { SimpleRecord } from '../../../src/categories/definition.ts';
import { recognise } from '../../../src/codes/index.ts';
import {
  documentsOf,
  type EventTold,
  eventsOf,
  numberOfDocument,
  partiesOf,
  type Thing,
  thingsOf,
  wordOf,
} from '../lib/events.ts';
import type { Me } from '../lib/me.tsx';
import type { StageTold } from '../lib/stages.ts';
import { localOf, offsetAt } from '../lib/time.tsx';

export interface Delivery {
  readonly event: EventTold;
  readonly things: readonly Thing[];
  readonly from: string | undefined;
  readonly note: string | undefined;
  readonly category: string | undefined;
}

/** Looked for so far back, days; what is older is a finding of the watch. */
const days = 60;
const mostThings = 40;

export async function openDeliveries({ names }: Me): Promise<readonly Delivery[]> {
  if (names.length === 0) return [];
  const since = new Date(Date.now() - days * 86_400_000).toISOString();
  const asked = { EQ_bizStep: 'shipping', GE_eventTime: since, orderBy: 'eventTime', orderDirection: 'DESC', perPage: '100' };
  const to = names.join('|');
  const [owning, possessing] = await Promise.all([
    eventsOf({ ...asked, EQ_destination_owning_party: to }),
    eventsOf({ ...asked, EQ_destination_possessing_party: to }),
  ]);
  const shipped = [...new Map([...owning.events, ...possessing.events].map((event) => [event.eventID, event])).values()]
    .filter((event) => event.errorDeclaration === undefined && !partiesOf(event, 'source').some((party) => names.includes(party)))
    .sort((a, b) => b.eventTime.localeCompare(a.eventTime));
  const answers = await answersTo(shipped);
  return shipped.filter((event) => !answers.some((answer) => isAnswered(event, answer))).map(deliveryOf);
}

export const deliveryOf = (event: EventTold): Delivery => {
  const [note] = documentsOf(event, 'desadv');
  const [stated] = partiesOf(event, 'source');
  const maker = thingsOf(event)
    .flatMap(({ code }) => /^urn:zhuisu:lot:([^:]+):/.exec(code)?.[1] ?? [])
    // A lot is named by credit code, or of a farm without one by its id.
    .find((each) => isSound(each.length === 36 ? each : `${usccUri}${each}`));
  return {
    event,
    things: thingsOf(event),
    // Whoever gave the lot its name is the likely sender; who receives sees it and can correct it.
    from: stated ?? maker,
    note: note === undefined ? undefined : numberOfDocument(note),
    category: event['zhuisu:category'] as string | undefined,
  };
};

const usccUri = 'urn:zhuisu:uscc:';

/** Whether a party may be filled in for somebody: a credit code only with the check character that it must have (GB 32100-2015). */
export function isSound(party: string): boolean {
  const codes = recognise(party.replace(usccUri, '')).filter(({ scheme }) => scheme === 'uscc');
  return codes.length === 0 ? !party.startsWith(usccUri) : codes.some(({ structure }) => structure === 'valid');
}

/** The number of a note as the sender wrote it, and as a stage writes down what is read off the paper. */
const notesOf = (event: EventTold): string[] => {
  const notes = documentsOf(event, 'desadv');
  return [...notes, ...notes.map((note) => `urn:zhuisu:document:${encodeURIComponent(numberOfDocument(note))}`)];
};

async function answersTo(shipped: readonly EventTold[]): Promise<readonly EventTold[]> {
  const codes = [...new Set(shipped.flatMap(thingsOf).map(({ code }) => code))];
  const notes = [...new Set(shipped.flatMap(notesOf))];
  const found: EventTold[] = [];
  for (let i = 0; i < notes.length; i += mostThings) {
    const some = notes.slice(i, i + mostThings).join('|');
    found.push(...(await eventsOf({ EQ_bizStep: 'receiving|accepting', perPage: '500', EQ_bizTransaction_desadv: some })).events);
  }
  for (let i = 0; i < codes.length; i += mostThings) {
    const some = codes.slice(i, i + mostThings).join('|');
    const asked = { EQ_bizStep: 'receiving|accepting', perPage: '500' };
    const [single, lots] = await Promise.all([
      eventsOf({ ...asked, MATCH_anyEPC: some }),
      eventsOf({ ...asked, MATCH_anyEPCClass: some }),
    ]);
    found.push(...single.events, ...lots.events);
  }
  return found;
}

/**
 * The later receipt or refusal of one of its things; where both name a delivery note, of the same. Boxes that were sent are taken in or
 * refused by lots too: then the note tells, of the same sender where both name one.
 */
export function isAnswered(shipment: EventTold, answer: EventTold): boolean {
  if (Date.parse(answer.eventTime) < Date.parse(shipment.eventTime)) return false;
  const [ours, theirs] = [answer, shipment].map((event) => documentsOf(event, 'desadv').map(numberOfDocument)) as [
    string[],
    string[],
  ];
  const noted = ours.some((each) => theirs.includes(each));
  const codes = new Set(thingsOf(shipment).map(({ code }) => code));
  if (thingsOf(answer).some(({ code }) => codes.has(code))) return noted || ours.length === 0 || theirs.length === 0;
  const [from, sender] = [partiesOf(answer, 'source'), partiesOf(shipment, 'source')];
  return noted && (from.length === 0 || sender.length === 0 || from.some((each) => sender.includes(each)));
}

/** What the stage asks for, as far as the delivery says it: one record a lot where the stage takes one at a time. */
export function recordsFor(stage: StageTold, delivery: Delivery, me: Me, now = new Date()): readonly SimpleRecord[] {
  const { event, things, from, note } = delivery;
  const amounts = stage.fields.find(({ value, slot }) => value.kind === 'amounts' && slot.at === 'things');
  const single = amounts?.value.kind === 'amounts' && amounts.value.many !== true;
  const rest: Record<string, unknown> = {};
  for (const { key, slot, value } of stage.fields) {
    if (slot.at === 'eventTime') rest[key] = `${localOf(now)}:00${offsetAt(now)}`;
    else if (slot.at === 'bizLocation' && me.places.length > 0) rest[key] = me.places[0]!.uri;
    else if (slot.at === 'source' && slot.type === 'owning_party' && from !== undefined) {
      // Of a sender that is stated so, too, whoever receives says who it is.
      if (isSound(from)) rest[key] = from;
    } else if (slot.at === 'document') {
      const [found] = documentsOf(event, wordOf(slot.type));
      if (slot.type === 'desadv' && note !== undefined) rest[key] = note;
      else if (found !== undefined) rest[key] = numberOfDocument(found);
    } else if (slot.at === 'member' && value.kind !== 'person' && event[slot.name] !== undefined) rest[key] = event[slot.name];
    else if (slot.at === 'things' && value.kind === 'codes') {
      const codes = things.filter(({ quantity }) => quantity === undefined).map(({ code }) => code);
      if (codes.length > 0) rest[key] = 'many' in value && value.many === true ? codes : codes[0];
    } else if (slot.at === 'things' && value.kind === 'amounts' && value.many === true)
      rest[key] = things
        .filter(({ quantity }) => quantity !== undefined)
        .map(({ code, quantity, unit }) => ({ code, quantity, unit }));
  }
  if (!single) return [rest];
  const lots = things.filter(({ quantity }) => quantity !== undefined);
  if (lots.length === 0) return [rest];
  return lots.map(({ code, quantity, unit }) => ({
    ...rest,
    [amounts.key]: code,
    [`${amounts.key}Quantity`]: quantity,
    [`${amounts.key}Unit`]: unit ?? (amounts.value.kind === 'amounts' ? amounts.value.units[0] : undefined),
  }));
}
