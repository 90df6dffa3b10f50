"""Administrative units, agencies, units, posts, office hours, calendar, competences."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T00:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "organisation"

_FORWARDS = """
create table administrative_unit (
    code varchar(10) primary key,
    kind varchar(10) not null check (kind in ('province', 'commune')),
    name text not null,
    parent_code varchar(10) references administrative_unit (code) on delete restrict,
    search_text text not null,
    sort_key text collate "C" not null,
    valid_from date not null,
    valid_to date
);
create index administrative_unit_search
    on administrative_unit using gist (search_text gist_trgm_ops);
create index administrative_unit_parent on administrative_unit (parent_code, sort_key);
create table agency (
    id uuid primary key,
    tenant_id varchar(40) not null,
    code varchar(35) not null check (code ~ '^[A-Z0-9]+(\\.[A-Z0-9]+)*$'),
    name text not null,
    level varchar(20) not null check (level in ('ministry', 'province', 'commune', 'other')),
    parent_id uuid references agency (id) on delete restrict,
    commune_code varchar(10) references administrative_unit (code) on delete restrict,
    address text not null default '',
    phone varchar(20) not null default '',
    email varchar(254) not null default '',
    responsible_person text not null default '',
    sort_key text collate "C" not null,
    unique (tenant_id, code)
);
create index agency_parent on agency (parent_id);
create table unit (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    name text not null,
    is_desk boolean not null default false,
    sort_key text collate "C" not null,
    unique (agency_id, name)
);
create unique index unit_one_desk on unit (agency_id) where is_desk;
create table office_hours (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid references agency (id) on delete restrict,
    weekday smallint not null check (weekday between 0 and 6),
    opens time not null,
    closes time not null,
    updated_at timestamptz not null,
    check (opens < closes)
);
create index office_hours_of on office_hours (tenant_id, agency_id, weekday, opens);
create table calendar_day (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid references agency (id) on delete restrict,
    day date not null,
    kind varchar(10) not null check (kind in ('holiday', 'worked', 'closed', 'half_day')),
    note text not null default '',
    decision_number text not null default '',
    updated_at timestamptz not null
);
create unique index calendar_day_once on calendar_day
    (tenant_id, coalesce(agency_id, '00000000-0000-0000-0000-000000000000'), day);
create table agency_procedure (
    id uuid primary key,
    tenant_id varchar(40) not null,
    procedure_code varchar(40) not null,
    receiving_agency_id uuid not null references agency (id) on delete restrict,
    resolving_agency_id uuid not null references agency (id) on delete restrict,
    resolving_unit_id uuid not null references unit (id) on delete restrict,
    unique (procedure_code, receiving_agency_id)
);
"""

_BACKWARDS = """
drop table agency_procedure, calendar_day, office_hours, unit, agency, administrative_unit;
"""

forwards = sql_migration(ID, "organisation", _FORWARDS, _BACKWARDS, DESCRIPTION)
