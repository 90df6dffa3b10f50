"""Notices."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T03:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "notices"

forwards = sql_migration(
    ID,
    "notifications",
    """
create table notice (
    id uuid primary key,
    tenant_id varchar(40) not null,
    outbox_id uuid not null unique references outbox (id) on delete restrict,
    account_id uuid references account (id) on delete restrict,
    dossier_id uuid references dossier (id) on delete restrict,
    address varchar(254) not null default '',
    subject text not null,
    body text not null,
    created_at timestamptz not null,
    mailed_at timestamptz,
    read_at timestamptz
);
create index notice_of_account on notice (account_id, created_at desc, id desc);
create index notice_of_dossier on notice (dossier_id);
""",
    "drop table notice;",
    DESCRIPTION,
)
