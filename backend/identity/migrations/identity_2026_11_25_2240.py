"""National identity: sign-ins under way, who is linked to whom, how sure a sender was."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "national identity"

_FORWARDS = """
create table national_sign_in (
    id uuid primary key,
    tenant_id varchar(40) not null,
    state_hash bytea not null unique,
    sealed bytea not null,
    next_path text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    pending_hash bytea unique,
    pending_sealed bytea,
    merged_at timestamptz
);
create index national_sign_in_age on national_sign_in (expires_at);
create table national_identity (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    issuer varchar(255) not null,
    subject varchar(255) not null,
    tech_id varchar(255) not null,
    linked_at timestamptz not null,
    how varchar(20) not null check (how in ('opened', 'merged', 'taken_over')),
    token_digest bytea not null,
    unique (tenant_id, issuer, subject),
    unique (tenant_id, account_id)
);
create table dossier_sender (
    dossier_id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    session_id uuid,
    assurance varchar(20) not null,
    tech_id varchar(255) not null,
    mandate_id uuid,
    at timestamptz not null
);
"""

_BACKWARDS = "drop table dossier_sender, national_identity, national_sign_in;"

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
