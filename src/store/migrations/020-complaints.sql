-- What the public reports and is told: complaints and their course, exposures, how often the code of a sold unit was looked up.

create table complaint (
  -- Told to whoever reports; drawn by chance, so that it is the key to what became of it.
  number text primary key,
  -- 'complaint': a dispute about one's own purchase; 'report': a violation that somebody saw.
  kind text not null,
  subject text not null,
  -- As it was typed or scanned, and the canonical URI where it could be read; empty where there was none.
  code text not null,
  thing text not null,
  category text,
  area text not null,
  told text not null,
  -- Where it was bought or seen, in words.
  place text not null,
  -- Token of the person who reports; null for who does not say.
  contact text,
  made_at timestamptz not null,
  state text not null,
  -- The department that it was handed to; without one it belongs to that of its category and area.
  assigned uuid,
  due_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null
);
create index complaint_by_time on complaint (made_at desc, number desc);
create index complaint_by_assigned on complaint (assigned, made_at desc) where assigned is not null;

-- What was done about it. Written once. `told`: what the reporter reads of it; `note`: what the departments write for each other.
create table complaint_act (
  complaint text not null references complaint,
  seq bigint generated always as identity,
  at timestamptz not null,
  account uuid,
  organisation uuid,
  act text not null,
  told text not null,
  note text not null,
  due_at timestamptz,
  primary key (complaint, seq)
);

-- Pictures, without what a camera writes beside them. Written once.
create table complaint_photo (
  id uuid primary key,
  complaint text not null references complaint,
  at timestamptz not null,
  type text not null,
  -- SHA-256 of the bytes.
  digest bytea not null,
  bytes bytea not null
);
create index complaint_photo_by_complaint on complaint_photo (complaint, at);

-- What a department made public of a finding. It says what it said on that day, whatever becomes of the finding.
create table exposure (
  id uuid primary key,
  finding uuid not null,
  organisation uuid,
  name text not null,
  category text,
  area text,
  title_zh text not null,
  title_en text not null,
  -- Since when the problem was there.
  since timestamptz not null,
  reason text not null,
  advice text not null,
  -- Whoever answers for it: the department, its name on that day, the account.
  department uuid,
  department_zh text not null,
  department_en text not null,
  account uuid,
  published_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_reason text not null default ''
);
create index exposure_by_time on exposure (published_at desc, id desc);
create unique index exposure_standing on exposure (finding) where withdrawn_at is null;
create index exposure_by_organisation on exposure (organisation) where withdrawn_at is null;

-- How often the page of a sold unit was opened. No address, no device, no person: the code, the day, and an area where the scan named one.
create table scan_count (
  thing text not null,
  day date not null,
  area text not null,
  scans int not null,
  primary key (thing, day, area)
);
