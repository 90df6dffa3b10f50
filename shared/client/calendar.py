"""The working calendar and counting due dates anew."""

from shared.client.base import ApiClient
from shared.contracts.calendar import (
    CalendarPreview,
    CalendarYearView,
    CallOffHours,
    DayChange,
    MovedDueDate,
    OfficeHoursView,
    OpenYear,
    Recalculation,
    SetDay,
    SetOfficeHours,
    StartRecalculation,
)
from shared.contracts.common import Page


async def year(api: ApiClient, number: int) -> CalendarYearView:
    """Special dates of a year."""
    return await api.get("/calendar", CalendarYearView, params={"year": number})


async def set_day(api: ApiClient, data: SetDay) -> CalendarYearView:
    """Say what is special of a date."""
    return await api.post("/calendar/days", data, CalendarYearView)


async def remove_day(api: ApiClient, day_id: str, reason: str) -> None:
    """Take a date back to what the week says, saying why."""
    await api.delete(f"/calendar/days/{day_id}", params={"reason": reason})


async def changes(api: ApiClient, cursor: str = "", limit: int = 20) -> Page[DayChange]:
    """What was said of dates before and after each change."""
    params = {"cursor": cursor, "limit": limit}
    return await api.get("/calendar/changes", Page[DayChange], params=params)


async def preview_day(api: ApiClient, data: SetDay) -> CalendarPreview:
    """What a special date would come to."""
    return await api.post("/calendar/days/preview", data, CalendarPreview)


async def preview_removal(api: ApiClient, day_id: str) -> CalendarPreview:
    """What taking a date back would come to."""
    return await api.get(f"/calendar/days/{day_id}/removal-preview", CalendarPreview)


async def open_year(api: ApiClient, number: int, decision_number: str) -> CalendarYearView:
    """Enter the public holidays of a year."""
    return await api.post("/calendar/years", OpenYear(number, decision_number), CalendarYearView)


async def hours(api: ApiClient, agency_id: str = "") -> OfficeHoursView:
    """Office hours of an agency, or everybody's."""
    return await api.get("/calendar/hours", OfficeHoursView, params={"agency_id": agency_id})


async def keep_hours(api: ApiClient, data: SetOfficeHours) -> OfficeHoursView:
    """Keep the office hours of a week."""
    return await api.post("/calendar/hours", data, OfficeHoursView)


async def preview_hours(api: ApiClient, data: SetOfficeHours) -> CalendarPreview:
    """What other hours would come to."""
    return await api.post("/calendar/hours/preview", data, CalendarPreview)


async def call_off_hours(api: ApiClient, week_id: str, reason: str) -> OfficeHoursView:
    """Call hours off before their day."""
    return await api.post(
        f"/calendar/hours/{week_id}/cancellation", CallOffHours(reason), OfficeHoursView
    )


async def preview(
    api: ApiClient, cursor: str = "", *, new_regime: bool = False
) -> Page[MovedDueDate]:
    """Open dossiers whose due date would move, or that would go over to the regime in force."""
    params = {"cursor": cursor, "new_regime": str(new_regime).lower()}
    return await api.get("/recalculations/preview", Page[MovedDueDate], params=params)


async def recalculate(api: ApiClient, data: StartRecalculation) -> Recalculation:
    """Have due dates counted anew."""
    return await api.post("/recalculations", data, Recalculation)


async def progress(api: ApiClient, recalculation_id: str) -> Recalculation:
    """How far it is."""
    return await api.get(f"/recalculations/{recalculation_id}", Recalculation)
