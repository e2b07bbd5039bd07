/** What departments made public of findings. */
import { type Database, touchAnswers } from './database.ts';
import type { Finding } from './findings.ts';

/** Times are milliseconds since 1970. */
export interface ExposureRow {
  readonly id: string;
  readonly finding: string;
  readonly organisation: string | null;
  readonly name: string;
  readonly category: string | null;
  readonly area: string | null;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly since: number;
  readonly reason: string;
  readonly advice: string;
  readonly department: string | null;
  readonly departmentZh: string;
  readonly departmentEn: string;
  readonly publishedAt: number;
  readonly withdrawnAt: number | null;
  readonly withdrawnReason: string;
  /** What has become of the finding since. */
  readonly state: string;
  readonly resolved: boolean;
}

export interface NewExposure {
  readonly id: string;
  readonly finding: Finding;
  readonly title: { readonly zh: string; readonly en: string };
  readonly reason: string;
  readonly advice: string;
  readonly department: string | null;
  readonly departmentName: { readonly zh: string; readonly en: string };
  readonly account: string | null;
  readonly at: number;
}

const millis = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;
const time = (bound: string): string => `to_timestamp(${bound}::float8 / 1000)`;
const columns = `e.id, e.finding, e.organisation, e.name, e.category, e.area, e.title_zh as "titleZh", e.title_en as "titleEn",
  ${millis('e.since')} as since, e.reason, e.advice, e.department, e.department_zh as "departmentZh",
  e.department_en as "departmentEn", ${millis('e.published_at')} as "publishedAt", ${millis('e.withdrawn_at')} as "withdrawnAt",
  e.withdrawn_reason as "withdrawnReason", coalesce(s.state, 'new') as state, f.resolved_at is not null as resolved`;
const joined = 'exposure e left join finding_state s on s.finding = e.finding left join finding f on f.id = e.finding';

/** False where the finding is public already. */
export async function addExposure(database: Database, made: NewExposure): Promise<boolean> {
  const { finding } = made;
  const rows = await database.query(
    `insert into exposure (id, finding, organisation, name, category, area, title_zh, title_en, since, reason, advice, department,
       department_zh, department_en, account, published_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, ${time('$9')}, $10, $11, $12, $13, $14, $15, ${time('$16')})
     on conflict do nothing returning id`,
    [
      made.id,
      finding.id,
      finding.organisation,
      finding.organisationName ?? '',
      finding.category,
      finding.area,
      made.title.zh,
      made.title.en,
      finding.openedAt,
      made.reason,
      made.advice,
      made.department,
      made.departmentName.zh,
      made.departmentName.en,
      made.account,
      made.at,
    ],
  );
  if (rows.length > 0) await touchAnswers(database);
  return rows.length > 0;
}

export async function exposureById(database: Database, id: string): Promise<ExposureRow | undefined> {
  const [row] = await database.query<ExposureRow>(`select ${columns} from ${joined} where e.id = $1`, [id]);
  return row;
}

/** False where it was withdrawn already. */
export async function withdrawExposure(database: Database, id: string, reason: string, at: number): Promise<boolean> {
  const rows = await database.query(
    `update exposure set withdrawn_at = ${time('$3')}, withdrawn_reason = $2 where id = $1 and withdrawn_at is null returning id`,
    [id, reason, at],
  );
  if (rows.length > 0) await touchAnswers(database);
  return rows.length > 0;
}

export interface ExposureMark {
  readonly publishedAt: number;
  readonly id: string;
}

/** What was withdrawn stands no longer, nor what the department dismissed since. */
const standing = `e.withdrawn_at is null and coalesce(s.state, 'new') <> 'dismissed'`;

/** Those that stand, the newest first. */
export const standingExposures = (
  database: Database,
  limit: number,
  { category, after }: { readonly category?: string | undefined; readonly after?: ExposureMark | undefined } = {},
): Promise<ExposureRow[]> =>
  database.query(
    `select ${columns} from ${joined} where ${standing} and ($1::text is null or e.category = $1)
       and ($2::float8 is null or (${millis('e.published_at')}, e.id) < ($2::float8, $3::uuid))
     order by ${millis('e.published_at')} desc, e.id desc limit $4`,
    [category ?? null, after?.publishedAt ?? null, after?.id ?? null, limit],
  );

/** Those that stand of any of these organisations. */
export const exposuresOf = (database: Database, organisations: readonly string[], limit: number): Promise<ExposureRow[]> =>
  organisations.length === 0
    ? Promise.resolve([])
    : database.query(
        `select ${columns} from ${joined} where ${standing} and e.organisation = any($1::uuid[])
         order by e.published_at desc, e.id desc limit $2`,
        [organisations, limit],
      );

export async function countExposures(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `select count(*)::int as count from exposure e left join finding_state s on s.finding = e.finding where ${standing}`,
  );
  return row!.count;
}
