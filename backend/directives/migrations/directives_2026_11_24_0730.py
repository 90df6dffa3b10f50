"""Directions, reminders to hurry, explanations of lateness."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T07:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "directives"

_FORWARDS = """
create table directive (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    kind varchar(10) not null check (kind in ('direction', 'urge', 'lateness')),
    content text not null check (content <> ''),
    given_by uuid not null references account (id) on delete restrict,
    given_by_name text not null,
    given_at timestamptz not null,
    answer_by timestamptz,
    answer text not null default '',
    answered_by uuid references account (id) on delete restrict,
    answered_by_name text not null default '',
    answered_at timestamptz,
    check ((answered_at is null) = (answer = ''))
);
create index directive_of_dossier on directive (dossier_id, given_at desc, id desc);
create index directive_open on directive (given_at desc, id desc)
    where answered_at is null and kind <> 'lateness';
"""

_BACKWARDS = "drop table directive;"

forwards = sql_migration(ID, "directives", _FORWARDS, _BACKWARDS, DESCRIPTION)
