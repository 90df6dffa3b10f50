"""The organisation over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import delete, get, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.guards import for_all, officer, public
from backend.organisation import calendar_admin, office_hours, queries
from backend.platform.problems import NotFound
from shared.contracts.calendar import (
    CalendarYearView,
    CallOffHours,
    DayChange,
    OfficeHoursView,
    OpenYear,
    SetDay,
    SetOfficeHours,
)
from shared.contracts.common import Choice, Page
from shared.contracts.organisation import Agency, Commune, OfficerRef, PublicSite, Unit

Id = Annotated[str, Parameter(max_length=60)]
Reason = Annotated[str, Parameter(max_length=300)]
Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/site", **public())
async def public_site() -> PublicSite:
    """Who runs this portal."""
    return await queries.site()


@get("/agencies", **public())
async def list_agencies(procedure: str = "") -> list[Agency]:
    """Agencies, or those that receive a procedure."""
    return await queries.agencies(procedure)


@get("/agencies/{agency_id:uuid}/units", **officer())
async def list_units(agency_id: UUID) -> list[Unit]:
    """Units of an agency."""
    return await queries.units(agency_id)


@get("/units/{unit_id:uuid}/officers", **officer())
async def list_officers(unit_id: UUID) -> list[OfficerRef]:
    """Specialists one can assign to."""
    return await queries.officers(unit_id)


@get("/communes", **public())
async def find_communes(q: str = "") -> list[Commune]:
    """Communes by name, with or without accents."""
    return await queries.communes(q)


@get("/communes/{code:str}", **public())
async def one_commune(code: str) -> Commune:
    """A commune by its code of five digits."""
    return await queries.commune(code)


@get("/provinces", **public())
async def list_provinces() -> list[Choice]:
    """The provinces, in the order of the Vietnamese alphabet."""
    return await queries.places_below("")


@get("/provinces/{code:str}/communes", **public())
async def list_communes(code: str) -> list[Choice]:
    """The communes of a province, in the order of the Vietnamese alphabet."""
    return await queries.places_below(code)


@get("/calendar", **officer())
async def calendar_year(actor: Actor, year: int) -> CalendarYearView:
    """Special dates of a year: everybody's, and those of agencies I manage."""
    if not 2000 <= year <= 2200:
        raise NotFound("Không có lịch của năm này.", en="There is no calendar of that year.")
    return await calendar_admin.year_view(actor, year)


@post("/calendar/days", status_code=200, **officer(*calendar_admin.OWN))
async def set_calendar_day(actor: Actor, data: SetDay) -> CalendarYearView:
    """Says what is special of a date."""
    await calendar_admin.set_day(actor, data)
    return await calendar_admin.year_view(actor, int(data.day[:4]))


@delete("/calendar/days/{day_id:uuid}", **officer(*calendar_admin.OWN))
async def remove_calendar_day(actor: Actor, day_id: UUID, reason: Reason = "") -> None:
    """Takes a date back to what the week says, saying why."""
    await calendar_admin.remove_day(actor, day_id, reason)


@get("/calendar/changes", **officer(*calendar_admin.OWN))
async def calendar_changes(actor: Actor, cursor: Cursor = "", limit: Limit = 20) -> Page[DayChange]:
    """What was said of dates before and after each change, the newest first."""
    return await calendar_admin.day_changes(actor, cursor, limit)


@post("/calendar/years", status_code=200, **for_all(*calendar_admin.WHOLE))
async def open_calendar_year(actor: Actor, data: OpenYear) -> CalendarYearView:
    """Enters the public holidays of a year, so that terms may reach into it."""
    await calendar_admin.open_year(actor, data)
    return await calendar_admin.year_view(actor, data.year)


@get("/calendar/hours", **officer(*calendar_admin.OWN))
async def calendar_hours(actor: Actor, agency_id: Id = "") -> OfficeHoursView:
    """Office hours of an agency I manage, or everybody's."""
    return await office_hours.hours_of(actor, agency_id)


@post("/calendar/hours", status_code=200, **officer(*calendar_admin.OWN))
async def keep_calendar_hours(actor: Actor, data: SetOfficeHours) -> OfficeHoursView:
    """Keeps the office hours of a week from a day on."""
    return await office_hours.keep_hours(actor, data)


@post(
    "/calendar/hours/{week_id:uuid}/cancellation", status_code=200, **officer(*calendar_admin.OWN)
)
async def call_off_hours(actor: Actor, week_id: UUID, data: CallOffHours) -> OfficeHoursView:
    """Calls hours off before their day."""
    return await office_hours.call_off(actor, week_id, data.reason)


ROUTES = [
    public_site,
    list_agencies,
    list_units,
    list_officers,
    find_communes,
    one_commune,
    list_provinces,
    list_communes,
    calendar_year,
    set_calendar_day,
    remove_calendar_day,
    open_calendar_year,
    calendar_hours,
    keep_calendar_hours,
    call_off_hours,
    calendar_changes,
]
