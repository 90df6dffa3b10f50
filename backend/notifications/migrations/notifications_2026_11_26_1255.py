"""Texts of notices are sealed."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:08:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed notices"

_FORWARDS = """
create index notice_sealed_by on notice (sealed_by(body));
"""

_BACKWARDS = """
drop index notice_sealed_by;
"""

forwards = sql_migration(ID, "notifications", _FORWARDS, _BACKWARDS, DESCRIPTION)
