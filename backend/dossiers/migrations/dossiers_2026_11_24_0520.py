"""Runs that count due dates anew."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T05:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "recalculations"

_FORWARDS = """
create table recalculation (
    id uuid primary key,
    tenant_id varchar(40) not null,
    asked_by uuid not null references account (id) on delete restrict,
    reason text not null,
    agencies uuid[] not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    total integer not null,
    looked_at integer not null default 0,
    moved integer not null default 0,
    last_id uuid not null
);
create unique index recalculation_one on recalculation (tenant_id) where finished_at is null;
create index recalculation_newest on recalculation (tenant_id, started_at desc);
"""

_BACKWARDS = "drop table recalculation;"

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
