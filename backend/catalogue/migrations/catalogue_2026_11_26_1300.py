"""Versions know who made them; approved ones wait for their day; procedures stop."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T13:00:46:000000"
VERSION = "1.38.0"
DESCRIPTION = "procedures are changed and stopped by two persons with a day"

_FORWARDS = """
alter table procedure_version add column proposed_by_name text not null default '';
alter table procedure_version add column published_by_name text not null default '';
create table procedure_change (
    id uuid primary key,
    tenant_id varchar(40) not null,
    procedure_code varchar(40) not null,
    state varchar(10) not null check (state in ('waiting', 'in_force', 'called_off', 'failed')),
    effective_on date not null,
    fields jsonb not null,
    differences jsonb not null,
    proposed_by uuid references account (id) on delete restrict,
    proposed_by_name text not null,
    approved_by uuid references account (id) on delete restrict,
    approved_by_name text not null,
    approved_at timestamptz not null,
    ended_at timestamptz,
    version integer,
    note text not null default ''
);
create index procedure_change_due on procedure_change (tenant_id, procedure_code, effective_on)
    where state = 'waiting';
create index procedure_change_of on procedure_change (tenant_id, procedure_code, approved_at desc);
create table procedure_stop (
    id uuid primary key,
    tenant_id varchar(40) not null,
    procedure_code varchar(40) not null,
    kind varchar(10) not null check (kind in ('suspend', 'retire')),
    from_on date not null,
    until date,
    reason text not null,
    decision text not null,
    replaced_by varchar(40)[] not null,
    proposed_by uuid references account (id) on delete restrict,
    proposed_by_name text not null,
    approved_by uuid references account (id) on delete restrict,
    approved_by_name text not null,
    approved_at timestamptz not null
);
create index procedure_stop_of on procedure_stop (tenant_id, procedure_code, from_on);
"""

_BACKWARDS = """
drop table procedure_stop, procedure_change;
alter table procedure_version drop column published_by_name, drop column proposed_by_name;
"""

forwards = sql_migration(ID, "catalogue", _FORWARDS, _BACKWARDS, DESCRIPTION)
