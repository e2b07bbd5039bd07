/**
 * The walk's definition, carried out moment by moment: no windows, no levels, no index. Every fact is "this thing, in this capacity, at
 * this moment"; facts are added until nothing new follows. Slow, and meant to be read beside `docs/recall.md`.
 *
 * Moments are numbered so that the event of hour h happens at 2h; 2h+1 is the time between it and the next hour.
 */
import { type EpcisEvent, type EventFacts, factsOf, noPrefixes, type Participant, role } from '../../src/events/index.ts';

type Facts = EventFacts & { readonly tick: number };
const start = Date.UTC(2026, 0, 1) * 1000;

/** What can be the first that is known of a thing: that it was made, packed, unpacked. */
const originRoles = new Set<number>([role.output, role.observedAdd, 6, 7, 8, 13, 14, 15]);

/** In which capacity a thing matters: what is followed, or what only holds it. */
type Capacity = 'material' | 'carrier';

const groups = [
  { type: 'AggregationEvent', childIn: [6, 8], childOut: 7, parentIn: [9, 11], parentOut: 10, emptied: 12 },
  { type: 'AssociationEvent', childIn: [13, 15], childOut: 14, parentIn: [16, 18], parentOut: 17, emptied: 19 },
] as const;
type Group = (typeof groups)[number];

export class Oracle {
  readonly #events: readonly Facts[];
  readonly #last: number;
  readonly #stays = new Map<string, (Stay | undefined)[]>();

