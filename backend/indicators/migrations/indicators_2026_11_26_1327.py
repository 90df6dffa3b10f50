"""Who proposed a definition of the index that another person published."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T13:27:37:000000"
VERSION = "1.38.0"
DESCRIPTION = "proposed definitions"

_FORWARDS = """
alter table index_definition add column proposed_by_name text not null default '';
"""

_BACKWARDS = "alter table index_definition drop column proposed_by_name;"

forwards = sql_migration(ID, "indicators", _FORWARDS, _BACKWARDS, DESCRIPTION)
