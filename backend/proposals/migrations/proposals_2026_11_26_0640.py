"""Forms are put in force by two persons too."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:40:04:000000"
VERSION = "1.38.0"
DESCRIPTION = "forms take two persons"

_FORWARDS = """
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check
    check (subject in ('result_kind', 'papers', 'form'));
"""

_BACKWARDS = """
delete from proposal where subject = 'form';
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check
    check (subject in ('result_kind', 'papers'));
"""

forwards = sql_migration(ID, "proposals", _FORWARDS, _BACKWARDS, DESCRIPTION)
