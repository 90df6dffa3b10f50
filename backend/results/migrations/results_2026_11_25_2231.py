"""Drafts of results, who saw and signed what, numbers, and what becomes of a result later."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:31:07:000000"
VERSION = "1.38.0"
DESCRIPTION = "results drafted, signed, replaced"

_FORWARDS = """
alter table result add column withdrawn_kind varchar(10) not null default ''
    check (withdrawn_kind in ('', 'reopened', 'revoked', 'replaced'));
alter table result add column withdrawn_reason text not null default '';
alter table result add column replaced_by uuid references result (id) on delete restrict;
alter table result add column signed boolean not null default false;

create table result_change (
    id uuid primary key,
    tenant_id varchar(40) not null,
    result_id uuid not null references result (id) on delete restrict,
    kind varchar(10) not null check (kind in ('revoke', 'replace')),
    reason text not null,
    state varchar(10) not null check (state in ('proposed', 'approved', 'denied', 'done')),
    proposed_by uuid not null references account (id) on delete restrict,
    proposed_at timestamptz not null,
    decided_by uuid references account (id) on delete restrict,
    decided_at timestamptz,
    answer text not null default '',
    check (decided_by is null or decided_by <> proposed_by),
    check ((decided_by is null) = (state = 'proposed'))
);
create unique index result_change_open on result_change (result_id)
    where state in ('proposed', 'approved');

create table result_draft (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    change_id uuid references result_change (id) on delete restrict,
    kind varchar(40) not null,
    kind_version smallint not null,
    content jsonb not null,
    state varchar(10) not null check (state in ('open', 'signed', 'issued', 'dropped')),
    version integer not null default 1,
    object_key text,
    sha256 bytea,
    signed_key text,
    signed_sha256 bytea,
    document_id uuid references document (id) on delete restrict,
    verification_code varchar(20) not null unique,
    made_by uuid not null references account (id) on delete restrict,
    updated_by uuid not null references account (id) on delete restrict,
    updated_at timestamptz not null,
    check ((object_key is null) = (sha256 is null)),
    check ((signed_key is null) = (signed_sha256 is null)),
    check (state not in ('signed', 'issued') or signed_key is not null)
);
create unique index result_draft_open on result_draft (dossier_id)
    where state in ('open', 'signed');
create index result_draft_of_dossier on result_draft (dossier_id);

create table result_view (
    draft_id uuid not null references result_draft (id) on delete restrict,
    account_id uuid not null references account (id) on delete restrict,
    sha256 bytea not null,
    at timestamptz not null,
    primary key (draft_id, account_id, sha256)
);

create table result_signature (
    id uuid primary key,
    tenant_id varchar(40) not null,
    draft_id uuid references result_draft (id) on delete restrict,
    document_id uuid references document (id) on delete restrict,
    field varchar(20) not null,
    account_id uuid not null references account (id) on delete restrict,
    signer text not null,
    organisation text not null,
    issuer text not null,
    serial varchar(60) not null,
    signed_at timestamptz not null,
    seen_sha256 bytea not null,
    signed_sha256 bytea not null,
    check ((draft_id is null) <> (document_id is null))
);
create index result_signature_of_draft on result_signature (draft_id);
create index result_signature_of_document on result_signature (document_id);

create table result_number (
    agency_id uuid not null references agency (id) on delete restrict,
    symbol varchar(30) not null,
    year smallint not null,
    number integer not null check (number >= 1),
    draft_id uuid references result_draft (id) on delete restrict,
    held_until timestamptz not null,
    used boolean not null default false,
    primary key (agency_id, symbol, year, number),
    check (not used or draft_id is not null)
);
create table result_counter (
    agency_id uuid not null references agency (id) on delete restrict,
    symbol varchar(30) not null,
    year smallint not null,
    last integer not null,
    primary key (agency_id, symbol, year)
);

create table result_signing (
    id uuid primary key,
    tenant_id varchar(40) not null,
    draft_id uuid not null references result_draft (id) on delete restrict,
    account_id uuid not null references account (id) on delete restrict,
    what varchar(10) not null check (what in ('sign', 'seal')),
    state varchar(10) not null check (state in ('running', 'done', 'failed')),
    words text not null default '',
    started_at timestamptz not null,
    ended_at timestamptz
);
create unique index result_signing_running on result_signing (draft_id) where state = 'running';
create index result_signing_of_draft on result_signing (draft_id, started_at desc);

create table result_event (
    id uuid primary key,
    tenant_id varchar(40) not null,
    result_id uuid not null references result (id) on delete restrict,
    what varchar(20) not null,
    at timestamptz not null,
    actor_id uuid references account (id) on delete restrict,
    actor_name text not null,
    note text not null default ''
);
create index result_event_of_result on result_event (result_id, at);
create function result_trace_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the trace of a result stays as it is'
        using errcode = 'insufficient_privilege';
end $$;
create trigger result_event_stays before update or delete on result_event
    for each row execute function result_trace_stays();
create trigger result_signature_stays before update or delete on result_signature
    for each row execute function result_trace_stays();
"""

_BACKWARDS = """
drop table result_event, result_signing, result_counter, result_number, result_signature,
    result_view, result_draft, result_change;
drop function result_trace_stays;
alter table result drop column withdrawn_kind, drop column withdrawn_reason,
    drop column replaced_by, drop column signed;
"""

forwards = sql_migration(ID, "results", _FORWARDS, _BACKWARDS, DESCRIPTION)
