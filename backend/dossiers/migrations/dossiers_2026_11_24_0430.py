"""What was asked to be supplemented, line by line, and what it was before and after."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T04:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "supplements as check-lists"

_FORWARDS = """
create table supplement_item (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    round smallint not null check (round >= 1),
    position smallint not null check (position >= 1),
    kind varchar(12) not null check (kind in ('component', 'question', 'other')),
    key varchar(60) not null default '',
    title text not null,
    reason varchar(12) not null check (reason in ('missing', 'wrong', 'outdated', 'other')),
    note text not null default '',
    before text not null default '',
    after text not null default '',
    asked_at timestamptz not null,
    settled_at timestamptz,
    unique (dossier_id, round, position)
);
"""

_BACKWARDS = "drop table supplement_item;"

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
