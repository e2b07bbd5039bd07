/**
 * A trace as the explorer draws it: a thing that passes through several hands is one stay a hand, so that each party is a place of its
 * own and goods run from left to right. Pure: graph, timeline, table and files are all made from it.
 */
import type { NameTold, TraceAnswer } from '../../../src/contract/index.ts';

export type NamedTrace = TraceAnswer & { readonly names?: Readonly<Record<string, NameTold>> };
type Step = TraceAnswer['steps'][number];
type Node = TraceAnswer['nodes'][number];

/** A thing with one party, from the first to the last of its steps there. */
export interface Stay {
  readonly id: string;
  readonly thing: string;
  readonly kind: Node['kind'];
  readonly side: Node['side'];
  readonly depth: number;
  readonly party: string;
  readonly name: string;
  /** Indices into `steps`. */
  readonly steps: readonly number[];
  readonly quantity: string;
  /** Kinds of what is missing here. */
  readonly open: readonly string[];
}

export interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** A link of the trace, or `handover`: the same thing with the next party. */
  readonly kind: TraceAnswer['links'][number]['kind'] | 'handover';
  readonly events: readonly string[];
}

export interface Party {
  readonly id: string;
  readonly name: string;
  /** uuid, where it is registered. */
  readonly organisation: string | undefined;
  readonly area: string | undefined;
  /** Of the first of its places that has one, WGS 84. */
  readonly position?: Position;
}

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Model {
  readonly root: string;
  readonly stays: readonly Stay[];
  readonly edges: readonly Edge[];
  readonly parties: readonly Party[];
  readonly steps: readonly Step[];
  /** Of each stay what leads to it and from it. */
  readonly into: ReadonlyMap<string, readonly string[]>;
  readonly outOf: ReadonlyMap<string, readonly string[]>;
}

export const unknownParty = 'unknown';
export const hiddenParty = 'hidden';

const leaving = /shipping|departing|void_shipping|dispatching|loading/;
const arriving = /receiving|accepting|arriving|unloading/;

export function modelOf(trace: NamedTrace): Model {
  const names = trace.names ?? {};
  const parties = new Map<string, Party>();
  const partyOf = (uri: string | undefined): string | undefined => {
    if (uri === undefined) return undefined;
    const told = names[uri];
    const id = told?.organisation ?? uri;
    const known = parties.get(id);
    const position =
      told?.latitude === undefined || told.longitude === undefined
        ? {}
        : { position: { latitude: told.latitude, longitude: told.longitude } };
    if (known === undefined)
      parties.set(id, {
        id,
        name: told?.organisationName ?? told?.zh ?? shortOf(uri),
        organisation: told?.organisation,
        area: told?.area,
        ...position,
      });
    else if (known.position === undefined && 'position' in position) parties.set(id, { ...known, ...position });
    return id;
  };
  const where = (step: Step): string | undefined => {
    const word = step.bizStep ?? '';
    if (leaving.test(word)) return partyOf(step.from ?? step.place);
    if (arriving.test(word)) return partyOf(step.to ?? step.place);
    return partyOf(step.place ?? step.from);
  };
  const stepsOf = new Map<string, number[]>();
  trace.steps.forEach((step, i) => {
    for (const { id } of step.things) (stepsOf.get(id) ?? stepsOf.set(id, []).get(id)!).push(i);
  });

  const stays: Stay[] = [];
  const edges: Edge[] = [];
  const staysOf = new Map<string, Stay[]>();
  const openOf = Map.groupBy(trace.openEnds, ({ id }) => id);
  for (const node of trace.nodes) {
    // One stay a party, also where goods come back or a lot goes several ways: what runs between is said by the steps.
    const held = new Map<string, number[]>();
    let last: string | undefined;
    for (const i of stepsOf.get(node.id) ?? []) {
      last = where(trace.steps[i]!) ?? last ?? '';
      (held.get(last) ?? held.set(last, []).get(last)!).push(i);
    }
    if (held.size === 0) held.set(node.kind === 'hidden' ? hiddenParty : '', []);
    const own = [...held].map(([party, steps], n): Stay => {
      const events = new Set(steps.map((i) => trace.steps[i]!.eventID));
      const missing = (openOf.get(node.id) ?? []).filter(({ event }) => events.has(event) || held.size === 1);
      return {
        id: n === 0 ? node.id : `${node.id}#${n + 1}`,
        thing: node.id,
        kind: node.kind,
        side: node.side,
        depth: node.depth,
        party,
        name: names[node.id]?.zh ?? (node.kind === 'hidden' ? '未共享明细' : shortOf(node.id)),
        steps,
        quantity: quantityIn(
          steps.map((i) => trace.steps[i]!),
          node.id,
        ),
        open: missing.map(({ kind }) => kind),
      };
    });
    edges.push(...handovers(own, trace.steps, partyOf));
    staysOf.set(node.id, own);
    stays.push(...own);
  }
  const holding = (thing: string, events: readonly string[], otherwise: 'first' | 'last'): Stay | undefined => {
    const own = staysOf.get(thing) ?? [];
    const found = own.find(({ steps }) => steps.some((i) => events.includes(trace.steps[i]!.eventID)));
    return found ?? (otherwise === 'first' ? own[0] : own.at(-1));
  };
  for (const { from, to, kind, events } of trace.links) {
    const [a, b] = [holding(from, events, 'last'), holding(to, events, 'first')];
    if (a !== undefined && b !== undefined) edges.push({ id: `${kind} ${a.id} ${b.id}`, from: a.id, to: b.id, kind, events });
  }
  const placed = settle(stays, edges, parties, trace.root);
  return {
    root: staysOf.get(trace.root)?.[0]?.id ?? trace.root,
    stays: placed,
    edges: [...new Map(edges.map((edge) => [edge.id, edge])).values()],
    parties: [...parties.values()].filter(({ id }) => placed.some(({ party }) => party === id)),
    steps: trace.steps,
    ...waysOf(edges),
  };
}

