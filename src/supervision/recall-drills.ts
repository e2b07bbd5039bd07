/** Drills on lots that are drawn by a rule from the head of the audit log, and the nightly check that needs nobody. */
import { createHash, randomUUID } from 'node:crypto';
import { ZhuisuError } from '../errors.ts';
import { type Role, role } from '../events/index.ts';
import {
  addReadiness,
  auditHead,
  type DrawFrom,
  drawables,
  engagedThings,
  lastReadiness,
  logHead,
  type Recall,
  recallSeen,
  type Store,
} from '../store/index.ts';
import { ancestorsOf } from '../trace/index.ts';
import type { Acting } from './findings.ts';
import { affectedThings } from './recall-lists.ts';
import { type Measured, measureOf } from './recall-measure.ts';
import { publication, type Searched, searched } from './recall-publishing.ts';
import { actOf, applied, type Drafting, draftRecall } from './recalls.ts';

/** How it is drawn, so that anybody with the log can draw it again. */
export interface Draw extends DrawFrom {
  /** Hexadecimal: the hash of the last audit entry before the draw. */
  readonly seed: string;
  /** Number of that entry. */
  readonly audited: number;
  /** Number of the last event of the log. */
  readonly head: number;
  /** Which of several draws of one seed. */
  readonly n: number;
  readonly rule: string;
  /** Lots that the rule came to first and that were passed over: under a recall, or in a drill. */
  readonly without?: readonly string[];
}

export interface Drawn {
  readonly draw: Draw;
  readonly thing: string;
  readonly seq: number;
  readonly category: string | null;
  readonly area: string | null;
}

export const drawRule =
  'SHA-256(seed ‖ ":" ‖ n), first 12 hex digits, modulo head, plus 1: from that event on, then from the first, the first lot made, none of `without`';
/** Events looked at for one draw. */
const mostLooked = 2_000;
const page = 200;
const making: ReadonlySet<Role> = new Set([role.output, role.observedAdd]);

export async function newDraw(store: Store, from: DrawFrom, n: number): Promise<Draw> {
  const [{ seq: audited, hash }, head] = [await auditHead(store.database), await logHead(store.database)];
  return { ...from, seed: hash.toString('hex'), audited, head, n, rule: drawRule };
}

/** The same draw gives the same lot, as long as the log holds what it held. Undefined where there is none. */
export async function draw(store: Store, drawing: Draw): Promise<Drawn | undefined> {
  const { seed, n, head, without = [] } = drawing;
  if (head === 0) return undefined;
  const digest = createHash('sha256').update(`${seed}:${n}`).digest('hex');
  const start = (Number.parseInt(digest.slice(0, 12), 16) % head) + 1;
  let looked = 0;
  for (const [from, to] of [
    [start, head],
    [1, start - 1],
  ] as const) {
    for (let at = from; at <= to && looked < mostLooked; ) {
      const rows = await drawables(store.database, drawing, at, to, page);
      const events = await store.links.events(rows.map(({ seq }) => seq));
      for (const { seq, category, area } of rows) {
        const made = events
          .get(seq)
          ?.facts.participants.find(({ id, byClass, role: as }) => byClass && making.has(as) && !without.includes(id));
        if (made !== undefined) return { draw: drawing, thing: made.id, seq, category, area };
      }
      looked += rows.length;
      if (rows.length < page) break;
      at = rows.at(-1)!.seq + 1;
    }
  }
  return undefined;
}

/** Lots that are passed over before a drill gives up; each costs a search of its scope. */
const mostPassedOver = 50;

interface FreeLot {
  readonly drawn: Drawn;
  readonly found: Searched;
}

