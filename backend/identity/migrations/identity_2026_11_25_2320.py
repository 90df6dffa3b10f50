"""When an account was last unlocked: its sleep begins anew then."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T23:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "unlocked accounts"

_FORWARDS = "alter table account add column unlocked_at timestamptz;"
_BACKWARDS = "alter table account drop column unlocked_at;"

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
