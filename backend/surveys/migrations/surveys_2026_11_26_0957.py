"""Surveys, who took part, what was answered, and the counts."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:57:23:000000"
VERSION = "1.38.0"
DESCRIPTION = "surveys and consultations"

_FORWARDS = """
create table survey (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    kind varchar(20) not null check (kind in ('survey', 'consultation')),
    title text not null,
    text jsonb not null,
    audience varchar(20) not null
        check (audience in ('everybody', 'accounts', 'served', 'officers')),
    procedure_codes text[] not null default '{}',
    opens_at timestamptz,
    closes_at timestamptz,
    created_by uuid not null references account (id) on delete restrict,
    created_at timestamptz not null,
    published_at timestamptz,
    written_by_name text not null default '',
    approved_by_name text not null default '',
    links_issued integer not null default 0,
    results_at timestamptz,
    conclusion text not null default '',
    check (published_at is null or (opens_at is not null and closes_at is not null))
);
create index survey_newest on survey (tenant_id, id desc);
create table survey_participation (
    survey_id uuid not null references survey (id) on delete restrict,
    person varchar(64) not null,
    primary key (survey_id, person)
);
create table survey_answer (
    id uuid primary key,
    tenant_id varchar(40) not null,
    survey_id uuid not null references survey (id) on delete restrict,
    way varchar(10) not null check (way in ('account', 'link', 'anonymous')),
    answers jsonb not null
);
create index survey_answer_of on survey_answer (survey_id, id);
create index survey_answer_sealed_by on survey_answer (sealed_by(answers #>> '{}'));
create table survey_tally (
    survey_id uuid not null references survey (id) on delete restrict,
    question varchar(70) not null,
    value varchar(80) not null,
    votes integer not null,
    primary key (survey_id, question, value)
) with (fillfactor = 70);
"""

_BACKWARDS = "drop table survey_tally, survey_answer, survey_participation, survey;"

forwards = sql_migration(ID, "surveys", _FORWARDS, _BACKWARDS, DESCRIPTION)
