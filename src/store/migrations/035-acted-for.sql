-- Events that the people of one organisation recorded in the place of another, under its consent. Never changed.
create table event_acted (
  log smallint not null,
  seq bigint not null,
  -- Whose event it is.
  owner uuid not null,
  -- Who did it: their organisation, and the consent.
  through uuid not null,
  consent uuid not null,
  account uuid,
  primary key (log, seq)
);
create index event_acted_by_owner on event_acted (owner, log, seq);
create index event_acted_by_through on event_acted (through, owner, log, seq);

-- The same of a sheet, whose rows are recorded after it was sent. Null: nobody else's people sent it.
alter table record_upload
  add column through uuid,
  add column consent uuid;
