"""Names, contacts and titles are put in force by two persons too."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T16:30:12:000053"
VERSION = "1.38.0"
DESCRIPTION = "particulars take two persons"

_FORWARDS = """
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check check (subject in ('result_kind',
    'papers', 'form', 'content', 'survey', 'procedure', 'procedure_stop', 'index',
    'particulars', 'regime'));
"""

_BACKWARDS = """
delete from proposal where subject in ('particulars', 'regime');
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check check (subject in ('result_kind',
    'papers', 'form', 'content', 'survey', 'procedure', 'procedure_stop', 'index'));
"""

forwards = sql_migration(ID, "proposals", _FORWARDS, _BACKWARDS, DESCRIPTION)
