"""Offers, sources of answers, questions to the registers."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:30:13:000000"
VERSION = "1.38.0"
DESCRIPTION = "prefill"

_FORWARDS = """
create table draft_offer (
    id uuid primary key,
    tenant_id varchar(40) not null,
    draft_id uuid not null references draft (id) on delete cascade,
    key varchar(60) not null,
    source varchar(12) not null,
    value jsonb not null,
    label text not null check (label <> ''),
    known_at timestamptz,
    verified_label text not null default '',
    unique (draft_id, key, source)
);
create table answer_source (
    id uuid primary key,
    tenant_id varchar(40) not null,
    draft_id uuid references draft (id) on delete cascade,
    dossier_id uuid references dossier (id) on delete restrict,
    key varchar(60) not null,
    source varchar(12) not null,
    label text not null,
    known_at timestamptz,
    at timestamptz not null,
    verified_by uuid references account (id) on delete restrict,
    verified_label text not null default '',
    verified_at timestamptz,
    check (num_nonnulls(draft_id, dossier_id) = 1)
);
create unique index answer_source_once on answer_source (coalesce(dossier_id, draft_id), key);
create index answer_source_of_dossier on answer_source (dossier_id) where dossier_id is not null;
create table component_proof (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    component_key varchar(60) not null,
    compared_with text not null,
    verified_by uuid references account (id) on delete restrict,
    verified_label text not null,
    verified_at timestamptz not null,
    unique (dossier_id, component_key)
);
create table register_query (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    draft_id uuid not null,
    register varchar(12) not null check (register in ('population', 'business')),
    purpose text not null check (purpose <> ''),
    consent_id uuid not null references consent (id) on delete restrict,
    asked_at timestamptz not null,
    answered_at timestamptz,
    outcome varchar(12) not null,
    facts jsonb
);
create index register_query_of_draft on register_query (draft_id, register, asked_at desc);
create index register_query_with_facts on register_query (account_id) where facts is not null;
"""

_BACKWARDS = (
    "drop table register_query; drop table component_proof; drop table answer_source; "
    "drop table draft_offer;"
)

forwards = sql_migration(ID, "prefill", _FORWARDS, _BACKWARDS, DESCRIPTION)
