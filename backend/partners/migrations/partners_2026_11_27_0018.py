"""Programs whose agency has ended are approved again."""

from backend.platform.migrations import sql_migration

ID = "2026-11-27T00:18:05:000042"
VERSION = "1.38.0"
DESCRIPTION = "programs of agencies that ended"

_FORWARDS = """
alter table api_client add column former_agency_ids uuid[] not null default '{}';
"""

_BACKWARDS = """
alter table api_client drop column former_agency_ids;
"""

forwards = sql_migration(ID, "partners", _FORWARDS, _BACKWARDS, DESCRIPTION)
