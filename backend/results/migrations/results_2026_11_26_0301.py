"""Kinds of results written on the screen; many results signed in one go."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T03:01:13:000000"
VERSION = "1.38.0"
DESCRIPTION = "kinds of results in versions, many signed in one go"

_FORWARDS = """
create table result_kind (
    id uuid primary key,
    tenant_id varchar(40) not null,
    key varchar(40) not null,
    version smallint not null check (version >= 1),
    definition jsonb not null,
    published_at timestamptz not null,
    proposed_by uuid not null references account (id) on delete restrict,
    proposed_by_name text not null,
    approved_by uuid not null references account (id) on delete restrict,
    approved_by_name text not null,
    unique (tenant_id, key, version),
    check (approved_by <> proposed_by)
);
create trigger result_kind_stays before update or delete on result_kind
    for each row execute function result_trace_stays();

alter table result_signing add column batch_id uuid;
create index result_signing_of_batch on result_signing (batch_id) where batch_id is not null;
create index result_draft_waiting on result_draft (state, updated_at, id)
    where state in ('open', 'signed');
"""

_BACKWARDS = """
drop index result_draft_waiting;
alter table result_signing drop column batch_id;
drop table result_kind;
"""

forwards = sql_migration(ID, "results", _FORWARDS, _BACKWARDS, DESCRIPTION)
