/** Findings as people work with them: what was found, joined with what was done about it. */
import type { Database } from './database.ts';
import type { Alternative, Sight } from './sight.ts';

/** Times are milliseconds since 1970. */
export interface Finding {
  readonly id: string;
  readonly detector: string;
  readonly family: string;
  readonly gravity: string;
  readonly organisation: string | null;
  readonly organisationName: string | null;
  readonly category: string | null;
  readonly area: string | null;
  readonly openedAt: number;
  readonly lastAt: number;
  /** When the data themselves put it right. */
  readonly resolvedAt: number | null;
  readonly count: number;
  readonly toldZh: string;
  readonly toldEn: string;
  readonly resolvedZh: string | null;
  readonly resolvedEn: string | null;
  readonly evidence: { readonly subjects: readonly string[]; readonly events: readonly string[] };
  readonly state: string;
  readonly assigned: string | null;
  readonly dueAt: number;
  /** Of what was done about it; 0 while nothing was. */
  readonly version: number;
}

export interface FindingFilter {
  readonly states?: readonly string[] | undefined;
  readonly detectors?: readonly string[] | undefined;
  readonly families?: readonly string[] | undefined;
  readonly gravities?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  /** Division code; covers what lies below. */
  readonly area?: string | undefined;
  readonly organisation?: string | undefined;
  /** True: put right by the data; false: not. */
  readonly resolved?: boolean | undefined;
  /** Due before, and neither closed nor dismissed nor resolved. */
  readonly overdueAt?: number | undefined;
  /** Due before, whatever its state. */
  readonly dueBefore?: number | undefined;
  readonly dueFrom?: number | undefined;
  /** Words of what is told, or of the name of the firm. */
  readonly text?: string | undefined;
  readonly openedFrom?: number | undefined;
  readonly openedBefore?: number | undefined;
  /** Put right by the data since then. */
  readonly resolvedFrom?: number | undefined;
}

export interface FindingMark {
  readonly openedAt: number;
  readonly id: string;
}

const millis = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;
const time = (bound: string): string => `to_timestamp(${bound}::float8 / 1000)`;

const columns = `f.id, f.detector, f.family, f.gravity, f.organisation, o.name as "organisationName", f.category, f.area,
  ${millis('f.opened_at')} as "openedAt", ${millis('f.last_at')} as "lastAt", ${millis('f.resolved_at')} as "resolvedAt", f.count,
  f.told_zh as "toldZh", f.told_en as "toldEn", f.resolved_zh as "resolvedZh", f.resolved_en as "resolvedEn", f.evidence,
  coalesce(s.state, 'new') as state, s.assigned, ${millis('coalesce(s.due_at, f.due_at)')} as "dueAt", coalesce(s.version, 0) as version`;
const joined = 'finding f left join finding_state s on s.finding = f.id left join organisation o on o.id = f.organisation';

type Bind = (value: unknown) => string;

/** Undefined: nothing is seen. */
function seenSql(sight: Sight, bind: Bind): string | undefined {
  if (sight === 'everything') return 'true';
  const ways = sight.map((each) => wayOf(each, bind));
  return ways.length === 0 ? undefined : `(${ways.join(' or ')})`;
}

function wayOf({ owners, categories, areas }: Alternative, bind: Bind): string {
  const clauses = ['true'];
  if (owners !== undefined) clauses.push(`f.organisation = any(${bind(owners)}::uuid[])`);
  if (categories !== undefined) clauses.push(`coalesce(f.category, 'none') = any(${bind(categories)}::text[])`);
  if (areas !== undefined) clauses.push(`(${areas.map((area) => `f.area like ${bind(`${area}%`)}`).join(' or ') || 'false'})`);
  return `(${clauses.join(' and ')})`;
}

const openBefore = (at: number, bind: Bind): string =>
  `coalesce(s.due_at, f.due_at) < ${time(bind(at))} and f.resolved_at is null and coalesce(s.state, 'new') not in ('closed', 'dismissed')`;

