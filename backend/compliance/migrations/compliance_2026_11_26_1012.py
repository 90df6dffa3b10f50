"""Minutes of the running system, thresholds of Appendix IV, backups."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T10:12:33:000000"
VERSION = "1.38.0"
DESCRIPTION = "compliance"

_FORWARDS = """
create table performance_minute (
    minute timestamptz not null,
    tenant_id varchar(40) not null,
    ready boolean not null default false,
    requests integer not null default 0,
    failed integer not null default 0,
    seconds real not null default 0,
    slowest real not null default 0,
    slowest_route text not null default '',
    application_cpu real,
    database_cpu real,
    database_way varchar(10) not null default '',
    concurrent integer not null default 0,
    active integer not null default 0,
    primary key (tenant_id, minute)
) with (fillfactor = 80);
create table performance_threshold (
    id uuid primary key,
    tenant_id varchar(40) not null,
    criterion varchar(20) not null,
    value numeric(12, 3) not null check (value > 0),
    valid_from date not null,
    reason text not null,
    set_by uuid not null references account (id) on delete restrict,
    set_at timestamptz not null
);
create index performance_threshold_of
    on performance_threshold (tenant_id, criterion, valid_from desc, set_at desc);
create table backup_told (
    id uuid primary key,
    tenant_id varchar(40) not null,
    kind varchar(10) not null check (kind in ('database', 'objects')),
    finished_at timestamptz not null,
    size bigint not null default 0,
    note text not null default ''
);
create index backup_told_newest on backup_told (tenant_id, kind, finished_at desc);
"""

_BACKWARDS = """
drop table backup_told, performance_threshold, performance_minute;
"""

forwards = sql_migration(ID, "compliance", _FORWARDS, _BACKWARDS, DESCRIPTION)
