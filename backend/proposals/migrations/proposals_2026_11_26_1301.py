"""Procedures and their stops are put in force by two persons too."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T13:01:46:000000"
VERSION = "1.38.0"
DESCRIPTION = "procedures take two persons"

_FORWARDS = """
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check check (subject in ('result_kind',
    'papers', 'form', 'content', 'survey', 'procedure', 'procedure_stop'));
"""

_BACKWARDS = """
delete from proposal where subject in ('procedure', 'procedure_stop');
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check
    check (subject in ('result_kind', 'papers', 'form', 'content', 'survey'));
"""

forwards = sql_migration(ID, "proposals", _FORWARDS, _BACKWARDS, DESCRIPTION)
