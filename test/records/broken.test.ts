/**
 * Every chain, walked to its end and then broken by its next record in each way that its rules forbid which look back: at what is in the
 * log, in a register, at licences. Which record breaks which rule is sought among what the rules tell; the tables beside this file hold, for
 * each rule and chain, how it was broken, what the rule compared, and what came of it. `UPDATE_TABLES=1` writes them anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoChains, inOrder } from '../../simulator/demo-city.ts';
import type { Principal } from '../../src/access/index.ts';
import type { SimpleRecord } from '../../src/categories/definition.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { holdsBack } from '../../src/categories/rules/evaluate.ts';
import { failsBySilence } from '../../src/categories/rules/kinds/silence.ts';
import { recheckDue } from '../../src/records/index.ts';
import { type Served, serveApp, now as today } from '../http/setup.ts';
import { owner } from '../store/stores.ts';
import { type Attempt, attemptsOf, looksBack, type Pair, pairsOf } from './broken/attempts.ts';
import { unbroken } from './broken/unbroken.ts';
import { settleDemo } from './demo.ts';

const clock = { now: today };
let served: Served;
let admin: pg.Client;
/** Where the walked log, the registers and the licences end. */
let ends: { seq: number; row: number; statement: number };
const chains = demoChains();

beforeAll(async () => {
  const principalOf = ({ headers }: { headers: Readonly<Record<string, unknown>> }): Principal => {
    const id = headers['x-firm'];
    if (typeof id !== 'string') return { kind: 'operator', roles: new Set() };
    return { kind: 'service', organisation: { id, kind: 'enterprise', areas: ['419001'] }, roles: new Set(['recorder']) };
  };
  served = await serveApp({ now: () => clock.now, principalOf });
  admin = await owner(served.store);
  await settleDemo(served);
  for (const { category } of shippedProfiles)
    for (const { stage, records } of inOrder(chains.filter((each) => each.category === category))) {
      const answer = await served.send('POST', `/api/v1/records/${category}/${stage}`, records);
      expect(answer.json().refused, answer.body).toBe(0);
    }
  const { rows } =
    await admin.query(`select (select max(seq) from event)::int as seq, (select max(number) from register_row)::int as row,
    (select max(seq) from licence_statement)::int as statement`);
  ends = rows[0];
  // What the chains wait for is asked elsewhere.
  await admin.query('delete from rule_due');
}, 240_000);
afterAll(async () => {
  await admin.end();
  await served.close();
});

/** The true state again: what came since is gone. */
async function undo(): Promise<void> {
  const tables = ['event', 'event_identity', 'link', 'event_party', 'event_place', 'event_stage', 'stage_value', 'paper'];
  await admin.query(
    `${tables.map((table) => `delete from ${table} where seq > ${ends.seq}`).join('; ')};
     delete from rule_due; delete from evaluation where seq = 0 or seq > ${ends.seq};
     delete from register_row where number > ${ends.row}; delete from licence_statement where seq > ${ends.statement};
     update organisation_version set version = version + 1`,
  );
  served.store.parties.forget();
  clock.now = today;
}

interface Status {
  readonly status: string;
  readonly eventID?: string;
  readonly rules?: readonly { rule: string; outcome: string; told: { zh: string; en: string } }[];
  readonly errors?: readonly { rule?: string; title: string; facts?: string }[];
}

/** Nobody records what has not happened yet. */
async function send(name: string, record: SimpleRecord, firm?: string): Promise<Status> {
  clock.now = Math.max(clock.now, Date.parse(String(record.time)) + 60_000);
  const headers = firm === undefined ? {} : { 'x-firm': firm };
  const answer = await served.send('POST', `/api/v1/records/${name}`, [record], headers);
  return answer.json().records?.[0] ?? { status: 'refused' };
}

/** Whether all of it could be brought about. */
async function prepare({ before, registers, suspended, like }: Attempt): Promise<boolean> {
  for (const [name, rows] of Object.entries(registers))
    for (const [key, columns] of Object.entries(rows)) {
      const rowOf = async (of: string) => (await served.get(`/api/v1/registers/${name}/${encodeURIComponent(of)}`)).json().row;
      const row = columns === null ? null : { ...((await rowOf(key)) ?? (await rowOf(like.get(key) ?? key))), ...columns };
      const stated = await served.send('POST', `/api/v1/registers/${name}`, [{ key, row, from: '2000-01-01', reason: '改登' }]);
      if (stated.json().refused !== 0) return false;
    }
  for (const scheme of suspended)
    for (const { id } of (await served.get(`/api/v1/licences?scheme=${scheme}`)).json().licences) {
      const said = { status: 'suspended', from: '2000-01-01', reason: '停业整顿' };
      const stated = await served.send('POST', `/api/v1/licences/${id}/statements`, said);
      if (stated.statusCode >= 300) return false;
    }
  for (const [name, record] of before) {
    const { status } = await send(name, record);
    if (status === 'refused') return false;
  }
  return true;
}

