"""Content of the portal and surveys are put in force by two persons too."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:33:47:000000"
VERSION = "1.38.0"
DESCRIPTION = "content and surveys take two persons"

_FORWARDS = """
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check
    check (subject in ('result_kind', 'papers', 'form', 'content', 'survey'));
"""

_BACKWARDS = """
delete from proposal where subject in ('content', 'survey');
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check
    check (subject in ('result_kind', 'papers', 'form'));
"""

forwards = sql_migration(ID, "proposals", _FORWARDS, _BACKWARDS, DESCRIPTION)
