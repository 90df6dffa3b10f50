"""Virus scans told truthfully, identity papers, uploads in pieces, certified copies."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:30:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "scans, pieces of uploads, certified copies"

_FORWARDS = """
alter table document drop constraint document_scan_check;
alter table document add constraint document_scan_check
    check (scan in ('unscanned', 'pending', 'clean', 'rejected'));
alter table document
    add column scan_note text not null default '',
    add column scanned_at timestamptz,
    add column identity_paper boolean not null default false,
    add column made_from jsonb not null default '[]'::jsonb;
-- Nothing was ever scanned so far; only what this system printed itself needs no scan.
update document set scan = 'unscanned' where scan = 'clean' and purpose <> 'form';
create index document_waiting_for_scan on document (uploaded_at) where scan = 'pending';
create table upload (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    draft_id uuid references draft (id) on delete restrict,
    dossier_id uuid references dossier (id) on delete restrict,
    component_key varchar(60) not null default '',
    purpose varchar(20) not null,
    name text not null,
    size bigint not null check (size > 0),
    received bigint not null default 0 check (received between 0 and size),
    pieces jsonb not null default '[]'::jsonb,
    document_id uuid references document (id) on delete restrict,
    started_at timestamptz not null,
    expires_at timestamptz not null,
    check (num_nonnulls(draft_id, dossier_id) = 1)
);
create index upload_of_account on upload (account_id, expires_at);
create index upload_by_expiry on upload (expires_at);
create table certified_copy (
    document_id uuid primary key references document (id) on delete restrict,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    sha256 bytea not null,
    certified_by uuid not null references account (id) on delete restrict,
    certified_at timestamptz not null,
    agency_id uuid not null references agency (id) on delete restrict,
    signed_document_id uuid references document (id) on delete restrict,
    signed_at timestamptz
);
create index certified_copy_of_dossier on certified_copy (dossier_id);
"""

_BACKWARDS = """
drop table certified_copy, upload;
drop index document_waiting_for_scan;
alter table document drop constraint document_scan_check;
update document set scan = 'clean' where scan = 'unscanned';
alter table document add constraint document_scan_check
    check (scan in ('pending', 'clean', 'rejected'));
alter table document drop column scan_note, drop column scanned_at, drop column identity_paper,
    drop column made_from;
"""

forwards = sql_migration(ID, "documents", _FORWARDS, _BACKWARDS, DESCRIPTION)
