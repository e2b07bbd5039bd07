/** What is written in the transaction of a group beside its events: error declarations, master data, capture jobs. */
import type { PoolClient } from 'pg';
import { type Batch, logId, type MasterDataRow, type Receipt } from './batch.ts';
import type { CopyBuffer } from './copy.ts';
import type { Group } from './group.ts';
import { keyOf, keyOfUuid, uuidOf } from './keys.ts';

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

export const jobColumns =
  'capture_job(id, log, created_at, finished_at, success, behaviour, received, stored, existing, refused, first_seq, last_seq, errors, owner)';

/** Jobs as rows for COPY, in that order; false when no request of the group asked for one. */
export function jobRows(rows: CopyBuffer, batches: readonly Batch[], receipts: readonly Receipt[], recordTime: number): boolean {
  rows.reset();
  batches.forEach(({ job: tell }, i) => {
    const { statuses } = receipts[i]!;
    const job = tell?.(statuses);
    if (job === undefined) return;
    const stored = statuses.filter((each) => each.status === 'stored');
    rows.row(14);
    rows.uuid(keyOfUuid(job.id));
    rows.int2(logId);
    rows.timestamp(job.createdAt * 1000);
    rows.timestamp(Math.max(recordTime, job.createdAt) * 1000);
    rows.bool(job.success);
    rows.text(job.behaviour);
    for (const count of [job.received, job.stored, job.existing, job.refused]) rows.int4(count);
    for (const end of [stored[0], stored.at(-1)]) {
      if (end === undefined) rows.none();
      else rows.int8(end.seq);
    }
    rows.text(job.errors);
    rows.uuid(job.owner === undefined ? undefined : keyOfUuid(job.owner));
  });
  return rows.rows > 0;
}
