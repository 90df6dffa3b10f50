"""An index for names that hold the very words that were typed."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T23:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "phrase index of the catalogue"

_FORWARDS = """
create index procedure_holding on procedure using gin (search_text gin_trgm_ops);
"""

_BACKWARDS = """
drop index procedure_holding;
"""

forwards = sql_migration(ID, "catalogue", _FORWARDS, _BACKWARDS, DESCRIPTION)
