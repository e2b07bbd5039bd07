-- Queries with a name (EPCIS 2.0 §8.2.9).
create table named_query (
  name text primary key,
  -- The definition as it came, JSON.
  query text not null,
  created_at timestamptz not null
);
