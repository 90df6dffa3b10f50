"""Changes of agencies, from the plan to the last dossier moved."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:32:12:000000"
VERSION = "1.38.0"
DESCRIPTION = "changes of agencies"

_FORWARDS = """
create table agency_change (
    id uuid primary key,
    tenant_id varchar(40) not null,
    kind varchar(10) not null check (kind in ('rename', 'merge', 'split')),
    state varchar(10) not null check
        (state in ('proposed', 'approved', 'moving', 'done', 'cancelled', 'failed')),
    plan jsonb not null,
    agency_ids uuid[] not null,
    effective_on date not null,
    decision text not null check (decision <> ''),
    proposed_by uuid not null references account (id) on delete restrict,
    proposed_by_name text not null,
    proposed_at timestamptz not null,
    approved_by uuid references account (id) on delete restrict,
    approved_by_name text not null default '',
    approved_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    note text not null default '',
    total integer not null default 0,
    moved integer not null default 0,
    last_id uuid not null default '00000000-0000-0000-0000-000000000000',
    check (approved_by is null or approved_by <> proposed_by),
    check (state not in ('approved', 'moving', 'done') or approved_by is not null)
);
create index agency_change_list on agency_change (tenant_id, proposed_at desc, id desc);
create index agency_change_due on agency_change (effective_on) where state = 'approved';
create index agency_change_open on agency_change using gin (agency_ids)
    where state in ('proposed', 'approved', 'moving');

create table agency_change_unit (
    id uuid primary key,
    tenant_id varchar(40) not null,
    change_id uuid not null references agency_change (id) on delete restrict,
    old_unit_id uuid not null references unit (id) on delete restrict,
    old_agency_id uuid not null references agency (id) on delete restrict,
    new_unit_id uuid not null references unit (id) on delete restrict,
    new_agency_id uuid not null references agency (id) on delete restrict,
    unique (change_id, old_unit_id)
);
create index agency_change_unit_old on agency_change_unit (old_unit_id);

create table agency_change_receiver (
    id uuid primary key,
    tenant_id varchar(40) not null,
    change_id uuid not null references agency_change (id) on delete restrict,
    old_agency_id uuid not null references agency (id) on delete restrict,
    procedure_code varchar(40) not null,
    new_agency_id uuid not null references agency (id) on delete restrict,
    unique (change_id, old_agency_id, procedure_code)
);
"""

_BACKWARDS = """
drop table agency_change_receiver;
drop table agency_change_unit;
drop table agency_change;
"""

forwards = sql_migration(ID, "mergers", _FORWARDS, _BACKWARDS, DESCRIPTION)
