"""SQL of a passage `p` of `dossier d` through a step: its working time, its norm, whether it is
stuck. Working time needs the tables of `working_spans`."""

from backend.analyses.facts import agency_at
from backend.organisation.working_spans import day_of, worked_until

_BEGUN, _ENDED = "greatest(i.started_at, p.entered_at)", "least(i.ended_at, p.left_at)"
_PAUSED = f"""
    select sum(greatest(0, {worked_until(_ENDED, "t")} - {worked_until(_BEGUN, "s")})) as seconds
    from clock_interval i
    left join working_day s on s.no = w.no and s.day = {day_of(_BEGUN)}
    left join working_day t on t.no = w.no and t.day = {day_of(_ENDED)}
    where i.dossier_id = p.dossier_id and i.started_at < p.left_at
        and coalesce(i.ended_at, p.left_at) > p.entered_at"""
WORKED = f"""
    join working_agency w on w.agency_id = {agency_at("p.left_at")}
    left join working_day a on a.no = w.no and a.day = {day_of("p.entered_at")}
    left join working_day b on b.no = w.no and b.day = {day_of("p.left_at")}
    left join working_day c on c.no = w.no and c.day = {day_of("p.due_at")}
    left join lateral ({_PAUSED}) z on true"""
"""What `SECONDS` and `NORM` of a passage that is over are read from."""


def _since_entered(column: str, day: str) -> str:
    begun, ended = worked_until("p.entered_at", "a"), worked_until(f"p.{column}", day)
    return f"greatest(0, {ended} - {begun} - coalesce(z.seconds, 0))::float8"


SECONDS = _since_entered("left_at", "b")
NORM = _since_entered("due_at", "c")


def stuck(now: str) -> str:
    """Whether it is open, over its time, and no clock stands still for somebody outside."""
    return (
        f"(p.left_at is null and p.due_at < {now} and not exists (select from clock_interval i "
        "where i.dossier_id = p.dossier_id and i.ended_at is null))"
    )
