"""Published versions of electronic forms."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T00:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "forms"

forwards = sql_migration(
    ID,
    "forms",
    """
create table form_version (
    id uuid primary key,
    tenant_id varchar(40) not null,
    procedure_code varchar(40) not null,
    version integer not null check (version >= 1),
    title text not null,
    questions jsonb not null,
    published_at timestamptz not null,
    unique (tenant_id, procedure_code, version)
);
""",
    "drop table form_version;",
    DESCRIPTION,
)
