"""Sessions that can be told apart, ended and stepped up; tries to sign in by name and address."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "sessions, tries to sign in"

_FORWARDS = """
alter table account add column last_sign_in_at timestamptz;
alter table account add column email_verified_at timestamptz;
alter table account add column must_change_password boolean not null default false;
alter table account add column totp_pending bytea;
alter table account add column locked_at timestamptz;
alter table account add column closed_at timestamptz;
alter table session add column idle_seconds integer not null default 3600;
alter table session add column address varchar(64) not null default '';
alter table session add column assurance varchar(20) not null default 'password'
    check (assurance in ('password', 'two_factors', 'national_1', 'national_2'));
alter table session add column stepped_up_at timestamptz;
alter table session add column national_token bytea;
create table sign_in_try (
    id uuid primary key,
    tenant_id varchar(40) not null,
    name_hash bytea not null,
    address varchar(64) not null,
    browser varchar(64) not null,
    at timestamptz not null
);
create index sign_in_try_of_name on sign_in_try (name_hash, at);
create index sign_in_try_of_address on sign_in_try (address, at);
create index sign_in_try_age on sign_in_try (at);
"""

_BACKWARDS = """
drop table sign_in_try;
alter table session drop column idle_seconds, drop column address, drop column assurance,
    drop column stepped_up_at, drop column national_token;
alter table account drop column last_sign_in_at, drop column email_verified_at,
    drop column must_change_password, drop column totp_pending, drop column locked_at,
    drop column closed_at;
"""

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
