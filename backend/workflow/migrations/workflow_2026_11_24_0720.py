"""What other agencies do within a step."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T07:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "parts of steps"

_FORWARDS = "alter table step_passage add column parts jsonb not null default '[]';"
_BACKWARDS = "alter table step_passage drop column parts;"

forwards = sql_migration(ID, "workflow", _FORWARDS, _BACKWARDS, DESCRIPTION)
