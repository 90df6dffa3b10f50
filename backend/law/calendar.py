"""The working calendar: office hours, weekends, holidays, worked swap Saturdays, closures.

A calendar is an immutable value. All moments are aware datetimes in Asia/Ho_Chi_Minh; seconds are
kept; working time is counted inside office hours only (Bộ luật Lao động 2019 Điều 105, 111, 112;
nghỉ hằng tuần của cơ quan nhà nước: thứ Bảy, Chủ nhật).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from shared.vocabulary.day_kinds import DayKind as DayKind

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
HORIZON_DAYS = 3660
Interval = tuple[time, time]
Week = Mapping[int, tuple[Interval, ...]]

WORKDAY: tuple[Interval, ...] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))


class CalendarExhausted(Exception):
    """The calendar holds no more working time within ten years: its hours are wrong."""


class YearWithoutHolidays(Exception):
    """A term reaches into a year whose public holidays nobody has entered yet.

    The days off of Tết and Quốc khánh are fixed year by year (Bộ luật Lao động 2019 Điều 112.3),
    so nothing may be counted there. Attribute: `year`.
    """

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One date that differs from the week: holiday, worked Saturday, closure, half day.

    `hours` gives the office hours of a half day or of a worked day when they are special.
    """

    day: date
    kind: DayKind
    note: str = ""
    hours: tuple[Interval, ...] | None = None


@dataclass(frozen=True)
class WorkingCalendar:
    """Office hours by weekday (Monday is 0) and the dates that differ.

    `week` holds until the first day of `later`, where each week stands with the day from which it
    holds, in order. `years` are those whose holidays are known; None stands for all. Whatever
    looks at a date of another year raises YearWithoutHolidays.
    """

    week: Week = field(default_factory=lambda: dict.fromkeys(range(5), WORKDAY))
    days: Mapping[date, CalendarDay] = field(default_factory=dict)
    years: frozenset[int] | None = None
    later: tuple[tuple[date, Week], ...] = ()

    def week_on(self, day: date) -> Week:
        """The week that holds on a date."""
        found = self.week
        for since, week in self.later:
            if day < since:
                break
            found = week
        return found

    def hours(self, day: date) -> tuple[Interval, ...]:
        """Office hours of a date; empty when nobody works. Raises YearWithoutHolidays."""
        if self.years is not None and day.year not in self.years:
            raise YearWithoutHolidays(day.year)
        special = self.days.get(day)
        if special is None:
            return self.week_on(day).get(day.weekday(), ())
        if special.kind in (DayKind.HOLIDAY, DayKind.CLOSED):
            return ()
        if special.hours is not None:
            return special.hours
        week = self.week_on(day)
        return week.get(day.weekday()) or week.get(0, WORKDAY)

    def is_working_day(self, day: date) -> bool:
        """Whether the office opens at all on a date."""
        return bool(self.hours(day))

    def note(self, day: date) -> str:
        """Why a date is off or on, e.g. the name of the holiday."""
        special = self.days.get(day)
        return special.note if special is not None else ""

    def opening(self, day: date) -> datetime:
        """The first office moment of a working day."""
        return _at(day, self.hours(day)[0][0])

    def closing(self, day: date) -> datetime:
        """The last office moment of a working day."""
        return _at(day, self.hours(day)[-1][1])

    def next_working_day(self, day: date) -> date:
        """The first working day after a date. Raises CalendarExhausted."""
        for offset in range(1, HORIZON_DAYS):
            candidate = day + timedelta(days=offset)
            if self.is_working_day(candidate):
                return candidate
        raise CalendarExhausted

    def same_or_next_working_day(self, day: date) -> date:
        """The date itself when the office opens, otherwise the next one that does."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def next_working_moment(self, moment: datetime) -> datetime:
        """The moment itself inside office hours, otherwise the next opening."""
        moment = local(moment)
        for start, end in self._intervals_from(moment):
            if moment < end:
                return max(moment, start)
        raise CalendarExhausted

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after a date, the date itself not counted."""
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first`, up to and with `last`."""
        span = (last - first).days
        return sum(self.is_working_day(first + timedelta(days=n)) for n in range(1, span + 1))

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The moment after `amount` of working time. Raises CalendarExhausted.

        The inverse of `between`: between(start, add(start, x)) == x; and additive:
        add(add(start, x), y) == add(start, x + y).
        """
        if amount < timedelta(0):
            raise ValueError("working time cannot be negative")
        start = local(start)
        left = amount
        for opening, closing in self._intervals_from(start):
            begin = max(opening, start)
            if begin > closing:
                continue
            if left <= closing - begin:
                return begin + left
            left -= closing - begin
        raise CalendarExhausted

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from `start` to `end`; zero when `end` is not later."""
        start, end = local(start), local(end)
        total = timedelta(0)
        for offset in range((end.date() - start.date()).days + 1):
            for opening, closing in self.office_time(start.date() + timedelta(days=offset)):
                span = min(closing, end) - max(opening, start)
                total += max(span, timedelta(0))
        return total

    def office_time(self, day: date) -> list[tuple[datetime, datetime]]:
        """Office hours of a date as moments."""
        return [(_at(day, opens), _at(day, closes)) for opens, closes in self.hours(day)]

    def _intervals_from(self, moment: datetime) -> Iterable[tuple[datetime, datetime]]:
        first = moment.date()
        for offset in range(HORIZON_DAYS):
            yield from self.office_time(first + timedelta(days=offset))


def local(moment: datetime) -> datetime:
    """A moment in Vietnamese time. Raises ValueError for one without an offset."""
    if moment.tzinfo is None:
        raise ValueError("a legal moment needs a time zone")
    return moment.astimezone(VIETNAM)


def vietnam_days(years: Iterable[int]) -> list[CalendarDay]:
    """Public holidays with their substitutes, and the Saturdays worked in exchange."""
    wanted = set(years)
    known = holidays.country_holidays("VN", years=wanted, language="vi")
    off = [CalendarDay(day, DayKind.HOLIDAY, name) for day, name in sorted(known.items())]
    worked = [
        CalendarDay(day, DayKind.WORKED, "Làm bù ngày hoán đổi")
        for day in sorted(known.weekend_workdays)
        if day.year in wanted  # the library keeps those of other years too
    ]
    return off + worked


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=VIETNAM)
