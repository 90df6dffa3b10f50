"""Drafts of results handed to a document-management system, and what came back."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T07:35:44:000000"
VERSION = "1.38.0"
DESCRIPTION = "drafts handed to document management"

_FORWARDS = """
create table office_handover (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    agency_id uuid not null references agency (id) on delete restrict,
    document_id uuid not null references document (id) on delete restrict,
    sha256 bytea not null,
    title text not null,
    state varchar(10) not null
        check (state in ('sending', 'there', 'given_back', 'refused', 'returned')),
    their_code varchar(60) not null default '',
    number varchar(60) not null default '',
    signed_document_id uuid references document (id) on delete restrict,
    signers text not null default '',
    grown boolean not null default false,
    words text not null default '',
    sent_by uuid not null references account (id) on delete restrict,
    sent_at timestamptz not null,
    asked_at timestamptz not null,
    ended_at timestamptz,
    check ((state = 'returned') = (signed_document_id is not null)),
    check ((ended_at is null) = (state in ('sending', 'there')))
);
create unique index office_handover_open on office_handover (dossier_id)
    where state in ('sending', 'there');
create index office_handover_of_dossier on office_handover (dossier_id, sent_at desc, id desc);
create index office_handover_waiting on office_handover (asked_at, id) where state = 'there';
create unique index office_handover_signed on office_handover (signed_document_id);
"""

_BACKWARDS = """
drop table office_handover;
"""

forwards = sql_migration(ID, "office", _FORWARDS, _BACKWARDS, DESCRIPTION)
