"""Visits of public pages, by day."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:57:33:000000"
VERSION = "1.38.0"
DESCRIPTION = "visits of public pages"

_FORWARDS = """
create table page_visits (
    tenant_id varchar(40) not null,
    day date not null,
    page varchar(40) not null,
    visits bigint not null check (visits > 0),
    primary key (tenant_id, day, page)
);
"""

_BACKWARDS = """
drop table page_visits;
"""

forwards = sql_migration(ID, "measuring", _FORWARDS, _BACKWARDS, DESCRIPTION)
