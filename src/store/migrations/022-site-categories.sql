-- Which of the categories of its organisation a site serves; empty: not stated. Who sees the site follows from it.
alter table site add column categories text[] not null default '{}';
