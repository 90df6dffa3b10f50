"""Petitions merged into one that was itself merged on are answered by the last one."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T23:52:09:000000"
VERSION = "1.38.0"
DESCRIPTION = "petitions answered together, and those that wait to be published"

_FORWARDS = """
create index petition_of_main on petition (merged_into) where merged_into is not null;
create index petition_to_publish on petition (publish_by, id)
    where state = 'answered' and publish_by is not null;
with recursive led (id, main_id) as (
    select id, merged_into from petition where merged_into is not null
    union all select l.id, m.merged_into from led l join petition m on m.id = l.main_id
        where m.merged_into is not null
)
update petition p set merged_into = l.main_id from led l join petition m on m.id = l.main_id
    where l.id = p.id and m.merged_into is null and p.merged_into <> l.main_id;
"""

_BACKWARDS = """
drop index petition_to_publish;
drop index petition_of_main;
"""

forwards = sql_migration(ID, "feedback", _FORWARDS, _BACKWARDS, DESCRIPTION)
