"""Indexes for names that hold the very phrase, or each of the words, that were typed."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T23:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "phrase index of the catalogue"

_FORWARDS = """
create index procedure_holding on procedure using gin (search_text gin_trgm_ops);
create index procedure_words on procedure using gin (string_to_array(search_text, ' '));
"""

_BACKWARDS = """
drop index procedure_holding, procedure_words;
"""

forwards = sql_migration(ID, "catalogue", _FORWARDS, _BACKWARDS, DESCRIPTION)
