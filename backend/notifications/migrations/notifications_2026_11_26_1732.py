"""Zalo's tokens, renewed here."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T17:32:44:000000"
VERSION = "1.38.0"
DESCRIPTION = "tokens of zalo"

_FORWARDS = """
create table zalo_token (
    tenant_id varchar(40) primary key,
    seed varchar(64) not null,
    access text not null,
    following text not null,
    expires_at timestamptz,
    life_seconds integer not null default 0,
    renewed_at timestamptz,
    asked_at timestamptz,
    failing_since timestamptz,
    failure text not null default ''
);
create index zalo_token_sealed_by on zalo_token (least(sealed_by(access), sealed_by(following)));
"""

_BACKWARDS = """
drop table zalo_token;
"""

forwards = sql_migration(ID, "notifications", _FORWARDS, _BACKWARDS, DESCRIPTION)
