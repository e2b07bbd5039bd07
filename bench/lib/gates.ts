/**
 * What recognising stages and asking rules cost a capture: the same records without, with the first, with both, in one process, in a log
 * that was filled before. What fills it are seasons that stopped early: those are gone on with, so that every look back goes to records that
 * lie somewhere in the log and in no memory.
 */
import { captureEvents, type Gate } from '../../src/capture/index.ts';
import { recordContext } from '../../src/categories/record.ts';
import { gateOf, record } from '../../src/records/index.ts';
import type { Store } from '../../src/store/index.ts';
import { eventsOf, type StageRequest, seasonEnd, seasonStages, stageRequests, stateSeasonRegisters } from './seasons.ts';
import { asOwner } from './setup.ts';
import { processorSeconds } from './work.ts';

/** What is measured: the capture of events that are there, or that of records from the bytes of the request to those of the answer. */
export type Form = 'events' | 'records';

/** No gate; stages recognised and nothing asked; the rules asked. */
export const gates = ['none', 'recognised', 'asked'] as const;
export type GateName = (typeof gates)[number];

/** Seconds by the clock and of the processor, for so many events. */
export interface Cost {
  readonly events: number;
  readonly clock: number;
  readonly program: number;
  readonly database: number;
}

const connections = 8;
const together = 100;

/** All of one stage by several senders, then the next stage; seconds. */
export async function sendAll<Each>(parts: readonly (readonly Each[])[], send: (each: Each) => Promise<void>): Promise<number> {
  const start = performance.now();
  for (const part of parts) {
    const waiting = [...part];
    const sender = async (): Promise<void> => {
      for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) await send(each);
    };
    await Promise.all(Array.from({ length: connections }, sender));
  }
  return (performance.now() - start) / 1_000;
}

function gatesOf(store: Store, lookBacks: LookBacks): Record<GateName, Gate | undefined> {
  const real = gateOf(store);
  const asked: typeof real = {
    ...real,
    judge: async (events, capturing) => {
      const passages = await real.judge(events, capturing);
      for (const [i, { asked: looked }] of passages.entries()) {
        const { set, name } = events[i]!.what;
        lookBacks.events++;
        lookBacks.rules += set.rules.get(name)?.length ?? 0;
        lookBacks.asked += (looked?.things.length ?? 0) + (looked?.told.length ?? 0) + (looked?.values.length ?? 0);
      }
      return passages;
    },
  };
  const recognised: typeof real = {
    ...real,
    judge: async (events) =>
      events.map(({ what: { category, stage, values } }) => {
        const staged = { category, stage: stage.stage.id, version: stage.profile.version, values, evaluations: [], due: [] };
        return { staged, told: [], problems: [], refusedBy: [] };
      }),
  };
  return { none: undefined, recognised: recognised as Gate, asked: asked as Gate };
}

/** Each season stopped before the stage `stopped`, and waits for its turn to go on with that stage. */
interface Plan {
  readonly turns: number;
  readonly seasons: number;
}

const placeOf = (n: number, turns: number): { turn: number; stopped: number } => {
  const part = Math.floor(n / seasonStages.length);
  return { turn: part % turns, stopped: n % seasonStages.length };
};

/** Requests of each stage in a turn: together enough to keep all senders busy, few enough that neighbouring turns meet the same machine. */
const requestsInTurn = 3;
export const eventsInTurn = requestsInTurn * together * seasonStages.length;

/** Seasons that fill a log with so many events, each on average with half of its stages, less half of one; and the turns they are enough for. */
export function planOf(events: number): Plan {
  const seasons = Math.ceil(events / ((seasonStages.length - 1) / 2));
  return { seasons, turns: Math.max(1, Math.floor(seasons / eventsInTurn)) };
}

/** What the rules asked of the log while something was measured. */
export class LookBacks {
  events = 0;
  /** Rules that stand for the stages of those events. */
  rules = 0;
  /** Things and values that they asked for, event by event. */
  asked = 0;
  /** Statements that read the log or registers for them, and rows that came back. */
  statements = 0;
  rows = 0;

