"""Files, issued forms, results."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T02:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "documents"

_FORWARDS = """
create table document (
    id uuid primary key,
    tenant_id varchar(40) not null,
    draft_id uuid references draft (id) on delete restrict,
    dossier_id uuid references dossier (id) on delete restrict,
    component_key varchar(60) not null default '',
    purpose varchar(20) not null check (purpose in ('component', 'supplement', 'result', 'form')),
    name text not null,
    media_type varchar(80) not null,
    size bigint not null check (size >= 0),
    sha256 bytea,
    object_key text,
    scan varchar(10) not null check (scan in ('pending', 'clean', 'rejected')),
    pages smallint not null default 0,
    uploaded_by uuid references account (id) on delete restrict,
    uploaded_at timestamptz not null,
    removed_at timestamptz,
    check (object_key is null or sha256 is not null)
);
create index document_of_draft on document (draft_id) where removed_at is null;
create index document_of_dossier on document (dossier_id) where removed_at is null;
create table issued_form (
    document_id uuid primary key references document (id) on delete restrict,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    event_id uuid not null references dossier_event (id) on delete restrict,
    agency_id uuid not null references agency (id) on delete restrict,
    form varchar(30) not null,
    year smallint not null,
    number integer not null check (number >= 1),
    data jsonb not null,
    issued_at timestamptz not null,
    unique (agency_id, form, year, number)
);
create index issued_form_of_dossier on issued_form (dossier_id, issued_at);
create table form_counter (
    agency_id uuid not null references agency (id) on delete restrict,
    form varchar(30) not null,
    year smallint not null,
    last integer not null check (last >= 1),
    primary key (agency_id, form, year)
);
create table result (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    document_id uuid not null references document (id) on delete restrict,
    title text not null,
    number varchar(60) not null,
    verification_code varchar(20) not null unique,
    issued_at timestamptz not null,
    withdrawn_at timestamptz
);
create unique index result_in_force on result (dossier_id) where withdrawn_at is null;
"""

forwards = sql_migration(
    ID,
    "documents",
    _FORWARDS,
    "drop table result, form_counter, issued_form, document;",
    DESCRIPTION,
)
