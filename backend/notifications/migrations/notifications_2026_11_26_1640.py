"""Browsers that show notices, and what each was given."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T16:40:12:000000"
VERSION = "1.38.0"
DESCRIPTION = "browsers that show notices"

_FORWARDS = """
create table push_browser (
    id uuid primary key,
    tenant_id varchar(40) not null,
    account_id uuid not null references account (id) on delete restrict,
    endpoint_mark varchar(64) not null,
    subscription text not null,
    public_key varchar(100) not null,
    device varchar(120) not null,
    added_at timestamptz not null,
    last_at timestamptz,
    gone_at timestamptz
);
create unique index push_browser_once on push_browser (tenant_id, endpoint_mark)
    where gone_at is null;
create index push_browser_of_account on push_browser (account_id, added_at desc, id desc)
    where gone_at is null;
create index push_browser_account on push_browser (account_id);
create index push_browser_gone on push_browser (gone_at) where gone_at is not null;
create index push_browser_sealed_by on push_browser (sealed_by(subscription));
create table push_given (
    sending_id uuid not null,
    browser_id uuid not null,
    at timestamptz not null,
    primary key (sending_id, browser_id)
);
create index push_given_at on push_given (at);
"""

_BACKWARDS = """
drop table push_given, push_browser;
"""

forwards = sql_migration(ID, "notifications", _FORWARDS, _BACKWARDS, DESCRIPTION)
