"""All past dossiers led through a draft, by the queue."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:30:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "replays of processes"

_FORWARDS = """
create table process_replay (
    id uuid primary key,
    tenant_id varchar(40) not null,
    asked_by uuid not null references account (id) on delete restrict,
    agency_id uuid not null references agency (id) on delete restrict,
    procedure_code varchar(40) not null,
    definition jsonb not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    total integer not null,
    looked_at integer not null default 0,
    counts jsonb not null default '{}',
    worst jsonb not null default '[]',
    last_id uuid
);
create index process_replay_open on process_replay (asked_by) where finished_at is null;
create index dossier_of_procedure on dossier (receiving_agency_id, procedure_code, id desc)
    where accepted_at is not null;
"""

_BACKWARDS = """
drop index dossier_of_procedure;
drop table process_replay;
"""

forwards = sql_migration(ID, "workflow", _FORWARDS, _BACKWARDS, DESCRIPTION)
