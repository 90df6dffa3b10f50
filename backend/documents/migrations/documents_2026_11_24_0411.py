"""Papers that agencies send each other while they process a dossier together."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T04:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "papers of joint tasks"

_FORWARDS = """
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check
    check (purpose in ('component', 'supplement', 'result', 'form', 'task'));
alter table joint_task add constraint joint_task_attachment
    foreign key (attachment_id) references document (id) on delete restrict;
"""

_BACKWARDS = """
alter table joint_task drop constraint joint_task_attachment;
update document set purpose = 'supplement' where purpose = 'task';
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check
    check (purpose in ('component', 'supplement', 'result', 'form'));
"""

forwards = sql_migration(ID, "documents", _FORWARDS, _BACKWARDS, DESCRIPTION)
