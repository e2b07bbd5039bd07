-- What papers and numbers events name beside their things: documents, certificates, reports, permits, plates. A projection of the log, written
-- with it and made anew by `zhuisu rebuild papers`.
create table paper (
  -- Half digest of the number, half digest of the whole name, so that a number alone is one range of the index.
  key uuid not null,
  at timestamptz not null,
  log smallint not null,
  seq bigint not null,
  primary key (key, at, log, seq)
) with (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- Up to this number the events of a log came before the projection; 0 where it is whole.
create table paper_from (
  log smallint primary key,
  seq bigint not null
);
insert into paper_from select id, head from log;
