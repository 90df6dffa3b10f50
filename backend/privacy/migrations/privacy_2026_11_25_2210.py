"""Looks at people's data, consents, proofs of identity."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "privacy"

_FORWARDS = """
create table data_look (
    id uuid primary key,
    tenant_id varchar(40) not null,
    person_id uuid not null references account (id) on delete restrict,
    at timestamptz not null,
    slot bigint not null,
    actor_id uuid not null references account (id) on delete restrict,
    by text not null check (by <> ''),
    action varchar(12) not null,
    subject_id uuid not null,
    subject text not null,
    purpose text not null check (purpose <> ''),
    dossier_id uuid references dossier (id) on delete restrict,
    mac bytea not null
);
create index data_look_of_person on data_look (person_id, at desc, id desc);
create unique index data_look_once on data_look (subject_id, actor_id, action, slot, purpose);
create function data_look_refuses_change() returns trigger language plpgsql as $$
begin
    raise exception 'data_look is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger data_look_append_only before update or delete on data_look
    for each row execute function data_look_refuses_change();
create trigger data_look_no_truncate before truncate on data_look
    for each statement execute function data_look_refuses_change();
create table consent (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    kind varchar(12) not null check (kind in ('population', 'business', 'desk')),
    given_at timestamptz not null,
    withdrawn_at timestamptz check (withdrawn_at >= given_at)
);
create unique index consent_in_force on consent (account_id, kind) where withdrawn_at is null;
create index consent_of_account on consent (account_id, kind, given_at desc);
create table identity_proof (
    account_id uuid primary key references account (id) on delete restrict,
    tenant_id varchar(40) not null,
    how varchar(20) not null check (how in ('card_at_desk', 'demonstration')),
    proven_by uuid references account (id) on delete restrict,
    proven_at timestamptz not null
);
insert into identity_proof (account_id, tenant_id, how, proven_at)
    select d.account_id, a.tenant_id, 'demonstration', now() from demo_account d
    join account a on a.id = d.account_id where a.kind = 'citizen';
"""

_BACKWARDS = (
    "drop table identity_proof; drop table consent; drop table data_look; "
    "drop function data_look_refuses_change();"
)

forwards = sql_migration(ID, "privacy", _FORWARDS, _BACKWARDS, DESCRIPTION)