/** The first lot of the draw of whose scope nothing is recalled or drilled. Throws drill_nothing, drill_engaged. */
async function drawFree(store: Store, from: DrawFrom, category: string): Promise<FreeLot> {
  const first = await newDraw(store, from, 1);
  const without: string[] = [];
  for (;;) {
    const drawn = await draw(store, without.length === 0 ? first : { ...first, without: [...without] });
    if (drawn === undefined || without.length >= mostPassedOver)
      throw without.length === 0
        ? new ZhuisuError('drill_nothing', { came: category })
        : new ZhuisuError('drill_engaged', { came: category, count: without.length });
    // What it was made of may be recalled too: then it is itself, also where it was recorded later.
    const above = [drawn.thing, ...(await ancestorsOf(store.links, drawn.thing))];
    if ((await engagedThings(store.database, above)).size === 0) {
      const found = await searched(store, [drawn.thing]);
      const reached = affectedThings(found.answer, 1).flatMap(({ thing, duty }) => (duty === 'must' ? thing : []));
      if ((await engagedThings(store.database, reached)).size === 0) return { drawn, found };
    }
    without.push(drawn.thing);
  }
}

type DrillDrafting = Omit<Drafting, 'roots' | 'draw' | 'drill' | 'area'> & { readonly area: string | null };

/** The end of the drill that was begun last: of two that are asked for at once the second sees the first. */
let lastStart: Promise<unknown> = Promise.resolve();

/** Throws drill_nothing where no lot of the category is on record there, drill_engaged where each is recalled or drilled. */
export function startDrill(store: Store, drafting: DrillDrafting, from: DrawFrom, acting: Acting): Promise<Recall> {
  const start = (): Promise<Recall> => startDrawn(store, drafting, from, acting);
  const own = lastStart.then(start, start);
  lastStart = own;
  return own;
}

async function startDrawn(store: Store, drafting: DrillDrafting, from: DrawFrom, acting: Acting): Promise<Recall> {
  const { drawn, found } = await drawFree(store, from, drafting.category);
  const { thing, area, draw: how, seq } = drawn;
  const id = await draftRecall(
    store,
    { ...drafting, area: area ?? drafting.area, drill: true, roots: [thing], draw: JSON.stringify({ ...how, seq, thing }) },
    acting,
  );
  const recall = (await recallSeen(store.database, 'everything', id))!;
  const step = {
    recall: id,
    version: recall.version,
    state: 'published',
    acts: [actOf('draw', thing, acting, { data: recall.draw }), actOf('publish', '', acting)],
  };
  return applied(store, recall, await publication(store, recall, {}, step, acting, found), acting.at);
}

const day = 86_400_000;
/** The hour of the night in China at which it is made, and lots that are drawn each time. */
const nightHour = 2;
const nightLength = 3 * 3_600_000;
const lotsANight = 3;

/** Whether it is night and none was made in it. */
export async function isReadinessDue(store: Store, now: number): Promise<boolean> {
  const zone = (8 - nightHour) * 3_600_000;
  const night = (at: number): number => Math.floor((at + zone) / day);
  if (now + zone - night(now) * day > nightLength) return false;
  const last = await lastReadiness(store.database);
  return last === undefined || night(now) > night(last);
}

/** Where lots are drawn from, and that it is no check of the night. */
export interface CheckNow {
  readonly from: DrawFrom;
}

/**
 * Draws lots and measures how far their records would carry a recall; kept whatever it says. Nothing is sent to anybody. Without `asked` it
 * is the check of the night.
 */
export async function readinessCheck(store: Store, now: number, asked?: CheckNow): Promise<{ drawn: number }> {
  const from = asked?.from ?? { categories: undefined, areas: undefined };
  const drawnBefore: string[] = [];
  for (let n = 1; n <= lotsANight; n++) {
    // Where there are few lots a draw may come to the same again.
    const found = await draw(store, { ...(await newDraw(store, from, n)), without: [...drawnBefore] });
    if (found === undefined) break;
    const { category, area, thing, draw: how, seq } = found;
    const { scoped, answer } = await searched(store, [thing]);
    const result: Measured = measureOf(answer, scoped.possible);
    await addReadiness(store.database, {
      id: randomUUID(),
      at: now,
      category,
      area,
      thing,
      nightly: asked === undefined,
      draw: JSON.stringify({ ...how, seq }),
      result: JSON.stringify(result),
    });
    drawnBefore.push(thing);
  }
  return { drawn: drawnBefore.length };
}
