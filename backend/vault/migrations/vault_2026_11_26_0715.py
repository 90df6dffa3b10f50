"""Papers of the vault shown to somebody the owner names, for a purpose and until a day."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T07:15:33:000000"
VERSION = "1.38.0"
DESCRIPTION = "sharing papers of the vault"

_FORWARDS = """
create table vault_share (
    id uuid primary key,
    tenant_id varchar(40) not null,
    item_id uuid not null references vault_item (id) on delete restrict,
    owner_id uuid not null references account (id) on delete restrict,
    recipient varchar(120) not null check (recipient <> ''),
    recipient_words text not null,
    purpose text not null check (purpose <> ''),
    given_at timestamptz not null,
    until timestamptz not null check (until > given_at),
    ended_at timestamptz
);
create index vault_share_of_item on vault_share (item_id, given_at desc);
create index vault_share_with on vault_share (tenant_id, recipient, given_at desc, id desc);
"""

_BACKWARDS = "drop table vault_share;"

forwards = sql_migration(ID, "vault", _FORWARDS, _BACKWARDS, DESCRIPTION)
