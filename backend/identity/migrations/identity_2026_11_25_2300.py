"""Officers' accounts: why one is locked, roles asked for and decided by two, reviews of access."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T23:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "administration of officers' accounts"

_FORWARDS = """
alter table account add column lock_reason text not null default '';
create table role_request (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    grant_id uuid references role_grant (id) on delete restrict,
    role varchar(30) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    unit_id uuid references unit (id) on delete restrict,
    reason text not null,
    asked_by uuid not null references account (id) on delete restrict,
    asked_at timestamptz not null,
    decided_by uuid references account (id) on delete restrict,
    decided_at timestamptz,
    approved boolean,
    check (decided_by is null or (decided_by <> asked_by and decided_by <> account_id))
);
create index role_request_open on role_request (agency_id, asked_at) where decided_at is null;
create table access_review (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    reviewed_by uuid not null references account (id) on delete restrict,
    reviewed_at timestamptz not null,
    accounts integer not null,
    digest bytea not null,
    note text not null
);
create index access_review_of on access_review (agency_id, reviewed_at);
"""

_BACKWARDS = """
drop table access_review, role_request;
alter table account drop column lock_reason;
"""

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
