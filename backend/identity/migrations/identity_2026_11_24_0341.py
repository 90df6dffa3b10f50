"""Absence: who stands in for whom, from when until when."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T03:41:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "delegations"

_FORWARDS = """
create table delegation (
    id uuid primary key,
    tenant_id varchar(40) not null,
    from_account_id uuid not null references account (id) on delete restrict,
    to_account_id uuid not null references account (id) on delete restrict,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    reason text not null,
    created_by uuid not null references account (id) on delete restrict,
    created_at timestamptz not null,
    ended_at timestamptz,
    check (from_account_id <> to_account_id),
    check (valid_to > valid_from)
);
create index delegation_of_stand_in on delegation (to_account_id, valid_to)
    where ended_at is null;
create index delegation_of_absent on delegation (from_account_id, valid_to)
    where ended_at is null;
"""

_BACKWARDS = "drop table delegation;"

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
