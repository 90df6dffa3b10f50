"""Units that are no more."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T06:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "dissolved units"

_FORWARDS = "alter table unit add column dissolved_at timestamptz;"
_BACKWARDS = "alter table unit drop column dissolved_at;"

forwards = sql_migration(ID, "organisation", _FORWARDS, _BACKWARDS, DESCRIPTION)
