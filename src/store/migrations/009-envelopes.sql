-- What an event is to a decision of access: who captured it, what category it belongs to, where it happened, who takes part in it.
-- Rows from before keep nulls until `zhuisu rebuild envelopes` has run: they belong to no category and to nobody.
alter table event
  -- Organisation that captured it; null for the operator.
  add column owner uuid,
  add column category text,
  -- Division code.
  add column area text;
-- Few values, each growing at its right edge: what is rare is found by its index, what is common by the order that is asked for.
-- Those of no category too: somebody has to find them.
create index event_by_category on event (category, seq);
create index event_by_area on event (area text_pattern_ops, seq) where area is not null;

-- The organisations that take part in an event, its owner among them. In both orders that pages are asked in.
create table event_party (
  organisation uuid not null,
  event_time timestamptz not null,
  log smallint not null,
  seq bigint not null,
  primary key (organisation, event_time, log, seq)
);
create index event_party_by_number on event_party (organisation, log, seq);

-- Who made a job or a named query: an organisation, or null for the operator.
alter table capture_job add column owner uuid;
create index capture_job_by_owner on capture_job (owner, created_at, id) where owner is not null;
alter table named_query add column owner uuid;
