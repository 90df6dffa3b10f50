"""Where a dossier stood before its agency was merged or split: figures of those days stay there."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:51:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "agencies before a merger"

_FORWARDS = """
alter table dossier add column agency_past jsonb
    check (agency_past is null or jsonb_typeof(agency_past) = 'array');
create index dossier_with_past on dossier (id) where agency_past is not null;
-- Where a dossier stood at a moment: the first place that was left after it, else where it is now.
create function dossier_then(past jsonb, at timestamptz)
returns table (until timestamptz, receiving uuid, holding uuid, unit uuid)
language sql stable parallel safe as $$
    select p.until, p.receiving, p.holding, p.unit
    from jsonb_to_recordset(past) as p(until timestamptz, receiving uuid, holding uuid, unit uuid)
    where at < p.until order by p.until limit 1
$$;
create function agency_then(past jsonb, at timestamptz, now uuid) returns uuid
language sql stable parallel safe as $$
    select case when past is null then now
        else coalesce((select t.receiving from dossier_then(past, at) t), now) end
$$;
-- Of those that moved already only the receiving agency is known.
update dossier d set agency_past = m.past from (
    select dossier_id, jsonb_agg(jsonb_build_object('until', moved_at, 'receiving', from_agency_id,
        'holding', from_agency_id, 'unit', null) order by moved_at) as past
    from dossier_agency_move group by dossier_id) m where m.dossier_id = d.id;
"""

_BACKWARDS = """
drop function agency_then(jsonb, timestamptz, uuid);
drop function dossier_then(jsonb, timestamptz);
drop index dossier_with_past;
alter table dossier drop column agency_past;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
