"""Accounts, role grants, sessions, posts of officers."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T00:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "identity"

_FORWARDS = """
create table account (
    id uuid primary key,
    tenant_id varchar(40) not null,
    kind varchar(20) not null check (kind in ('citizen', 'organisation', 'officer')),
    username varchar(120) not null check (username = lower(username)),
    full_name text not null,
    personal_id varchar(20) not null default '',
    email varchar(254) not null default '',
    phone varchar(20) not null default '',
    address text not null default '',
    password_hash text not null,
    totp_secret bytea,
    totp_last_step bigint not null default 0,
    failed_count integer not null default 0,
    locked_until timestamptz,
    disabled_at timestamptz,
    created_at timestamptz not null,
    sort_key text collate "C" not null,
    unique (tenant_id, username)
);
create table role_grant (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    role varchar(30) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    unit_id uuid references unit (id) on delete restrict,
    valid_from timestamptz not null,
    valid_to timestamptz
);
create index role_grant_of on role_grant (account_id);
create table session (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    face varchar(10) not null check (face in ('citizen', 'officer')),
    token_hash bytea not null unique,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    user_agent text not null default ''
);
create index session_of_account on session (account_id) where revoked_at is null;
create table officer_post (
    account_id uuid primary key references account (id) on delete restrict,
    tenant_id varchar(40) not null,
    unit_id uuid not null references unit (id) on delete restrict,
    position text not null
);
create index officer_post_unit on officer_post (unit_id);
create table demo_account (
    account_id uuid primary key references account (id) on delete restrict,
    password text not null,
    role varchar(30) not null
);
"""

_BACKWARDS = "drop table demo_account, officer_post, session, role_grant, account;"

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
