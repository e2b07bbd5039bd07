-- Notices: what somebody asked to be told of, and what they were told. Without an address they lie in the inbox.
create table if not exists notice_subscription (
  id uuid primary key,
  -- For whom it is told; null: the operator. What may be told is decided when it is delivered.
  organisation uuid references organisation,
  account uuid,
  -- Roles of whoever subscribed, JSON.
  roles text not null,
  -- findings, digest or recall_published
  topic text not null,
  -- JSON: which findings; at which hour the digest comes.
  filter text not null,
  dest text,
  -- The key that deliveries are signed with.
  token text,
  created_at timestamptz not null,
  -- Of the digest: when the next is due.
  next_at timestamptz,
  state text not null default 'active',
  attempts integer not null default 0,
  retry_at timestamptz,
  last_success_at timestamptz,
  last_error_at timestamptz,
  -- JSON: code of the catalogue and its details.
  last_error text,
  delivered bigint not null default 0
);
create index if not exists notice_subscription_by_organisation on notice_subscription (organisation, created_at, id);

-- One row for all that one subscription is told of one matter: however often the watch is rebuilt, nothing is told twice.
create table if not exists notice (
  subscription uuid not null references notice_subscription on delete cascade,
  seq bigint generated always as identity,
  -- opened, resolved, decided, digest or recall
  kind text not null,
  -- Of the finding or recall, or the moment of the digest.
  ref text not null,
  -- Tells several of one kind and ref apart: the number of an act, the round of a recall.
  part bigint not null default 0,
  made_at timestamptz not null,
  -- Delivered and answered 2xx; in the inbox: read.
  settled_at timestamptz,
  -- When it was due its receiver might not see it any more.
  withheld boolean not null default false,
  primary key (subscription, kind, ref, part)
);
create index if not exists notice_waiting on notice (subscription, seq) where settled_at is null;
create index if not exists notice_in_order on notice (subscription, seq);
