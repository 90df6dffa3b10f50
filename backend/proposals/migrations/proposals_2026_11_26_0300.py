"""Content that one person writes and another one puts in force."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T03:00:41:000000"
VERSION = "1.38.0"
DESCRIPTION = "content that takes two persons"

_FORWARDS = """
create table proposal (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    subject varchar(20) not null check (subject in ('result_kind', 'papers')),
    key varchar(60) not null,
    title text not null,
    definition jsonb not null,
    state varchar(10) not null check (state in ('draft', 'proposed')),
    revision integer not null default 1,
    changed_by uuid not null references account (id) on delete restrict,
    changed_by_name text not null,
    changed_at timestamptz not null,
    proposed_by uuid references account (id) on delete restrict,
    proposed_by_name text not null default '',
    note text not null default '',
    unique (tenant_id, subject, key),
    check ((proposed_by is null) = (state = 'draft'))
);
create index proposal_newest on proposal (tenant_id, changed_at desc, id desc);
"""

_BACKWARDS = "drop table proposal;"

forwards = sql_migration(ID, "proposals", _FORWARDS, _BACKWARDS, DESCRIPTION)
