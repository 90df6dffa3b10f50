"""Papers the national store holds for a draft, and files that came from it."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T10:15:43:000043"
VERSION = "1.38.0"
DESCRIPTION = "national store of papers"

_FORWARDS = """
alter table register_query drop constraint register_query_register_check;
alter table register_query add constraint register_query_register_check
    check (register in ('population', 'business', 'store'));
create table store_paper (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    draft_id uuid not null,
    query_id uuid not null references register_query (id) on delete restrict,
    kind varchar(60) not null,
    title text not null,
    number varchar(60) not null,
    issuer text not null,
    files jsonb not null,
    found_at timestamptz not null
);
create index store_paper_of_draft on store_paper (draft_id, found_at desc);
create index store_paper_of_account on store_paper (account_id);
create index store_paper_found on store_paper (found_at);
create table store_document (
    document_id uuid primary key,
    tenant_id varchar(40) not null,
    paper_id uuid not null,
    kind varchar(60) not null,
    title text not null,
    number varchar(60) not null,
    issuer text not null,
    at timestamptz not null
);
create index store_document_of_paper on store_document (paper_id);
"""

_BACKWARDS = """
drop table store_document, store_paper;
delete from register_query where register = 'store';
alter table register_query drop constraint register_query_register_check;
alter table register_query add constraint register_query_register_check
    check (register in ('population', 'business'));
"""

forwards = sql_migration(ID, "prefill", _FORWARDS, _BACKWARDS, DESCRIPTION)
