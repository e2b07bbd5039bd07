/** Requests that record wait for the watch before their body is read, so that what waits lies with its sender. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZhuisuError } from '../errors.ts';
import type { Pace } from '../watch/index.ts';
import { ownerOf } from './sight/deciding.ts';

/** Of a small event on its way in: that a body is taken for more events than it has does no harm. */
const eventBytes = 250;
/** Of bodies that do not say how long they are, or are compressed. */
const unknownEvents = 1_000;
/** Seconds after which whoever waited in vain may try again. */
const again = 10;

/** A hook behind `permit`. Throws rate_limited. */
export const paced =
  (pace: Pace) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { headers, raw } = request;
    const length = headers['content-encoding'] === undefined ? Number(headers['content-length'] ?? Number.NaN) : Number.NaN;
    const events = Number.isNaN(length) ? unknownEvents : Math.ceil(length / eventBytes);
    const done = pace.enter(ownerOf(request), events) ?? (await waited(pace, raw.socket, ownerOf(request), events));
    reply.raw.once('finish', done).once('close', done);
    // Whoever left while it was asked who they are: neither comes any more.
    if (raw.socket.destroyed) done();
  };

/** The same for work that nobody waits for on a connection. Throws rate_limited. */
export async function pacedWork<Result>(
  pace: Pace,
  owner: string | undefined,
  events: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const done = pace.enter(owner, events) ?? (await pace.turn(owner, events));
  if (done === undefined) throw new ZhuisuError('rate_limited', { seconds: again });
  try {
    return await work();
  } finally {
    done();
  }
}

async function waited(
  pace: Pace,
  socket: FastifyRequest['raw']['socket'],
  owner: string | undefined,
  events: number,
): Promise<() => void> {
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  socket.once('close', leave);
  if (socket.destroyed) leave();
  try {
    const done = await pace.turn(owner, events, leaving.signal);
    if (done === undefined) throw new ZhuisuError('rate_limited', { seconds: again });
    return done;
  } finally {
    socket.removeListener('close', leave);
  }
}
