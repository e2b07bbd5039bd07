-- What people do about findings. It stays when findings are dropped and found anew: their ids do not change.

-- One row for a finding that somebody has touched; without one it is new and belongs to the department of its category and area.
create table finding_state (
  finding uuid primary key,
  state text not null,
  -- Organisation that is to see to it, where it was assigned by hand.
  assigned uuid,
  due_at timestamptz,
  changed_at timestamptz not null,
  version int not null
);
create index finding_state_by_assigned on finding_state (assigned) where assigned is not null;

-- Written once.
create table finding_act (
  finding uuid not null,
  seq bigint generated always as identity,
  at timestamptz not null,
  account uuid,
  organisation uuid,
  act text not null,
  reason text not null,
  due_at timestamptz,
  primary key (finding, seq)
);
create index finding_act_by_time on finding_act (at);

-- What a firm shows that it has put right. Written once.
create table finding_proof (
  id uuid primary key,
  finding uuid not null,
  at timestamptz not null,
  account uuid,
  organisation uuid,
  name text not null,
  type text not null,
  -- SHA-256 of the bytes.
  digest bytea not null,
  bytes bytea not null
);
create index finding_proof_by_finding on finding_proof (finding, at);
