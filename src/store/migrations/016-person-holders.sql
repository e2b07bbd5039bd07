-- Who recorded a person: the same value has the same token, whoever gives it, and each of them may come back to it. Tokens from before
-- have no holder: the operator sees them, and departments under a case.
create table person_holder (
  token text not null references person,
  organisation uuid not null,
  at timestamptz not null,
  primary key (token, organisation)
);
