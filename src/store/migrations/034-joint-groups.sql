-- Joint traceability groups (追溯联合体): firms that let each other see what they recorded in some categories.

create table joint_group (
  id uuid primary key,
  name text not null,
  purpose text not null,
  -- Organisation that invites; every joined member may leave.
  lead uuid not null,
  categories text[] not null,
  -- Canonical URIs of the classes whose things are shared; null: every product of those categories.
  products text[],
  founded_at timestamptz not null,
  ended_at timestamptz
);

-- Where each organisation stands now; how it came there is in joint_group_act.
create table joint_group_member (
  group_id uuid not null references joint_group,
  organisation uuid not null,
  state text not null,
  changed_at timestamptz not null,
  primary key (group_id, organisation)
);
create index joint_group_member_by_organisation on joint_group_member (organisation, state);

-- Never changed. `through`: the organisation whose people acted for it, where another's did.
create table joint_group_act (
  group_id uuid not null references joint_group,
  seq bigint generated always as identity,
  at timestamptz not null,
  act text not null,
  organisation uuid not null,
  -- The one that is invited, removed, made lead.
  other uuid,
  account uuid,
  through uuid,
  reason text,
  primary key (group_id, seq)
);