/** From party to party: where a step names both; else from the one before in time. */
function handovers(
  own: readonly Stay[],
  steps: readonly Step[],
  partyOf: (uri: string | undefined) => string | undefined,
): Edge[] {
  const at = new Map(own.map((stay) => [stay.party, stay]));
  const ways = new Map<string, { readonly from: string; readonly to: string; readonly events: string[] }>();
  const add = (from: Stay | undefined, to: Stay | undefined, events: readonly string[]): void => {
    if (from === undefined || to === undefined || from === to) return;
    const id = `handover ${from.id} ${to.id}`;
    const known = ways.get(id);
    if (known === undefined) ways.set(id, { from: from.id, to: to.id, events: [...events] });
    else known.events.push(...events);
  };
  for (const stay of own)
    for (const i of stay.steps) {
      const { from, to, eventID } = steps[i]!;
      if (from !== undefined && to !== undefined) add(at.get(partyOf(from)!), at.get(partyOf(to)!), [eventID]);
    }
  own.slice(1).forEach((stay, n) => {
    const events = stay.steps.slice(0, 1).map((i) => steps[i]!.eventID);
    if (![...ways.values()].some(({ from, to }) => to === stay.id || from === stay.id)) add(own[n], stay, events);
  });
  return [...ways].map(([id, { from, to, events }]) => ({ id, from, to, kind: 'handover', events: [...new Set(events)] }));
}

/** What no step places is with its neighbour: a unit that only its box tells of. */
function settle(stays: readonly Stay[], edges: readonly Edge[], parties: Map<string, Party>, root: string): Stay[] {
  const party = new Map(stays.filter((stay) => stay.party !== '').map(({ id, party }) => [id, party]));
  for (let before = -1; before !== party.size; ) {
    before = party.size;
    for (const { from, to } of edges) {
      const [a, b] = [party.get(from), party.get(to)];
      if (a === undefined && b !== undefined && b !== hiddenParty) party.set(from, b);
      if (b === undefined && a !== undefined && a !== hiddenParty) party.set(to, a);
    }
  }
  return stays.map((stay) => {
    const id = party.get(stay.id) ?? (stay.thing === root || stay.kind !== 'hidden' ? unknownParty : hiddenParty);
    if (!parties.has(id))
      parties.set(id, {
        id,
        name: id === hiddenParty ? '未共享 not shared' : '未说明在何处 party unknown',
        organisation: undefined,
        area: undefined,
      });
    return id === stay.party ? stay : { ...stay, party: id };
  });
}

export function waysOf(edges: readonly Edge[]): Pick<Model, 'into' | 'outOf'> {
  const into = new Map<string, string[]>();
  const outOf = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string): void =>
    void (map.get(key)?.push(value) ?? map.set(key, [value]));
  for (const { from, to } of edges) {
    add(outOf, from, to);
    add(into, to, from);
  }
  return { into, outOf };
}

function quantityIn(steps: readonly Step[], thing: string): string {
  for (const step of steps) {
    const found = step.things.find(({ id, quantity }) => id === thing && quantity !== undefined);
    if (found !== undefined) return `${found.quantity} ${found.uom === undefined ? '件' : unitOf(found.uom)}`;
  }
  return '';
}

/** UN/ECE Recommendation 20, those that the categories use. */
const units: Readonly<Record<string, string>> = {
  KGM: '千克 kg',
  GRM: '克 g',
  TNE: '吨 t',
  LTR: '升 L',
  MLT: '毫升 mL',
  EA: '件',
  C62: '件',
  MTQ: '立方米 m³',
};
export const unitOf = (uom: string): string => units[uom] ?? uom;

/** The end of a code, without what all of its kind begin with. */
export const shortOf = (uri: string): string =>
  decodeURIComponent(
    uri
      .replace(/^https:\/\/id\.gs1\.org\//, '')
      .replace(/^urn:(?:epc:id|zhuisu|uuid):/, '')
      .replace(/%(?![0-9a-fA-F]{2})/g, '%25'),
  ).slice(0, 60);
