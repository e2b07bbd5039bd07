-- Views of the console that somebody keeps by a name: the page and the query of its address.

create table kept_view (
  id uuid primary key,
  account uuid not null,
  page text not null,
  name text not null,
  query text not null,
  kept_at timestamptz not null,
  unique (account, page, name)
);
