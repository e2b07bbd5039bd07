-- Records by stage: what was recognised (a reader of the log, which can be made anew), what rules found, what is still to come.

-- The stage that an event was recorded as, and the version of the profile that was in force.
create table event_stage (
  log smallint not null,
  seq bigint not null,
  category text not null,
  stage text not null,
  version text not null,
  primary key (log, seq)
);
create index event_stage_by_stage on event_stage (category, stage, seq);

-- Values that rules ask for: digest of category, stage, field and value -> the events that have it.
create table stage_value (
  value uuid not null,
  at timestamptz not null,
  log smallint not null,
  seq bigint not null,
  primary key (value, at, log, seq)
);

-- What a rule found, with the facts it used. `seq` is 0 for an event that was refused: it is not in the log.
create table evaluation (
  -- Digest of the eventID, as in event_identity.
  id uuid not null,
  rule text not null,
  log smallint not null,
  seq bigint not null,
  event_id text not null,
  category text not null,
  stage text not null,
  -- Version of the profile that the rule stands in.
  version text not null,
  severity text not null,
  outcome text not null,
  told_zh text not null,
  told_en text not null,
  -- eventIDs that were compared, a JSON array.
  events text not null,
  asked_at timestamptz not null,
  -- Of a refused event; those of a recorded one are in its own row.
  owner uuid,
  area text,
  step text,
  primary key (id, rule, log, seq)
);
create index evaluation_by_time on evaluation (asked_at, id, rule, seq);
create index evaluation_by_event on evaluation (log, seq) where seq > 0;

-- Rules that fail by silence: when each is asked again.
create table rule_due (
  ask_at timestamptz not null,
  log smallint not null,
  seq bigint not null,
  rule text not null,
  primary key (ask_at, log, seq, rule)
);

-- Registers: what is stated of a lift, a store, a permit. Each row says what holds from one day to another and since when that is known;
-- the row known last counts for the days that it covers, and no row is ever changed.
create table register_row (
  -- Digest of category, register and key.
  id uuid not null,
  number bigint generated always as identity,
  category text not null,
  register text not null,
  -- Canonical where it is a code.
  key text not null,
  -- JSON by the columns of the register; null: struck off.
  content text,
  holds_from date not null,
  -- The last day; null where it has no end.
  holds_until date check (holds_until >= holds_from),
  -- The organisation that the row names as its own.
  organisation uuid,
  -- Who stated it: uuid of the account or kind of principal, and of the organisation.
  actor text not null,
  by_organisation uuid,
  reason text not null,
  known_at timestamptz not null,
  primary key (id, number)
);
create index register_row_by_key on register_row (category, register, key, number);

-- Profiles of categories, each version whole. Those that ship with the system are put here at the start.
create table profile_version (
  category text not null,
  version text not null,
  -- Order of publishing.
  number bigint generated always as identity,
  valid_from date not null,
  profile text not null,
  published_at timestamptz not null,
  actor text not null,
  organisation uuid,
  primary key (category, version)
);

create table profile_draft (
  id uuid primary key,
  category text not null,
  -- The version that it began from.
  base text not null,
  profile text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  actor text not null,
  organisation uuid,
  published text
);
create index profile_draft_by_category on profile_draft (category, created_at, id);

-- Counts what changes the answers of running servers: profiles, registers.
create table definition_version (profiles bigint not null);
insert into definition_version values (0);
