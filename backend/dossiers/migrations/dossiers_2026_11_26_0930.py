"""How many parts of the work are open elsewhere, kept with the dossier: what a list walks."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:30:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "open tasks of a dossier"

_OPEN = "where open_tasks > 0"
_FORWARDS = f"""
alter table dossier add column open_tasks smallint not null default 0 check (open_tasks >= 0);
update dossier d set open_tasks = t.count from (select dossier_id, count(*) as count
    from joint_task where closed_at is null group by dossier_id) t where t.dossier_id = d.id;
create index dossier_shared_received on dossier
    (receiving_agency_id, submitted_at desc, id desc) {_OPEN};
create index dossier_shared_held on dossier (holding_agency_id, submitted_at desc, id desc) {_OPEN};
create index dossier_shared_unit on dossier (holding_unit_id, submitted_at desc, id desc) {_OPEN};
create index dossier_shared_executor on dossier (executor_id, submitted_at desc, id desc) {_OPEN};
create function joint_task_is_counted() returns trigger language plpgsql as $$
declare
    more integer := 0;
begin
    if tg_op <> 'DELETE' and new.closed_at is null then
        more := more + 1;
    end if;
    if tg_op <> 'INSERT' and old.closed_at is null then
        more := more - 1;
    end if;
    if more <> 0 then
        update dossier set open_tasks = open_tasks + more
            where id = coalesce(new.dossier_id, old.dossier_id);
    end if;
    return null;
end $$;
create trigger joint_task_is_counted after insert or update of closed_at or delete on joint_task
    for each row execute function joint_task_is_counted();
"""

_BACKWARDS = """
drop trigger joint_task_is_counted on joint_task;
drop function joint_task_is_counted();
drop index dossier_shared_received, dossier_shared_held, dossier_shared_unit,
    dossier_shared_executor;
alter table dossier drop column open_tasks;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
