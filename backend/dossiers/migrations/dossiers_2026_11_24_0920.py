"""What a dossier was submitted with, as one number, so that the same again is recognised."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T09:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "fingerprint of a submission"

_FORWARDS = """
alter table dossier add column fingerprint bytea;
create index dossier_fingerprint on dossier (applicant_id, fingerprint)
    where fingerprint is not null;
"""

_BACKWARDS = "alter table dossier drop column fingerprint;"

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
