"""Office hours of the week: everybody's, and those of an agency that keeps its own."""

from datetime import time
from itertools import pairwise
from uuid import UUID

from backend.access.actor import Actor
from backend.law.calendar import Interval
from backend.organisation.actions import set_office_hours
from backend.organisation.calendar_admin import managed
from backend.platform.database import fetch
from backend.platform.problems import RuleBroken, field
from backend.settings import settings
from shared.contracts.calendar import OfficeHoursView, OfficeTime, SetOfficeHours
from shared.contracts.common import FieldProblem


async def hours_of(actor: Actor, agency_id: str) -> OfficeHoursView:
    """The week of an agency the caller manages, or (empty) everybody's. Raises Forbidden."""
    return await _view(await managed(actor, agency_id) if agency_id else None)


async def keep_hours(actor: Actor, data: SetOfficeHours) -> OfficeHoursView:
    """Keeps a week; of an agency, no hours at all mean those of everybody again.

    Due dates given so far stay until somebody has them counted anew. Raises Forbidden, RuleBroken.
    """
    agency_id = await managed(actor, data.agency_id)
    week = _week(data.week)
    if not week and agency_id is None:
        raise RuleBroken(
            "Tuần làm việc chung phải có giờ làm việc.",
            errors=[field("/week", "Ghi giờ làm việc của ít nhất một ngày.")],
        )
    await set_office_hours(agency_id, week, actor)
    return await _view(agency_id)


def _week(given: list[OfficeTime]) -> dict[int, tuple[Interval, ...]]:
    week: dict[int, list[Interval]] = {}
    errors: list[FieldProblem] = []
    for number, one in enumerate(given):
        opens, closes = time.fromisoformat(one.opens), time.fromisoformat(one.closes)
        if opens >= closes:
            errors.append(field(f"/week/{number}/closes", "Giờ đóng cửa phải sau giờ mở cửa."))
        week.setdefault(one.weekday, []).append((opens, closes))
    for weekday, intervals in week.items():
        intervals.sort()
        if any(before[1] > after[0] for before, after in pairwise(intervals)):
            errors.append(
                field(
                    f"/week/{weekday}", "Hai khoảng giờ của một ngày chồng lên nhau; hãy sửa lại."
                )
            )
    if errors:
        raise RuleBroken("Giờ làm việc chưa hợp lý.", en="These hours overlap.", errors=errors)
    return {weekday: tuple(intervals) for weekday, intervals in week.items()}


async def _view(agency_id: UUID | None) -> OfficeHoursView:
    rows = await fetch(
        "select agency_id, weekday, opens, closes from office_hours "
        "where tenant_id = $1 and (agency_id = $2 or agency_id is null) order by weekday, opens",
        settings().tenant,
        agency_id,
    )
    own = [row for row in rows if row["agency_id"] is not None]
    return OfficeHoursView(
        agency_id=str(agency_id or ""),
        inherited=agency_id is not None and not own,
        week=[
            OfficeTime(row["weekday"], f"{row['opens']:%H:%M}", f"{row['closes']:%H:%M}")
            for row in own or rows
        ],
    )
