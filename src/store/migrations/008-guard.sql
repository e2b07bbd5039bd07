-- What was done and by whom; the keys in use; personal data apart from the events.

-- Statements that change what is written once end here, whoever sends them.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are written once', tg_table_name using errcode = '42501';
end $$;

-- The audit log. `content` is canonical JSON (RFC 8785) and all there is; the other columns are made from it for the search and cannot
-- say anything else. hash = SHA-256(hash of the row before, 32 zero bytes for the first, followed by the UTF-8 bytes of content).
create table audit_entry (
  -- Dense from 1.
  seq bigint primary key,
  content text not null,
  hash bytea not null,
  at text not null generated always as (content::jsonb ->> 'at') stored,
  kind text not null generated always as (content::jsonb ->> 'kind') stored,
  outcome text not null generated always as (content::jsonb ->> 'outcome') stored,
  account text generated always as (content::jsonb -> 'principal' ->> 'account') stored,
  organisation text generated always as (content::jsonb -> 'principal' ->> 'organisation') stored,
  object text generated always as (content::jsonb ->> 'object') stored
);
create index audit_entry_by_time on audit_entry (at, seq);
create index audit_entry_by_kind on audit_entry (kind, seq);
create index audit_entry_by_account on audit_entry (account, seq) where account is not null;
create index audit_entry_by_organisation on audit_entry (organisation, seq) where organisation is not null;
create index audit_entry_by_object on audit_entry (object, seq) where object is not null;
create trigger written_once before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();

-- One row a key: a known text sealed with it. Tells a lost or foreign key file from a new installation.
create table key_check (
  key text primary key,
  sealed bytea not null,
  at timestamptz not null
);

-- The keys of code ranges are sealed from here on; rows from before hold 16 bytes in the clear until `zhuisu keys rotate`.
-- Natural persons. `value` and `lookup` are null once erased; the token stays, so that what names it stays readable.
create table person (
  token text primary key,
  kind text not null,
  value bytea,
  -- Keyed digest of the value: finds the same value again and tells nothing without the key.
  lookup bytea unique,
  made_at timestamptz not null,
  keep_until timestamptz not null,
  erased_at timestamptz,
  check ((value is null) = (erased_at is not null) and (lookup is null) = (erased_at is not null))
);
create index person_by_end on person (keep_until) where erased_at is null;
