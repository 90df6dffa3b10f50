"""Indexes for every way in which an officer sees a dossier, in the order of the inbox."""

from backend.platform.migrations import sql_migration

ID = "2026-11-23T23:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of the inbox"

_FORWARDS = """
create index dossier_unit on dossier (holding_unit_id, submitted_at desc, id desc);
create index dossier_executor on dossier (executor_id, submitted_at desc, id desc);
create index dossier_consulted on dossier (consulted_agency_id, submitted_at desc, id desc)
    where consulted_agency_id is not null;
create index dossier_open_unit on dossier (holding_unit_id, submitted_at desc, id desc)
    where state not in ('refused', 'rejected_by_agency', 'stopped', 'returned');
create index dossier_open_executor on dossier (executor_id, submitted_at desc, id desc)
    where state not in ('refused', 'rejected_by_agency', 'stopped', 'returned');
create index dossier_closed_received on dossier (receiving_agency_id, submitted_at desc, id desc)
    where state in ('refused', 'rejected_by_agency', 'stopped', 'returned');
create index dossier_closed_held on dossier (holding_agency_id, submitted_at desc, id desc)
    where state in ('refused', 'rejected_by_agency', 'stopped', 'returned');
drop index dossier_received, dossier_held;
"""

_BACKWARDS = """
create index dossier_received on dossier (receiving_agency_id, submitted_at desc, id desc);
create index dossier_held on dossier (holding_agency_id, submitted_at desc, id desc);
drop index dossier_unit, dossier_executor, dossier_consulted, dossier_open_unit,
    dossier_open_executor, dossier_closed_received, dossier_closed_held;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
