"""Which days were compared with which partner."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:41:07:000000"
VERSION = "1.38.0"
DESCRIPTION = "connections: comparisons"

_FORWARDS = """
create table connection_comparison (
    adapter_id varchar(80) not null,
    day date not null,
    compared_at timestamptz not null,
    differences integer not null,
    primary key (adapter_id, day)
);
"""

_BACKWARDS = "drop table connection_comparison;"

forwards = sql_migration(ID, "connections", _FORWARDS, _BACKWARDS, DESCRIPTION)
