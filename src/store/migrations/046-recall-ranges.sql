-- Ranges of lot codes of published recalls, and the lots of them that were first recorded after the publication.

-- Goes up in every transaction that changes which ranges hold lots back: the appender sees it in the row that it locks anyway.
alter table log add column ranges int not null default 0;

-- Written once.
create table recall_range (
  recall uuid not null references recall,
  -- As in recall.roots.
  range text not null,
  -- The round that named it first, and when.
  round smallint not null,
  since timestamptz not null,
  -- JSON: the event by which the log holds a lot of it, without id and lots; whose it is.
  says text not null,
  primary key (recall, range)
);

-- Written in the transaction that records the lot.
create table recall_late (
  recall uuid not null references recall,
  thing text not null,
  -- Number of the event that names it.
  seq bigint not null,
  -- must: held from then on; check: possibly meant.
  duty text not null,
  -- The round whose lists have it; null: none yet.
  round smallint,
  primary key (recall, thing)
);
create index recall_late_open on recall_late (recall) where round is null;
create index recall_late_by_thing on recall_late (thing);

-- What was possibly affected may turn out to be surely so in a later round: it gets a second row then.
alter table recall_thing drop constraint recall_thing_pkey;
alter table recall_thing add primary key (recall, thing, duty);
alter table recall_item drop constraint recall_item_pkey;
alter table recall_item add primary key (recall, holder, thing, duty);

-- False: somebody asked for it by day; it does not stand for the check of that night.
alter table readiness_check add column nightly boolean not null default true;
