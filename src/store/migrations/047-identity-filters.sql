-- Which identities a full stretch of the log holds, told without a look into the indexes of its parts: a Bloom filter for each (known-identities.ts).
-- `after`, `upto`: the events beyond and up to these numbers. Made of what is in event_identity; a stretch that has none is looked into.
create table identity_filter (
  after bigint primary key,
  upto bigint not null,
  bits bytea not null
);
-- As good as random: not to be compressed.
alter table identity_filter alter column bits set storage external;
