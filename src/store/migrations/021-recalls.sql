-- Recalls and drills: what is decided, the lists of the holders, their answers, every step.
-- Only what is missing: for a while these tables were number 13, which a database that was further already has not run.

create table if not exists recall (
  id uuid primary key,
  created_at timestamptz not null,
  -- Who recalls: a firm, or the department that ordered it; null for the operator.
  organisation uuid,
  -- The department that ordered it; null for one that a firm began.
  ordered_by uuid,
  drill boolean not null,
  category text not null,
  area text,
  -- Clocks of src/supervision/recall-clocks.ts, and the level within them.
  regime text not null,
  level smallint not null,
  title_zh text not null,
  title_en text not null,
  reason text not null,
  instructions_zh text not null,
  instructions_en text not null,
  -- Canonical URIs it begins with.
  roots text[] not null,
  -- When whoever recalls learnt of it.
  learnt_at timestamptz not null,
  -- Account that drafted it; somebody else confirms.
  drafted_by uuid,
  -- JSON: how the lot of a drill was drawn, so that the draw can be repeated.
  draw text,
  state text not null,
  -- 1 at publication; one more with each extension.
  round smallint not null default 0,
  published_at timestamptz,
  answer_due timestamptz,
  finish_due timestamptz,
  closed_at timestamptz,
  -- JSON: figures of the search at the last publication.
  scope text,
  -- The round whose events are in the log; a withdrawal is one round more.
  logged smallint not null default 0,
  version int not null
);
create index if not exists recall_by_time on recall (created_at, id);
create index if not exists recall_open on recall (state) where state = 'published';

create table if not exists recall_holder (
  recall uuid not null references recall,
  -- uuid of the register, or the URI that the events use.
  holder text not null,
  name text not null,
  registered boolean not null,
  told_at timestamptz not null,
  due_at timestamptz not null,
  -- When the last thing of the list was answered.
  answered_at timestamptz,
  reminded smallint not null default 0,
  escalated_at timestamptz,
  -- Null: not checked.
  effective boolean,
  primary key (recall, holder)
);
create index if not exists recall_holder_by_holder on recall_holder (holder);

-- What is affected, whoever holds it: frozen at publication. Written once.
create table if not exists recall_thing (
  recall uuid not null references recall,
  thing text not null,
  round smallint not null,
  -- lot, instance, logistic_unit or container.
  kind text not null,
  -- must: surely or likely affected; check: possibly.
  duty text not null,
  primary key (recall, thing)
);
create index if not exists recall_thing_by_thing on recall_thing (thing);

-- The lists as they were frozen at publication. Written once.
create table if not exists recall_item (
  recall uuid not null references recall,
  holder text not null,
  thing text not null,
  round smallint not null,
  kind text not null,
  -- must: surely or likely affected; check: possibly.
  duty text not null,
  share real not null,
  uom text not null,
  -- What the records leave with the holder, on its way to it, and sold or passed on by it; null: without bound.
  held_min float8 not null,
  held_max float8,
  transit float8 not null,
  sold float8 not null,
  -- JSON: to whom it was passed on.
  passed text not null,
  primary key (recall, holder, thing)
);

-- Written once.
create table if not exists recall_answer (
  recall uuid not null references recall,
  seq bigint generated always as identity,
  at timestamptz not null,
  account uuid,
  organisation uuid,
  holder text not null,
  thing text not null,
  found float8 not null,
  quarantined float8 not null,
  sold float8 not null,
  returned float8 not null,
  destroyed float8 not null,
  note text not null,
  -- The single code that was scanned; then the amounts are added, otherwise they are the whole.
  scanned text,
  primary key (recall, seq)
);
create index if not exists recall_answer_by_item on recall_answer (recall, holder, thing);
create unique index if not exists recall_answer_by_scan on recall_answer (recall, holder, scanned) where scanned is not null;

-- Written once.
create table if not exists recall_act (
  recall uuid not null references recall,
  seq bigint generated always as identity,
  at timestamptz not null,
  account uuid,
  organisation uuid,
  act text not null,
  reason text not null,
  holder text,
  -- JSON
  data text,
  primary key (recall, seq)
);

-- Drawn lots and how far their trace and scope hold. Written once.
create table if not exists readiness_check (
  id uuid primary key,
  at timestamptz not null,
  category text,
  area text,
  thing text not null,
  -- JSON
  draw text not null,
  result text not null
);
create index if not exists readiness_check_by_time on readiness_check (at, id);
