"""Dossiers of one person at one desk, for the question whether a new one repeats an old one."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T04:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "dossiers of a person at a desk"

_FORWARDS = """
create index dossier_of_person on dossier
    (receiving_agency_id, applicant_personal_id, submitted_at desc);
"""

_BACKWARDS = "drop index dossier_of_person;"

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
