-- Grounds on which somebody sees more than their standing sight: cases of departments and consents of enterprises, and every look.

create table case_file (
  id uuid primary key,
  -- The department, and the account that opened it.
  organisation uuid not null,
  account uuid,
  reason text not null,
  category text not null,
  -- Canonical URIs.
  roots text[] not null,
  legal_basis text not null,
  opened_at timestamptz not null,
  until timestamptz not null,
  closed_at timestamptz,
  -- Head of the log when the chain was last walked.
  walked_to bigint not null
);
create index case_file_by_organisation on case_file (organisation, opened_at desc, id);

-- What was done to a case: open, extend, close. Never changed.
create table case_act (
  case_id uuid not null references case_file,
  seq bigint generated always as identity,
  at timestamptz not null,
  account uuid,
  act text not null,
  reason text not null,
  until timestamptz,
  primary key (case_id, seq)
);

-- The events of the chain of its roots.
create table case_event (
  case_id uuid not null,
  log smallint not null,
  seq bigint not null,
  primary key (case_id, log, seq)
);

create table consent (
  id uuid primary key,
  grantor uuid not null,
  receiver uuid not null,
  account uuid,
  kind text not null,
  fields text not null,
  purpose text not null,
  -- Null: every category, every thing.
  categories text[],
  things text[],
  starts_at timestamptz not null,
  until timestamptz not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create index consent_by_grantor on consent (grantor, given_at desc, id);
create index consent_by_receiver on consent (receiver, given_at desc, id);

-- Somebody saw data of somebody else on such a ground. One row a look and an owner.
create table look (
  id uuid not null,
  owner uuid not null,
  at timestamptz not null,
  -- Who looked.
  organisation uuid not null,
  account uuid,
  -- 'case' or 'consent', and which.
  ground text not null,
  ground_id uuid not null,
  reason text not null,
  -- What was asked, and how many events of the owner were seen with which fields.
  asked text not null,
  events integer not null,
  fields text not null,
  -- Not shown to the owner before this moment.
  shown_at timestamptz not null,
  primary key (id, owner)
);
create index look_by_owner on look (owner, at desc, id);
create index look_by_organisation on look (organisation, at desc, id);
