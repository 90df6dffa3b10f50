"""Finding the records whose files are still to be read."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T23:15:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "records to be read"

forwards = sql_migration(
    ID,
    "archive",
    "create index archive_waiting on archive_record (entered_at) where text_state = 'waiting';",
    "drop index archive_waiting;",
    DESCRIPTION,
)
