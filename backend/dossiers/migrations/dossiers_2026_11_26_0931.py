"""From which agency to which a dossier went when agencies were merged or split."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:31:12:000000"
VERSION = "1.38.0"
DESCRIPTION = "dossiers change agencies"

_FORWARDS = """
create table dossier_agency_move (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    from_agency_id uuid not null references agency (id) on delete restrict,
    to_agency_id uuid not null references agency (id) on delete restrict,
    moved_at timestamptz not null,
    check (from_agency_id <> to_agency_id)
);
create index dossier_agency_move_at on dossier_agency_move (moved_at, dossier_id);
create index dossier_agency_move_of on dossier_agency_move (dossier_id, moved_at);
"""

_BACKWARDS = "drop table dossier_agency_move;"

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
