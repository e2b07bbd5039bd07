-- Since when a subscription of notices is told nothing; what happens meanwhile is told when it goes on.
alter table notice_subscription add column if not exists paused_at timestamptz;

-- What a city takes over from the system it had before: until `until`, records of what happened before `before` are not late, for they
-- were recorded in time elsewhere. Written once.
create table if not exists takeover (
  id uuid primary key,
  -- Whose records; null: everybody's.
  organisation uuid references organisation,
  -- The system that they come from.
  system text not null,
  reason text not null,
  before timestamptz not null,
  declared_at timestamptz not null,
  until timestamptz not null,
  account uuid,
  check (before <= declared_at and declared_at < until)
);
