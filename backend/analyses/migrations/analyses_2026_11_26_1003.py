"""Saved definitions of reports, their versions, and who wants their files."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T10:03:29:000000"
VERSION = "1.38.0"
DESCRIPTION = "analyses"

_FORWARDS = """
create table analysis (
    id uuid primary key,
    tenant_id varchar(40) not null,
    owner_id uuid not null references account (id) on delete restrict,
    agency_id uuid not null references agency (id) on delete restrict,
    shared boolean not null,
    version integer not null check (version > 0),
    title text not null check (title <> ''),
    definition jsonb not null,
    changed_at timestamptz not null,
    removed_at timestamptz
);
create index analysis_of on analysis (owner_id, changed_at desc, id desc) where removed_at is null;
create index analysis_shared on analysis (agency_id, changed_at desc, id desc)
    where removed_at is null and shared;
create table analysis_version (
    id uuid primary key,
    tenant_id varchar(40) not null,
    analysis_id uuid not null references analysis (id) on delete restrict,
    number integer not null,
    title text not null,
    definition jsonb not null,
    changed_by uuid not null references account (id) on delete restrict,
    changed_at timestamptz not null,
    unique (analysis_id, number)
);
create table analysis_wish (
    id uuid primary key,
    tenant_id varchar(40) not null,
    analysis_id uuid not null references analysis (id) on delete restrict,
    account_id uuid not null references account (id) on delete restrict,
    repeat varchar(10) not null check (repeat in ('daily', 'weekly', 'monthly')),
    kind varchar(5) not null check (kind in ('xlsx', 'csv')),
    next_at timestamptz not null,
    last_at timestamptz,
    unique (analysis_id, account_id)
);
create index analysis_wish_next on analysis_wish (next_at);
create index step_left on step_passage (left_at) where left_at is not null;
"""

_BACKWARDS = """
drop index step_left;
drop table analysis_wish, analysis_version, analysis;
"""

forwards = sql_migration(ID, "analyses", _FORWARDS, _BACKWARDS, DESCRIPTION)
