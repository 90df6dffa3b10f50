"""Keys for trials, people who let programs submit, and addresses that are told of events."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:34:09:000000"
VERSION = "1.38.0"
DESCRIPTION = "trials, authorisations, webhooks"

_FORWARDS = """
alter table api_client add column sandbox boolean not null default false;
alter table api_client drop constraint api_client_networks_check;
alter table api_client add constraint api_client_networks_check
    check (cardinality(networks) > 0 or sandbox);
create index api_client_of_proposer on api_client (proposed_by, proposed_at desc) where sandbox;

create table program_authorisation (
    id uuid primary key,
    tenant_id varchar(40) not null,
    client_id uuid not null references api_client (id) on delete cascade,
    account_id uuid references account (id) on delete restrict,
    person_key varchar(20) not null,
    procedures text[] not null,
    purpose text not null check (purpose <> ''),
    valid_days smallint not null check (valid_days between 1 and 366),
    asked_at timestamptz not null,
    granted boolean,
    answered_at timestamptz,
    valid_until timestamptz,
    ended_at timestamptz,
    ended_by_person boolean,
    check ((granted is null) = (answered_at is null)),
    check (granted is not true or (valid_until is not null and account_id is not null)),
    check ((ended_at is null) = (ended_by_person is null))
);
create index program_authorisation_of_client
    on program_authorisation (client_id, asked_at desc, id desc);
create index program_authorisation_of_account
    on program_authorisation (account_id, asked_at desc) where account_id is not null;

create table webhook (
    id uuid primary key,
    tenant_id varchar(40) not null,
    client_id uuid not null references api_client (id) on delete cascade,
    url text not null check (url <> ''),
    procedures text[] not null,
    secret text not null,
    former_secret text,
    former_until timestamptz,
    created_at timestamptz not null,
    failing_since timestamptz,
    last_success_at timestamptz,
    disabled_at timestamptz,
    disabled_why text not null default '',
    disabled_by varchar(10) not null default '' check (disabled_by in
        ('', 'failure', 'partner', 'officer')),
    ended_at timestamptz,
    check ((disabled_at is null) = (disabled_by = '')),
    check ((former_secret is null) = (former_until is null))
);
create index webhook_of_client on webhook (client_id, created_at) where ended_at is null;
"""

_BACKWARDS = """
drop table webhook;
drop table program_authorisation;
delete from api_client where sandbox;
alter table api_client drop constraint api_client_networks_check;
alter table api_client add constraint api_client_networks_check
    check (cardinality(networks) > 0);
drop index api_client_of_proposer;
alter table api_client drop column sandbox;
"""

forwards = sql_migration(ID, "partners", _FORWARDS, _BACKWARDS, DESCRIPTION)
