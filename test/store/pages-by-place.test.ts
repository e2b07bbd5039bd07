/** Pages of events by place and by who takes part, read along tables in several parts: the same as a plain look at every event. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { role } from '../../src/events/index.ts';
import { type EventFilter, mergeParts, partsOf, queryEvents, type Sight, type Store } from '../../src/store/index.ts';
import { uuidOfUri } from '../../src/store/keys.ts';
import { engines } from './stores.ts';

const events = 30_000;
const size = 1_000;
/** The last ones came after the question. */
const upTo = events - 13;
const [often, seldom, never] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [string, string, string];
const thing = 'urn:test:thing';
const place = (n: number): string => `urn:test:place:${n}`;
const places = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => place(from + i));

let opened: Awaited<ReturnType<(typeof engines)[0]['open']>>;
let store: Store;
beforeAll(async () => {
  opened = await engines[0]!.open();
  store = opened!.store;
  await store.database.asOwner(async (client) => {
    await client.query('update log set part_size = $1', [size]);
    // Six places where much happens, three hundred with little; times in whole hours, in no order, for many events the same.
    await client.query(
      `insert into event (log, seq, record_time, event_time, type, action, step, context, doc, category, read_point, biz_location)
       select 1, n, '2026-03-01Z'::timestamptz + n / 10 * interval '1 second', '2026-01-01Z'::timestamptz + n * 7919 % 500 * interval '1 hour',
         'ObjectEvent', 'OBSERVE', case when n % 1000 = 7 then 'destroying' when n % 3 = 0 then 'shipping' end, 0, '{}',
         case when n % 4 = 0 then 'food' end,
         case when n % 10 < 9 then p[n % 6] else p[6 + n / 10 % 300] end,
         case when n % 5 = 1 then p[n % 6] when n % 20 = 2 then p[6 + n / 20 % 300] end
       from generate_series(1, $1::int) as n, (select array_agg(id order by i) as p from unnest($2::uuid[]) with ordinality as q(id, i)) q`,
      [events, places(1, 307).map(uuidOfUri)],
    );
    const { rows } = await client.query<{ parted: number }>('select parted::float8 as parted from log');
    for (const whole of ['event_place', 'event_party']) await client.query(`drop table ${whole}_0_${rows[0]!.parted}`);
    for (let after = 0; after < events; after += size)
      for (const whole of ['event_place', 'event_party']) {
        await client.query('select part_make($1, $2, $3)', [whole, after, after + size]);
        await client.query('select part_attach($1, $2, $3)', [whole, after, after + size]);
      }
    await client.query(
      `insert into event_place (kinds, place, event_time, seq, log)
       select sum(kind), place, event_time, seq, log from event cross join lateral (values (1, read_point), (2, biz_location)) v(kind, place)
       where place is not null group by 2, 3, 4, 5`,
    );
    await client.query(
      `insert into event_party (organisation, event_time, log, seq, step)
       select $1::uuid, event_time, log, seq, step from event where seq % 2 = 0
       union all select $2::uuid, event_time, log, seq, step from event where seq % 900 = 6`,
      [often, seldom],
    );
    await client.query('insert into link select $1::uuid, event_time, log, seq, $2 from event where seq % 700 = 3', [
      uuidOfUri(thing),
      role.observed,
    ]);
    await client.query('update log set head = $1, parted = $1, record_time = now()', [events]);
  });
  await mergeParts(store.database);
  await store.database.asOwner((client) => client.query('analyze event'));
  const parts = await store.database.query("select from pg_inherits where inhparent = 'event_place'::regclass");
  expect(parts.length).toBe(partsOf(events, size).length);
}, 120_000);
afterAll(async () => opened?.close());

const at = (column: 'read_point' | 'biz_location', ...uris: string[]): EventFilter => ({ kind: 'place', column, uris });
const hour = 3_600_000_000;
const january = Date.UTC(2026, 0, 1) * 1000;
const march = Date.UTC(2026, 2, 1) * 1000;

