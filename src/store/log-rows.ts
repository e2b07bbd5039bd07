/** The rows that events become, table by table, in PostgreSQL's binary COPY format. One place, so that a capture and a bulk load write the same. */
import { logId } from './batch.ts';
import { CopyBuffer } from './copy.ts';
import { placeBits } from './event-places.ts';
import { type Key, keyOfUuid } from './keys.ts';
import { StageBuffers } from './log-stages.ts';
import type { PreparedEvent } from './prepare.ts';

const eventColumns =
  'event(log, seq, record_time, event_time, type, action, step, disposition, read_point, biz_location, context, doc, owner, category, area)';

export class EventRows {
  readonly #events = new CopyBuffer(1 << 20);
  readonly #identities = new CopyBuffer(1 << 16);
  readonly #links = new CopyBuffer(1 << 20);
  readonly #parties = new CopyBuffer(1 << 16);
  readonly #places = new CopyBuffer(1 << 16);
  readonly #papers = new CopyBuffer(1 << 16);
  readonly #stages = new StageBuffers();
  /** A request names few organisations many times. */
  readonly #organisations = new Map<string, Key>();

  /**
   * The tables that get rows, each with its rows; valid until the next call. The first event has the number after `head`; `recordTime` in
   * milliseconds since 1970. `sorted`: rows of keyed tables in the order of their keys, which their indexes like.
   */
  filled(
    stored: readonly PreparedEvent[],
    head: number,
    recordTime: number,
    sorted = true,
  ): (readonly [target: string, rows: CopyBuffer])[] {
    if (stored.length === 0) return [];
    this.#organisations.clear();
    this.#fillEvents(stored, head, recordTime * 1000);
    this.#fillKeyed(stored, head, sorted);
    const always = [
      [eventColumns, this.#events],
      ['event_identity(id, log, seq)', this.#identities],
      ['link(ident, at, log, seq, role)', this.#links],
      ['event_party(organisation, event_time, log, seq, step)', this.#parties],
      ['event_place(place, event_time, log, seq, kinds)', this.#places],
      ['paper(key, at, log, seq)', this.#papers],
    ] as const;
    return [...always.filter(([, { rows }]) => rows > 0), ...this.#stages.filled(stored, head)];
  }

  #fillEvents(stored: readonly PreparedEvent[], head: number, micros: number): void {
    const row = this.#events;
    row.reset();
    this.#identities.reset();
    for (let i = 0; i < stored.length; i++) {
      const event = stored[i]!;
      const seq = head + 1 + i;
      const { facts } = event;
      row.row(15);
      row.int2(logId);
      row.int8(seq);
      row.timestamp(micros);
      row.timestamp(facts.at);
      row.text(facts.type);
      row.text(facts.action);
      row.text(facts.step);
      row.text(facts.disposition);
      row.uuid(event.readPoint);
      row.uuid(event.bizLocation);
      row.bytes8(event.context.id);
      row.text(event.doc);
      const { owner, category, area } = event.belonging ?? {};
      row.uuid(owner === undefined ? undefined : this.#organisation(owner));
      row.text(category);
      row.text(area);
      this.#identities.row(3);
      this.#identities.uuid(event.identity);
      this.#identities.int2(logId);
      this.#identities.int8(seq);
    }
  }

  #organisation(uuid: string): Key {
    let key = this.#organisations.get(uuid);
    if (key === undefined) {
      key = keyOfUuid(uuid);
      this.#organisations.set(uuid, key);
    }
    return key;
  }

  #fillKeyed(stored: readonly PreparedEvent[], head: number, sorted: boolean): void {
    const links: { key: Key; at: number; seq: number; role: number }[] = [];
    const parties: (Keyed & { readonly step: string | undefined })[] = [];
    const places: (Keyed & { readonly kinds: number })[] = [];
    const papers: Keyed[] = [];
    for (let i = 0; i < stored.length; i++) {
      const { facts, links: own, papers: named, belonging, readPoint, bizLocation } = stored[i]!;
      const seq = head + 1 + i;
      for (const { key, role } of own) links.push({ key, at: facts.at, seq, role });
      for (const party of belonging?.parties ?? [])
        parties.push({ key: this.#organisation(party), at: facts.at, seq, step: facts.step });
      if (readPoint !== undefined)
        places.push({
          key: readPoint,
          at: facts.at,
          seq,
          kinds: placeBits.read_point | (readPoint === bizLocation ? placeBits.biz_location : 0),
        });
      if (bizLocation !== undefined && bizLocation !== readPoint)
        places.push({ key: bizLocation, at: facts.at, seq, kinds: placeBits.biz_location });
      for (const key of named) papers.push({ key, at: facts.at, seq });
    }
    if (sorted) {
      for (const keyed of [links, parties, papers]) keyed.sort(inKeyOrder);
      places.sort((a, b) => a.kinds - b.kinds || inKeyOrder(a, b));
    }
    this.#links.reset();
    for (const link of links) {
      const row = this.#links;
      row.row(5);
      row.uuid(link.key);
      row.timestamp(link.at);
      row.int2(logId);
      row.int8(link.seq);
      row.int2(link.role);
    }
    keyedRows(this.#parties, parties, ({ step }) => this.#parties.text(step));
    keyedRows(this.#places, places, ({ kinds }) => this.#places.int2(kinds));
    keyedRows(this.#papers, papers);
  }
}

interface Keyed {
  readonly key: Key;
  readonly at: number;
  readonly seq: number;
}

/** In key order neighbouring rows meet in the same index page. */
const inKeyOrder = (a: Keyed, b: Keyed): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at || a.seq - b.seq);

/** `more` writes one more column. */
function keyedRows<Row extends Keyed>(row: CopyBuffer, keyed: readonly Row[], more?: (each: Row) => void): void {
  row.reset();
  for (const each of keyed) {
    row.row(more === undefined ? 4 : 5);
    row.uuid(each.key);
    row.timestamp(each.at);
    row.int2(logId);
    row.int8(each.seq);
    more?.(each);
  }
}
