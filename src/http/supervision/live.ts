/**
 * GET /api/v1/live: the numbers of the big screen as server-sent events (HTML Living Standard §9.2). Those who see the same share one
 * reading of the database; it is read when its version changed, not when somebody looks.
 */
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { countFindings, countVersion, type FindingGroup, listFindings, monthlyCounts, type Sight } from '../../store/index.ts';
import { countLasts, type KeepCount } from '../../supervision/index.ts';
import type { Context } from '../context.ts';
import { told } from './findings.ts';
import type { ScoresAt } from './scores.ts';

/** Milliseconds between two looks at the version, between two signs of life, until a stream is ended so that its right is asked anew. */
const lookEvery = 2_000;
const beatAfter = 10_000;
const streamLasts = 300_000;
const mostStreams = 500;
const newestTold = 8;
const mostGroups = 1_000;
const open = { states: ['new', 'confirmed', 'ordered', 'rectified'], resolved: false };

interface Room {
  readonly watch: Sight;
  readonly count: Sight;
  readonly streams: Set<PassThrough>;
  /** What was last sent, by its kind. */
  readonly sent: Map<string, string>;
  decided: string;
  /** When the findings were last read, when anything was last sent. */
  readAt: number;
  sentAt: number;
  reading: boolean;
}

export function liveRoutes(app: FastifyInstance, context: Context, keep: KeepCount, scoresAt: ScoresAt): void {
  const { store, now } = context;
  const { database } = store;
  const rooms = new Map<string, Room>();
  let timer: NodeJS.Timeout | undefined;
  const streams = (): number => [...rooms.values()].reduce((sum, room) => sum + room.streams.size, 0);

  app.get('/api/v1/live', { onRequest: context.permit('watch') }, async (request, reply) => {
    const watch = await context.sight(request, 'watch');
    const count = await context.sight(request, 'count').catch((error: unknown): Sight => {
      if (error instanceof ZhuisuError) return [];
      throw error;
    });
    if (streams() >= mostStreams) throw new ZhuisuError('rate_limited', { seconds: 30 });
    const stream = new PassThrough();
    stream.write('retry: 2000\n\n');
    const key = JSON.stringify([watch, count]);
    const room: Room = rooms.get(key) ?? {
      watch,
      count,
      streams: new Set(),
      sent: new Map(),
      decided: '',
      readAt: 0,
      sentAt: 0,
      reading: false,
    };
    rooms.set(key, room);
    // Whoever comes later gets at once what the others have.
    for (const [kind, text] of room.sent) stream.write(eventOf(kind, text));
    room.streams.add(stream);
    const leave = (): void => {
      clearTimeout(ending);
      room.streams.delete(stream);
      stream.end();
      if (room.streams.size === 0 && rooms.get(key) === room) rooms.delete(key);
      if (rooms.size === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    };
    const ending = setTimeout(leave, streamLasts);
    reply.raw.once('close', leave);
    timer ??= setInterval(() => void look(), lookEvery);
    void look();
    return reply
      .headers({ 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' })
      .type('text/event-stream; charset=utf-8')
      .send(stream);
  });

  app.addHook('preClose', async () => {
    clearInterval(timer);
    for (const { streams: own } of rooms.values()) for (const stream of own) stream.end();
    rooms.clear();
  });

  async function look(): Promise<void> {
    let decided: string;
    try {
      ({ decided } = await countVersion(database));
    } catch {
      // Nobody knows what is true now: the sign of life does not come, and the screen says so.
      return;
    }
    await Promise.all([...rooms.values()].map((room) => refresh(room, decided)));
  }

  async function refresh(room: Room, decided: string): Promise<void> {
    if (room.reading) return;
    room.reading = true;
    try {
      const at = now();
      // What is overdue changes with the clock alone.
      if (room.decided !== decided || at - room.readAt >= countLasts.still) {
        send(room, 'findings', await findingsOf(room.watch, at), at);
        room.decided = decided;
        room.readAt = at;
      }
      const { until, total } = await scoresAt(room.watch, {}, 'category');
      send(room, 'scores', { total }, Date.parse(until));
      if (room.count === 'everything' || room.count.length > 0) {
        const counted = await keep(JSON.stringify(['month', room.count]), (moment) => monthOf(room.count, moment));
        send(room, 'events', { counts: counted.told }, counted.at);
      }
      if (at - room.sentAt >= beatAfter) write(room, 'beat', JSON.stringify({ at: iso(at) }), at);
    } catch {
      // As above. A database that went away in between must end no server; whoever asks it next hears why.
    } finally {
      room.reading = false;
    }
  }

  /** Only what is new is said; `at` alone is nothing new. */
  function send(room: Room, kind: string, body: object, at: number): void {
    const same = JSON.stringify(body);
    const text = JSON.stringify({ at: iso(at), ...body });
    if (room.sent.has(kind) && JSON.stringify({ ...JSON.parse(room.sent.get(kind)!), at: undefined }) === same) return;
    room.sent.set(kind, text);
    write(room, kind, text, now());
  }

  function write(room: Room, kind: string, text: string, at: number): void {
    room.sentAt = at;
    // A screen that does not read is let go rather than kept in memory.
    for (const stream of room.streams) if (!stream.write(eventOf(kind, text)) && stream.writableLength > 1e6) stream.destroy();
  }

  async function findingsOf(sight: Sight, at: number): Promise<object> {
    const by = (group: FindingGroup) => countFindings(database, sight, open, group, at, mostGroups);
    const [families, areas, newest] = await Promise.all([
      by('family'),
      by('area'),
      listFindings(database, sight, open, newestTold, undefined),
    ]);
    return { families, areas, newest: newest.map((finding) => told(finding, context.config.jurisdiction)) };
  }

  async function monthOf(sight: Sight, at: number): Promise<object[]> {
    const china = new Date(at + 8 * 3_600_000);
    const since = Date.UTC(china.getUTCFullYear(), china.getUTCMonth(), 1) - 8 * 3_600_000;
    const cells = await monthlyCounts(database, sight === 'everything' ? [{ rule: 'operator', fields: 'status' }] : sight, since);
    const month = china.toISOString().slice(0, 7);
    return cells.flatMap((each) => (each.month === month ? [{ category: each.category ?? 'none', events: each.events }] : []));
  }
}

const iso = (at: number): string => new Date(at).toISOString();
const eventOf = (kind: string, text: string): string => `event: ${kind}\ndata: ${text}\n\n`;
