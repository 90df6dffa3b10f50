"""An alarm about a key to a partner that ends."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T17:33:02:000000"
VERSION = "1.38.0"
DESCRIPTION = "alarms about keys"

_FORWARDS = """
alter table connection_alarm drop constraint connection_alarm_kind_check,
    add constraint connection_alarm_kind_check
    check (kind in ('backlog', 'silence', 'errors', 'dead', 'key'));
"""

_BACKWARDS = """
delete from connection_alarm where kind = 'key';
alter table connection_alarm drop constraint connection_alarm_kind_check,
    add constraint connection_alarm_kind_check
    check (kind in ('backlog', 'silence', 'errors', 'dead'));
"""

forwards = sql_migration(ID, "connections", _FORWARDS, _BACKWARDS, DESCRIPTION)
