/** What a level of the walk reads: rows and events of many things at once, within the limits of one thing. */
import { type Role, role } from '../events/index.ts';
import type { Link, LinkReader, TracedEvent } from './types.ts';

export interface WalkLimits {
  readonly maxNodes: number;
  readonly maxDepth: number;
  readonly maxRowsPerThing: number;
  readonly expired: () => boolean;
  /** Rows of the root from this moment on. */
  readonly from?: number | undefined;
}

/** More of one moment than is read at once must not make going on stand still. */
const mostOfOneMoment = 100_000;

export class LevelReader {
  readonly reader: LinkReader;
  /** Every event that was read. */
  readonly events = new Map<number, TracedEvent>();
  /** Things of which only the first rows were read, and the last moment that was. */
  readonly cut = new Map<string, number>();
  root = '';
  readonly #limits: WalkLimits;

  constructor(reader: LinkReader, limits: WalkLimits) {
    this.reader = reader;
    this.#limits = limits;
  }

  async rowsOf(things: readonly string[], roles: readonly Role[]): Promise<Map<string, Link[]>> {
    const rows = new Map<string, Link[]>();
    if (things.length === 0) return rows;
    const { maxRowsPerThing } = this.#limits;
    const { from } = this.#limits;
    const begun = from === undefined || !things.includes(this.root) ? [] : await this.#rootRows(roles, from);
    const others = begun.length === 0 ? things : things.filter((id) => id !== this.root);
    if (begun.length > 0) rows.set(this.root, begun);
    for (const row of await this.reader.links(others, roles, maxRowsPerThing)) push(rows, row.thing, row);
    for (const [id, own] of rows) if (id !== this.root || begun.length === 0) this.#noteCut(id, own, maxRowsPerThing);
    return rows;
  }

  #noteCut(id: string, rows: readonly Link[], most: number): void {
    if (rows.length < most) return;
    const last = rows.at(-1)!.at;
    if (!(this.cut.get(id)! <= last)) this.cut.set(id, last);
  }

  /** Of the root from a moment on: more of one moment than is read at once must not stand still. */
  async #rootRows(roles: readonly Role[], from: number): Promise<Link[]> {
    let most = this.#limits.maxRowsPerThing;
    for (;;) {
      const rows = [...(await this.reader.links([this.root], roles, most, from))];
      if (rows.length >= most && rows.at(-1)!.at === from && most < mostOfOneMoment) most *= 2;
      else {
        this.#noteCut(this.root, rows, most);
        return rows;
      }
    }
  }

  async read(rows: readonly Link[]): Promise<void> {
    const missing = [...new Set(rows.map(({ seq }) => seq))].filter((seq) => !this.events.has(seq));
    if (missing.length === 0) return;
    for (const [seq, event] of await this.reader.events(missing)) this.events.set(seq, event);
  }

  /** transformationID ties several events to one process (EPCIS 2.0 §7.4.6): for each event that has one, all events of the process. */
  async joined(rows: readonly Link[]): Promise<Map<number, TracedEvent[]>> {
    const processes = new Map<string, number[]>();
    for (const { seq } of rows) {
      const process = this.events.get(seq)?.facts.participants.find((each) => each.role === role.transformation)?.id;
      if (process !== undefined) push(processes, process, seq);
    }
    const joined = new Map<number, TracedEvent[]>();
    if (processes.size === 0) return joined;
    const parts = await this.rowsOf([...processes.keys()], [role.transformation]);
    await this.read([...parts.values()].flat());
    for (const [process, seqs] of processes) {
      const events = (parts.get(process) ?? []).flatMap(({ seq }) => this.events.get(seq) ?? []);
      for (const seq of seqs) joined.set(seq, events);
    }
    return joined;
  }
}

export function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
