-- Subscriptions of named queries by webhook (EPCIS 2.0 REST bindings, /queries/{queryName}/subscriptions). Deleting a query ends them.
-- What they are stands first, how far they have come after it. Progress is in no index, so that writing it touches the row alone.
create table subscription (
  id uuid primary key,
  query text not null references named_query on delete cascade,
  -- Who subscribed; a delivery holds what they may read.
  owner text not null,
  dest text not null,
  -- The key that deliveries are signed with.
  token text,
  -- JSON of the schedule; without one it is a stream.
  schedule text,
  report_if_empty boolean not null,
  initial_record_time timestamptz,
  created_at timestamptz not null,
  -- Everything up to this number of the log was delivered or does not match.
  cursor bigint not null,
  -- A run of the schedule that is not finished: where it ends, and whether it has delivered anything.
  run_to bigint,
  run_sent boolean not null default false,
  next_at timestamptz,
  state text not null default 'active',
  attempts integer not null default 0,
  retry_at timestamptz,
  last_success_at timestamptz,
  last_error_at timestamptz,
  -- JSON: code of the catalogue and its details.
  last_error text,
  delivered bigint not null default 0
) with (fillfactor = 50);
create index subscription_by_query on subscription (query, created_at, id);

-- Drawn when a subscription or a query comes or goes, so that every process sees it.
create sequence subscription_change;
