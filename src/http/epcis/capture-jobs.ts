/** Capture jobs (EPCIS 2.0 §8.2.7) as they are answered and read back. Captures finish before they are answered, so none is ever running. */
import type { FastifyInstance } from 'fastify';
import type { Captured } from '../../capture/index.ts';
import { turnPage } from '../../query/index.ts';
import { captureJob, captureJobs, type StoredJob } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { linkNext, onlyPaging, perPageOf, type Query, tokenOf } from '../paging.ts';
import { isUuid, onlyOwn, ownOrNotFound } from '../sight/deciding.ts';
import { answerUnlessKnown, type EpcisAnswers } from './answers.ts';
import { type Job, jobsXml, jobXml, type Receipt } from './xml-answers.ts';

interface LastJob {
  readonly createdAt: number;
  readonly id: string;
}

export function jobRoutes(app: FastifyInstance, { store, permit, now }: Context, { optionsOf }: EpcisAnswers): void {
  app.get<{ Querystring: Query }>('/epcis/capture', { onRequest: permit('query') }, async (request, reply) => {
    const { query } = request;
    onlyPaging(query);
    const perPage = perPageOf(query);
    const turn = await turnPage<LastJob>(store, now(), ['capture', onlyOwn(request) ?? null], tokenOf(query));
    const jobs = await captureJobs(store.database, perPage + 1, turn.after, onlyOwn(request));
    if (jobs.length > perPage) {
      jobs.pop();
      const { createdAt, id } = jobs.at(-1)!;
      linkNext(reply, '/epcis/capture', query, turn.next({ createdAt, id }));
    }
    return answerUnlessKnown(request, reply, now(), jobs.map(jobOfStored), jobsXml);
  });

  app.get<{ Params: { id: string } }>('/epcis/capture/:id', { onRequest: permit('query') }, async (request, reply) => {
    const { id } = request.params;
    const found = isUuid(id) ? await captureJob(store.database, id) : undefined;
    const job = ownOrNotFound(request, found, ({ owner }) => owner);
    reply.header('gs1-capture-error-behaviour', job.behaviour);
    return answerUnlessKnown(request, reply, now(), jobOfStored(job), jobXml);
  });

  optionsOf('/epcis/capture/:id', 'GET, HEAD, OPTIONS');
}

/** With what rules have to say of the events; read back later that is told by /api/v1/evaluations. */
export function jobOfCapture({ captureID, createdAt, recordTime, success, behaviour, counts, errors, events }: Captured): Job {
  const finishedAt = Math.max(recordTime, createdAt);
  const rules = events.flatMap((event, index) => (event.rules ?? []).map((each) => ({ index, ...each })));
  const job = jobOf({ captureID: captureID!, createdAt, finishedAt, success, behaviour, counts, errors });
  return rules.length === 0 ? job : { ...job, rules };
}

/** What the sender is told at once: the job, and of each event whether it was stored, was there, or why not. */
export function receiptOfCapture(captured: Captured): Receipt {
  const faults = Map.groupBy(captured.errors, (each) => (each as { readonly index?: unknown }).index);
  const events = captured.events.map(({ eventID, status }, index) => {
    const errors = faults.get(index);
    return {
      ...(eventID === undefined ? {} : { eventID }),
      status: status === 'invalid' || status === 'conflict' ? ('refused' as const) : status,
      ...(errors === undefined ? {} : { errors }),
    };
  });
  return { ...jobOfCapture(captured), events, counts: captured.counts };
}

function jobOfStored({ id, createdAt, finishedAt, success, behaviour, errors, ...row }: StoredJob): Job {
  const { received, stored, existing, refused } = row;
  const counts = { received, stored, existing, refused };
  return jobOf({ captureID: id, createdAt, finishedAt, success, behaviour, counts, errors: JSON.parse(errors) as unknown[] });
}

function jobOf(job: {
  captureID: string;
  createdAt: number;
  finishedAt: number;
  success: boolean;
  behaviour: string;
  counts: Captured['counts'];
  errors: readonly unknown[];
}): Job {
  return {
    captureID: job.captureID,
    createdAt: new Date(job.createdAt).toISOString(),
    finishedAt: new Date(job.finishedAt).toISOString(),
    running: false,
    success: job.success,
    captureErrorBehaviour: job.behaviour,
    ...job.counts,
    errors: job.errors,
  };
}
