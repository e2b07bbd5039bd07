/** Every rule of every profile against a real log: its examples, recorded one after the other, are judged as they are from memory. */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captureEvents } from '../../src/capture/index.ts';
import type { Register } from '../../src/categories/definition.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import type { Example, LicenceFact, Told } from '../../src/categories/rules/definition.ts';
import { failsBySilence } from '../../src/categories/rules/kinds/silence.ts';
import { stageNamed } from '../../src/categories/rules/memory.ts';
import { canonicalUri } from '../../src/codes/index.ts';
import { epochMicros } from '../../src/events/index.ts';
import { registryOf } from '../../src/organisations/index.ts';
import { gateOf, keyAsked, recheckDue } from '../../src/records/index.ts';
import { forgetStages, type Store, stateRegister } from '../../src/store/index.ts';
import { uuidOfUri } from '../../src/store/keys.ts';
import { engines, owner } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let store: Store;
let admin: pg.Client;
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  store = opened.store;
  admin = await owner(store);
});
afterAll(async () => {
  await admin.end();
  await opened.close();
});

const recorder = '00000000-0000-4000-8000-000000000001';
const recorderUri = 'https://id.gs1.org/417/6901234000016';

async function empty(): Promise<void> {
  // Few rows: deleting them is quicker than truncating twenty files each.
  const tables = `event event_identity link event_party event_place event_stage stage_value evaluation rule_due register_row licence_statement licence
    organisation_identifier organisation`;
  await admin.query(
    tables
      .split(/\s+/)
      .map((table) => `delete from ${table}`)
      .join('; '),
  );
  forgetStages(store.database);
}

async function party(id: string, uri: string): Promise<void> {
  await admin.query(
    `insert into organisation (id, kind, form, name, status, areas, categories, address, version, registered_at, changed_at)
     values ($1::uuid, 'enterprise', '', $1::text, 'active', '{}', '{}', '', 1, now(), now()) on conflict do nothing`,
    [id],
  );
  await admin.query('insert into organisation_identifier (id, uri, organisation) values ($1, $2, $3) on conflict do nothing', [
    uuidOfUri(uri),
    uri,
    id,
  ]);
}

async function license({ party: uri, scheme, number, scope, from, until, status }: LicenceFact): Promise<void> {
  const holder = canonicalUri(uri);
  const id = holder === recorderUri ? recorder : uuidOfUri(holder);
  await party(id, holder);
  const licence = uuidOfUri(`licence ${scheme} ${number}`);
  await admin.query('insert into licence values ($1, $2, $3, $4) on conflict do nothing', [licence, id, scheme, number]);
  await admin.query(
    `insert into licence_statement (licence, known_at, actor, status, holds_from, holds_to, categories, products, issuer, reason)
     values ($1, '2000-01-01', 'test', $2, $3, $4, '{}', $5, '', '')`,
    [licence, status === 'closed' ? 'surrendered' : status, from, until, scope],
  );
}

/** Records a told record. `none`: no rule is asked of it; `stored`: it is stored though another rule refuses it. */
async function tell({ stage: name, but = {}, recorded }: Told, category: string, id: string, asked: 'none' | 'all' | 'stored') {
  const { profile, stage } = stageNamed(name, category, shippedProfiles);
  const record = Object.fromEntries(Object.entries({ ...stage.example, id, ...but }).filter(([, value]) => value !== null));
  const checked = checkRecord(stage, record);
  if ('faults' in checked) throw new RangeError(JSON.stringify(checked.faults));
  const event = eventOf(stage, checked, profile);
  const gate = gateOf(store);
  const now = epochMicros(recorded ?? (event.eventTime as string)) / 1_000;
  const captured = await captureEvents(
    store.log,
    { events: [event], context: recordContext },
    {
      behaviour: 'proceed',
      job: false,
      now,
      owner: recorder,
      registry: registryOf(store),
      gate:
        asked === 'all'
          ? gate
          : {
              ...gate,
              judge: async (events, capturing) =>
                (await gate.judge(events as never, capturing)).map((each) => ({
                  ...each,
                  problems: [],
                  ...(asked === 'none' ? { told: [] } : {}),
                })),
            },
    },
  );
  return { ...captured.events[0]!, isNone: captured.errors.some(({ code }) => code === 'record_invalid') };
}

const registerOf = (category: string, id: string): Register =>
  shippedProfiles.find((each) => each.category === category)!.registers.find((each) => each.id === id)!;

async function outcomeOf(example: Example, rule: string, category: string, asked: 'all' | 'stored' = 'all'): Promise<string> {
  await empty();
  await party(recorder, recorderUri);
  for (const each of example.licences ?? []) await license(each);
  for (const [name, rows] of Object.entries(example.registers ?? {})) {
    const [of, register] = name.includes('/') ? (name.split('/') as [string, string]) : [category, name];
    await stateRegister(
      store.database,
      { category: of, register },
      Object.entries(rows).map(([key, content]) => ({
        key: keyAsked(registerOf(of, register), key),
        content,
        from: '2000-01-01',
        actor: 'test',
        reason: '',
        knownAt: 0,
      })),
    );
  }
  await admin.query('update organisation_version set version = version + 1');
  store.parties.forget();
  for (const [i, each] of (example.before ?? []).entries()) await tell(each, category, `urn:example:before:${i}`, 'none');
  const { rules = [], isNone } = await tell(example.record, category, 'urn:example:record', asked);
  return rules.find((each) => each.rule === rule)?.outcome ?? (isNone ? 'refused unasked' : 'holds');
}

/**
 * What must follow a record is looked for when its time is over, and again where that has moved; nobody waits here. A record that another
 * rule refuses has nothing due: this one is asked of it a day after it was recorded all the same.
 */
async function outcomeWhenDue(rule: string): Promise<string> {
  await admin.query(
    `insert into rule_due select record_time + interval '1 day', log, seq, $1 from event
     where seq = (select max(seq) from event) and not exists (select from rule_due where rule = $1)`,
    [rule],
  );
  for (let asked = 0; asked < mostAsked; asked++) {
    const { rows } = await admin.query<{ at: number | null }>(
      'select ceil(extract(epoch from min(ask_at)) * 1000)::float8 as at from rule_due where rule = $1',
      [rule],
    );
    if (rows[0]!.at === null) break;
    await recheckDue(store, rows[0]!.at);
    const failed = await admin.query("select from evaluation where rule = $1 and outcome = 'fails'", [rule]);
    if (failed.rows.length > 0) return 'fails';
  }
  return 'holds';
}
const mostAsked = 5;

describe.each(shippedProfiles.flatMap((profile) => profile.rules.map((rule) => ({ id: rule.id, rule, profile }))))(
  '$id',
  ({ rule, profile }) => {
    test('lets its passing example pass, and stops its failing one', async () => {
      expect(await outcomeOf(rule.passes, rule.id, profile.category)).toBe('holds');
      // What has not happened yet is refused before any rule is asked.
      const failing = rule.test.kind === 'happened' ? 'refused unasked' : 'fails';
      const silent = failsBySilence(rule.test);
      const outcome = await outcomeOf(rule.fails, rule.id, profile.category, silent ? 'stored' : 'all');
      expect(outcome === 'holds' && silent ? await outcomeWhenDue(rule.id) : outcome).toBe(failing);
    });
  },
);
