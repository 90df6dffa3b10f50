"""How a dossier ended, and by when that counts: what stopped in vain is not late by waiting."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T23:40:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "ends without a result"

_ENDS = "'finish', 'resolve_at_desk', 'reject', 'stop', 'expire_supplement', 'grant_withdrawal'"
_BACK = "'reopen_before_hand_over'"
_ASKS = "'request_supplement', 'supplement'"
_WITHDRAWS = "'request_withdrawal', 'deny_withdrawal'"
_NEWEST = """(select case when e.act = '{act}'{more} then e.at end from dossier_event e
    where e.dossier_id = n.id and e.act in ({acts}) and e.seq < n.seq
    order by e.seq desc limit 1)"""
_ASKED = _NEWEST.format(
    act="request_supplement", more=" and e.state_after = 'supplement'", acts=_ASKS
)
BROUGHT_OVER = f"""
update dossier d set ended_as = k.ended_as, judged_at = case k.ended_as when 'rejected' then null
        when 'withdrawn' then least(k.asked, k.stood, k.withdrawing)
        else least(k.asked, k.stood) end
from (select n.id, case n.act when 'reject' then 'rejected'
            when 'grant_withdrawal' then 'withdrawn' else 'stopped' end as ended_as,
        {_ASKED} as asked,
        {_NEWEST.format(act="request_withdrawal", more="", acts=_WITHDRAWS)} as withdrawing,
        (select i.started_at from clock_interval i where i.dossier_id = n.id
            and i.started_at < n.at and i.ended_at >= n.finished_at
            and i.ended_at <= n.finished_at + interval '1 minute'
            order by i.started_at limit 1) as stood
    from (select f.id, f.finished_at, e.act, e.at, e.seq from dossier f
        cross join lateral (select o.act, o.at, o.seq from dossier_event o
            where o.dossier_id = f.id and o.act in ({_ENDS}) and o.seq > coalesce(
                (select max(b.seq) from dossier_event b where b.dossier_id = f.id
                    and b.act = {_BACK}), 0)
            order by o.seq limit 1) e
        where f.finished_at is not null and f.state in ('rejected_by_agency', 'stopped')
            and e.act not in ('finish', 'resolve_at_desk')) n) k
where k.id = d.id;
"""
_FORWARDS = f"""
alter table dossier add column ended_as varchar(10) not null default ''
    check (ended_as in ('', 'rejected', 'stopped', 'withdrawn'));
alter table dossier add column judged_at timestamptz;
-- As `backend.law.ending.done_class`: null while it is open, 'none' where nothing was promised.
create function done_class(ended_as text, finished_at timestamptz, judged_at timestamptz,
    due_at timestamptz) returns text language sql immutable parallel safe as $$
    select case when finished_at is null then null
        when due_at is null then 'none'
        when coalesce(judged_at, finished_at) > due_at then 'done_late'
        when ended_as = '' and (finished_at at time zone 'Asia/Ho_Chi_Minh')::date
            < (due_at at time zone 'Asia/Ho_Chi_Minh')::date then 'done_early'
        else 'done_on_time' end
$$;
{BROUGHT_OVER}create index dossier_done_late_received on dossier (receiving_agency_id, due_at, id)
    where done_class(ended_as, finished_at, judged_at, due_at) = 'done_late';
create index dossier_done_late_held on dossier (holding_agency_id, due_at, id)
    where done_class(ended_as, finished_at, judged_at, due_at) = 'done_late';
"""

_BACKWARDS = """
drop index dossier_done_late_held, dossier_done_late_received;
drop function done_class(text, timestamptz, timestamptz, timestamptz);
alter table dossier drop column judged_at, drop column ended_as;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
