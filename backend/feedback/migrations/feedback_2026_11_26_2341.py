"""Nothing of whoever gave more to an anonymous petition or judged it, and no mark on sent files."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T23:41:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "anonymous petitions are followed by nobody"

_FORWARDS = """
alter table petition_event disable trigger petition_event_append_only;
update petition_event e set actor_id = null from petition p
    where p.id = e.petition_id and p.anonymous and e.actor_id is not null
    and e.act in ('supplement', 'like', 'dislike');
alter table petition_event enable trigger petition_event_append_only;
update petition_file set sent_mark = '' where petition_id is not null and sent_mark <> '';
"""

_BACKWARDS = "select 1"  # what was forgotten does not come back

forwards = sql_migration(ID, "feedback", _FORWARDS, _BACKWARDS, DESCRIPTION)
