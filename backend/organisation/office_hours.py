"""Office hours as they are kept on screen: everybody's, and those of an agency that has its own."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from backend.access.actor import Actor
from backend.law.calendar import Week
from backend.organisation import office_weeks
from backend.organisation.calendar_admin import WHOLE, managed
from backend.organisation.weeks import STANDARD, From, holding, times_of, week_of
from backend.organisation.working_calendar import Thought, weeks_kept
from backend.platform import clock
from backend.platform.problems import RuleBroken, field
from shared.contracts.calendar import (
    CalendarDifference,
    OfficeHoursView,
    OfficeTime,
    SetOfficeHours,
)
from shared.contracts.common import FieldProblem

_FURTHEST = timedelta(days=731)
_EVERYBODYS = "Theo giờ chung toàn tỉnh"


async def hours_of(actor: Actor, agency_id: str) -> OfficeHoursView:
    """The week of an agency the caller manages, or (empty) everybody's."""
    if agency_id:
        return await _view(await managed(actor, agency_id), may_write=True)
    return await _view(None, may_write=actor.has_for_all(*WHOLE))


async def keep_hours(actor: Actor, data: SetOfficeHours) -> OfficeHoursView:
    """Keeps a week from a day on; of an agency, no hours at all mean those of everybody again.

    Due dates given so far stay until somebody has them counted anew. Raises Forbidden, RuleBroken.
    """
    agency_id, new = await _sound(actor, data)
    reason = data.reason.strip()
    if new.day > clock.today() and len(reason) < 5:
        raise RuleBroken(
            "Giờ làm việc áp dụng từ ngày khác cần lý do.",
            en="Hours from a later day need a reason.",
            errors=[field("/reason", "Ghi lý do, số văn bản, ít nhất 5 ký tự.")],
        )
    await office_weeks.set_office_hours(
        agency_id, new.week, actor, valid_from=new.day, reason=reason
    )
    return await _view(agency_id, may_write=True)


async def call_off(actor: Actor, week_id: UUID, reason: str) -> OfficeHoursView:
    """Calls hours off before their day. Raises NotFound, Forbidden, Conflict."""
    row = await office_weeks.one(week_id)
    agency_id = await managed(actor, str(row["agency_id"] or ""))
    await office_weeks.call_off(actor, row, reason.strip())
    return await _view(agency_id, may_write=True)


async def thought_of(
    actor: Actor, data: SetOfficeHours
) -> tuple[Thought, list[CalendarDifference]]:
    """Hours that are only thought of, and what they change. Raises Forbidden, RuleBroken."""
    agency_id, new = await _sound(actor, data)
    shared, own = await weeks_kept(agency_id)
    kept = own if agency_id is not None else shared
    before, after = office_weeks.said(holding(kept, new.day)), office_weeks.said(new.week)
    found = []
    if before != after:
        what = f"Từ {new.day:%d/%m/%Y}"
        found = [CalendarDifference(what, before or _EVERYBODYS, after or _EVERYBODYS)]
    return Thought(agency_id, week=new), found


async def _sound(actor: Actor, data: SetOfficeHours) -> tuple[UUID | None, From]:
    agency_id = await managed(actor, data.agency_id)
    week = _week(data.week)
    if not week and agency_id is None:
        raise RuleBroken(
            "Tuần làm việc chung phải có giờ làm việc.",
            errors=[field("/week", "Ghi giờ làm việc của ít nhất một ngày.")],
        )
    return agency_id, From(_day(data.valid_from), week)


def _day(text: str) -> date:
    today = clock.today()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        day = date.min
    if not today <= day <= today + _FURTHEST:
        sentence = "Ngày áp dụng phải từ hôm nay và không quá hai năm nữa."
        raise RuleBroken(
            sentence, en="Hours begin today or later.", errors=[field("/valid_from", sentence)]
        )
    return day


def _week(given: list[OfficeTime]) -> Week:
    errors: list[FieldProblem] = [
        field(f"/week/{number}/closes", "Giờ đóng cửa phải sau giờ mở cửa.")
        for number, one in enumerate(given)
        if one.opens >= one.closes
    ]
    week = week_of(given)
    errors += [
        field(f"/week/{weekday}", "Hai khoảng giờ của một ngày chồng lên nhau; hãy sửa lại.")
        for weekday, intervals in week.items()
        if any(before[1] > after[0] for before, after in pairwise(intervals))
    ]
    if errors:
        raise RuleBroken("Giờ làm việc chưa hợp lý.", en="These hours overlap.", errors=errors)
    return week


async def _view(agency_id: UUID | None, *, may_write: bool) -> OfficeHoursView:
    shared, own = await weeks_kept(agency_id)
    today = clock.today()
    mine = holding(own, today)
    return OfficeHoursView(
        agency_id=str(agency_id or ""),
        inherited=agency_id is not None and not mine,
        week=times_of(mine or holding(shared, today) or STANDARD),
        versions=await office_weeks.versions(agency_id, may_write=may_write),
    )
