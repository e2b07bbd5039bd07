-- Keys that this database signs with; made here, so that every process of it signs alike.
create table signing_key (
  name text primary key,
  key bytea not null
);
insert into signing_key values ('page-token', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- Listings whose page tokens were deleted (EPCIS 2.0, DELETE /nextPageToken/{token}), until the last of the tokens has expired by itself.
create table ended_listing (
  id text primary key,
  until timestamptz not null
);
-- Drawn with every row, so that an answer that names a deleted token is not taken for a current one.
create sequence ended_listing_version;
