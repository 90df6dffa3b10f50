"""What a stored picture or sample was, so that a changed byte is found."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T11:15:21:000000"
VERSION = "1.38.0"
DESCRIPTION = "digests of pictures and samples"

_FORWARDS = """
alter table content_picture add column sha256 bytea;
alter table content_sample add column sha256 bytea;
"""

_BACKWARDS = """
alter table content_sample drop column sha256;
alter table content_picture drop column sha256;
"""

forwards = sql_migration(ID, "content", _FORWARDS, _BACKWARDS, DESCRIPTION)
