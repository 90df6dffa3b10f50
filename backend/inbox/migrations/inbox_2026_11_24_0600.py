"""What an officer has read, and the views they keep."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T06:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "what an officer has read, saved views"

_FORWARDS = """
create table dossier_read (
    dossier_id uuid not null references dossier (id) on delete cascade,
    account_id uuid not null references account (id) on delete cascade,
    version integer not null check (version > 0),
    primary key (dossier_id, account_id)
);
create table inbox_view (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete cascade,
    name text not null check (name <> ''),
    content jsonb not null,
    created_at timestamptz not null
);
create unique index inbox_view_name on inbox_view (account_id, lower(name));
"""

_BACKWARDS = "drop table inbox_view, dossier_read;"

forwards = sql_migration(ID, "inbox", _FORWARDS, _BACKWARDS, DESCRIPTION)
