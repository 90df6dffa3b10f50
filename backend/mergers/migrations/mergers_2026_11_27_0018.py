"""Agencies that were left below one that has ended stand below its heir."""

from backend.platform.migrations import sql_migration

ID = "2026-11-27T00:18:10:000042"
VERSION = "1.38.0"
DESCRIPTION = "agencies below one that ended"

_FORWARDS = """
update agency c set parent_id = l.new_id
from agency p join agency_lineage l on l.old_id = p.id and l.main
    join agency h on h.id = l.new_id and h.ended_on is null
where p.id = c.parent_id and p.ended_on is not null and c.ended_on is null
    and l.new_id <> c.id and h.parent_id is distinct from c.id;
"""

_BACKWARDS = """
select 1;
"""

forwards = sql_migration(ID, "mergers", _FORWARDS, _BACKWARDS, DESCRIPTION)
