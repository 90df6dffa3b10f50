"""The definition of the service index is put in force by two persons too."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T13:26:37:000000"
VERSION = "1.38.0"
DESCRIPTION = "the index takes two persons"

# The list is that of the vocabulary, with what procedures need.
_FORWARDS = """
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check check (subject in ('result_kind',
    'papers', 'form', 'content', 'survey', 'procedure', 'procedure_stop', 'index'));
"""

_BACKWARDS = """
delete from proposal where subject = 'index';
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check check (subject in ('result_kind',
    'papers', 'form', 'content', 'survey', 'procedure', 'procedure_stop'));
"""

forwards = sql_migration(ID, "proposals", _FORWARDS, _BACKWARDS, DESCRIPTION)
