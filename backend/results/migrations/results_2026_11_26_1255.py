"""What is written into drafts of results is sealed."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:06:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed drafts of results"

_FORWARDS = """
create index result_draft_sealed_by on result_draft (sealed_by(content #>> '{}'));
"""

_BACKWARDS = """
drop index result_draft_sealed_by;
"""

forwards = sql_migration(ID, "results", _FORWARDS, _BACKWARDS, DESCRIPTION)
