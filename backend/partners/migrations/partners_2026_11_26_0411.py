"""Programs of other systems, their grants, their used proofs, and our signing keys."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T04:11:07:000000"
VERSION = "1.38.0"
DESCRIPTION = "partners"

_FORWARDS = """
create table api_client (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    name text not null check (name <> ''),
    contact text not null check (contact <> ''),
    purpose text not null check (purpose <> ''),
    method varchar(10) not null check (method in ('secret', 'key')),
    secret_hash bytea,
    keys text not null default '',
    scopes text[] not null check (cardinality(scopes) > 0),
    networks text[] not null check (cardinality(networks) > 0),
    rate_class varchar(10) not null check (rate_class in ('low', 'standard', 'high')),
    valid_until timestamptz not null,
    proposed_by uuid not null references account (id) on delete restrict,
    proposed_at timestamptz not null,
    decided_by uuid references account (id) on delete restrict,
    decided_at timestamptz,
    approved boolean,
    revoked_by uuid references account (id) on delete restrict,
    revoked_at timestamptz,
    revoke_reason text not null default '',
    last_used_at timestamptz,
    check (valid_until > proposed_at and valid_until <= proposed_at + interval '367 days'),
    check ((decided_by is null) = (approved is null)),
    check (decided_by is null or decided_by <> proposed_by),
    check (method = 'secret' or keys <> ''),
    check (secret_hash is null or (method = 'secret' and approved))
);
create index api_client_of_agency on api_client (tenant_id, agency_id, proposed_at desc);
create table api_client_grant (
    id uuid primary key,
    client_id uuid not null references api_client (id) on delete cascade,
    procedure_code varchar(40) not null,
    fields text[] not null check (cardinality(fields) > 0),
    unique (client_id, procedure_code)
);
create table client_assertion (
    id uuid primary key,
    client_id uuid not null references api_client (id) on delete cascade,
    jti_hash bytea not null,
    expires_at timestamptz not null,
    unique (client_id, jti_hash)
);
create index client_assertion_expiry on client_assertion (expires_at);
create table token_key (
    kid varchar(40) primary key,
    tenant_id varchar(40) not null,
    sealed text not null,
    public text not null,
    created_at timestamptz not null,
    signs_from timestamptz not null,
    retired_at timestamptz
);
create unique index token_key_next on token_key (tenant_id) where retired_at is null;
"""

_BACKWARDS = """
drop table token_key;
drop table client_assertion;
drop table api_client_grant;
drop table api_client;
"""

forwards = sql_migration(ID, "partners", _FORWARDS, _BACKWARDS, DESCRIPTION)
