/** A city that does its duty is refused nothing; one with faults is refused only what its faults, or what follows from them, forbid. */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultKinds, type Generated, type GenerateOptions, generate, type Sent, type Truth } from '../../simulator/city/index.ts';
import { simulateInto } from '../../simulator/run.ts';
import { Zhuisu } from '../../src/client/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { engines } from '../store/stores.ts';

interface Found {
  readonly eventID: string;
  readonly rule: string;
  readonly severity: string;
}

interface Played {
  readonly city: Generated;
  readonly sent: ReadonlyMap<string, Sent>;
  /** By the code of the refusal. */
  readonly refused: ReadonlyMap<string, number>;
  readonly failed: readonly Found[];
}

/** As it is generated, and kept by eventID. */
function watched(options: GenerateOptions): { readonly city: Generated; readonly sent: Map<string, Sent> } {
  const sent = new Map<string, Sent>();
  const city = generate(options);
  function* events(): Generated['events'] {
    for (const each of city.events) {
      sent.set(String(each.event.eventID), each);
      yield each;
    }
  }
  return { city: { ...city, events: events() }, sent };
}

async function* failures(baseUrl: string, severity: string): AsyncGenerator<Found> {
  let next: string | undefined = `/api/v1/evaluations?outcome=fails&severity=${severity}&perPage=1000`;
  while (next !== undefined) {
    const answer: Response = await fetch(new URL(next, baseUrl));
    yield* ((await answer.json()) as { evaluations: Found[] }).evaluations;
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
}

async function played(options: GenerateOptions): Promise<Played> {
  const opened = (await engines[0]!.open())!;
  const folder = await mkdtemp(join(tmpdir(), 'zhuisu-city-'));
  const app = buildApp(opened.store, readConfig({}));
  try {
    await app.listen({ host: '127.0.0.1', port: 0 });
    const baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const zhuisu = new Zhuisu({ baseUrl });
    const { city, sent } = watched(options);
    const consumers = new Zhuisu({ baseUrl, retries: 0 });
    const { refused } = await simulateInto(zhuisu, city, { truth: join(folder, 'truth.jsonl'), consumers }, () => {});
    const failed: Found[] = [];
    for (const severity of ['block', 'alarm']) for await (const each of failures(baseUrl, severity)) failed.push(each);
    return { city, sent, refused, failed };
  } finally {
    await app.close();
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Codes of things that an event names. */
const thingsOf = ({ event }: Sent): Set<string> =>
  new Set(
    JSON.stringify(event)
      .match(/"(?:https?|urn):[^"]+"/g)
      ?.map((each) => each.slice(1, -1)),
  );

/** Kinds that are about a firm and all that it does: no licence, no records, wrong clocks. */
const lasting = new Set(faultKinds.filter(({ byFirm }) => byFirm).map(({ id }) => id));

/** Of an event that was refused: the kinds of faults that it is part of, or that it follows from. */
function kindsBehind(refused: Sent, truths: readonly Truth[]): string[] {
  const things = thingsOf(refused);
  return truths
    .filter(
      ({ kind, organisation, others, subjects, events }) =>
        events.includes(String(refused.event.eventID)) ||
        subjects.some((each) => things.has(each)) ||
        (lasting.has(kind) && [organisation, ...others].includes(refused.firm.id)),
    )
    .map(({ kind }) => kind);
}

/** Rules that ask of a dutiful city what no loader can do, or what is right as it is. */
const reasons: Readonly<Record<string, string>> = {
  'DR-07': 'the records of months ago are recorded now, so that none is recorded within a day',
  'PRE-07b': 'a buyer may buy more than usual, and is looked at',
  'PRE-07c': 'who buys for the first time is looked at',
  'AG-16-fd-c': 'a shop sells and records at once what its maker, whose records come in the evening or later, has yet to record',
  'AG-17b': 'a shop records at once what the sender has yet to record',
  'AG-17c': 'a shop records at once what the sender has yet to record',
  'AP-02b': 'a workshop records at once a part that its dealer has yet to record',
  'EXP-09a': 'a quarry records at once a lot that its maker has yet to record',
  'DR-03': 'a pharmacy records at once a case that its maker has yet to record',
};

describe('a simulated city in a running installation', () => {
  it('is refused nothing while nothing is wrong with it, and fails no other rules than those named', async () => {
    const { refused, failed } = await played({ firms: 60, days: 6, seed: 'b', rate: 0, quiet: 0, rest: 0, begins: '2026-05-11' });
    expect([...refused]).toEqual([]);
    const named = new Set(Object.keys(reasons));
    expect([...new Set(failed.map(({ rule }) => rule).filter((rule) => !named.has(rule)))].sort()).toEqual([]);
  });

  it('with faults is refused what is wrong or follows from what is, and nothing else', async () => {
    const { city, sent, refused, failed } = await played({
      firms: 60,
      days: 6,
      seed: 'a',
      rate: 0.1,
      quiet: 0,
      rest: 0,
      begins: '2026-05-11',
    });
    expect([...refused.keys()]).toEqual(['rule_blocked']);
    const events = new Map(failed.filter(({ severity }) => severity === 'block').map(({ eventID, rule }) => [eventID, rule]));
    expect(events.size).toBe(refused.get('rule_blocked'));
    const truths = city.truths();
    const unexplained = [...events].filter(([id]) => kindsBehind(sent.get(id)!, truths).length === 0);
    expect(unexplained.map(([id, rule]) => [rule, sent.get(id)!.event['zhuisu:stage'], sent.get(id)!.firm.name])).toEqual([]);
  });
});
