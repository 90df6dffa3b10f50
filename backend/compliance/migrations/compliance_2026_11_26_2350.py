"""How answers are spread, whether both applications open, whether a backup was whole."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T23:50:33:000060"
VERSION = "1.38.0"
DESCRIPTION = "spread of answers, screens"

_FORWARDS = """
alter table performance_minute
    add column screens_ready boolean,
    add column classes integer[] not null default '{}';
alter table backup_told add column whole boolean not null default true;
"""
_BACKWARDS = """
alter table performance_minute drop column screens_ready, drop column classes;
delete from backup_told where not whole;
alter table backup_told drop column whole;
"""

forwards = sql_migration(ID, "compliance", _FORWARDS, _BACKWARDS, DESCRIPTION)
