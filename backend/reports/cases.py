"""SQL of the dossiers that a period counts, as they stood when it ended.

The same as `backend.law.reporting` says of one dossier, for all at once; a test recounts from the
events. A row of `dossier` equals the fold of its events, so what is finished is read there; only
dossiers whose result was taken back since the period began are folded again. What an agency had
received counts for it until the day it was merged or split, and since for whoever took over.
"""

from typing import Any

from backend.law.reporting import ENDING, TAKING_BACK
from backend.reports.periods import Period, Scope
from backend.settings import settings
from shared.vocabulary.reports import Figure
from shared.vocabulary.time_units import DeadlineClass

_ENDING = ", ".join(f"'{act}'" for act in sorted(ENDING))
_FOLDED = f"""(select min(e.at) from dossier_event e
    where e.dossier_id = d.id and e.act in ({_ENDING}) and e.at < {{moment}} and e.seq > coalesce(
        (select max(r.seq) from dossier_event r where r.dossier_id = d.id
            and r.act = '{TAKING_BACK}' and r.at < {{moment}}), 0))"""
CASES = f"""
with taken_back as materialized (
    select distinct dossier_id from dossier_event where act = '{TAKING_BACK}' and at >= $3),
moved as materialized (
    select distinct on (dossier_id) dossier_id, from_agency_id from dossier_agency_move
    where moved_at >= $4 order by dossier_id, moved_at),
standing as (
    select d.id, d.code, d.agency_id, d.procedure_code, d.procedure_name,
        d.procedure_version_id, d.channel, d.accepted_at, d.due_at as due_now,
        t.dossier_id is not null as was_taken_back,
        case when t.dossier_id is not null then {_FOLDED.format(moment="$4")}
            when d.finished_at < $4 then d.finished_at end as finished_at,
        case when t.dossier_id is not null then {_FOLDED.format(moment="$3")}
            when d.finished_at < $3 then d.finished_at end as was_finished_at,
        case when d.finished_at < $4 then d.ended_as else '' end as ended_as,
        case when d.finished_at < $4 then d.judged_at end as judged_at
    from (select h.*, h.receiving_agency_id as agency_id from dossier h
            where h.receiving_agency_id = any($2::uuid[])
                and not exists (select from moved m where m.dossier_id = h.id)
        union all
        select h.*, m.from_agency_id from moved m join dossier h on h.id = m.dossier_id
            where m.from_agency_id = any($2::uuid[])) d
        left join taken_back t on t.dossier_id = d.id
    where d.tenant_id = $1 and d.accepted_at < $4
        and (d.finished_at is null or d.finished_at >= $3 or t.dossier_id is not null)),
counted as (
    select s.*,
        case when s.finished_at is not null and not s.was_taken_back then s.due_now
            else coalesce((select x.due_at from due_date x where x.dossier_id = s.id
                and x.set_at <= coalesce(s.finished_at, $4)
                order by x.set_at desc, x.id desc limit 1), s.due_now) end as due_at,
        s.finished_at is null and exists (select from clock_interval i
            where i.dossier_id = s.id and i.started_at < $4
            and (i.ended_at is null or i.ended_at >= $4)) as waiting
    from standing s
    where s.was_finished_at is null or s.finished_at is distinct from s.was_finished_at)
"""
"""Rows `counted`; the arguments are those of `arguments`."""

# Only a result can be taken back, so an end of another kind is the last one.
_DONE = "done_class(ended_as, finished_at, judged_at, due_at)"
_LATE = "not waiting and due_at is not null and $4 > due_at"
CONDITIONS: dict[Figure, str] = {
    Figure.RECEIVED: "true",
    Figure.RECEIVED_ONLINE: "accepted_at >= $3 and channel = 'online'",
    Figure.RECEIVED_OTHERWISE: "accepted_at >= $3 and channel <> 'online'",
    Figure.CARRIED_OVER: "accepted_at < $3",
    Figure.RESOLVED: "finished_at is not null",
    Figure.RESOLVED_EARLY: f"{_DONE} = '{DeadlineClass.DONE_EARLY}'",
    Figure.RESOLVED_ON_TIME: (
        f"{_DONE} in ('{DeadlineClass.DONE_ON_TIME}', '{DeadlineClass.NONE}')"
    ),
    Figure.RESOLVED_LATE: f"{_DONE} = '{DeadlineClass.DONE_LATE}'",
    Figure.IN_PROGRESS: "finished_at is null",
    Figure.IN_PROGRESS_IN_TIME: f"finished_at is null and not ({_LATE})",
    Figure.IN_PROGRESS_LATE: f"finished_at is null and {_LATE}",
}
"""Which of the counted dossiers a figure is about."""


def arguments(period: Period, scope: Scope) -> list[Any]:
    """`$1` to `$4`."""
    return [settings().tenant, scope.ids, period.start, period.end]
