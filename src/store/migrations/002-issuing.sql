-- Codes issued: a range and its key in place of a row for each code.

-- What may be issued for a lot, and what has been: the guard against more codes than goods.
create table code_order (
  owner text not null,
  product text not null,
  lot text not null,
  declared bigint not null check (declared > 0),
  issued bigint not null default 0 check (issued between 0 and declared),
  primary key (owner, product, lot)
);

create table code_range (
  -- Six characters of the code alphabet, drawn by chance.
  id text primary key,
  owner text not null,
  -- The caller's name for the request: the same request gets the same range.
  request text not null,
  -- Canonical URI of a GS1 trade item, or the platform's words for the product of one without.
  product text not null,
  lot text not null,
  -- 'gs1': serials of the GTIN; 'own': codes of the platform.
  form text not null,
  count bigint not null check (count > 0),
  key bytea not null,
  issued_at timestamptz not null,
  unique (owner, request)
);
create index code_range_by_lot on code_range (owner, product, lot);
create index code_range_by_time on code_range (issued_at desc, id);

-- What happened to runs of a range: printed, void. Numbers from `first` to `last`, both included.
create table code_mark (
  range text not null,
  seq bigint generated always as identity,
  first bigint not null,
  last bigint not null check (last >= first),
  state text not null,
  reason text not null,
  at timestamptz not null,
  primary key (range, seq)
);

-- GS1 keys given out from a company prefix; a reference is never given out twice.
create table gs1_counter (
  prefix text not null,
  kind text not null,
  next bigint not null,
  primary key (prefix, kind)
);
create table gs1_allocation (
  prefix text not null,
  kind text not null,
  request text not null,
  first bigint not null,
  count bigint not null,
  at timestamptz not null,
  primary key (prefix, kind, request)
);

-- 承诺达标合格证 given numbers here, with what they promise.
create table certificate (
  number text primary key,
  owner text not null,
  request text not null,
  -- JSON of the fields that are printed.
  body text not null,
  issued_at timestamptz not null,
  unique (owner, request)
);

-- Where the links of a code lead: instructions, test reports, recall notices. `anchor` is a canonical URI, of a thing, a lot or a class.
create table code_link (
  anchor text not null,
  link_type text not null,
  href text not null,
  title text not null,
  -- BCP 47 tag, or empty for any.
  language text not null,
  media_type text not null,
  at timestamptz not null,
  primary key (anchor, link_type, language, href)
);

-- Drawn after every change of what a page tells beside the log, so that kept pages are made anew.
create sequence answer_version;
