"""What each due date was counted from, so that it can be counted anew."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T05:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "steps of due dates"

_FORWARDS = """
alter table due_date
    add column kind varchar(10) check (kind in ('term', 'wait', 'promise', 'moved')),
    add column since timestamptz,
    add column until timestamptz,
    add column amount numeric(9, 3),
    add column unit varchar(20),
    add column ground text not null default '',
    add constraint due_date_term check (kind <> 'term'
        or (since is not null and amount is not null and unit is not null)),
    add constraint due_date_wait check (kind <> 'wait'
        or (since is not null and until is not null));
"""

_BACKWARDS = """
alter table due_date drop column kind, drop column since, drop column until,
    drop column amount, drop column unit, drop column ground;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