interface Broken {
  readonly attempt: Attempt;
  readonly status: Status;
  readonly told: { readonly zh: string; readonly en: string };
  readonly evaluations: readonly {
    readonly rule: string;
    readonly outcome: string;
    readonly stored: boolean;
    readonly told: { readonly zh: string; readonly en: string };
  }[];
}

async function tryOut(pair: Pair, attempt: Attempt): Promise<Broken | undefined> {
  const { rule, chain, stage } = pair;
  try {
    if (!(await prepare(attempt))) return undefined;
    const asOwner = attempt.own || (rule.test.kind === 'licence' && rule.test.party === 'owner');
    const place = String(attempt.record.place);
    const firm = asOwner ? (await served.store.parties.partiesOf([place], (uri) => [uri])).get(place)?.organisation : undefined;
    const status = await send(`${chain.category}/${stage.id}`, attempt.record, firm);
    if (status.eventID === undefined) return undefined;
    const arriving = status.rules?.find((each) => each.rule === rule.id && each.outcome === 'fails');
    // What must follow is looked for when its time is over, by the running server.
    if (arriving === undefined && failsBySilence(rule.test)) {
      clock.now += attempt.later * 86_400_000;
      await recheckDue(served.store, clock.now);
    }
    const asked = new URLSearchParams({ event: status.eventID, rule: rule.id });
    const { evaluations } = (await served.get(`/api/v1/evaluations?${asked}`)).json() as Pick<Broken, 'evaluations'>;
    const found = arriving ?? evaluations.find(({ outcome }) => outcome === 'fails');
    return found && { attempt, status, told: found.told, evaluations };
  } finally {
    await undo();
  }
}

const tableOf = (category: string): string => join(import.meta.dirname, 'broken', `${category}.txt`);
const searching = process.env.UPDATE_TABLES === '1';
/** How each rule was broken in each chain. */
const known = (category: string): Map<string, string> =>
  new Map(
    (searching ? '' : readFileSync(tableOf(category), 'utf8')).split('\n').map((line) => {
      const [name = '', how = ''] = line.split(' | ');
      return [name.replace(/ \w+$/, ''), how];
    }),
  );

describe.each(shippedProfiles.map(({ category }) => category))('%s', (category) => {
  const pairs = pairsOf(
    category,
    chains.filter((each) => each.category === category),
  );

  const hows = known(category);
  const lines: string[] = [];

  test.each(pairs.map((pair) => ({ name: `${pair.chain.chain}/${pair.stage.id} ${pair.rule.id}`, pair })))(
    '$name',
    async ({ name, pair }) => {
      const { rule } = pair;
      let broken: Broken | undefined;
      // Those that nothing was found for are sought anew with the tables alone.
      const attempts = attemptsOf(pair).filter(({ how }) => searching || hows.get(name) === how);
      for (const attempt of attempts) {
        broken = await tryOut(pair, attempt);
        if (broken !== undefined) break;
      }
      if (broken === undefined) {
        lines.push(`${name} ${rule.severity} | not broken`);
        return;
      }
      const { status, told, evaluations, attempt } = broken;
      const refused = status.status === 'refused';
      const others = (status.errors ?? []).flatMap((each) =>
        each.rule === undefined || each.rule === rule.id ? [] : [each.rule],
      );
      // `block` refuses with the facts compared; of an alarm and a warning the record stands, unless another rule refuses it.
      if (holdsBack(rule)) {
        expect(status.status).toBe('refused');
        const error = status.errors?.find((each) => each.rule === rule.id);
        expect(error?.title).toContain(told.en);
      } else expect(refused).toBe(others.length > 0);
      // The finding is kept with the same facts: of a refusal that of the rule that refused it.
      if (!refused || holdsBack(rule))
        expect(evaluations).toEqual([expect.objectContaining({ rule: rule.id, outcome: 'fails', stored: !refused, told })]);
      const came = !refused ? 'recorded' : holdsBack(rule) ? 'refused' : `refused by ${others.join(', ')}`;
      // Of several licences that are suspended any may be the one that is told.
      const facts = attempt.suspended.length > 0 ? told.en.replace(/licence \S+:/, 'licence …:') : told.en;
      lines.push(`${name} ${rule.severity} | ${attempt.how} | ${came} | ${facts}`);
    },
  );

  test('has no rule that looks back and is broken in no chain, but those that are noted', () => {
    const broken = new Set(lines.filter((line) => !line.endsWith('| not broken')).map((line) => line.split(' ')[1]));
    const { rules } = shippedProfiles.find((each) => each.category === category)!;
    const left = rules.filter((rule) => looksBack(rule) && !broken.has(rule.id)).map(({ id }) => id);
    expect(left).toEqual(unbroken.filter((each) => each.category === category).map(({ rule }) => rule));
  });

  test('is broken as the table says', () => {
    const text = `${lines.join('\n')}\n`;
    if (searching) writeFileSync(tableOf(category), text);
    expect(text).toBe(readFileSync(tableOf(category), 'utf8'));
  });
});
