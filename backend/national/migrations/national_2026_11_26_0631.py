"""What the national portal sends us, its lists against ours, and both versions of its messages."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:31:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "national portal both ways"

_FORWARDS = """
drop index national_pending;
alter table national_sync drop column pending, drop column last_error,
    add column told_at timestamptz,
    add column theirs boolean not null default false,
    add column tech_id varchar(500) not null default '',
    add column by_vneid boolean not null default false,
    add column created boolean not null default false;
update national_sync set told_at = tried_at where sent_seq > 0;
create table national_upload (
    document_id uuid primary key,
    tenant_id varchar(40) not null,
    file_id varchar(200) not null,
    hash varchar(200) not null
);
create table national_inbound (
    id uuid primary key,
    tenant_id varchar(40) not null,
    code varchar(60) not null,
    unit varchar(60) not null,
    procedure_code varchar(60) not null,
    digest bytea not null,
    updating boolean not null,
    record jsonb not null,
    state varchar(10) not null check (state in ('received', 'held', 'made', 'closed')),
    reason text not null default '',
    received_at timestamptz not null,
    agency_id uuid references agency (id) on delete restrict,
    seen boolean not null default false,
    dossier_id uuid,
    closed_by uuid references account (id) on delete restrict
);
create index national_inbound_of_code on national_inbound (tenant_id, code, received_at desc);
create unique index national_inbound_new on national_inbound (tenant_id, code)
    where not updating;
create index national_inbound_list on national_inbound
    (tenant_id, state, received_at desc, id desc);
create index national_inbound_sealed_by on national_inbound (sealed_by(record #>> '{}'));
create table national_inbound_file (
    inbound_id uuid not null references national_inbound (id) on delete cascade,
    position smallint not null,
    tenant_id varchar(40) not null,
    state varchar(10) not null default 'waiting' check (state in ('waiting', 'kept', 'refused')),
    reason text not null default '',
    document_id uuid,
    tried_at timestamptz not null default now(),
    primary key (inbound_id, position)
);
create index national_inbound_file_waiting on national_inbound_file (tried_at, inbound_id)
    where state = 'waiting';
create table national_pull (
    id uuid primary key,
    tenant_id varchar(40) not null,
    state varchar(10) not null check (state in ('running', 'done', 'failed')),
    asked_by uuid references account (id) on delete restrict,
    started_at timestamptz not null,
    tried_at timestamptz not null,
    finished_at timestamptz,
    total integer not null default 0,
    looked_at integer not null default 0,
    differences integer not null default 0,
    last_code varchar(60) not null default '',
    last_error text not null default ''
);
create unique index national_pull_running on national_pull (tenant_id) where state = 'running';
create index national_pull_list on national_pull (tenant_id, started_at desc, id desc);
create table national_listed (
    pull_id uuid not null references national_pull (id) on delete cascade,
    code varchar(60) not null,
    primary key (pull_id, code)
);
create table national_difference (
    id uuid primary key,
    tenant_id varchar(40) not null,
    list varchar(10) not null check (list in ('procedure', 'agency', 'sector')),
    key varchar(200) not null,
    title text not null,
    kind varchar(12) not null check (kind in ('changed', 'only_there', 'only_here')),
    fields jsonb not null,
    theirs jsonb not null,
    digest bytea not null,
    state varchar(10) not null check (state in ('open', 'approved', 'held')),
    found_at timestamptz not null,
    pull_id uuid not null references national_pull (id) on delete restrict,
    decided_by uuid references account (id) on delete restrict,
    decided_by_name text not null default '',
    decided_at timestamptz,
    note text not null default '',
    unique (tenant_id, list, key)
);
create index national_difference_list on national_difference
    (tenant_id, state, found_at desc, id desc);
"""

_BACKWARDS = """
drop table national_difference, national_listed, national_pull, national_inbound_file,
    national_inbound, national_upload;
alter table national_sync drop column told_at, drop column theirs, drop column tech_id,
    drop column by_vneid, drop column created,
    add column pending boolean not null default true,
    add column last_error text not null default '';
create index national_pending on national_sync (tried_at, dossier_id) where pending;
"""

forwards = sql_migration(ID, "national", _FORWARDS, _BACKWARDS, DESCRIPTION)
