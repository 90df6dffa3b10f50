"""Versions of the figures of a regime."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T17:15:10:000054"
VERSION = "1.38.0"
DESCRIPTION = "versions of regimes"

_FORWARDS = """
create table regime_version (
    id uuid primary key,
    tenant_id varchar(40) not null,
    regime varchar(20) not null,
    number smallint not null check (number > 0),
    valid_from date not null,
    figures jsonb not null,
    source text not null,
    reason text not null,
    proposed_by_name text not null,
    published_by uuid not null,
    published_by_name text not null,
    published_at timestamptz not null,
    called_off_at timestamptz,
    called_off_by_name text not null default '',
    called_off_reason text not null default '',
    unique (tenant_id, regime, number)
);
create unique index regime_version_day on regime_version (tenant_id, regime, valid_from)
    where called_off_at is null;
"""

_BACKWARDS = "drop table regime_version;"

forwards = sql_migration(ID, "regimes", _FORWARDS, _BACKWARDS, DESCRIPTION)
