"""Mandates: who may act for whom, in what, from when until when."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T23:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "mandates"

_FORWARDS = """
create table mandate (
    id uuid primary key,
    tenant_id varchar(40) not null,
    principal_id uuid not null references account (id) on delete restrict,
    agent_id uuid not null references account (id) on delete restrict,
    procedures text[] not null,
    ground text not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    created_at timestamptz not null,
    accepted_at timestamptz,
    ended_at timestamptz,
    ended_by uuid references account (id) on delete restrict,
    check (principal_id <> agent_id),
    check (valid_to > valid_from)
);
create index mandate_of_principal on mandate (principal_id, created_at);
create index mandate_of_agent on mandate (agent_id, created_at);
alter table session add column mandate_id uuid references mandate (id) on delete restrict;
alter table dossier_sender add foreign key (mandate_id) references mandate (id) on delete restrict;
create index dossier_sender_of_mandate on dossier_sender (mandate_id, at)
    where mandate_id is not null;
"""

_BACKWARDS = """
drop index dossier_sender_of_mandate;
alter table dossier_sender drop constraint dossier_sender_mandate_id_fkey;
alter table session drop column mandate_id;
drop table mandate;
"""

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
