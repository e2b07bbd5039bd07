/** The audit log for the audit administrator: found by what is asked for, checked, taken out. Each reading is written down itself. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  type AuditEntry,
  audit,
  auditKinds,
  auditOutcomes,
  csvRow,
  exported,
  isAuditKind,
  type Link,
  linesOf,
  verifyAudit,
} from '../../audit/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { isDateTime } from '../../events/index.ts';
import { turnPage } from '../../query/index.ts';
import { type AuditFilter, type AuditRow, auditHead, auditRows, findAudit } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { linkNext, perPageOf, type Query, tokenOf } from '../paging.ts';

const names = ['from', 'until', 'kind', 'outcome', 'account', 'organisation', 'object'] as const;
const paging = ['perPage', 'nextPageToken'] as const;

export function auditRoutes(app: FastifyInstance, { store, now, permit }: Context): void {
  const { database } = store;
  const onRequest = permit('audit');

  app.get<{ Querystring: Query }>('/api/v1/audit', { onRequest }, async (request, reply) => {
    const { query } = request;
    only(query, [...names, ...paging]);
    const filter = filterOf(query);
    const perPage = perPageOf(query, 50);
    const turn = await turnPage<number>(store, now(), ['audit', filter], tokenOf(query));
    const found = await findAudit(database, { ...filter, before: turn.after }, perPage + 1);
    const page = found.slice(0, perPage);
    await audit(database, reading(request, 'audit_read', { ...filter, found: page.length }), now());
    if (found.length > perPage) linkNext(reply, '/api/v1/audit', query, turn.next(page.at(-1)!.seq));
    return { entries: page.map(told) };
  });

  app.get('/api/v1/audit/kinds', { onRequest }, async () => auditKinds);

  app.get('/api/v1/audit/head', { onRequest }, async () => toldLink(await auditHead(database)));

  app.get('/api/v1/audit/verify', { onRequest }, async (request) => {
    const { head, fault } = await verifyAudit(database);
    await audit(database, reading(request, 'audit_read', { verified: fault === undefined, seq: fault?.seq ?? head.seq }), now());
    return { sound: fault === undefined, ...(fault === undefined ? {} : { fault }), head: toldLink(head) };
  });

  // Everything from `after` to the end of this moment; the note of it comes after that end.
  app.get<{ Querystring: Query }>('/api/v1/audit/export', { onRequest }, async (request, reply) => {
    const { query } = request;
    only(query, ['format', 'after']);
    const { format = 'jsonl' } = query;
    if (format !== 'jsonl' && format !== 'csv')
      throw new ZhuisuError('parameter_invalid', { name: 'format', came: String(format).slice(0, 40), expected: 'jsonl or csv' });
    const head = await auditHead(database);
    const after = Math.min(numberIn(query, 'after') ?? 0, head.seq);
    const [before] = after === 0 ? [] : await auditRows(database, after - 1, 1);
    const start: Link = before ?? { seq: 0, hash: Buffer.alloc(32) };
    await audit(database, reading(request, 'export', { after, until: head.seq, format }), now());
    const pages = exported(database, after, head.seq);
    reply.headers({
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="audit-${after + 1}-${head.seq}.${format}"`,
      'zhuisu-audit-head': `${head.seq}:${head.hash.toString('hex')}`,
    });
    return format === 'csv'
      ? reply.type('text/csv; charset=utf-8').send(Readable.from(csvOf(pages)))
      : reply.type('application/jsonl; charset=utf-8').send(Readable.from(linesOf(pages, start, head)));
  });
}

async function* csvOf(pages: AsyncIterable<readonly AuditRow[]>): AsyncGenerator<string> {
  yield '\ufeffseq,at,kind,outcome,account,organisation,object,reason,hash,content\r\n';
  for await (const rows of pages) yield rows.map(csvRow).join('');
}

const reading = (
  { principal, id, ip, routeOptions }: FastifyRequest,
  kind: 'audit_read' | 'export',
  details: Record<string, unknown>,
): AuditEntry => ({
  kind,
  principal,
  object: routeOptions.url ?? 'audit',
  outcome: 'allowed',
  details,
  request: id,
  address: ip,
});

function told({ content, hash }: AuditRow): object {
  const entry = JSON.parse(content) as { kind: string };
  return { ...entry, ...(isAuditKind(entry.kind) ? { kindName: namesOf(entry.kind) } : {}), hash: hash.toString('hex') };
}

const namesOf = (kind: keyof typeof auditKinds): object => ({ zh: auditKinds[kind].zh, en: auditKinds[kind].en });
const toldLink = ({ seq, hash }: Link): object => ({ seq, hash: hash.toString('hex') });

function only(query: Query, known: readonly string[]): void {
  const other = Object.keys(query).find((name) => !known.includes(name));
  if (other !== undefined) throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: known.join(', ') });
}

function filterOf(query: Query): AuditFilter {
  const text = (name: (typeof names)[number]): string | undefined => {
    const came = query[name];
    return came === undefined ? undefined : [came].flat()[0]!.slice(0, 500);
  };
  const word = (name: 'kind' | 'outcome', known: readonly string[]): string | undefined => {
    const came = text(name);
    if (came === undefined || known.includes(came)) return came;
    throw new ZhuisuError('parameter_invalid', { name, came: came.slice(0, 40), expected: known.join(', ') });
  };
  const time = (name: 'from' | 'until'): string | undefined => {
    // A plus sign in an address is a space.
    const came = text(name)?.replace(/ (\d\d:\d\d)$/, '+$1');
    if (came === undefined) return undefined;
    if (isDateTime(came)) return new Date(came).toISOString();
    throw new ZhuisuError('parameter_invalid', {
      name,
      came: came.slice(0, 40),
      expected: 'a date and time with time zone, such as 2026-11-24T08:00:00+08:00',
    });
  };
  return {
    from: time('from'),
    until: time('until'),
    kind: word('kind', Object.keys(auditKinds)),
    outcome: word('outcome', auditOutcomes),
    account: text('account'),
    organisation: text('organisation'),
    object: text('object'),
  };
}

function numberIn(query: Query, name: string): number | undefined {
  const came = query[name];
  if (came === undefined) return undefined;
  if (typeof came === 'string' && /^\d{1,15}$/.test(came)) return Number(came);
  throw new ZhuisuError('parameter_invalid', { name, came: String(came).slice(0, 40), expected: 'the number of an entry' });
}
