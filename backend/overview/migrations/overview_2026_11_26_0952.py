"""Public statistics per service, how long steps really take, what is likely to be late."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:52:31:000000"
VERSION = "1.38.0"
DESCRIPTION = "public statistics, pace, forecast"

_FORWARDS = """
create table service_figure (
    tenant_id varchar(40) not null,
    procedure_code varchar(40) not null,
    name text not null,
    sector text not null,
    sector_key text not null,
    name_key text not null,
    search_text text not null,
    received integer,
    asked_for integer not null generated always as (coalesce(received, 0)) stored,
    resolved integer,
    in_time_ratio double precision,
    online_received integer,
    online_resolved integer,
    online_in_time_ratio double precision,
    satisfaction jsonb not null,
    primary key (tenant_id, procedure_code)
);
create index service_figure_by_sector
    on service_figure (tenant_id, sector_key, name_key, procedure_code);
create index service_figure_by_received
    on service_figure (tenant_id, asked_for desc, procedure_code desc);
create table service_figure_run (
    tenant_id varchar(40) primary key,
    day_from date not null,
    counted_at timestamptz not null,
    digest varchar(40) not null
);
create table overview_run (
    tenant_id varchar(40) not null,
    job varchar(20) not null,
    ran_at timestamptz not null,
    primary key (tenant_id, job)
);
create table pace (
    tenant_id varchar(40) not null,
    procedure_code varchar(40) not null,
    state varchar(30) not null,
    samples integer not null,
    stay integer not null,
    remaining integer not null,
    measured_at timestamptz not null,
    primary key (tenant_id, procedure_code, state)
);
create table step_pace (
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete cascade,
    procedure_code varchar(40) not null,
    step varchar(40) not null,
    name text not null,
    role varchar(30) not null,
    passed integer not null,
    over integer not null,
    usual double precision not null,
    measured_at timestamptz not null,
    primary key (tenant_id, agency_id, procedure_code, step)
);
create table lateness_forecast (
    dossier_id uuid primary key references dossier (id) on delete cascade,
    tenant_id varchar(40) not null,
    receiving_agency_id uuid not null,
    holding_agency_id uuid not null,
    unit_id uuid not null,
    due_at timestamptz not null,
    expected_at timestamptz not null,
    state varchar(30) not null,
    entered_at timestamptz not null,
    stayed integer not null,
    usual_stay integer not null,
    usual_left integer not null,
    samples integer not null,
    made_at timestamptz not null
);
create index lateness_forecast_received on lateness_forecast (receiving_agency_id, due_at,
    dossier_id);
create index lateness_forecast_held on lateness_forecast (holding_agency_id, due_at, dossier_id);
create index step_passage_left on step_passage (left_at) where left_at is not null;
create index dossier_missed_received on dossier (receiving_agency_id, due_at, id)
    where finished_at > due_at;
create index dossier_missed_held on dossier (holding_agency_id, due_at, id)
    where finished_at > due_at;
create index dossier_of_procedure_finished on dossier (procedure_code, finished_at desc)
    where finished_at is not null and accepted_at is not null;
create index dossier_running_due on dossier (due_at, id)
    where due_at is not null and finished_at is null and waiting_since is null
    and state not in ('refused', 'rejected_by_agency', 'stopped', 'returned');
"""

_BACKWARDS = """
drop index dossier_running_due, dossier_of_procedure_finished, dossier_missed_held,
    dossier_missed_received, step_passage_left;
drop table lateness_forecast;
drop table step_pace;
drop table pace;
drop table overview_run;
drop table service_figure_run;
drop table service_figure;
"""

forwards = sql_migration(ID, "overview", _FORWARDS, _BACKWARDS, DESCRIPTION)
