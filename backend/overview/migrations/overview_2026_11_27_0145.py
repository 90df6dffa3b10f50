"""Screens on walls, let in by a code and withdrawn by whoever answers for them."""

from backend.platform.migrations import sql_migration

ID = "2026-11-27T01:45:10:000000"
VERSION = "1.38.0"
DESCRIPTION = "wall screens"

_FORWARDS = """
create table wall_screen (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    name text not null,
    code_hash bytea unique,
    code_until timestamptz not null,
    key_hash bytea unique,
    made_by uuid not null references account (id) on delete restrict,
    created_at timestamptz not null,
    enrolled_at timestamptz,
    last_seen_at timestamptz,
    revoked_at timestamptz,
    revoked_by uuid references account (id) on delete restrict,
    check (revoked_at is null or (key_hash is null and code_hash is null))
);
create index wall_screen_of_agency on wall_screen (agency_id, created_at desc, id desc);
"""

_BACKWARDS = "drop table wall_screen;"

forwards = sql_migration(ID, "overview", _FORWARDS, _BACKWARDS, DESCRIPTION)
