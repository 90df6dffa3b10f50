"""Shared catalogues with all their versions."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:21:000045"
VERSION = "1.38.0"
DESCRIPTION = "shared catalogues"

_FORWARDS = """
create table shared_list_version (
    id uuid primary key,
    tenant_id varchar(40) not null,
    list varchar(20) not null,
    number integer not null default 0 check (number >= 0),
    state varchar(10) not null check (state in ('waiting', 'current', 'past', 'declined')),
    digest bytea not null,
    entries integer not null,
    added integer not null,
    changed integer not null,
    removed integer not null,
    theirs varchar(40) not null default '',
    proposed jsonb check (proposed is null or state = 'waiting'),
    made_at timestamptz not null,
    decided_by uuid,
    decided_by_name text not null default '',
    decided_at timestamptz,
    note text not null default '',
    check ((number > 0) = (state in ('current', 'past')))
);
create unique index shared_list_version_number on shared_list_version (tenant_id, list, number)
    where number > 0;
create unique index shared_list_version_one on shared_list_version (tenant_id, list, state)
    where state in ('waiting', 'current');
create table shared_list_entry (
    tenant_id varchar(40) not null,
    list varchar(20) not null,
    code varchar(60) not null,
    since integer not null check (since > 0),
    until integer check (until > since),
    name text not null,
    parent varchar(60) not null default '',
    primary key (tenant_id, list, code, since)
);
create unique index shared_list_entry_open on shared_list_entry (tenant_id, list, code)
    where until is null;
create table shared_list_look (
    tenant_id varchar(40) not null,
    list varchar(20) not null,
    looked_at timestamptz not null,
    trouble text not null default '',
    primary key (tenant_id, list)
);
"""

_BACKWARDS = """
drop table shared_list_look, shared_list_entry, shared_list_version;
"""

forwards = sql_migration(ID, "shared_lists", _FORWARDS, _BACKWARDS, DESCRIPTION)
