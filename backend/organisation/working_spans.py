"""Working calendars of many agencies at once, as arrays from which SQL counts working time.

The seconds worked up to a moment are those of the days before it and those of its own day so far;
between two moments lie as many as the difference. The same as `WorkingCalendar.between`, for a
million moments.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from backend.law.calendar import Interval, WorkingCalendar, YearWithoutHolidays
from backend.organisation.working_calendar import working_calendar
from backend.platform.database import fetch
from backend.settings import settings

SHIFTS = 3  # of one day; offices have two, some a third in the evening
_OWN = """
select agency_id from office_week where tenant_id = $1 and agency_id = any($2::uuid[])
    and called_off_at is null
union select agency_id from calendar_day where tenant_id = $1 and agency_id = any($2::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Spans:
    """Days of the calendars of some agencies, numbered; those without one of their own share."""

    arguments: list[Any]

    def tables(self, first: int) -> str:
        """SQL of `working_agency(agency_id, no)` and `working_day(no, day, before, …)`, for a WITH;
        the arguments are numbered from `$first`."""
        shifts = ", ".join(f"o{n}, c{n}" for n in range(SHIFTS))
        holes = ", ".join(f"${first + 5 + n}::int[]" for n in range(2 * SHIFTS))
        return (
            f"working_agency as materialized (select * from unnest(${first}::uuid[], "
            f"${first + 1}::int[]) w(agency_id, no)), "
            f"working_day as materialized (select * from unnest(${first + 2}::int[], "
            f"${first + 3}::date[], ${first + 4}::int[], {holes}) "
            f"w(no, day, before, {shifts}))"
        )


def day_of(moment: str) -> str:
    """SQL of the Vietnamese day of a moment."""
    return f"({moment} at time zone 'Asia/Ho_Chi_Minh')::date"


def worked_until(moment: str, day: str) -> str:
    """SQL of the seconds worked up to a moment; `day` is the alias of its row of `working_day`."""
    second = f"extract(epoch from ({moment} at time zone 'Asia/Ho_Chi_Minh')::time)"
    own = " + ".join(
        f"greatest(0, least({second}, {day}.c{n}) - {day}.o{n})" for n in range(SHIFTS)
    )
    return f"coalesce({day}.before + {own}, 0)"


async def working_spans(agencies: list[UUID], first: date, last: date) -> Spans:
    """The calendars of agencies between two days; what lies before the first day counts nothing."""
    rows = await fetch(_OWN, settings().tenant, agencies)
    own = [row["agency_id"] for row in rows]
    shared = [agency for agency in agencies if agency not in set(own)]
    calendars = [await working_calendar(each) for each in [*shared[:1], *own]]
    numbers = dict.fromkeys(shared, 0)
    numbers |= {agency: n + bool(shared) for n, agency in enumerate(own)}
    return spans_of(calendars, numbers, first, last)


def spans_of(
    calendars: list[WorkingCalendar], numbers: dict[UUID, int], first: date, last: date
) -> Spans:
    """The days of some calendars; `numbers` says which calendar is an agency's. Pure."""
    columns: list[list[Any]] = [[] for _ in range(3 + 2 * SHIFTS)]
    for number, calendar in enumerate(calendars):
        _add(columns, number, calendar, first, last)
    return Spans([list(numbers), list(numbers.values()), *columns])


def _add(
    columns: list[list[Any]], number: int, calendar: WorkingCalendar, first: date, last: date
) -> None:
    before = 0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        shifts = [(_second(a), _second(b)) for a, b in _hours(calendar, day)][:SHIFTS]
        padded = [*shifts, *[(0, 0)] * (SHIFTS - len(shifts))]
        row = [number, day, before, *(second for shift in padded for second in shift)]
        for column, value in zip(columns, row, strict=True):
            column.append(value)
        before += sum(end - begin for begin, end in shifts)


def _hours(calendar: WorkingCalendar, day: date) -> tuple[Interval, ...]:
    try:
        return calendar.hours(day)
    except YearWithoutHolidays:
        return calendar.week_on(day).get(day.weekday(), ())


def _second(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
