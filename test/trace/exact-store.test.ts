/**
 * The same histories through the real store: captured in any order, in portions, some declared wrong afterwards, then traced on the
 * embedded database, on PostgreSQL 15, and on Citus where `CITUS_URL` names one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../../src/capture/index.ts';
import type { EpcisEvent } from '../../src/events/index.ts';
import { openStore } from '../../src/store/index.ts';
import { trace } from '../../src/trace/index.ts';
import { type Engine, engines } from '../store/stores.ts';
import { correction, everything, history } from './histories.ts';
import { Oracle } from './oracle.ts';
import { story, uri } from './story.ts';

const citus: Engine = {
  name: 'Citus',
  async open() {
    const databaseUrl = process.env['CITUS_URL'];
    if (databaseUrl === undefined) {
      console.log('skipped: CITUS_URL is not set, so there is no Citus to ask');
      return undefined;
    }
    const dataDir = await mkdtemp(join(tmpdir(), 'zhuisu-keys-'));
    const store = await openStore({ dataDir, databaseUrl });
    return {
      store,
      dataDir,
      async close() {
        await store.close();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  },
};

/** Names of a run are its own, so that all runs share one database. */
const runName = Date.now().toString(36);
const own = (text: string, run: string): string =>
  text
    .replaceAll('urn:case:', `urn:case:${run}:`)
    .replace(/\/10\/G\b/g, `/10/G${run}`)
    .replace(/\/21\/(U\d)\b/g, `/21/$1${run}`)
    .replaceAll('"cbvmda:lotNumber":"G"', `"cbvmda:lotNumber":"G${run}"`);

/** Wrong, and what is right instead: another record, or none. */
const declared = (event: EpcisEvent, instead: EpcisEvent | undefined): EpcisEvent =>
  ({
    ...event,
    errorDeclaration: {
      declarationTime: '2026-02-01T00:00:00Z',
      ...(instead === undefined
        ? { reason: 'did_not_occur' }
        : { reason: 'incorrect_data', correctiveEventIDs: [(instead as unknown as { eventID: string }).eventID] }),
    },
  }) as EpcisEvent;

describe.each([...engines, citus])('the walk over $name', ({ open, name }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open();
  }, 60_000);
  afterAll(() => opened?.close());

  it('finds what the definition finds', { timeout: 240_000 }, async ({ skip }) => {
    if (opened === undefined) return skip(`${name} is not here`);
    const { store } = opened;
    let run = 0;
    const arrivals = fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 });
    const wrongs = fc.array(fc.nat(11), { maxLength: 2 });
    const corrections = fc.array(correction, { maxLength: 2 });
    let corrected = 0;
    await fc.assert(
      fc.asyncProperty(
        history(12),
        wrongs,
        corrections,
        arrivals,
        fc.integer({ min: 1, max: 6 }),
        async (lines, dropped, amended, order, portion) => {
          const tag = `${runName}${++run}`;
          const told = (text: string, id = ''): EpcisEvent[] =>
            JSON.parse(
              own(JSON.stringify(story(text)).replaceAll('urn:case:event:', `urn:case:event:${id}`), tag),
            ) as EpcisEvent[];
          const events = told(lines.join('; '));
          const instead = new Map<number, EpcisEvent | undefined>(dropped.map((n) => [n, undefined]));
          amended.forEach(({ of, right }, i) => void instead.set(of, told(right, `right${i}-`)[0]));
          for (const n of [...instead.keys()]) if (events[n] === undefined) instead.delete(n);
          const right = [...instead.values()].filter((each) => each !== undefined);
          corrected += right.length;
          const records = [...events, ...[...instead].map(([n, each]) => declared(events[n]!, each)), ...right];
          const arriving = records.map((event, i) => ({ event, at: order[i]! })).sort((a, b) => a.at - b.at);
          for (let i = 0; i < arriving.length; i += portion) {
            const sent = arriving.slice(i, i + portion).map(({ event }) => event);
            const captured = await capture(store.log, document(sent), { behaviour: 'rollback', job: false, now: 0 });
            expect(captured.errors).toEqual([]);
          }
          const oracle = new Oracle([...events.filter((_, i) => !instead.has(i)), ...right]);
          for (const root of everything) {
            const id = own(uri(root), tag);
            for (const direction of ['up', 'down'] as const) {
              const { answer } = await trace(store.links, id, direction);
              const found = answer.nodes.filter((node) => node.id !== id).map((node) => node.id);
              expect(found.sort(), `${direction} ${root}`).toEqual([...oracle[direction](id)].sort());
            }
          }
        },
      ),
      { numRuns: Number(process.env['ZHUISU_RUNS'] ?? 150) },
    );
    expect(corrected, 'corrected events').toBeGreaterThan(run / 4);
  });
});

const document = (events: readonly unknown[]): object => ({
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: events },
});
