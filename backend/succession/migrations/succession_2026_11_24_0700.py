"""Who took over the work of an officer or a unit that left."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T07:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "successions"

_FORWARDS = """
create table succession (
    id uuid primary key,
    tenant_id varchar(40) not null,
    kind varchar(10) not null check (kind in ('officer', 'unit')),
    leaver_id uuid not null,
    successor_id uuid check (successor_id <> leaver_id),
    reason text not null,
    asked_by uuid not null references account (id) on delete restrict,
    agency_id uuid not null references agency (id) on delete restrict,
    started_at timestamptz not null,
    finished_at timestamptz,
    total integer not null,
    moved integer not null default 0,
    last_id uuid not null
);
create unique index succession_once on succession (leaver_id) where finished_at is null;
"""

_BACKWARDS = "drop table succession;"

forwards = sql_migration(ID, "succession", _FORWARDS, _BACKWARDS, DESCRIPTION)
