"""Which backups are kept: the newest of each of the last days, weeks and months that have one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many days, weeks and months back the newest backup of each is kept."""

    days: int = 14
    weeks: int = 8
    months: int = 12


def kept(moments: Iterable[datetime], keeping: Keeping) -> set[datetime]:
    """The backups to keep; the newest of all always. Periods without a backup do not count."""
    newest_first = sorted(moments, reverse=True)
    chosen = set(newest_first[:1])
    for number, period in (
        (keeping.days, _day), (keeping.weeks, _week), (keeping.months, _month),
    ):  # fmt: skip
        seen: dict[object, datetime] = {}
        for moment in newest_first:
            seen.setdefault(period(moment), moment)
        chosen |= set(list(seen.values())[:number])
    return chosen


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return moment.year, moment.month
