"""Parts of the work that other agencies are entrusted with (NĐ 61/2018 Điều 19.6, 19.7)."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T04:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "joint processing"

_FORWARDS = """
create table joint_task (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    agency_id uuid not null references agency (id) on delete restrict,
    position smallint not null check (position >= 1),
    content text not null,
    days smallint not null check (days between 1 and 60),
    in_turn boolean not null,
    asked_at timestamptz not null,
    started_at timestamptz,
    answer_by timestamptz,
    closed_at timestamptz,
    cancelled boolean not null default false,
    result text not null default '',
    attachment_id uuid,
    answered_by uuid references account (id) on delete restrict,
    escalated_at timestamptz,
    unique (dossier_id, position),
    check ((started_at is null) = (answer_by is null)),
    check (closed_at is null or started_at is not null or cancelled)
);
create index joint_task_late on joint_task (answer_by, id)
    where closed_at is null and escalated_at is null and answer_by is not null;
alter table dossier_reach drop constraint dossier_reach_ground_check;
alter table dossier_reach add constraint dossier_reach_ground_check
    check (ground in ('consulted', 'coordinator', 'watcher', 'entrusted'));
"""

_BACKWARDS = """
delete from dossier_reach where ground = 'entrusted';
alter table dossier_reach drop constraint dossier_reach_ground_check;
alter table dossier_reach add constraint dossier_reach_ground_check
    check (ground in ('consulted', 'coordinator', 'watcher'));
drop table joint_task;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
