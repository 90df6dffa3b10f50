"""A dossier keeps the version of the regime it was submitted under; 0 is the regime as shipped."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T17:15:11:000054"
VERSION = "1.38.0"
DESCRIPTION = "version of the regime of a dossier"

_FORWARDS = """
alter table dossier add column regime_version smallint not null default 0;
alter table recalculation add column regime_version smallint not null default 0;
"""

_BACKWARDS = """
alter table recalculation drop column regime_version;
alter table dossier drop column regime_version;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