function filterSql(filter: FindingFilter, bind: Bind): string[] {
  const {
    states,
    detectors,
    families,
    gravities,
    categories,
    area,
    organisation,
    resolved,
    overdueAt,
    dueBefore,
    dueFrom,
    text,
    openedFrom,
    openedBefore,
    resolvedFrom,
  } = filter;
  const due = 'coalesce(s.due_at, f.due_at)';
  const among = (column: string, values: readonly string[] | undefined): string[] =>
    values === undefined ? [] : [`${column} = any(${bind(values)}::text[])`];
  return [
    ...among("coalesce(s.state, 'new')", states),
    ...among('f.detector', detectors),
    ...among('f.family', families),
    ...among('f.gravity', gravities),
    ...among("coalesce(f.category, 'none')", categories),
    ...(area === undefined ? [] : [`f.area like ${bind(`${area}%`)}`]),
    ...(organisation === undefined ? [] : [`f.organisation = ${bind(organisation)}::uuid`]),
    ...(resolved === undefined ? [] : [`f.resolved_at is ${resolved ? 'not ' : ''}null`]),
    ...(overdueAt === undefined ? [] : [openBefore(overdueAt, bind)]),
    ...(dueBefore === undefined ? [] : [`${due} < ${time(bind(dueBefore))}`]),
    ...(dueFrom === undefined ? [] : [`${due} >= ${time(bind(dueFrom))}`]),
    ...(text === undefined
      ? []
      : [
          `concat_ws(' ', f.told_zh, f.told_en, o.name, f.evidence) ilike '%' || ${bind(text.replace(/[\\%_]/g, '\\$&'))} || '%'`,
        ]),
    ...(openedFrom === undefined ? [] : [`f.opened_at >= ${time(bind(openedFrom))}`]),
    ...(openedBefore === undefined ? [] : [`f.opened_at < ${time(bind(openedBefore))}`]),
    ...(resolvedFrom === undefined ? [] : [`f.resolved_at >= ${time(bind(resolvedFrom))}`]),
  ];
}

type Row = Omit<Finding, 'evidence'> & { readonly evidence: string };
const told = ({ evidence, ...row }: Row): Finding => ({ ...row, evidence: JSON.parse(evidence) as Finding['evidence'] });

/** The newest first. */
export async function listFindings(
  database: Database,
  sight: Sight,
  filter: FindingFilter,
  limit: number,
  after: FindingMark | undefined,
): Promise<Finding[]> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const seen = seenSql(sight, bind);
  if (seen === undefined) return [];
  const clauses = [seen, ...filterSql(filter, bind)];
  if (after !== undefined) clauses.push(`(f.opened_at, f.id) < (${time(bind(after.openedAt))}, ${bind(after.id)}::uuid)`);
  const rows = await database.query<Row>(
    `select ${columns} from ${joined} where ${clauses.join(' and ')} order by f.opened_at desc, f.id desc limit ${bind(limit)}`,
    values,
  );
  return rows.map(told);
}

/** Those among `ids` that may be seen. */
export async function findingsSeen(database: Database, sight: Sight, ids: readonly string[]): Promise<Map<string, Finding>> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const seen = seenSql(sight, bind);
  if (seen === undefined || ids.length === 0) return new Map();
  const rows = await database.query<Row>(
    `select ${columns} from ${joined} where ${seen} and f.id = any(${bind(ids)}::uuid[])`,
    values,
  );
  return new Map(rows.map((row) => [row.id, told(row)]));
}

/** Slack for what was recorded late; what is found again by a watch that was rebuilt is not new. */
const lateDays = 7;

/** Open ones that were found since a subscription was made and that it was not told of yet, the earliest first. */
export async function findingsToTell(
  database: Database,
  sight: Sight,
  filter: FindingFilter,
  { id, createdAt }: { readonly id: string; readonly createdAt: number },
  limit: number,
): Promise<string[]> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const seen = seenSql(sight, bind);
  if (seen === undefined) return [];
  const since = time(bind(createdAt));
  const rows = await database.query<{ id: string }>(
    `select f.id from ${joined} where ${[seen, ...filterSql(filter, bind)].join(' and ')} and f.resolved_at is null
       and f.found_at >= ${since} and f.last_at >= ${since} - interval '${lateDays} days'
       and not exists (select from notice n where n.subscription = ${bind(id)}::uuid and n.kind = 'opened' and n.ref = f.id::text)
     order by f.found_at, f.id limit ${bind(limit)}`,
    values,
  );
  return rows.map((row) => row.id);
}

export type FindingGroup = 'detector' | 'family' | 'category' | 'area' | 'organisation' | 'state' | 'gravity';

const groups: Readonly<Record<FindingGroup, string>> = {
  detector: 'f.detector',
  family: 'f.family',
  category: "coalesce(f.category, 'none')",
  area: 'f.area',
  organisation: 'f.organisation::text',
  state: "coalesce(s.state, 'new')",
  gravity: 'f.gravity',
};

