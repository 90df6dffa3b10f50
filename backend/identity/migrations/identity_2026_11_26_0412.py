"""Agencies' own identity providers, and which officer is whom there."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T04:12:07:000000"
VERSION = "1.38.0"
DESCRIPTION = "agency providers"

_FORWARDS = """
create table agency_provider (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    name text not null check (name <> ''),
    issuer varchar(255) not null,
    client_id varchar(255) not null,
    secret text not null,
    vouches_second_factor boolean not null,
    proposed_by uuid not null references account (id) on delete restrict,
    proposed_at timestamptz not null,
    decided_by uuid references account (id) on delete restrict,
    decided_at timestamptz,
    approved boolean,
    ended_at timestamptz,
    ended_by uuid references account (id) on delete restrict,
    check ((decided_by is null) = (approved is null)),
    check (decided_by is null or decided_by <> proposed_by)
);
create unique index agency_provider_issuer on agency_provider (tenant_id, issuer)
    where ended_at is null and approved is not false;
create table officer_identity (
    id uuid primary key,
    tenant_id varchar(40) not null,
    provider_id uuid not null references agency_provider (id) on delete restrict,
    account_id uuid not null references account (id) on delete restrict,
    subject varchar(255) not null check (subject <> ''),
    linked_by uuid not null references account (id) on delete restrict,
    linked_at timestamptz not null,
    ended_at timestamptz,
    check (linked_by <> account_id)
);
create unique index officer_identity_subject on officer_identity (provider_id, subject)
    where ended_at is null;
create unique index officer_identity_account on officer_identity (provider_id, account_id)
    where ended_at is null;
alter table national_sign_in add column provider_id uuid references agency_provider (id)
    on delete restrict;
"""

_BACKWARDS = """
alter table national_sign_in drop column provider_id;
drop table officer_identity;
drop table agency_provider;
"""

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
