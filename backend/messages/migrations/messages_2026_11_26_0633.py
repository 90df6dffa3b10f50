"""Questions and answers about dossiers, with files and read state."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:33:21:000000"
VERSION = "1.38.0"
DESCRIPTION = "questions and answers"

_FORWARDS = """
create table dossier_message (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    seq integer not null check (seq > 0),
    by_id uuid not null references account (id) on delete restrict,
    by_name text not null,
    place text not null,
    from_applicant boolean not null,
    body text not null check (body <> ''),
    at timestamptz not null,
    unique (dossier_id, seq)
);
create index dossier_message_sealed_by on dossier_message (sealed_by(body));
create index dossier_message_by on dossier_message (by_id, at);
create table dossier_message_file (
    document_id uuid primary key references document (id) on delete restrict,
    message_id uuid not null references dossier_message (id) on delete restrict
);
create index dossier_message_file_of on dossier_message_file (message_id);
create table dossier_thread (
    dossier_id uuid primary key references dossier (id) on delete restrict,
    tenant_id varchar(40) not null,
    last_seq integer not null,
    waiting_since timestamptz
) with (fillfactor = 80);
create table dossier_message_read (
    dossier_id uuid not null references dossier (id) on delete restrict,
    account_id uuid not null references account (id) on delete restrict,
    seq integer not null,
    at timestamptz not null,
    primary key (dossier_id, account_id)
) with (fillfactor = 80);
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check
    check (purpose in ('component', 'supplement', 'result', 'form', 'task', 'message'));
"""

_BACKWARDS = """
drop table dossier_message_read, dossier_thread, dossier_message_file, dossier_message;
update document set purpose = 'supplement' where purpose = 'message';
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check
    check (purpose in ('component', 'supplement', 'result', 'form', 'task'));
"""

forwards = sql_migration(ID, "messages", _FORWARDS, _BACKWARDS, DESCRIPTION)