const asked: readonly (readonly [name: string, filters: readonly EventFilter[], sql: string])[] = [
  ['one place of many events', [at('read_point', place(3))], `read_point = '${uuidOfUri(place(3))}'`],
  ['one place of few events', [at('read_point', place(77))], `read_point = '${uuidOfUri(place(77))}'`],
  ['a place that nothing happened at', [at('biz_location', 'urn:test:nowhere')], 'false'],
  ['a business location', [at('biz_location', place(2))], `biz_location = '${uuidOfUri(place(2))}'`],
  [
    'three places, one named twice',
    [at('read_point', place(3), place(3), place(40), place(41))],
    `read_point in ${ids(3, 40, 41)}`,
  ],
  ['forty places of many events', [at('read_point', ...places(1, 41))], `read_point in ${ids(...numbers(1, 41))}`],
  ['a hundred places of many events', [at('read_point', ...places(1, 101))], `read_point in ${ids(...numbers(1, 101))}`],
  ['a hundred places of few events', [at('read_point', ...places(50, 150))], `read_point in ${ids(...numbers(50, 150))}`],
  ['all places', [at('read_point', ...places(1, 307))], 'read_point is not null'],
  [
    'both',
    [at('read_point', place(2)), at('biz_location', ...places(1, 4))],
    `read_point = '${uuidOfUri(place(2))}' and biz_location in ${ids(1, 2, 3)}`,
  ],
  [
    'a place and a common step',
    [at('read_point', place(4)), { kind: 'oneOf', column: 'step', values: ['shipping'] }],
    `read_point = '${uuidOfUri(place(4))}' and step = 'shipping'`,
  ],
  [
    'places and a rare step',
    [at('read_point', ...places(1, 101)), { kind: 'oneOf', column: 'step', values: ['destroying'] }],
    `read_point in ${ids(...numbers(1, 101))} and step = 'destroying'`,
  ],
  [
    'a place and a time',
    [
      at('read_point', place(3)),
      { kind: 'time', column: 'event_time', from: january + 100 * hour, before: january + 200 * hour },
    ],
    `read_point = '${uuidOfUri(place(3))}' and event_time >= '2026-01-05T04:00Z' and event_time < '2026-01-09T08:00Z'`,
  ],
  [
    'a place and a time of recording',
    [at('read_point', place(3)), { kind: 'time', column: 'record_time', from: march + 1_000_000_000 }],
    `read_point = '${uuidOfUri(place(3))}' and record_time >= '2026-03-01T00:16:40Z'`,
  ],
  [
    'places and a thing',
    [at('read_point', ...places(1, 60)), { kind: 'thing', uris: [thing], roles: [role.observed] }],
    `read_point in ${ids(...numbers(1, 60))} and seq % 700 = 3`,
  ],
  [
    'a place and a thing',
    [at('read_point', place(3)), { kind: 'thing', uris: [thing], roles: [role.observed] }],
    `read_point = '${uuidOfUri(place(3))}' and seq % 700 = 3`,
  ],
] as const;

function ids(...which: number[]): string {
  return `(${which.map((n) => `'${uuidOfUri(place(n))}'`).join()})`;
}
function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

const sights: readonly (readonly [name: string, sight: Sight, sql: string])[] = [
  ['the operator', 'everything', 'true'],
  ['a firm with many events', [{ rule: 'own', fields: 'all', parties: [often] }], 'seq % 2 = 0'],
  ['a firm with few', [{ rule: 'own', fields: 'all', parties: [seldom] }], 'seq % 900 = 6'],
  ['a firm with none', [{ rule: 'own', fields: 'all', parties: [never] }], 'false'],
  ['a department', [{ rule: 'category', fields: 'all', categories: ['food'] }], "category = 'food'"],
  ['whoever sees the events of some firms', [{ rule: 'own', fields: 'all', parties: [seldom, never] }], 'seq % 900 = 6'],
  [
    'whoever sees by two ways, of which one is a thing',
    [
      { rule: 'own', fields: 'all', parties: [seldom] },
      { rule: 'consent', fields: 'business', things: [thing] },
    ],
    '(seq % 900 = 6 or seq % 700 = 3)',
  ],
];

test.each(asked)(
  'by %s',
  async (_, filters, where) => {
    for (const [who, sight, seen] of sights) {
      for (const orderBy of ['event_time', 'record_time'] as const) {
        for (const descending of [false, true]) {
          const direction = descending ? 'desc' : 'asc';
          const order = orderBy === 'event_time' ? `event_time ${direction}, seq ${direction}` : `seq ${direction}`;
          const plain = await store.database.query<{ seq: number }>(
            `select seq::int as seq from event where (${where}) and ${seen} and seq <= ${upTo} order by ${order}`,
          );
          const limit = Math.max(7, Math.ceil(plain.length / 3));
          const found: number[] = [];
          let after: { at: number; seq: number } | undefined;
          for (let full = true; full; ) {
            const page = await queryEvents(store.database, { filters, orderBy, descending, limit, upTo, sight, after });
            found.push(...page.map(({ seq }) => seq));
            after = page.at(-1);
            full = page.length === limit;
          }
          expect(found, `${who}, by ${order}`).toEqual(plain.map(({ seq }) => seq));
        }
      }
    }
  },
  120_000,
);