  constructor(events: readonly EpcisEvent[]) {
    this.#events = events.map((event) => {
      const facts = factsOf(event, noPrefixes);
      return { ...facts, tick: ((facts.at - start) / 3_600_000_000) * 2 };
    });
    this.#last = Math.max(...this.#events.map(({ tick }) => tick)) + 1;
  }

  /** Everything that the root went into. */
  down(root: string): Set<string> {
    const known = new Set<string>();
    const waiting: [string, Capacity, number][] = [];
    const add = (id: string, as: Capacity, tick: number): void => {
      const key = `${id} ${as} ${tick}`;
      if (known.has(key)) return;
      known.add(key);
      waiting.push([id, as, tick]);
    };
    const since = (id: string, tick: number): void => {
      for (let each = tick; each <= this.#last; each++) add(id, 'material', each);
    };
    const matters = (id: string, tick: number): boolean =>
      known.has(`${id} material ${tick}`) || known.has(`${id} carrier ${tick}`);
    for (let tick = 0; tick <= this.#last; tick++) add(root, 'material', tick);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [id, as, tick] = next;
      for (const event of this.#events) {
        if (event.tick === tick && has(event, id, role.input))
          for (const part of this.#process(event))
            if (part.tick >= tick) for (const output of all(part, role.output)) since(output.id, part.tick);
        if (event.tick === tick && has(event, id, role.applied))
          for (const thing of all(event, role.treated)) since(thing.id, tick);
        if (event.tick === tick) for (const unit of event.participants) if (unit.lot === id) since(unit.id, tick);
      }
      for (const group of groups) {
        for (const container of this.#containersOf(id, group)) {
          // A part of a lot matters when it was put in after the lot did; that may become known later, so every moment is asked again.
          for (let at = tick; at <= this.#last; at++) {
            const stay = this.#stay(id, container, group, at);
            if (stay === undefined || !stay.known || !matters(id, at)) continue;
            if (this.#isClass(id) && !stay.ins.some((put) => put <= at && matters(id, put))) continue;
            add(container, group.type === 'AssociationEvent' ? 'material' : 'carrier', at);
          }
        }
        if (as === 'carrier' || group.type === 'AssociationEvent') continue;
        for (const event of this.#events) {
          if (event.tick !== tick || event.type !== group.type) continue;
          if (has(event, id, group.parentOut)) for (const child of all(event, group.childOut)) since(child.id, tick);
          if (!has(event, id, group.emptied)) continue;
          for (const child of this.#contentsEver(id, group)) {
            const before = this.#stay(child, id, group, tick - 1);
            const packedNow = this.#events.some(
              (each) =>
                each.tick === tick &&
                group.parentIn.some((as) => has(each, id, as)) &&
                group.childIn.some((as) => has(each, child, as)),
            );
            if (before !== undefined || packedNow) since(child, tick);
          }
        }
      }
    }
    return names(known, root);
  }

  /** Everything the root was made of, held, or came out of. `until`: makings after it do not count. */
  up(root: string): Set<string> {
    const known = new Set<string>();
    const waiting: [string, Capacity, number, number][] = [];
    const add = (id: string, as: Capacity, from: number, until: number): void => {
      const key = `${id} ${as} ${from} ${until}`;
      if (known.has(key)) return;
      known.add(key);
      waiting.push([id, as, from, until]);
    };
    add(root, 'material', 0, this.#last);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [id, as, from, until] = next;
      for (const event of this.#events)
        if (event.tick <= until && has(event, id, role.treated))
          for (const used of all(event, role.applied)) add(used.id, 'material', event.tick, event.tick);
      const makers = this.#events.filter(
        (event) => event.tick <= until && (has(event, id, role.output) || has(event, id, role.observedAdd)),
      );
      for (const event of makers) {
        for (const unit of event.participants)
          if (unit.id === id && unit.lot !== undefined) add(unit.lot, 'material', event.tick, event.tick);
        if (!has(event, id, role.output)) continue;
        for (const part of this.#process(event))
          if (part.tick <= event.tick) for (const input of all(part, role.input)) add(input.id, 'material', part.tick, part.tick);
      }
      if (as === 'material') this.#addContents(id, from, until, add);
      const [first] = this.#events
        .filter((event) => event.participants.some((each) => each.id === id && originRoles.has(each.role)))
        .sort((a, b) => a.tick - b.tick || rank(a) - rank(b) || (a.eventID! < b.eventID! ? -1 : 1));
      const out = first === undefined ? undefined : groups.find((group) => has(first, id, group.childOut));
      if (first !== undefined && out !== undefined && first.tick <= until)
        for (const container of all(first, out.parentOut)) add(container.id, 'carrier', first.tick, first.tick);
    }
    return names(known, root);
  }

  #addContents(
    id: string,
    from: number,
    until: number,
    add: (id: string, as: Capacity, from: number, until: number) => void,
  ): void {
    for (const group of groups) {
      for (const child of this.#contentsEver(id, group)) {
        for (let tick = from; tick <= until; tick++) {
          const stay = this.#stay(child, id, group, tick);
          if (stay === undefined) continue;
          // A whole stay within the time that matters is one question: what was made during it counts.
          let end = tick;
          while (end < until && this.#stay(child, id, group, end + 1) === stay) end++;
          if (this.#isClass(child)) {
            // What is added to a lot after a part of it was put away is not in that part.
            const put = Math.max(...stay.ins.filter((each) => each <= end), stay.known ? Number.NEGATIVE_INFINITY : stay.until);
            add(child, 'material', Math.min(tick, put), Math.min(end, put));
          } else add(child, 'material', tick, end);
          tick = end;
        }
      }
    }
  }

  /** The stay of a content in a container at a moment; undefined when it is outside. */
  #stay(child: string, container: string, group: Group, tick: number): Stay | undefined {
    const key = `${child} ${container} ${group.type}`;
    let stays = this.#stays.get(key);
    if (stays === undefined) {
      stays = this.#simulate(child, container, group);
      this.#stays.set(key, stays);
    }
    return tick < 0 ? undefined : stays[tick];
  }

  #simulate(child: string, container: string, group: Group): (Stay | undefined)[] {
    const found: (Stay | undefined)[] = [];
    let stay: Stay | undefined;
    let amount: Amount = 'all';
    for (let tick = 0; tick <= this.#last; tick++) {
      const now = this.#events.filter(({ tick: at, type }) => at === tick && type === group.type);
      const of = (parent: readonly number[], kid: readonly number[]): Participant[] =>
        now.flatMap((event) =>
          parent.some((as) => has(event, container, as))
            ? event.participants.filter((each) => each.id === child && kid.includes(each.role)).slice(0, 1)
            : [],
        );
      const put = of([group.parentIn[0]], [group.childIn[0]]);
      const seen = of([group.parentIn[1]], [group.childIn[1]]);
      const taken = of([group.parentOut], [group.childOut]);
      const emptied = now.some((event) => has(event, container, group.emptied));
      const wasInside = stay !== undefined;
      for (const each of [...put, ...seen]) {
        const isSeen = seen.includes(each);
        if (stay === undefined) {
          stay = { known: true, ins: [tick], until: tick };
          amount = each.quantity === undefined ? 'all' : { value: each.quantity, uom: each.uom };
        } else {
          stay.ins.push(tick);
          if (!isSeen) amount = plus(amount, each);
        }
      }
      let left = false;
      for (const each of taken) {
        if (stay === undefined) {
          // It came out, so it was inside since some moment after it was last known to be outside.
          const unknown: Stay = { known: false, ins: [], until: tick - 1 };
          for (let before = tick - 1; before >= 0 && found[before] === undefined; before--) {
            if (this.#leaves(child, container, group, before)) break;
            found[before] = unknown;
          }
          continue;
        }
        amount = minus(amount, each);
        if (amount === 'none') {
          stay = undefined;
          left = true;
        }
      }
      if (emptied && stay !== undefined) {
        stay = undefined;
        left = true;
      }
      // Out and in again at one moment: what was inside goes out first.
      if (left && wasInside && put.length > 0) {
        stay = { known: true, ins: [tick], until: tick };
        amount = 'all';
      }
      found[tick] = stay;
    }
    return found;
  }

  /** The moment at which it was last seen to leave bounds how long ago a stay of unknown beginning can have begun. */
  #leaves(child: string, container: string, group: Group, tick: number): boolean {
    return this.#events.some(
      (event) =>
        event.tick === tick &&
        event.type === group.type &&
        (has(event, container, group.emptied) || (has(event, container, group.parentOut) && has(event, child, group.childOut))),
    );
  }

  #process(event: Facts): readonly Facts[] {
    const [id] = all(event, role.transformation);
    return id === undefined ? [event] : this.#events.filter((each) => has(each, id.id, role.transformation));
  }

  #containersOf = (child: string, group: Group): Set<string> =>
    new Set(
      this.#events
        .filter((event) => event.type === group.type && [...group.childIn, group.childOut].some((as) => has(event, child, as)))
        .flatMap((event) => [...group.parentIn, group.parentOut].flatMap((as) => all(event, as).map(({ id }) => id))),
    );

  #contentsEver = (container: string, group: Group): Set<string> =>
    new Set(
      this.#events
        .filter(
          (event) => event.type === group.type && [...group.parentIn, group.parentOut].some((as) => has(event, container, as)),
        )
        .flatMap((event) => [...group.childIn, group.childOut].flatMap((as) => all(event, as).map(({ id }) => id))),
    );

  #isClass = (id: string): boolean =>
    this.#events.some((event) => event.participants.some((each) => each.id === id && each.byClass));
}

