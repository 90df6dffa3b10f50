"""The next version of a form becomes a proposal like other content; who proposed is kept."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:40:05:000000"
VERSION = "1.38.0"
DESCRIPTION = "forms are proposed by one person and published by another"

_FORWARDS = """
insert into proposal (id, tenant_id, agency_id, subject, key, title, definition, state, revision,
    changed_by, changed_by_name, changed_at)
select gen_random_uuid(), d.tenant_id, coalesce(
        (select g.agency_id from role_grant g where g.account_id = d.changed_by
            order by g.role = 'catalogue_admin' desc, g.valid_from desc limit 1),
        (select a.id from agency a order by a.id limit 1)),
    'form', d.procedure_code, d.procedure_code || ' ' || coalesce((select p.name from procedure p
        where p.tenant_id = d.tenant_id and p.code = d.procedure_code), d.title),
    jsonb_build_object('title', d.title, 'questions', d.questions), 'draft', d.version,
    d.changed_by, d.changed_by_name, d.changed_at
from form_draft d;
drop table form_draft;
alter table form_version add column proposed_by_name text not null default '';
"""

_BACKWARDS = """
alter table form_version drop column proposed_by_name;
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
insert into form_draft (tenant_id, procedure_code, title, questions, version, changed_by,
    changed_by_name, changed_at)
select tenant_id, key, definition->>'title', definition->'questions', revision, changed_by,
    changed_by_name, changed_at
from proposal where subject = 'form';
delete from proposal where subject = 'form';
"""

forwards = sql_migration(ID, "forms", _FORWARDS, _BACKWARDS, DESCRIPTION)
