-- Who takes part: organisations, their sites and identifiers, their licences, and the history of each.

create table organisation (
  id uuid primary key,
  kind text not null,
  -- Legal form of an enterprise: company, cooperative, family_farm, individual_household, natural_person; empty for the others.
  form text not null,
  name text not null,
  -- 统一社会信用代码; natural persons and bodies of the jurisdiction may have none.
  uscc text unique,
  -- In place of a natural person's identity number, which is never stored here.
  person_token text unique,
  -- The account that registered it.
  account text,
  status text not null,
  -- Division codes of GB/T 2260, townships with nine digits, local codes of zones.
  areas text[] not null,
  categories text[] not null,
  address text not null,
  -- Where it comes from the file of the jurisdiction: both ids.
  jurisdiction text,
  department text,
  -- Counts the changes; whoever changes names the version that they saw.
  version int not null,
  registered_at timestamptz not null,
  changed_at timestamptz not null,
  unique (jurisdiction, department)
);
create index organisation_by_time on organisation (registered_at desc, id desc);

-- What was done to an organisation, its sites, its identifiers; never changed.
create table organisation_change (
  organisation uuid not null references organisation,
  seq bigint generated always as identity,
  at timestamptz not null,
  -- uuid of the account, or the kind of principal where there is none.
  actor text not null,
  action text not null,
  reason text not null,
  -- JSON of what differed before and after.
  before text not null,
  after text not null,
  primary key (organisation, seq)
);

-- Sites, plots, premises. Position in WGS 84.
create table site (
  id uuid primary key,
  organisation uuid not null references organisation,
  kind text not null,
  name text not null,
  area text not null,
  address text not null,
  latitude float8 check (latitude between -90 and 90),
  longitude float8 check (longitude between -180 and 180),
  closed_at timestamptz,
  created_at timestamptz not null,
  check ((latitude is null) = (longitude is null))
);
create index site_by_organisation on site (organisation, created_at, id);

-- The URIs by which events name organisations and sites. `id` is the digest of the canonical URI.
create table organisation_identifier (
  id uuid primary key,
  uri text not null,
  organisation uuid not null references organisation,
  site uuid references site
);
create index organisation_identifier_by_organisation on organisation_identifier (organisation);

create table licence (
  id uuid primary key,
  organisation uuid not null references organisation,
  -- Id of a scheme of src/codes.
  scheme text not null,
  number text not null,
  unique (scheme, number)
);
create index licence_by_organisation on licence (organisation);

-- What is known of a licence: each row says what holds from one day to another, and since when that is known. The row known last counts
-- for the days that it covers; no row is ever changed.
create table licence_statement (
  licence uuid not null references licence,
  seq bigint generated always as identity,
  known_at timestamptz not null,
  actor text not null,
  status text not null,
  holds_from date not null,
  -- The last day; null where it has no end.
  holds_to date check (holds_to >= holds_from),
  categories text[] not null,
  products text[] not null,
  issuer text not null,
  reason text not null,
  primary key (licence, seq)
);

-- Counts the changes, in the transaction of each: what was read under a version is what held under it.
create table organisation_version (version bigint not null);
insert into organisation_version values (0);
