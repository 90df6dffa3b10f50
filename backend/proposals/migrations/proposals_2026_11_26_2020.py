"""Who receives and who resolves a procedure is decided by two persons too."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T20:20:10:000057"
VERSION = "1.38.0"
DESCRIPTION = "competences take two persons"

# The key of a competence is the code of the procedure and that of the agency.
_FORWARDS = """
alter table proposal alter column key type varchar(80);
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check check (subject in ('result_kind',
    'papers', 'form', 'content', 'survey', 'procedure', 'procedure_stop', 'index',
    'particulars', 'regime', 'competence'));
"""

_BACKWARDS = """
delete from proposal where subject = 'competence';
alter table proposal drop constraint proposal_subject_check;
alter table proposal add constraint proposal_subject_check check (subject in ('result_kind',
    'papers', 'form', 'content', 'survey', 'procedure', 'procedure_stop', 'index',
    'particulars', 'regime'));
alter table proposal alter column key type varchar(60);
"""

forwards = sql_migration(ID, "proposals", _FORWARDS, _BACKWARDS, DESCRIPTION)
