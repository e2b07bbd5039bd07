-- The step of an event beside who takes part in it, so that a firm that asks for one step reads no events of others. Null: the event has
-- none, or came before this column; then the event itself is asked.
alter table event_party add column if not exists step text;
drop index event_party_by_number;
create index event_party_by_number on event_party (organisation, log, seq) include (step);