interface Stay {
  /** False: it is only known to have come out. */
  readonly known: boolean;
  /** Moments at which it was put in, or seen inside. */
  readonly ins: number[];
  readonly until: number;
}
type Amount = 'all' | 'none' | { readonly value: number; readonly uom: string | undefined };

const plus = (amount: Amount, { quantity, uom }: Participant): Amount =>
  typeof amount === 'string' || quantity === undefined || amount.uom !== uom ? 'all' : { value: amount.value + quantity, uom };

function minus(amount: Amount, { quantity, uom }: Participant): Amount {
  if (typeof amount === 'string' || quantity === undefined || amount.uom !== uom) return 'none';
  const value = amount.value - quantity;
  return value > Math.abs(quantity) * 1e-9 ? { value, uom } : 'none';
}

const has = (event: Facts, id: string, as: number): boolean =>
  event.participants.some((each) => each.id === id && each.role === as);
const all = (event: Facts, as: number): Participant[] => event.participants.filter((each) => each.role === as);
const rank = ({ type, action }: Facts): number =>
  type === 'TransformationEvent' ? 1 : type === 'ObjectEvent' ? 0 : action === 'ADD' ? 2 : action === 'DELETE' ? 4 : 3;
const names = (known: ReadonlySet<string>, root: string): Set<string> => {
  const found = new Set([...known].map((key) => key.split(' ')[0]!));
  found.delete(root);
  return found;
};
