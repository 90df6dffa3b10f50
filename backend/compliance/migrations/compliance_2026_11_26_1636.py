"""A restore drill is told of like a backup."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T16:36:41:000000"
VERSION = "1.38.0"
DESCRIPTION = "drills"

_FORWARDS = """
alter table backup_told drop constraint backup_told_kind_check;
alter table backup_told add constraint backup_told_kind_check
    check (kind in ('database', 'objects', 'drill'));
"""

_BACKWARDS = """
delete from backup_told where kind = 'drill';
alter table backup_told drop constraint backup_told_kind_check;
alter table backup_told add constraint backup_told_kind_check
    check (kind in ('database', 'objects'));
"""

forwards = sql_migration(ID, "compliance", _FORWARDS, _BACKWARDS, DESCRIPTION)
