-- Who may sign in, and what they hold while they are.

create table account (
  id uuid primary key,
  -- Empty for the three administrators of the installation.
  organisation uuid,
  kind text not null check (kind in ('person', 'service')),
  name text not null,
  -- As it is compared: NFKC, lower case.
  login text not null unique,
  roles text[] not null,
  status text not null check (status in ('active', 'suspended')),
  -- Argon2id as a PHC string; empty for services.
  password text,
  -- A first password: good once and until then.
  password_once boolean not null default false,
  password_until timestamptz,
  -- The secret of the second factor (RFC 6238), sealed; and the last step whose code was taken.
  totp bytea,
  totp_step bigint,
  created_at timestamptz not null,
  -- Empty where the command line or the first start made it.
  created_by uuid
);
create index account_by_organisation on account (organisation, login);

-- Used codes stay, so that a page can say how many are left.
create table recovery_code (
  account uuid not null,
  -- SHA-256 of a code of 80 random bits.
  hash bytea not null,
  used_at timestamptz,
  primary key (account, hash)
);

create table session (
  -- SHA-256 of the token in the cookie.
  hash bytea primary key,
  -- What the owner sees and ends it by; stays when the token changes.
  id uuid not null unique,
  account uuid not null,
  -- 'second_factor', 'password', 'enrol': what is still to be done; 'open': signed in.
  stage text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  -- It ends at the earlier of the two, whatever happens in it, or when nothing does.
  ends_at timestamptz not null,
  idle_until timestamptz not null,
  address text not null,
  agent text not null,
  -- Wrong codes of the second factor.
  attempts int not null default 0,
  -- The secret that is being enrolled, sealed.
  enrolling bytea
);
create index session_by_account on session (account);
create index session_by_end on session (ends_at);

create table api_token (
  id uuid primary key,
  hash bytea not null unique,
  account uuid not null,
  name text not null,
  scopes text[] not null,
  made_by uuid,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index api_token_by_account on api_token (account, made_at);

-- An organisation lets another act for it: a software vendor by its token, an association by its staff.
create table delegation (
  id uuid primary key,
  organisation uuid not null,
  delegate uuid not null,
  -- Actions; whatever the delegate holds, no more than these.
  scopes text[] not null,
  "from" timestamptz not null,
  until timestamptz not null,
  granted_by uuid,
  granted_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  check (until > "from")
);
create index delegation_by_organisation on delegation (organisation, granted_at);
create index delegation_by_delegate on delegation (delegate, organisation);

-- OpenID Connect: who vouches, and under which name, for an account.
create table account_identity (
  issuer text not null,
  subject text not null,
  account uuid not null,
  linked_at timestamptz not null,
  primary key (issuer, subject)
);
create index account_identity_by_account on account_identity (account);

-- What is left of patience with wrong passwords, by who asks for whom. Keys are SHA-256: what is typed as a login may be a password.
create table sign_in_budget (
  key bytea primary key,
  failures int not null,
  at timestamptz not null,
  blocked_until timestamptz not null
);
create index sign_in_budget_by_time on sign_in_budget (at);
