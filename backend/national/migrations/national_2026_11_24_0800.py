"""What the national portal has been told."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T08:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "national portal"

_FORWARDS = """
create table national_sync (
    dossier_id uuid primary key references dossier (id) on delete restrict,
    tenant_id varchar(40) not null,
    sent_code varchar(60) not null default '',
    sent_seq integer not null default 0,
    pending boolean not null default true,
    tried_at timestamptz not null,
    last_error text not null default ''
);
create index national_pending on national_sync (tried_at, dossier_id) where pending;
"""

_BACKWARDS = "drop table national_sync;"

forwards = sql_migration(ID, "national", _FORWARDS, _BACKWARDS, DESCRIPTION)
