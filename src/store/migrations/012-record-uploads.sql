-- Sheets of records that were sent: how far each is, what became of its rows, and for some days the file itself.

create table record_upload (
  id uuid primary key,
  -- Null: the operator.
  owner uuid,
  account uuid,
  category text not null,
  stage text not null,
  -- Of the file, as it was sent; only shown.
  name text not null,
  created_at timestamptz not null,
  -- receiving, waiting, checking, recording; then done, failed, cancelled.
  state text not null,
  size bigint not null default 0,
  -- Rows below the heading; null until the file has been read.
  rows integer,
  read integer not null default 0,
  stored integer not null default 0,
  existing integer not null default 0,
  refused integer not null default 0,
  -- Why the file as a whole was refused: a problem, JSON.
  problem text,
  ended_at timestamptz,
  -- Times it was begun since the last batch that was recorded.
  attempts integer not null default 0,
  -- The file is there until then.
  kept_until timestamptz not null,
  kept boolean not null default true
);
create index record_upload_by_owner on record_upload (owner, created_at desc, id desc);
create index record_upload_listed on record_upload (created_at desc, id desc);
create index record_upload_open on record_upload (created_at) where ended_at is null;
create index record_upload_kept on record_upload (kept_until) where kept;

-- The file in pieces, sealed: people put into cells what events may not hold.
create table record_upload_piece (
  -- id of the upload, a slash, the number of the piece in six digits.
  id text primary key,
  upload uuid not null references record_upload on delete cascade,
  bytes bytea not null
);
create index record_upload_piece_by_upload on record_upload_piece (upload);

-- What became of the rows, some hundreds at a time; written after they were recorded.
create table record_upload_batch (
  upload uuid not null references record_upload on delete cascade,
  first_row integer not null,
  last_row integer not null,
  -- Numbers of the rows, and a letter for each: stored, exists, refused.
  numbers integer[] not null,
  statuses text not null,
  -- Row → its problems, JSON.
  problems text not null,
  primary key (upload, first_row)
);
