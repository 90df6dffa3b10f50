"""Numbers without gaps are held for other things than drafts too: for copies being certified."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:55:20:000000"
VERSION = "1.38.0"
DESCRIPTION = "numbers held for any paper"

_FORWARDS = """
alter table result_number drop constraint result_number_draft_id_fkey;
alter table result_number rename column draft_id to held_for;
"""

_BACKWARDS = """
delete from result_number n
    where n.held_for is not null
        and not exists (select from result_draft d where d.id = n.held_for);
alter table result_number rename column held_for to draft_id;
alter table result_number add constraint result_number_draft_id_fkey
    foreign key (draft_id) references result_draft (id) on delete restrict;
"""

forwards = sql_migration(ID, "results", _FORWARDS, _BACKWARDS, DESCRIPTION)
