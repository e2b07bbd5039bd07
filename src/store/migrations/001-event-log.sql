-- The event log and what is written with it in one transaction. Nothing here is ever updated but `log.head` and `master_data`.
-- Every primary key carries its distribution column (event: seq, link: ident, event_identity: id), so that the same schema spreads
-- over several nodes. No triggers, no foreign keys between the big tables.

-- One row a log (a jurisdiction). `head` is the last sequence number given out; the row lock makes one appender at a time.
create table log (
  id smallint primary key,
  head bigint not null,
  record_time timestamptz not null
);
insert into log values (1, 0, '-infinity');

create table event (
  log smallint not null,
  -- Dense within a log: a reader that has seen n has seen everything up to n.
  seq bigint not null,
  record_time timestamptz not null,
  event_time timestamptz not null,
  type text not null,
  action text,
  -- Canonical: bare word for the CBV lists, URI otherwise.
  step text,
  disposition text,
  read_point uuid,
  biz_location uuid,
  -- The document-level JSON-LD context the event was captured under.
  context bigint not null,
  -- The event as captured, less recordTime, plus the eventID it was given where it had none.
  doc text not null,
  primary key (log, seq)
);
create index event_by_time on event (event_time, seq);
create index event_by_record_time on event (record_time, seq);
create index event_by_step on event (step, event_time, seq);
create index event_by_disposition on event (disposition, event_time, seq);
create index event_by_read_point on event (read_point, event_time, seq);
create index event_by_biz_location on event (biz_location, event_time, seq);

-- eventID -> event. `id` is a digest of the eventID, another one for the error declaration of the same eventID.
create table event_identity (
  id uuid not null,
  log smallint not null,
  seq bigint not null,
  primary key (id)
);

-- Who took part in what: one row for each thing, event and role. All in the key, so that a hop reads the index alone.
create table link (
  ident uuid not null,
  at timestamptz not null,
  log smallint not null,
  seq bigint not null,
  role smallint not null,
  primary key (ident, at, log, seq, role)
) with (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- Identity of an event declared in error -> its declaration, kept also while the declared event itself has not arrived.
create table error_declaration (
  id uuid not null,
  log smallint not null,
  seq bigint not null,
  primary key (id)
);
-- Events that no longer count for trace and state: the declared ones and their declarations.
create table erroneous (
  log smallint not null,
  seq bigint not null,
  primary key (log, seq)
);

create table context (
  id bigint primary key,
  body text not null
);

create table master_data (
  id uuid not null,
  type text not null,
  uri text not null,
  attributes text not null,
  children text not null,
  recorded_at timestamptz not null,
  primary key (id, type)
);

create table capture_job (
  id uuid primary key,
  log smallint not null,
  created_at timestamptz not null,
  finished_at timestamptz not null,
  success boolean not null,
  behaviour text not null,
  received integer not null,
  stored integer not null,
  existing integer not null,
  refused integer not null,
  first_seq bigint,
  last_seq bigint,
  errors text not null
);
create index capture_job_by_time on capture_job (created_at, id);
