"""Approved changes of names, contacts and titles."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T16:30:11:000053"
VERSION = "1.38.0"
DESCRIPTION = "changed particulars"

_FORWARDS = """
create table particulars_change (
    id uuid primary key,
    tenant_id varchar(40) not null,
    kind varchar(10) not null check (kind in ('portal', 'agency', 'unit', 'position')),
    subject varchar(40) not null,
    state varchar(10) not null check (state in ('waiting', 'in_force', 'called_off', 'failed')),
    effective_on date not null,
    fields jsonb not null,
    before jsonb not null,
    ground text not null default '',
    note text not null default '',
    proposed_by uuid not null,
    proposed_by_name text not null,
    approved_by uuid not null,
    approved_by_name text not null,
    approved_at timestamptz not null,
    ended_at timestamptz,
    check ((ended_at is null) = (state = 'waiting'))
);
create index particulars_change_of on particulars_change (tenant_id, kind, subject, approved_at);
create index particulars_change_due on particulars_change (tenant_id, effective_on)
    where state = 'waiting';
"""

_BACKWARDS = "drop table particulars_change;"

forwards = sql_migration(ID, "particulars", _FORWARDS, _BACKWARDS, DESCRIPTION)
