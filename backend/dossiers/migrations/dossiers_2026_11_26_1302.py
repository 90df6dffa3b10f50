"""Open dossiers and drafts of a procedure are found without reading all."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T13:02:46:000000"
VERSION = "1.38.0"
DESCRIPTION = "open dossiers and drafts by procedure"

_FORWARDS = """
create index dossier_open_procedure on dossier (tenant_id, procedure_code)
    where state not in ('refused', 'rejected_by_agency', 'stopped', 'returned');
create index draft_open_procedure on draft (tenant_id, procedure_code) where dossier_id is null;
"""

_BACKWARDS = """
drop index draft_open_procedure, dossier_open_procedure;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
