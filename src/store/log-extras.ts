/** What is written in the transaction of a group beside its events: error declarations, master data, capture jobs. */
import type { PoolClient } from 'pg';
import { type Batch, logId, type MasterDataRow, type Receipt } from './batch.ts';
import type { Group } from './group.ts';
import { keyOf, uuidOf } from './keys.ts';

export async function writeErrors(client: PoolClient, group: Group): Promise<void> {
  const { declarations, erroneous } = group.errors();
  if (declarations.length > 0) {
    await client.query(
      'insert into error_declaration select unnest($1::uuid[]), $2, unnest($3::bigint[]) on conflict do nothing',
      [declarations.map(({ declared }) => uuidOf(declared)), logId, declarations.map(({ seq }) => seq)],
    );
  }
  if (erroneous.length > 0) {
    await client.query('insert into erroneous select $1, unnest($2::bigint[]) on conflict do nothing', [logId, erroneous]);
  }
}

export async function writeMasterData(client: PoolClient, batches: readonly Batch[], recordTime: number): Promise<void> {
  // Later entries of the same element win; one statement must not touch a row twice.
  const latest = new Map<string, MasterDataRow>();
  for (const { masterData } of batches) for (const row of masterData ?? []) latest.set(`${row.type} ${row.uri}`, row);
  if (latest.size === 0) return;
  const rows = [...latest.values()];
  await client.query(
    `insert into master_data
     select unnest($1::uuid[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), to_timestamp($6::float8 / 1000)
     on conflict (id, type) do update
       set attributes = excluded.attributes, children = excluded.children, recorded_at = excluded.recorded_at`,
    [
      rows.map(({ uri }) => uuidOf(keyOf(uri))),
      rows.map(({ type }) => type),
      rows.map(({ uri }) => uri),
      rows.map(({ attributes }) => attributes),
      rows.map(({ children }) => children),
      recordTime,
    ],
  );
}

export async function writeJobs(
  client: PoolClient,
  batches: readonly Batch[],
  receipts: readonly Receipt[],
  recordTime: number,
): Promise<void> {
  for (let i = 0; i < batches.length; i++) {
    const { statuses } = receipts[i]!;
    const job = batches[i]!.job?.(statuses);
    if (job === undefined) continue;
    const stored = statuses.filter((each) => each.status === 'stored');
    await client.query({
      name: 'write-job',
      text: `insert into capture_job values
        ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000), $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      values: [
        job.id,
        logId,
        job.createdAt,
        Math.max(recordTime, job.createdAt),
        job.success,
        job.behaviour,
        job.received,
        job.stored,
        job.existing,
        job.refused,
        stored[0]?.seq ?? null,
        stored.at(-1)?.seq ?? null,
        job.errors,
      ],
    });
  }
}
