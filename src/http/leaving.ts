/** Clients that leave before they are answered: the work for them ends at its next question. */
import type { FastifyReply } from 'fastify';

export interface Leaving {
  /** Throws when the client has left. */
  readonly wanted: () => void;
  readonly left: () => boolean;
}

export function leaving(reply: FastifyReply): Leaving {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return { wanted: () => gone.signal.throwIfAborted(), left: () => gone.signal.aborted };
}

/** `undefined` where nobody is there to be answered; every other failure is passed on. */
export async function unlessLeft<Result>({ left }: Leaving, work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (left()) return undefined;
    throw error;
  }
}
