"""Where a file of the national petition system came from, so that it is kept once."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:37:14:000000"
VERSION = "1.38.0"
DESCRIPTION = "files of the national petition system"

_FORWARDS = """
alter table petition_file add column their_path text not null default '';
create unique index petition_file_of_theirs on petition_file (petition_id, their_path)
    where their_path <> '';
"""

_BACKWARDS = """
drop index petition_file_of_theirs;
alter table petition_file drop column their_path;
"""

forwards = sql_migration(ID, "feedback", _FORWARDS, _BACKWARDS, DESCRIPTION)
