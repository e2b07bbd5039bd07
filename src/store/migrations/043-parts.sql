-- Tables that are keyed by things, papers, values and identities lie in parts, each of a stretch of the log. What is captured goes to the newest
-- part, whose index is small and at hand, however long the log is; parts that are full are merged (parts.ts), so that a question has few to ask.

-- `part_size`: events of a new part. `parted`: up to this number events have parts to go to.
alter table log add column part_size bigint not null default 1048576, add column parted bigint not null default 0;
update log set parted = (head / part_size + 1) * part_size;

-- An empty part of a table for events beyond `after` up to `upto`, not attached yet. The check spares the attachment its reading of all rows.
create function part_make(whole text, after bigint, upto bigint) returns text language plpgsql as $$
declare
  part text := format('%s_%s_%s', whole, after, upto);
begin
  execute format(
    'create table %I (like %I including defaults, check (seq > %s and seq <= %s))
     with (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05)', part, whole, after, upto);
  if exists (select from pg_trigger where tgrelid = whole::regclass and tgname = 'written_once') then
    execute format(
      'create trigger written_once before update or delete or truncate on %I for each statement execute function refuse_change()', part);
  end if;
  return part;
end $$;

create function part_attach(whole text, after bigint, upto bigint) returns void language plpgsql as $$
begin
  execute format('alter table %I attach partition %I for values from (%s) to (%s)',
    whole, format('%s_%s_%s', whole, after, upto), after + 1, upto + 1);
end $$;

-- Called by the appender, which holds the row of the log: the server's role may not make tables, and the next part it must be able to have.
create function parts_ahead(needed bigint) returns void language plpgsql security definer set search_path from current as $$
declare
  place record;
  whole text;
begin
  select parted, part_size, head into place from log where id = 1 for update;
  if needed > place.head + 1000000 then
    raise exception 'no append needs parts up to %, the log ends at %', needed, place.head;
  end if;
  while place.parted < needed loop
    foreach whole in array array['link', 'event_identity', 'paper', 'stage_value'] loop
      perform part_make(whole, place.parted, place.parted + place.part_size);
      perform part_attach(whole, place.parted, place.parted + place.part_size);
    end loop;
    place.parted := place.parted + place.part_size;
  end loop;
  update log set parted = place.parted where id = 1;
end $$;

-- What is there becomes the first part.
do $$
declare
  whole text;
  part text;
  key text;
  upto bigint := (select parted from log where id = 1);
begin
  foreach whole in array array['link', 'event_identity', 'paper', 'stage_value'] loop
    part := format('%s_0_%s', whole, upto);
    execute format('alter table %I rename to %I', whole, part);
    select pg_get_constraintdef(oid) into key from pg_constraint where conrelid = part::regclass and contype = 'p';
    if whole = 'event_identity' then
      -- The part of a row is told by its number, so the number is in the key; that an identity comes once is the appender's to keep.
      key := 'primary key (id, log, seq)';
      execute format('alter table %I drop constraint %I', part, whole || '_pkey');
    else
      execute format('alter table %I rename constraint %I to %I', part, whole || '_pkey', part || '_pkey');
    end if;
    execute format('alter table %I add check (seq > 0 and seq <= %s)', part, upto);
    execute format('create table %I (like %I including defaults, %s) partition by range (seq)', whole, part, key);
    perform part_attach(whole, 0, upto);
  end loop;
end $$;
