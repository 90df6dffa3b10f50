"""Files that the queue makes."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T10:02:43:000000"
VERSION = "1.38.0"
DESCRIPTION = "exports"

_FORWARDS = """
create table export_job (
    id uuid primary key,
    tenant_id varchar(40) not null,
    source varchar(20) not null,
    kind varchar(5) not null check (kind in ('xlsx', 'csv')),
    title text not null,
    params jsonb not null,
    asked_by uuid not null references account (id) on delete restrict,
    asked_at timestamptz not null,
    scheduled boolean not null default false,
    state varchar(10) not null default 'waiting' check (state in
        ('waiting', 'making', 'done', 'failed', 'cancelled', 'expired')),
    total integer not null default 0,
    done integer not null default 0,
    problem text not null default '',
    object_key text,
    sha256 bytea,
    size bigint not null default 0,
    finished_at timestamptz,
    expires_at timestamptz,
    check (state <> 'done' or (object_key is not null and expires_at is not null))
) with (fillfactor = 70);
create index export_job_of on export_job (asked_by, asked_at desc, id desc);
create index export_job_kept on export_job (expires_at) where state = 'done';
"""

_BACKWARDS = """
drop table export_job;
"""

forwards = sql_migration(ID, "exports", _FORWARDS, _BACKWARDS, DESCRIPTION)
