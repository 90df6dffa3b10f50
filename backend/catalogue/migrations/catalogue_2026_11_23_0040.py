"""Procedures, their versions, imports."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T00:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "catalogue"

_FORWARDS = """
create table procedure_version (
    id uuid primary key,
    tenant_id varchar(40) not null,
    procedure_code varchar(40) not null,
    version integer not null check (version >= 1),
    content jsonb not null,
    content_hash bytea not null,
    effective_from timestamptz not null,
    source text not null,
    unique (tenant_id, procedure_code, version)
);
create table procedure (
    id uuid primary key,
    tenant_id varchar(40) not null,
    code varchar(40) not null,
    current_version_id uuid not null references procedure_version (id) on delete restrict,
    name text not null,
    name_text text not null,
    search_text text not null,
    sort_key text collate "C" not null,
    sector text not null,
    agency text not null,
    levels varchar(20)[] not null,
    subjects varchar(20)[] not null,
    online_level varchar(20) not null,
    flag_count integer not null,
    is_open boolean not null default false,
    deactivated_at timestamptz,
    unique (tenant_id, code)
);
create index procedure_search on procedure using gist (search_text gist_trgm_ops (siglen = 64));
create index procedure_order on procedure (tenant_id, sort_key, code);
create index procedure_sector on procedure (tenant_id, sector, sort_key, code);
create index procedure_levels on procedure using gin (levels);
create index procedure_subjects on procedure using gin (subjects);
create table import_run (
    id uuid primary key,
    tenant_id varchar(40) not null,
    source text not null,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    counts jsonb not null
);
create table import_issue (
    id uuid primary key,
    run_id uuid not null references import_run (id) on delete restrict,
    line integer not null,
    code varchar(40) not null,
    reason text not null
);
create index import_issue_of_run on import_issue (run_id, line);
"""

forwards = sql_migration(
    ID,
    "catalogue",
    _FORWARDS,
    "drop table import_issue, import_run, procedure, procedure_version;",
    DESCRIPTION,
)
