"""Forms being written on screen; who published a version."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T09:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "form designer"

_FORWARDS = """
create table form_draft (
    tenant_id varchar(40) not null,
    procedure_code varchar(40) not null,
    title text not null,
    questions jsonb not null,
    version integer not null,
    changed_by uuid not null references account (id) on delete restrict,
    changed_by_name text not null,
    changed_at timestamptz not null,
    primary key (tenant_id, procedure_code)
);
alter table form_version add column published_by_name text not null default '';
"""

_BACKWARDS = """
alter table form_version drop column published_by_name;
drop table form_draft;
"""

forwards = sql_migration(ID, "forms", _FORWARDS, _BACKWARDS, DESCRIPTION)