export interface FindingCount {
  readonly value: string | null;
  readonly name: string | null;
  readonly count: number;
  /** Neither closed nor dismissed nor put right by the data. */
  readonly open: number;
  readonly overdue: number;
}

/** How many there are, by one member; the most first. */
export async function countFindings(
  database: Database,
  sight: Sight,
  filter: FindingFilter,
  by: FindingGroup,
  now: number,
  limit: number,
): Promise<FindingCount[]> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const seen = seenSql(sight, bind);
  if (seen === undefined) return [];
  const open = `f.resolved_at is null and coalesce(s.state, 'new') not in ('closed', 'dismissed')`;
  return database.query<FindingCount>(
    `select ${groups[by]} as value, ${by === 'organisation' ? 'max(o.name)' : 'null'} as name, count(*)::int as count,
       (count(*) filter (where ${open}))::int as open,
       (count(*) filter (where ${open} and coalesce(s.due_at, f.due_at) < ${time(bind(now))}))::int as overdue
     from ${joined} where ${[seen, ...filterSql(filter, bind)].join(' and ')}
     group by 1 order by open desc, count desc, 1 limit ${bind(limit)}`,
    values,
  );
}

export interface DetectorCount {
  readonly detector: string;
  readonly found: number;
  readonly dismissed: number;
  /** Confirmed, ordered, rectified or closed by somebody. */
  readonly upheld: number;
  readonly resolved: number;
}

/** What people made of the findings of each detector: its precision as far as it was judged. */
export const detectorCounts = (database: Database): Promise<DetectorCount[]> =>
  database.query<DetectorCount>(
    `select f.detector, count(*)::int as found, (count(*) filter (where s.state = 'dismissed'))::int as dismissed,
       (count(*) filter (where s.state in ('confirmed', 'ordered', 'rectified', 'closed')))::int as upheld,
       (count(*) filter (where f.resolved_at is not null))::int as resolved
     from finding f left join finding_state s on s.finding = f.id group by 1 order by 1`,
  );

export interface ProofRow {
  readonly id: string;
  readonly at: number;
  readonly name: string;
  readonly type: string;
  /** Hexadecimal SHA-256. */
  readonly digest: string;
  readonly bytes: number;
}

export async function addProof(
  database: Database,
  proof: {
    readonly id: string;
    readonly finding: string;
    readonly at: number;
    readonly account: string | null;
    readonly organisation: string | null;
    readonly name: string;
    readonly type: string;
    readonly digest: Buffer;
    readonly bytes: Buffer;
  },
): Promise<void> {
  const { id, finding, at, account, organisation, name, type, digest, bytes } = proof;
  await database.query(
    `insert into finding_proof (id, finding, at, account, organisation, name, type, digest, bytes)
     values ($1, $2, ${time('$3')}, $4, $5, $6, $7, $8, $9)`,
    [id, finding, at, account, organisation, name, type, digest, bytes],
  );
}

export const proofsOf = (database: Database, finding: string): Promise<ProofRow[]> =>
  database.query(
    `select id, ${millis('at')} as at, name, type, encode(digest, 'hex') as digest, length(bytes) as bytes
     from finding_proof where finding = $1 order by at, id`,
    [finding],
  );

export async function proofBytes(
  database: Database,
  finding: string,
  id: string,
): Promise<{ readonly type: string; readonly name: string; readonly bytes: Buffer } | undefined> {
  const [row] = await database.query<{ type: string; name: string; bytes: Buffer }>(
    'select type, name, bytes from finding_proof where finding = $1 and id = $2',
    [finding, id],
  );
  return row;
}

/** Findings of the same firm and detector before this one that were upheld: the repeat offender. */
export async function upheldBefore(database: Database, finding: Finding, limit: number): Promise<FindingMark[]> {
  if (finding.organisation === null) return [];
  return database.query<FindingMark>(
    `select f.id, ${millis('f.opened_at')} as "openedAt" from finding f left join finding_state s on s.finding = f.id
     where f.organisation = $1 and f.detector = $2 and f.id <> $3 and f.opened_at <= ${time('$4')}
       and coalesce(s.state, 'new') <> 'dismissed'
     order by f.opened_at desc, f.id desc limit $5`,
    [finding.organisation, finding.detector, finding.id, finding.openedAt, limit],
  );
}
