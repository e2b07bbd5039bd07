-- What the watch has found, and how far each detector has read. All of it follows from the log and the register: it can be dropped and
-- is rebuilt. What people decide about a finding stands in tables of its own.

create table watch_detector (
  id text primary key,
  version int not null,
  -- Everything up to this number of the log is in the snapshot.
  cursor bigint not null,
  -- Deflated JSON of what it remembers.
  snapshot bytea,
  saved_at timestamptz not null,
  -- The number at which it threw; null while it runs.
  failed_seq bigint,
  failure text,
  failed_at timestamptz,
  attempts int not null
);

-- One row a problem. `through`: the number of the last event that was counted into it, so that reading again counts nothing twice.
create table finding (
  id uuid primary key,
  detector text not null,
  cause text not null,
  family text not null,
  gravity text not null,
  organisation uuid,
  category text,
  area text,
  opened_at timestamptz not null,
  last_at timestamptz not null,
  -- Null while it is open.
  resolved_at timestamptz,
  due_at timestamptz not null,
  count int not null,
  told_zh text not null,
  told_en text not null,
  resolved_zh text,
  resolved_en text,
  -- JSON: {subjects, events}, the first of them.
  evidence text not null,
  through bigint not null,
  -- When the row was written, for the measure of the watch itself.
  found_at timestamptz not null
);
create index finding_open on finding (opened_at desc, id desc) where resolved_at is null;
create index finding_by_time on finding (opened_at desc, id desc);
create index finding_by_organisation on finding (organisation, opened_at desc, id desc);
create index finding_by_category on finding (category, opened_at desc, id desc);
create index finding_by_detector on finding (detector, opened_at desc, id desc);

-- Changes when findings were dropped to be found anew: a watch that runs begins again.
create sequence watch_epoch;
