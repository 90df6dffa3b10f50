"""Answers given when booking are found by the key that sealed them."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:10:000000"
VERSION = "1.38.0"
DESCRIPTION = "key of booked answers"

_FORWARDS = """
create index appointment_sealed_by on appointment (sealed_by(answers #>> '{}'));
"""

_BACKWARDS = """
drop index appointment_sealed_by;
"""

forwards = sql_migration(ID, "reception", _FORWARDS, _BACKWARDS, DESCRIPTION)
