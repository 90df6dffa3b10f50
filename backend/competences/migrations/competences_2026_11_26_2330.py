"""Changes of competences that were approved for a day to come."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T23:30:12:000058"
VERSION = "1.38.0"
DESCRIPTION = "competences from a day on"

_FORWARDS = """
create table competence_plan (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    procedure_code varchar(40) not null,
    receiving_agency_id uuid not null references agency (id) on delete restrict,
    definition jsonb not null,
    effective_on date not null,
    state varchar(20) not null check (state in ('waiting', 'in_force', 'called_off', 'failed')),
    note text not null,
    proposed_by uuid not null references account (id) on delete restrict,
    proposed_by_name text not null,
    approved_by uuid not null references account (id) on delete restrict,
    approved_by_name text not null,
    approved_at timestamptz not null,
    ended_at timestamptz,
    check ((ended_at is null) = (state = 'waiting')),
    check (approved_by <> proposed_by)
);
create unique index competence_plan_one on competence_plan
    (tenant_id, procedure_code, receiving_agency_id) where state = 'waiting';
create index competence_plan_due on competence_plan (tenant_id, effective_on)
    where state = 'waiting';
"""

_BACKWARDS = "drop table competence_plan;"

forwards = sql_migration(ID, "competences", _FORWARDS, _BACKWARDS, DESCRIPTION)
