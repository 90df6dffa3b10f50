"""Counters of visits."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T10:14:51:000000"
VERSION = "1.38.0"
DESCRIPTION = "traffic"

_FORWARDS = """
create table access_count (
    tenant_id varchar(40) not null,
    day date not null,
    hour smallint not null default -1 check (hour between -1 and 23),
    what varchar(10) not null
        check (what in ('page', 'procedure', 'form', 'search', 'miss', 'visitor')),
    key varchar(100) not null default '',
    device varchar(8) not null default '',
    times bigint not null check (times > 0),
    primary key (tenant_id, day, what, key, hour, device)
) with (fillfactor = 70);
create table access_salt (
    tenant_id varchar(40) not null,
    day date not null,
    salt bytea not null,
    primary key (tenant_id, day)
);
create table access_seen (
    tenant_id varchar(40) not null,
    day date not null,
    mark bytea not null,
    primary key (tenant_id, day, mark)
);
"""

_BACKWARDS = """
drop table access_seen, access_salt, access_count;
"""

forwards = sql_migration(ID, "traffic", _FORWARDS, _BACKWARDS, DESCRIPTION)
