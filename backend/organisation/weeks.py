"""Weeks of office hours that follow one another: which holds on which day. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from backend.law.calendar import WORKDAY, Week
from shared.contracts.calendar import OfficeTime

STANDARD: Week = dict.fromkeys(range(5), WORKDAY)
SINCE_EVER = date(2000, 1, 1)
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class From:
    """A week that holds from a day on; an agency's without hours gives way to everybody's."""

    day: date
    week: Week


def holding(versions: Sequence[From], day: date) -> Week | None:
    """The newest on or before a day; of the same day the one set last. Before the first there is
    none."""
    found = None
    for version in versions:
        if version.day <= day:
            found = version.week
    return found


def following(
    shared: Sequence[From], own: Sequence[From]
) -> tuple[Week, tuple[tuple[date, Week], ...]]:
    """The first week of an agency and those after it, each with its day. Both lists are in the
    order of their days, of one day in the order in which they were set."""
    days = sorted({version.day for version in (*shared, *own)})
    if not days:
        return STANDARD, ()
    found: list[tuple[date, Week]] = []
    for day in days:
        week = holding(own, day) or holding(shared, day) or STANDARD
        if not found or found[-1][1] != week:
            found.append((day, week))
    return found[0][1], tuple(found[1:])


def with_one_more(versions: Sequence[From], new: From) -> list[From]:
    """The versions as they would be with a new one."""
    return sorted([*versions, new], key=lambda version: version.day)


def week_of(times: Iterable[OfficeTime]) -> Week:
    """A week as it is counted with."""
    ordered = sorted(times, key=lambda one: (one.weekday, one.opens))
    return {
        weekday: tuple((time.fromisoformat(t.opens), time.fromisoformat(t.closes)) for t in each)
        for weekday, each in groupby(ordered, key=lambda one: one.weekday)
    }


def times_of(week: Week) -> list[OfficeTime]:
    """A week as it is written."""
    return [
        OfficeTime(weekday, f"{opens:%H:%M}", f"{closes:%H:%M}")
        for weekday in sorted(week)
        for opens, closes in week[weekday]
    ]


def in_words(week: Week) -> list[str]:
    """A line for each run of days with the same hours, e.g. "Thứ Hai – Thứ Sáu: 07:30–11:30"."""
    runs = [
        (hours, [day for day, _hours in days])
        for hours, days in groupby(
            [(day, week.get(day, ())) for day in range(7)], key=lambda one: one[1]
        )
    ]
    lines = []
    for hours, run in runs:
        name = _DAYS[run[0]] if len(run) == 1 else f"{_DAYS[run[0]]} – {_DAYS[run[-1]]}"
        said = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in hours)
        lines.append(f"{name}: {said or 'nghỉ'}")
    return lines
