"""The posts an officer had before: unit and title, with their days."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:30:42:000000"
VERSION = "1.38.0"
DESCRIPTION = "posts over time"

_FORWARDS = """
create trigger post_past after update on officer_post for each row
    when (old.* is distinct from new.*) execute function keep_organisation_past('post');
create trigger post_ended after delete on officer_post for each row
    execute function keep_organisation_past('post');
"""

_BACKWARDS = """
drop trigger post_ended on officer_post;
drop trigger post_past on officer_post;
"""

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
