"""Shared catalogues and their entries; what was corrected stays readable."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:45:12:000000"
VERSION = "1.38.0"
DESCRIPTION = "shared catalogues"

_FORWARDS = """
create table lookup_catalogue (
    id uuid primary key,
    tenant_id varchar(40) not null,
    key varchar(40) not null check (key ~ '^[a-z][a-z0-9_]*$'),
    name text not null,
    description text not null default '',
    source text not null default '',
    created_at timestamptz not null,
    unique (tenant_id, key)
);
create table lookup_entry (
    id uuid primary key,
    tenant_id varchar(40) not null,
    catalogue varchar(40) not null,
    code varchar(40) not null check (code <> ''),
    name text not null check (name <> ''),
    parent_code varchar(40) not null default '',
    note text not null default '',
    replaced_by varchar(40)[] not null default '{}',
    valid_from date not null,
    valid_to date,
    sort_key text not null,
    search_text text not null,
    recorded_at timestamptz not null,
    recorded_by uuid references account (id) on delete restrict,
    recorded_by_name text not null default '',
    superseded_at timestamptz,
    foreign key (tenant_id, catalogue) references lookup_catalogue (tenant_id, key),
    check (valid_to is null or valid_to >= valid_from)
);
create unique index lookup_entry_once on lookup_entry (tenant_id, catalogue, code, valid_from)
    where superseded_at is null;
create index lookup_entry_list on lookup_entry (tenant_id, catalogue, sort_key, id)
    where superseded_at is null;
create index lookup_entry_past on lookup_entry (tenant_id, catalogue, recorded_at desc, id desc);
"""

_BACKWARDS = """
drop table lookup_entry;
drop table lookup_catalogue;
"""

forwards = sql_migration(ID, "lookups", _FORWARDS, _BACKWARDS, DESCRIPTION)
