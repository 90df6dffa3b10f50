"""Lines of a period are read in the order in which they were entered."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T10:04:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "lines of a period"

_FORWARDS = """
create index register_line_entered on register_line (book_id, entered_at, id);
"""

_BACKWARDS = """
drop index register_line_entered;
"""

forwards = sql_migration(ID, "registers", _FORWARDS, _BACKWARDS, DESCRIPTION)