  /** Counts what a store is asked from now on by the names of the statements of rules. */
  watch({ database }: Store): void {
    const query = database.query.bind(database);
    database.query = async (text, values, name) => {
      const rows = await query(text, values, name);
      if (name !== undefined && ruleStatements.has(name)) {
        this.statements++;
        this.rows += rows.length;
      }
      return rows as never;
    };
  }
}
const ruleStatements = new Set(['rule-history', 'rule-states', 'rule-values', 'rule-licences', 'staged-events', 'register-rows']);

type Send = (store: Store, gate: Gate | undefined) => Promise<number>;

/** Made before the clock runs. */
function sendable(request: StageRequest, form: Form): Send {
  const { stage, records } = request;
  if (form === 'records') {
    const body = Buffer.from(JSON.stringify(records));
    return async (store, gate) => {
      const read = JSON.parse(body.toString('utf8')) as unknown[];
      const options = { category: 'produce', stage, records: read, now: seasonEnd, behaviour: 'proceed', gate } as const;
      const { counts, statuses } = await record(store, options);
      JSON.stringify(statuses);
      if (counts.stored !== records.length) throw new Error(JSON.stringify(statuses[0]));
      return records.length;
    };
  }
  const events = eventsOf(request);
  return async ({ log }, gate) => {
    const options = { behaviour: 'proceed', job: true, now: seasonEnd, ...(gate === undefined ? {} : { gate }) } as const;
    const { counts, errors } = await captureEvents(log, { events, context: recordContext }, options);
    if (counts.stored !== events.length) throw new Error(JSON.stringify(errors[0] ?? counts));
    return events.length;
  };
}

export class GateMeasurement {
  readonly #store: Store;
  readonly #dataDir: string;
  readonly #gates: Record<GateName, Gate | undefined>;
  readonly #plan: Plan;
  readonly lookBacks = new LookBacks();

  constructor(store: Store, dataDir: string, plan: Plan) {
    this.#store = store;
    this.#dataDir = dataDir;
    this.#gates = gatesOf(store, this.lookBacks);
    this.lookBacks.watch(store);
    this.#plan = plan;
  }

  async fill(say: (events: number) => void): Promise<void> {
    await stateSeasonRegisters(this.#store);
    const { seasons, turns } = this.#plan;
    const atOnce = 4_000;
    let events = 0;
    for (let first = 0; first < seasons; first += atOnce) {
      const block = Array.from({ length: Math.min(atOnce, seasons - first) }, (_, i) => first + i);
      const parts = seasonStages.map((stage, at) =>
        stageRequests(
          stage,
          block.filter((n) => at < placeOf(n, turns).stopped),
          500,
        ),
      );
      const cost = await this.#run(parts, 'recognised', 'events');
      events += cost.events;
      say(events);
    }
    const owner = await asOwner(this.#store);
    await owner.query('vacuum analyze');
    await owner.query('checkpoint');
    await owner.end();
  }

  /** Goes on with the seasons of that turn, of all stages side by side: none waits for another. */
  turn(turn: number, which: GateName, form: Form): Promise<Cost> {
    const { seasons, turns } = this.#plan;
    const waiting = Array.from({ length: seasons }, (_, n) => n).filter((n) => placeOf(n, turns).turn === turn);
    const requests = seasonStages.map((stage, at) =>
      stageRequests(stage, waiting.filter((n) => placeOf(n, turns).stopped === at).slice(0, requestsInTurn * together), together),
    );
    const mixed = Array.from({ length: requestsInTurn }, (_, i) => requests.flatMap((own) => own.slice(i, i + 1)));
    return this.#run([mixed.flat()], which, form);
  }

  async #run(parts: readonly (readonly StageRequest[])[], which: GateName, form: Form): Promise<Cost> {
    const gate = this.#gates[which];
    const made = parts.map((part) => part.map((request) => sendable(request, form)));
    const before = processorSeconds(this.#dataDir);
    let events = 0;
    const clock = await sendAll(made, async (send) => {
      // Added when it is there: several send at once.
      const sent = await send(this.#store, gate);
      events += sent;
    });
    const after = processorSeconds(this.#dataDir);
    return { events, clock, program: after.program - before.program, database: after.database - before.database };
  }
}
