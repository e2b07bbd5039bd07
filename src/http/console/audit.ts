/** /console/audit: the audit administrator's search, and the list that was found as a file. Each reading is written down itself. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type AuditView, auditPage } from '../../../web/console/index.ts';
import { type AuditEntry, audit, auditKinds, csvRow, isAuditKind, verifyAudit } from '../../audit/index.ts';
import { catalogue, type ErrorCode, ZhuisuError } from '../../errors.ts';
import {
  type AuditFilter,
  type AuditRow,
  accountByLogin,
  accountOf,
  auditHead,
  findAudit,
  listOrganisations,
  organisationById,
} from '../../store/index.ts';
import { type Asked, showPage } from '../accounts/forms.ts';
import { sessionIn } from '../accounts/requests.ts';
import type { Context } from '../context.ts';
import { asZhuisuError, problemOf } from '../problems.ts';
import { isUuid } from '../sight/deciding.ts';
import { objectSaid, reasonSaid } from './audit-words.ts';

const path = '/console/audit';
const perPage = 50;
const uuids = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/g;
const mostInFile = 50_000;
const names = ['from', 'until', 'kind', 'outcome', 'account', 'organisation', 'object'] as const;
type Words = AuditView['filter'];

export function auditPages(app: FastifyInstance, context: Context): void {
  const { store, now } = context;
  const { database } = store;

  const wordsOf = (query: Readonly<Record<string, unknown>>): Words =>
    Object.fromEntries(
      names.map((name) => [
        name,
        String([query[name] ?? ''].flat()[0])
          .trim()
          .slice(0, 200),
      ]),
    ) as unknown as Words;

  /** Names become ids; what is not known finds nothing. Throws parameter_invalid. */
  async function filterOf(words: Words): Promise<AuditFilter> {
    const said = (name: keyof Words): string | undefined => words[name] || undefined;
    return {
      from: moment('from', words.from),
      until: moment('until', words.until),
      kind: said('kind'),
      outcome: said('outcome'),
      account:
        words.account === '' || isUuid(words.account)
          ? said('account')
          : ((await accountByLogin(database, words.account))?.id ?? 'nobody'),
      organisation:
        words.organisation === '' || isUuid(words.organisation)
          ? said('organisation')
          : ((await listOrganisations(database, { text: words.organisation, limit: 1 }))[0]?.id ?? 'none'),
      object: said('object'),
    };
  }

  showPage(app, path, async (asked) => {
    const words = wordsOf(asked.request.query);
    try {
      return await found(asked, words, await filterOf(words));
    } catch (error) {
      const refusal = asZhuisuError(error, asked.request);
      if (refusal.code !== 'parameter_invalid') throw error;
      return auditPage({
        ...(await frame(words)),
        entries: [],
        next: undefined,
        first: true,
        verified: undefined,
        refusal: problemOf(refusal),
      });
    }
  });

  async function frame(words: Words) {
    const head = await auditHead(database);
    return {
      filter: words,
      kinds: Object.entries(auditKinds).map(([value, { zh, en }]) => ({ value, zh, en })),
      file: `${path}/found.csv?${queryOf(words)}`,
      mostInFile,
      head: { seq: head.seq, hash: head.hash.toString('hex') },
    };
  }

  async function found({ request }: Asked, words: Words, filter: AuditFilter): Promise<string> {
    const { before = '', verify } = request.query;
    const rows = await findAudit(
      database,
      { ...filter, before: /^\d{1,15}$/.test(before) ? Number(before) : undefined },
      perPage + 1,
    );
    const page = rows.slice(0, perPage);
    const verified = verify === '1' ? await verifyAudit(database) : undefined;
    const details = verified === undefined ? { ...filter, found: page.length } : { verified: verified.fault === undefined };
    await audit(database, reading(request, 'audit_read', details), now());
    const named = new Map<string, string>();
    return auditPage({
      ...(await frame(words)),
      entries: await Promise.all(page.map((row) => entryOf(row, named))),
      next: rows.length > perPage ? `${path}?${queryOf({ ...words, before: String(page.at(-1)!.seq) })}` : undefined,
      first: before === '',
      verified: verified && { sound: verified.fault === undefined, seq: verified.fault?.seq ?? verified.head.seq },
      refusal: undefined,
    });
  }

  async function entryOf({ content, hash }: AuditRow, named: Map<string, string>): Promise<AuditView['entries'][number]> {
    const { seq, at, kind, outcome, object, principal, reason, address, details, request } = JSON.parse(content) as Entry;
    const nameOf = async (id: string, look: () => Promise<{ name: string } | undefined>): Promise<string> => {
      const known = named.get(id) ?? (await look())?.name ?? id;
      named.set(id, known);
      return known;
    };
    const organisation = (id: string | undefined): Promise<string> | undefined =>
      id === undefined ? undefined : nameOf(id, () => organisationById(database, id));
    const { account } = principal;
    return {
      seq,
      at: Date.parse(at),
      kind: isAuditKind(kind) ? auditKinds[kind] : { zh: kind, en: kind },
      outcome,
      who:
        account === undefined
          ? (kindNames[principal.kind] ?? principal.kind)
          : await nameOf(account, () => accountOf(database, account)),
      organisation: await organisation(principal.organisation),
      through: await organisation(principal.through?.organisation),
      object,
      objectName: (isUuid(object) ? await objectName(object, named) : undefined) ?? objectSaid(kind, object, reason),
      reasonName: reason === undefined ? undefined : await reasonName(reason, named),
      reason,
      address,
      details: JSON.stringify({
        ...(details === undefined ? {} : { details }),
        ...(request === undefined ? {} : { request }),
        account,
        organisation: principal.organisation,
      }),
      hash: hash.toString('hex'),
    };
  }

  /** In Chinese, with the names of those that it speaks of. */
  async function reasonName(reason: string, named: Map<string, string>): Promise<string | undefined> {
    for (const [id] of reason.matchAll(uuids)) await objectName(id, named);
    return reasonSaid(reason, {
      nameOf: (id) => named.get(id),
      codes: (code) =>
        Object.hasOwn(catalogue, code)
          ? catalogue[code as ErrorCode].zh.replace(/\{\w+\}/g, '…').replace(/[：，]?\s*…$/, '')
          : undefined,
    });
  }

  /** Accounts and organisations by their names; of everything else the id is all there is. */
  async function objectName(id: string, named: Map<string, string>): Promise<string | undefined> {
    const known = named.get(id) ?? (await accountOf(database, id))?.name ?? (await organisationById(database, id))?.name;
    if (known !== undefined) named.set(id, known);
    return known === id ? undefined : known;
  }

  app.get<{ Querystring: Record<string, string> }>(`${path}/found.csv`, async (request, reply) => {
    sessionIn(request);
    const filter = await filterOf(wordsOf(request.query));
    await audit(database, reading(request, 'export', { ...filter, format: 'csv' }), now());
    return reply
      .headers({ 'cache-control': 'no-store', 'content-disposition': 'attachment; filename="audit-found.csv"' })
      .type('text/csv; charset=utf-8')
      .send(Readable.from(csvOf(filter)));
  });

  async function* csvOf(filter: AuditFilter): AsyncGenerator<string> {
    yield '\ufeffseq,at,kind,outcome,account,organisation,object,reason,hash,content\r\n';
    let before: number | undefined;
    for (let given = 0; given < mostInFile; ) {
      const rows = await findAudit(database, { ...filter, before }, Math.min(1_000, mostInFile - given));
      yield rows.map(csvRow).join('');
      given += rows.length;
      before = rows.at(-1)?.seq;
      if (rows.length < 1_000) return;
    }
  }
}

interface Entry {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly outcome: 'allowed' | 'denied' | 'failed';
  readonly object: string;
  readonly principal: {
    readonly kind: string;
    readonly account?: string;
    readonly organisation?: string;
    readonly through?: { readonly organisation: string };
  };
  readonly reason?: string;
  readonly address?: string;
  readonly request?: string;
  readonly details?: unknown;
}

const kindNames: Readonly<Record<string, string>> = {
  public: '未登录 nobody known',
  machine: '本机 this machine',
  operator: '运维口令 the bootstrap token',
};

const queryOf = (words: Readonly<Record<string, string>>): string =>
  Object.entries(words)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');

/** Of a box for day and time, in China: 2026-11-24T08:00. Throws parameter_invalid. */
function moment(name: string, came: string): string | undefined {
  if (came === '') return undefined;
  const date = new Date(
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?$/.test(came) ? `${came.length === 10 ? `${came}T00:00` : came}+08:00` : Number.NaN,
  );
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  throw new ZhuisuError('parameter_invalid', { name, came: came.slice(0, 40), expected: '2026-11-24T08:00' });
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
