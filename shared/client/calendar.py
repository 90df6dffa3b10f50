"""The working calendar and counting due dates anew."""

from shared.client.base import ApiClient
from shared.contracts.calendar import (
    CalendarYearView,
    MovedDueDate,
    Recalculation,
    SetDay,
    StartRecalculation,
)
from shared.contracts.common import Page


async def year(api: ApiClient, number: int) -> CalendarYearView:
    """Special dates of a year."""
    return await api.get("/calendar", CalendarYearView, params={"year": number})


async def set_day(api: ApiClient, data: SetDay) -> CalendarYearView:
    """Say what is special of a date."""
    return await api.post("/calendar/days", data, CalendarYearView)


async def remove_day(api: ApiClient, day_id: str) -> None:
    """Take a date back to what the week says."""
    await api.delete(f"/calendar/days/{day_id}")


async def preview(api: ApiClient, cursor: str = "") -> Page[MovedDueDate]:
    """Open dossiers whose due date would move."""
    return await api.get("/recalculations/preview", Page[MovedDueDate], params={"cursor": cursor})


async def recalculate(api: ApiClient, data: StartRecalculation) -> Recalculation:
    """Have due dates counted anew."""
    return await api.post("/recalculations", data, Recalculation)


async def progress(api: ApiClient, recalculation_id: str) -> Recalculation:
    """How far it is."""
    return await api.get(f"/recalculations/{recalculation_id}", Recalculation)
