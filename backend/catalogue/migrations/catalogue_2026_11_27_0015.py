"""Approved versions know what they were approved over, and may open, close or add a procedure."""

from backend.platform.migrations import sql_migration

ID = "2026-11-27T00:15:46:000000"
VERSION = "1.38.0"
DESCRIPTION = "approved versions keep the values they change, and may open a procedure"

# Versions that already wait were approved over the version of that moment.
_FORWARDS = """
alter table procedure_change add column base jsonb;
alter table procedure_change add column takes_online boolean;
alter table procedure_change add column adds boolean not null default false;
alter table procedure_change add column agency_id uuid references agency (id) on delete restrict;
update procedure_change c set base = (
    select jsonb_strip_nulls(jsonb_object_agg(name, v.content -> name))
    from jsonb_object_keys(c.fields) as known (name), (select content from procedure_version v
        where v.tenant_id = c.tenant_id and v.procedure_code = c.procedure_code
        and v.effective_from <= c.approved_at order by v.version desc limit 1) v)
where c.state = 'waiting';
create index procedure_change_waiting on procedure_change (tenant_id, effective_on)
    where state = 'waiting' and adds;
"""

_BACKWARDS = """
drop index procedure_change_waiting;
alter table procedure_change drop column agency_id, drop column adds, drop column takes_online,
    drop column base;
"""

forwards = sql_migration(ID, "catalogue", _FORWARDS, _BACKWARDS, DESCRIPTION)
