"""The points of dossiers for the nine indicators as SQL, and what a line adds up."""

from dataclasses import dataclass, field
from typing import Any

from backend.indicators.components import IN_TIME
from shared.vocabulary.nine_indicators import NineIndicator

N = NineIndicator
# Decided in the period: what the applicant withdrew or let lapse is nobody's work to be judged.
DECIDED = "f.end_kind in ('result', 'rejected') and f.ended_at >= $3"
_DAY = "({} at time zone 'Asia/Ho_Chi_Minh')::date"
_TIME = f"""case when f.due_at is null then 1 when f.ended_at > f.due_at then 0
    when {_DAY.format("f.ended_at")} < {_DAY.format("f.due_at")} then 2 else 1 end"""
_PARTS = (
    f"case f.parts when 'early' then 2 when 'on_time' then 1 when 'late' then 0 else {_TIME} end"
)
# Electronic publicity is the portal itself; that on the wall is what the agency stated of that day.
_POSTED = f"""case when (f.agency_id, {_DAY.format("f.ended_at")}) in (
    select p.agency_id, g.day::date from publicity_statement p
    cross join lateral generate_series(p.day_from, p.day_to, interval '1 day') g (day)
    where p.posted and p.superseded_at is null) then 2 else 1 end"""
POINTS: dict[NineIndicator, str] = {
    N.TIME: _TIME,
    N.UNIT_TIME: f"least({_TIME}, {_PARTS})",
    N.CONTACTS: "greatest(0, 2 - f.contacts)",
    N.PLACES: "2 - least(1, f.contacts)",
    N.PUBLICITY: _POSTED,
    N.CONDUCT: f"case when f.complained then 0 else {_TIME} end",
}
"""Points of one dossier as SQL over the facts `f`; the rules of `backend.law.nine_indicators`."""
COLUMNS = ", ".join(
    [
        "f.agency_id", "f.unit_id", "f.officer_id", "f.procedure_code",
        f"count(*) filter (where {DECIDED}) as dossiers",
        *(
            f"coalesce(sum({sql}) filter (where {DECIDED}), 0)::bigint as p{one}"
            for one, sql in POINTS.items()
        ),
        f"coalesce(bool_and(f.at_desk) filter (where {DECIDED}), false) as at_desk",
        "count(*) filter (where f.accepted_at >= $3) as received",
        "count(*) filter (where f.accepted_at >= $3 and f.channel = 'online') as online",
        f"count(*) filter (where f.channel = 'online' and not ({IN_TIME})) as online_late",
    ]
)  # fmt: skip


@dataclass(slots=True)
class Scores:
    """What one line adds up."""

    dossiers: int = 0
    points: dict[NineIndicator, int] = field(default_factory=lambda: dict.fromkeys(POINTS, 0))
    desk: dict[str, bool] = field(default_factory=dict)  # procedure: all of it at the desk
    received: int = 0
    online: int = 0
    online_late: int = 0

    def take(self, row: Any) -> None:
        """Adds a row of counts."""
        self.dossiers += row["dossiers"]
        for one in POINTS:
            self.points[one] += row[f"p{one}"]
        if row["dossiers"]:
            code = row["procedure_code"]
            self.desk[code] = self.desk.get(code, True) and row["at_desk"]
        self.received += row["received"]
        self.online += row["online"]
        self.online_late += row["online_late"]
