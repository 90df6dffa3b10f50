"""Processes in versions and the steps dossiers pass."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T05:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "processes"

_FORWARDS = """
create table process_version (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    procedure_code varchar(40) not null,
    number integer not null check (number >= 1),
    state varchar(10) not null check (state in ('draft', 'proposed', 'published', 'retired')),
    definition jsonb not null,
    revision integer not null default 1,
    changed_at timestamptz not null,
    changed_by uuid not null references account (id) on delete restrict,
    changed_by_name text not null,
    proposed_by uuid references account (id) on delete restrict,
    proposed_by_name text not null default '',
    approved_by uuid references account (id) on delete restrict,
    approved_by_name text not null default '',
    approved_at timestamptz,
    unique (agency_id, procedure_code, number),
    check (state in ('draft', 'proposed') or approved_by is not null),
    check (approved_by is null or approved_by <> proposed_by)
);
create unique index process_published on process_version (agency_id, procedure_code)
    where state = 'published';
create unique index process_in_work on process_version (agency_id, procedure_code)
    where state in ('draft', 'proposed');
create index process_list on process_version (changed_at desc, id desc);

create function process_is_fixed() returns trigger language plpgsql as $$
begin
    if old.state <> 'draft' and new.definition <> old.definition then
        raise exception 'a process that was proposed does not change';
    end if;
    return new;
end $$;
create trigger process_fixed before update on process_version
    for each row execute function process_is_fixed();

create table step_passage (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    process_version_id uuid not null references process_version (id) on delete restrict,
    step varchar(40) not null,
    name text not null,
    role varchar(30) not null,
    acts varchar(40)[] not null,
    done_by varchar(40) not null,
    entered_at timestamptz not null,
    due_at timestamptz not null,
    left_at timestamptz,
    check (left_at is null or left_at >= entered_at)
);
create unique index step_now on step_passage (dossier_id) where left_at is null;
create index step_running on step_passage (process_version_id, dossier_id) where left_at is null;
create index step_of_dossier on step_passage (dossier_id, entered_at);
"""

_BACKWARDS = """
drop table step_passage;
drop table process_version;
drop function process_is_fixed;
"""

forwards = sql_migration(ID, "workflow", _FORWARDS, _BACKWARDS, DESCRIPTION)
