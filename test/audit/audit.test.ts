import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { theOperator, thePublic } from '../../src/access/principal.ts';
import {
  type AuditEntry,
  audit,
  auditIn,
  exported,
  floodLimits,
  flushAudit,
  linesOf,
  verifyAudit,
  verifyLines,
} from '../../src/audit/index.ts';
import { capture } from '../../src/capture/index.ts';
import { addLooks, auditHead, auditRows, findAudit, openCase, type Store, writtenOnce } from '../../src/store/index.ts';
import { connect, engines, owner } from '../store/stores.ts';

const now = Date.UTC(2026, 10, 24, 4);
const entry = (object: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  kind: 'rights_changed',
  principal: theOperator,
  object,
  outcome: 'allowed',
  ...more,
});

describe.each(engines)('the audit log on $name', ({ open }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    if (opened === undefined) return;
    store = opened.store;
    // One row in each table that is written once.
    const events = ['one', 'two'].map((id) => ({
      type: 'ObjectEvent',
      eventID: `urn:test:${id}`,
      eventTime: '2026-05-01T08:00:00Z',
      eventTimeZoneOffset: '+08:00',
      action: 'OBSERVE',
      epcList: ['urn:test:thing'],
    }));
    const declared = { ...events[0], errorDeclaration: { declarationTime: '2026-06-01T00:00:00Z', reason: 'did_not_occur' } };
    const document = {
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-01-01T00:00:00Z',
      epcisBody: { eventList: [...events, declared] },
    };
    await capture(store.log, document, { behaviour: 'rollback', job: true, now });
    await audit(store.database, entry('first'), now);
    const id = '00000000-0000-4000-8000-000000000001';
    const opening = {
      id,
      organisation: id,
      account: null,
      reason: 'test',
      category: 'food',
      roots: ['urn:test:thing'],
      legalBasis: 'law',
    };
    await openCase(store.database, { ...opening, openedAt: now, until: now + 1 });
    const look = {
      id,
      owner: id,
      at: now,
      organisation: id,
      account: null,
      ground: 'case',
      groundId: id,
      reason: 'test',
    } as const;
    await addLooks(store.database, [{ ...look, asked: 'GET /', events: 1, fields: 'all', shownAt: now }]);
  });
  afterAll(async () => opened?.close());

  test.each(writtenOnce)(
    'over the connections of the server nothing of %s can be changed, emptied, altered, dropped',
    async (table) => {
      if (opened === undefined) return;
      const [count] = await store.database.query<{ n: number }>(`select count(*)::int as n from ${table}`);
      const [column] = await store.database.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = $1::regclass and attnum = 1`,
        [table],
      );
      const { name } = column!;
      for (const statement of [
        `update ${table} set ${name} = ${name}`,
        `delete from ${table}`,
        `truncate ${table}`,
        `truncate ${table} cascade`,
        `alter table ${table} add column extra int`,
        `alter table ${table} disable trigger all`,
        `alter table ${table} owner to current_user`,
        `drop trigger written_once on ${table}`,
        `drop table ${table}`,
        `create rule quiet as on insert to ${table} do instead nothing`,
        `create trigger quiet before insert on ${table} for each row execute function refuse_change()`,
        'set session_replication_role = replica',
        'drop function refuse_change() cascade',
        `grant all on ${table} to current_user`,
        'update zhuisu_migration set version = 0',
        'alter role current_user superuser',
      ]) {
        const refused = await store.database.query(statement).then(
          () => undefined,
          (error: { code?: string }) => error.code,
        );
        // 42501 insufficient privilege; 42704: there is no such trigger to drop; 0LP01: a grant that gives nothing.
        const [now] = await store.database.query<{ n: number }>(`select count(*)::int as n from ${table}`);
        expect([statement, now!.n]).toEqual([statement, count!.n]);
        if (!statement.startsWith('grant'))
          expect([statement, refused]).toEqual([statement, expect.stringMatching(/^42(501|704)$/)]);
      }
      const [held] = await store.database.query<{ held: boolean }>(
        `select has_table_privilege(current_user, $1, 'update, delete, truncate, trigger') as held`,
        [table],
      );
      expect(held).toEqual({ held: false });
    },
  );

  test('the connections of the server are those of a role that owns nothing', async () => {
    if (opened === undefined) return;
    const [login] = await store.database.query<{ user: string; session: string; superuser: boolean }>(
      `select current_user as user, session_user as session, rolsuper as superuser from pg_roles where rolname = current_user`,
    );
    const embedded = store.database.embedded !== undefined;
    expect(login).toEqual({ user: 'zhuisu_app', session: embedded ? 'zhuisu_app' : 'zhuisu', superuser: false });
    expect(store.database.guard).toBe(embedded ? 'login' : 'role');
    await store.database.query('reset role');
    const [again] = await store.database.query<{ user: string }>('select current_user as user');
    expect(again).toEqual({ user: 'zhuisu_app' });
  });

  test('many writers make one dense chain; time does not run back along it', async () => {
    if (opened === undefined) return;
    const before = await auditHead(store.database);
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        i % 4 === 0
          ? store.database.transaction((client) => auditIn(client, entry(`in ${i}`), now - i * 1000))
          : audit(store.database, [entry(`a ${i}`), entry(`b ${i}`)], now - i * 1000),
      ),
    );
    const rows = await auditRows(store.database, before.seq, 1_000);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 70 }, (_, i) => before.seq + 1 + i));
    const times = rows.map(({ content }) => (JSON.parse(content) as { at: string }).at);
    expect(times).toEqual([...times].sort());
    expect(await verifyAudit(store.database)).toEqual({
      head: expect.objectContaining({ seq: before.seq + 70 }),
      fault: undefined,
    });
  });

  test('a change that is undone leaves no note of it, and no gap', async () => {
    if (opened === undefined) return;
    const before = await auditHead(store.database);
    await expect(
      store.database.transaction(async (client) => {
        await auditIn(client, entry('undone'), now);
        throw new Error('the change failed');
      }),
    ).rejects.toThrow('the change failed');
    await audit(store.database, entry('done'), now);
    const [row] = await auditRows(store.database, before.seq, 10);
    expect(JSON.parse(row!.content)).toMatchObject({ seq: before.seq + 1, object: 'done' });
  });

  test('holds what was said, cut and without control characters or numbers of persons', async () => {
    if (opened === undefined) return;
    const principal = {
      kind: 'person',
      account: 'b5b5b5b5-0000-4000-8000-000000000001',
      organisation: { id: 'c5b5b5b5-0000-4000-8000-000000000002', kind: 'department', areas: [] },
      roles: new Set<never>(),
    } as const;
    await audit(
      store.database,
      entry('\u0000x\ud800', {
        principal,
        reason: `办案 11010519491231002X 13812345678 ${'长'.repeat(600)}`,
        details: { b: [1, Number.NaN, undefined], a: { deep: '13812345678' }, none: undefined },
        address: '203.0.113.9',
      }),
      now,
    );
    const [row] = await findAudit(store.database, { account: principal.account }, 1);
    const content = JSON.parse(row!.content) as { reason: string };
    expect(content).toMatchObject({
      object: ' x\ufffd',
      principal: { kind: 'person', account: principal.account, organisation: principal.organisation.id },
      details: { a: { deep: '138****5678' }, b: [1, null, null] },
      address: '203.0.113.9',
    });
    expect(content.reason).toMatch(/^办案 1101\*{10}002X 138\*{4}5678 长+$/);
    expect(content.reason.length).toBe(500);
    // RFC 8785: members in code-unit order, no white space between them.
    expect(row!.content).toMatch(/^\{"address":.*"at":.*"details":\{"a":\{"deep":.*\},"b":\[1,null,null\]\},"kind":/);
  });

  test('is found by time, kind, account, organisation, object and outcome, in pages', async () => {
    if (opened === undefined) return;
    const later = now + 86_400_000;
    for (let i = 0; i < 5; i++)
      await audit(store.database, entry(`urn:page:${i % 2}`, { kind: 'export', outcome: 'failed' }), later + i);
    const found = async (filter: object, limit = 100): Promise<string[]> =>
      (await findAudit(store.database, filter, limit)).map(({ content }) => (JSON.parse(content) as { object: string }).object);
    const day = new Date(later).toISOString();
    expect(await found({ from: day })).toHaveLength(5);
    expect(await found({ from: day, until: new Date(later + 2).toISOString() })).toEqual(['urn:page:1', 'urn:page:0']);
    expect(await found({ until: day, kind: 'export' })).toEqual([]);
    expect(await found({ from: new Date(later + 99).toISOString() })).toEqual([]);
    expect(await found({ object: 'urn:page:1', outcome: 'failed' })).toHaveLength(2);
    expect(await found({ object: 'urn:page:1', outcome: 'denied' })).toEqual([]);
    const first = await findAudit(store.database, { kind: 'export' }, 3);
    const second = await findAudit(store.database, { kind: 'export', before: first.at(-1)!.seq }, 3);
    expect([...first, ...second].map(({ seq }) => seq)).toEqual(
      [...first, ...second].map(({ seq }) => seq).sort((a, b) => b - a),
    );
    expect(second).toHaveLength(2);
  });

  test('a flood of denials is counted, not written out', async () => {
    if (opened === undefined) return;
    const denial = (i: number): AuditEntry => ({
      kind: 'denial',
      principal: thePublic,
      object: 'POST /epcis/capture',
      outcome: 'denied',
      address: `203.0.113.${i % 200}`,
    });
    const later = now + 2 * 86_400_000;
    await flushAudit(store.database, later);
    const before = await auditHead(store.database);
    for (let i = 0; i < 20_000; i++) void audit(store.database, denial(i), later + i);
    await flushAudit(store.database, later + 20_000);
    const rows = await auditRows(store.database, before.seq, 1_000);
    expect(rows.length).toBeLessThanOrEqual(floodLimits.inFull + floodLimits.keys + 1);
    const counted = rows.map(({ content }) => (JSON.parse(content) as { details?: { counted?: number } }).details?.counted ?? 1);
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(20_000);
  });

  test('an export is checked without this program, by the documented rule', async () => {
    if (opened === undefined) return;
    const head = await auditHead(store.database);
    const start = { seq: 0, hash: Buffer.alloc(32) };
    let text = '';
    for await (const part of linesOf(exported(store.database, 0, head.seq), start, head)) text += part;
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    let hash = Buffer.alloc(32);
    for (const { content, hash: stated } of lines.slice(1, -1)) {
      hash = createHash('sha256')
        .update(Buffer.concat([hash, Buffer.from(content as string, 'utf8')]))
        .digest();
      expect(hash.toString('hex')).toBe(stated);
    }
    expect(lines.at(-1)).toEqual({ head: { seq: lines.length - 2, hash: hash.toString('hex') } });
    async function* from(all: string): AsyncGenerator<string> {
      yield* all.trimEnd().split('\n');
    }
    expect((await verifyLines(from(text))).fault).toBeUndefined();
    expect(
      (await verifyLines(from(text.replace('"failed"', '"allowed"').replace('\\"failed\\"', '\\"denied\\"')))).fault?.fault,
    ).toBe('changed');
    const cut = text.trimEnd().split('\n');
    expect((await verifyLines(from([...cut.slice(0, -3), ...cut.slice(-2)].join('\n')))).fault?.fault).toBe('missing');
    expect((await verifyLines(from(cut.slice(0, -1).join('\n')))).fault?.fault).toBe('missing');
  });

  test('whoever changes a row as superuser is found out, and the row is named', async () => {
    if (opened === undefined) return;
    const head = await auditHead(store.database);
    const client = store.database.embedded === undefined ? await connect(store) : await owner(store);
    if (store.database.embedded === undefined) await client.query('set session authorization default; set role zhuisu');
    await expect(client.query(`update audit_entry set hash = '' where seq = 3`)).rejects.toMatchObject({ code: '42501' });
    await client.query('alter table audit_entry disable trigger written_once');
    const tampered = async (change: string, back: string): Promise<unknown> => {
      await client.query(change);
      const { fault } = await verifyAudit(store.database, head);
      await client.query(back);
      return fault;
    };
    expect(
      await tampered(
        `update audit_entry set content = replace(content, '"allowed"', '"denied"') where seq = 7`,
        `update audit_entry set content = replace(content, '"denied"', '"allowed"') where seq = 7`,
      ),
    ).toEqual({ seq: 7, fault: 'changed' });
    await client.query(
      'create temp table kept as select seq, content, hash from audit_entry where seq = 9 or seq = (select max(seq) from audit_entry)',
    );
    const back = 'insert into audit_entry (seq, content, hash) select * from kept on conflict do nothing';
    expect(await tampered('delete from audit_entry where seq = 9', back)).toEqual({ seq: 9, fault: 'missing' });
    expect(await tampered('delete from audit_entry where seq = (select max(seq) from audit_entry)', back)).toEqual({
      seq: head.seq,
      fault: 'missing',
    });
    // The whole end written anew, with hashes that fit: only a head that was noted before shows it.
    const { rows } = await client.query<{ content: string; hash: Buffer }>(
      'select content, hash from audit_entry order by seq desc limit 2',
    );
    const forged = rows[0]!.content.replace('"denied"', '"failed"');
    expect(forged).not.toBe(rows[0]!.content);
    const hash = createHash('sha256').update(rows[1]!.hash).update(forged).digest();
    await client.query('update audit_entry set content = $1, hash = $2 where seq = $3', [forged, hash, head.seq]);
    expect((await verifyAudit(store.database)).fault).toBeUndefined();
    expect((await verifyAudit(store.database, head)).fault).toEqual({ seq: head.seq, fault: 'head' });
    await client.end();
  });
});
