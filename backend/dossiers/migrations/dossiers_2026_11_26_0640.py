"""Every folder by an index of its own: deadlines, what is closed, what others are asked."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:40:21:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of folders"

_RUNNING = """where due_at is not null and finished_at is null and waiting_since is null
    and state not in ('refused', 'rejected_by_agency', 'stopped', 'returned')"""
_CLOSED = "where state in ('refused', 'rejected_by_agency', 'stopped', 'returned')"
_FORWARDS = f"""
create index dossier_running_received on dossier (receiving_agency_id, due_at, id) {_RUNNING};
create index dossier_running_held on dossier (holding_agency_id, due_at, id) {_RUNNING};
create index dossier_running_unit on dossier (holding_unit_id, due_at, id) {_RUNNING};
create index dossier_running_executor on dossier (executor_id, due_at, id) {_RUNNING};
create index dossier_closed_unit on dossier (holding_unit_id, submitted_at desc, id desc)
    {_CLOSED};
create index dossier_closed_executor on dossier (executor_id, submitted_at desc, id desc)
    {_CLOSED};
create index consultation_asked on consultation (agency_id, dossier_id) where closed_at is null;
create index joint_task_asked on joint_task (agency_id, dossier_id) where closed_at is null;
create index joint_task_open on joint_task (dossier_id, agency_id) where closed_at is null;
"""

_BACKWARDS = """
drop index dossier_running_received, dossier_running_held, dossier_running_unit,
    dossier_running_executor, dossier_closed_unit, dossier_closed_executor, consultation_asked,
    joint_task_asked, joint_task_open;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
