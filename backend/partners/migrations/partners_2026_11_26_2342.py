"""Open data by month is counted anew: accepted dossiers alone, in time as in form II.06a."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T23:42:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "open data counted anew"

forwards = sql_migration(ID, "partners", "delete from open_data_run;", "select 1;", DESCRIPTION)
