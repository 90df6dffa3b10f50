"""Directions and reminders to whole units."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T13:21:43:000000"
VERSION = "1.38.0"
DESCRIPTION = "directives to units"

_FORWARDS = """
create table unit_directive (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    unit_id uuid not null references unit (id) on delete restrict,
    kind varchar(10) not null check (kind in ('direction', 'urge')),
    content text not null check (content <> ''),
    given_by uuid not null references account (id) on delete restrict,
    given_by_name text not null,
    given_at timestamptz not null,
    answer_by timestamptz not null,
    answer text not null default '',
    answered_by uuid references account (id) on delete restrict,
    answered_by_name text not null default '',
    answered_at timestamptz,
    check ((answered_at is null) = (answer = '')),
    check ((answered_at is null) = (answered_by is null))
);
create index unit_directive_newest on unit_directive (tenant_id, given_at desc, id desc);
create index unit_directive_of_agency on unit_directive (agency_id, given_at desc, id desc);
create index unit_directive_open on unit_directive (unit_id) where answered_at is null;
"""

_BACKWARDS = "drop table unit_directive;"

forwards = sql_migration(ID, "directives", _FORWARDS, _BACKWARDS, DESCRIPTION)
