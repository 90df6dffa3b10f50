"""Figures that are published: dossiers by month and agency, counted once an hour."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T07:12:42:000000"
VERSION = "1.38.0"
DESCRIPTION = "open data"

_FORWARDS = """
create table open_month (
    tenant_id varchar(40) not null,
    month date not null,
    agency_code varchar(35) not null,
    agency text not null,
    submitted integer not null,
    submitted_online integer not null,
    finished integer not null,
    finished_in_time integer not null,
    primary key (tenant_id, month, agency_code)
);
create table open_data_run (
    tenant_id varchar(40) primary key,
    counted_at timestamptz not null,
    digest varchar(32) not null
);
"""

_BACKWARDS = "drop table open_data_run, open_month;"

forwards = sql_migration(ID, "partners", _FORWARDS, _BACKWARDS, DESCRIPTION)
