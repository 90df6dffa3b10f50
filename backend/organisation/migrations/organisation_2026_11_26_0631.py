"""An agency may be there for trials only: its dossiers are demonstration data."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:31:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "agencies for trials"

_FORWARDS = """
alter table agency add column demonstration boolean not null default false;
create unique index agency_for_trials on agency (tenant_id) where demonstration;
"""

_BACKWARDS = """
drop index agency_for_trials;
alter table agency drop column demonstration;
"""

forwards = sql_migration(ID, "organisation", _FORWARDS, _BACKWARDS, DESCRIPTION)
