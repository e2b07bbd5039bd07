-- Where and with whom events happened lies in parts too: twenty thousand firms and places are as many leaf pages at which an index of the whole
-- log grows, each of which goes into the journal whole after every checkpoint. What is captured meets the few of the newest part.

-- The names of all tables in parts. They are in the catalogue and nowhere else.
create function parted_tables() returns setof text language sql stable as $$
  select relname::text from pg_class where relkind = 'p' and relnamespace = current_schema()::regnamespace order by 1
$$;

-- All indexes of a table on a part that is not attached yet: the attachment, which keeps everybody out, finds them and builds none.
create function part_index(whole text, after bigint, upto bigint) returns void language plpgsql as $$
declare
  part text := format('%s_%s_%s', whole, after, upto);
  made text;
begin
  for made in
    select case when k.oid is not null then format('alter table %I add %s', part, pg_get_constraintdef(k.oid))
      else regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE( UNIQUE)? INDEX \S+ ON (ONLY )?\S+', format('create\1 index on %I', part)) end
    from pg_index i left join pg_constraint k on k.conindid = i.indexrelid and k.conrelid = i.indrelid and k.contype in ('p', 'u')
    where i.indrelid = whole::regclass order by k.oid is null, i.indexrelid
  loop
    execute made;
  end loop;
end $$;

-- Called by the appender, which holds the row of the log: the server's role may not make tables, and the next part it must be able to have.
create or replace function parts_ahead(needed bigint) returns void language plpgsql security definer set search_path from current as $$
declare
  place record;
  whole text;
begin
  select parted, part_size, head into place from log where id = 1 for update;
  if needed > place.head + 1000000 then
    raise exception 'no append needs parts up to %, the log ends at %', needed, place.head;
  end if;
  while place.parted < needed loop
    for whole in select parted_tables() loop
      perform part_make(whole, place.parted, place.parted + place.part_size);
      perform part_attach(whole, place.parted, place.parted + place.part_size);
    end loop;
    place.parted := place.parted + place.part_size;
  end loop;
  update log set parted = place.parted where id = 1;
end $$;

-- Who takes part: what is there becomes the first part, its indexes with it.
do $$
declare
  upto bigint := (select parted from log where id = 1);
  part text := format('event_party_0_%s', upto);
begin
  execute format('alter table event_party rename to %I', part);
  execute format('alter table %I rename constraint event_party_pkey to %I', part, part || '_pkey');
  execute format('alter index event_party_by_number rename to %I', part || '_by_number');
  execute format(
    'alter table %I set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05)', part);
  execute format('alter table %I add check (seq > 0 and seq <= %s)', part, upto);
  execute format(
    'create table event_party (like %I including defaults, primary key (organisation, event_time, log, seq)) partition by range (seq)', part);
  create index event_party_by_number on event_party (organisation, log, seq) include (step);
  perform part_attach('event_party', 0, upto);
end $$;

-- Where events happened: one row for each place of an event. It was an index of `event` by read point and one by business location; `event`
-- itself, with its documents, stays whole.
create table event_place (
  -- 1: read point, 2: business location, 3: both.
  kinds smallint not null,
  place uuid not null,
  event_time timestamptz not null,
  seq bigint not null,
  log smallint not null,
  -- All in the key, so that the index alone is read. The kinds first: the places of one kind are listed by steps from each to the next.
  primary key (kinds, place, event_time, seq, log)
) partition by range (seq);

do $$
declare
  upto bigint := (select parted from log where id = 1);
begin
  execute format(
    'insert into %I (kinds, place, event_time, seq, log)
     select case when biz_location = read_point then 3 else 1 end, read_point, event_time, seq, log from event where read_point is not null
     union all
     select 2, biz_location, event_time, seq, log from event where biz_location is not null and biz_location is distinct from read_point
     order by 1, 2, 3, 4', part_make('event_place', 0, upto));
  perform part_index('event_place', 0, upto);
  perform part_attach('event_place', 0, upto);
end $$;
analyze event_party, event_place;
drop index event_by_read_point;
drop index event_by_biz_location;
