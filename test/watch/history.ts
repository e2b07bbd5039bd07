/** A history in a few lines, shown to one detector as the watch would show it, without a database: what is told of it. */
import type { FindingRow } from '../../src/store/index.ts';
import { type Detector, day, type Firm, type Past, type Position } from '../../src/watch/definition.ts';
import { showOne } from '../../src/watch/engine.ts';
import { Notes } from '../../src/watch/findings.ts';
import { observe } from '../../src/watch/observe.ts';

/** Midnight of the first day, UTC+8. */
export const start = Date.parse('2026-03-02T00:00:00+08:00');
/** `2.09:30`: half past nine on the third day. */
export const when = (text: string): number => {
  const [days, clock = '08:00'] = text.split('.') as [string, string?];
  const [hours, minutes] = clock.split(':').map(Number) as [number, number];
  return start + Number(days) * day + (hours * 60 + minutes) * 60_000;
};

export interface Line {
  /** When it happened; recorded five minutes later unless `recorded` says otherwise. */
  readonly at: string;
  readonly recorded?: string;
  /** Who recorded it: a, b, c …; a unless given. */
  readonly by?: string;
  readonly category?: string;
  readonly area?: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** Parties of the firms of a history. */
export const party = (name: string): string => `urn:test:firm:${name}`;
const idOf = (name: string): string => `00000000-0000-4000-8000-00000000000${name}`;
const gtin = '06901234567892';
export const lot = (name: string, product = gtin): string => `https://id.gs1.org/01/${product}/10/${name}`;
export const item = (serial: string, product = gtin): string => `https://id.gs1.org/01/${product}/21/${serial}`;
export const box = (number: number): string => `https://id.gs1.org/00/${['069012345000000011', '069012345000000028'][number]}`;

export const observed = (step: string, more: object = {}): Record<string, unknown> => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep: step,
  ...more,
});
export const made = (more: object = {}): Record<string, unknown> => ({
  ...observed('commissioning', more),
  action: 'ADD',
});
export const amounts = (of: Readonly<Record<string, number>>, uom = 'KGM'): object => ({
  quantityList: Object.entries(of).map(([name, quantity]) => ({ epcClass: lot(name), quantity, uom })),
});
export const from = (name: string): object => ({ sourceList: [{ type: 'possessing_party', source: party(name) }] });
export const to = (name: string): object => ({ destinationList: [{ type: 'possessing_party', destination: party(name) }] });
export const papers = (...rows: readonly (readonly [type: string, number: string])[]): object => ({
  bizTransactionList: rows.map(([type, number]) => ({ type, bizTransaction: `urn:test:paper:${number}` })),
});

export interface Around {
  /** Until when time goes on after the last line; 30 days on unless given. */
  readonly until?: string;
  readonly firms?: readonly Firm[];
  /** Positions of places by URI. */
  readonly places?: Readonly<Record<string, Position>>;
  /** A moment, as the lines name it: what happened before and was recorded after was taken over. */
  readonly takeover?: string;
}

/** Findings at the end, those that were closed among them. */
export function toldOf(
  detector: Detector,
  lines: readonly Line[],
  { until, firms = [], places = {}, takeover }: Around = {},
): FindingRow[] {
  const roster = {
    firms: () => firms,
    firm: (id: string) => firms.find((each) => each.id === id),
    positionOf: (place: string) => places[place],
    takenOver: (_: string, at: number, recorded: number) =>
      takeover !== undefined && at < when(takeover) && recorded >= when(takeover),
  };
  const running = detector.begin(
    { parameters: detector.parameters, roster, alarms: async () => [], complaints: async () => [] },
    undefined,
  );
  const notes = new Notes();
  const past = new Map<string, Past[]>();
  let seq = 0;
  const report = notes.reporter(detector, () => seq);
  const ordered = lines
    .map((line, number) => ({
      line,
      number,
      recorded: line.recorded === undefined ? when(line.at) + 300_000 : when(line.recorded),
    }))
    .sort((a, b) => a.recorded - b.recorded || a.number - b.number);
  for (const { line, number, recorded } of ordered) {
    const { by = 'a', category, area, event } = line;
    const at = when(line.at);
    const id = `urn:test:event:${number}`;
    const doc = JSON.stringify({
      eventID: id,
      eventTime: new Date(at).toISOString(),
      eventTimeZoneOffset: '+08:00',
      ...event,
    });
    const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { zhuisu: 'urn:zhuisu:voc:' }];
    const logged = { seq: ++seq, recorded, doc, context, owner: idOf(by), category, area };
    const firmOf = (uri: string): string | undefined =>
      uri.startsWith('urn:test:firm:') && uri !== party('x') ? idOf(uri.slice(14)) : undefined;
    const seen = observe(logged, firmOf, (thing) => past.get(thing) ?? []);
    showOne(running, seen, report);
    for (const { id: thing, role } of seen.facts.participants) {
      const { step = null, disposition = null } = seen.facts;
      past.set(thing, [...(past.get(thing) ?? []), { seq, at, role, step, disposition, owner: idOf(by) }]);
    }
  }
  const end = until === undefined ? ordered.at(-1)!.recorded + 30 * day : when(until);
  // Saved and taken up again before the end: nothing may be lost in between.
  const again = detector.begin(
    { parameters: detector.parameters, roster, alarms: async () => [], complaints: async () => [] },
    JSON.parse(JSON.stringify(running.save() ?? null)) ?? undefined,
  );
  if ((again.due?.() ?? Number.POSITIVE_INFINITY) <= end) again.tick!(end, report);
  return notes.applied(new Map());
}
