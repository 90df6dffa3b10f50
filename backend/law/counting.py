"""Counts of working time told step by step, so that anybody can check a due date by hand."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby

from backend.law.calendar import DayKind, Interval, WorkingCalendar, local

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_FIRST_OF_WEEKEND = 5
_LISTED_ONE_BY_ONE = 3


def moment_words(moment: datetime) -> str:
    """A moment as people say it: "15:30 thứ Sáu 24/04/2026"."""
    moment = local(moment)
    return f"{moment:%H:%M} {day_words(moment.date())}"


def day_words(day: date) -> str:
    """A date as people say it: "thứ Sáu 24/04/2026"."""
    return f"{_short(day)}/{day:%Y}"


def span_words(amount: timedelta) -> str:
    """An amount of working time: "2 giờ", "1 giờ 59 phút 20 giây"."""
    minutes, seconds = divmod(int(amount.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "giờ"), (minutes, "phút"), (seconds, "giây"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 giờ"


def why_off(working: WorkingCalendar, day: date) -> str:
    """Why nobody works on a date: the name of the holiday, the closure, the weekend."""
    special = working.days.get(day)
    if special is not None and special.kind in _OFF:
        words = _OFF[special.kind]
        return f"{words}: {special.note}" if special.note else words
    return "cuối tuần" if day.weekday() >= _FIRST_OF_WEEKEND else "không có giờ làm việc"


def why_outside(working: WorkingCalendar, moment: datetime) -> str:
    """Why a moment outside office hours does not count: "trước giờ làm việc" …"""
    moment = local(moment)
    day = moment.date()
    if not working.is_working_day(day):
        return f"vào ngày nghỉ ({why_off(working, day)})"
    if moment < working.opening(day):
        return "trước giờ làm việc"
    return "sau giờ làm việc" if moment >= working.closing(day) else "trong giờ nghỉ trưa"


def days_passed_over(working: WorkingCalendar, first: date, last: date) -> list[str]:
    """One sentence for each run of days off after `first` and before `last`."""
    between = _days(first + timedelta(days=1), last - timedelta(days=1))
    runs = groupby(between, key=working.is_working_day)
    return [_off_sentence(working, list(days)) for works, days in runs if not works]


def days_counted(working: WorkingCalendar, after: date, last: date) -> list[str]:
    """One sentence for each run of days after `after` up to `last`: counted, or left out and why.

    A day with special hours stands alone: a worked Saturday, a half day counted as a whole one.
    """
    sentences = []
    number = 0
    for (works, remark), group in groupby(
        _days(after + timedelta(days=1), last),
        key=lambda day: (working.is_working_day(day), _remark(working, day)),
    ):
        days = list(group)
        if not works:
            sentences.append(_off_sentence(working, days))
            continue
        until = number + len(days)
        when = f"{_range(days)}{remark}"
        sentences.append(
            f"Ngày làm việc thứ {until}: {when}."
            if len(days) == 1
            else f"Ngày làm việc thứ {number + 1} đến thứ {until}: {when}."
        )
        number = until
    return sentences


def hours_counted(working: WorkingCalendar, start: datetime, end: datetime) -> list[str]:
    """One sentence for each run of days between two moments: the office time used, the running
    total, and what is left out and why."""
    start, end = local(start), local(end)
    sentences = []
    total = timedelta(0)
    for (pieces, remark), group in groupby(
        _days(start.date(), end.date()), key=lambda day: _hours_key(working, day, start, end)
    ):
        days = list(group)
        if pieces is None:
            sentences.append(_off_sentence(working, days))
            continue
        each = sum((_length(*piece) for piece in pieces), timedelta(0))
        if not each:
            continue
        total += each * len(days)
        used = span_words(each)
        if len(days) > 1:
            used = f"{len(days)} ngày × {used} = {span_words(each * len(days))}"
        when = f"{_range(days)}{remark}"
        sum_of_all = span_words(total)
        *before, last = (f"{_clock(opens)}–{_clock(closes)}" for opens, closes in pieces)
        line = (
            f"{when}: {' và '.join(before)} và {last}, {used} (cộng dồn {sum_of_all})."
            if before
            else f"{when}: {last}, {used} (cộng dồn {sum_of_all})."
        )
        sentences.append(line[0].upper() + line[1:])
    return sentences


def _hours_key(
    working: WorkingCalendar, day: date, start: datetime, end: datetime
) -> tuple[tuple[Interval, ...] | None, str]:
    """The office time of a date that lies between two moments; None on days off."""
    hours = working.office_time(day)
    if not hours:
        return None, ""
    clipped = ((max(opens, start), min(closes, end)) for opens, closes in hours)
    return tuple((a.time(), b.time()) for a, b in clipped if a < b), _remark(working, day)


def _length(opens: time, closes: time) -> timedelta:
    return datetime.combine(date.min, closes) - datetime.combine(date.min, opens)


def _remark(working: WorkingCalendar, day: date) -> str:
    special = working.days.get(day)
    if special is None or special.kind in _OFF:
        return ""
    if special.kind is DayKind.WORKED:
        return f" ({special.note or 'ngày làm việc bù'})"
    *before, last = (f"{a:%H:%M}–{b:%H:%M}" for a, b in working.hours(day))
    only = f"chỉ làm việc {' và '.join(before)} và {last}" if before else f"chỉ làm việc {last}"
    return f" ({only}: {special.note})" if special.note else f" ({only})"


def _off_sentence(working: WorkingCalendar, days: list[date]) -> str:
    parts = [
        f"{_listed(list(group))} ({why})"
        for why, group in groupby(days, key=lambda day: why_off(working, day))
    ]
    return f"Không tính {'; '.join(parts)}."


def _listed(days: list[date]) -> str:
    return _range(days) if len(days) > _LISTED_ONE_BY_ONE else ", ".join(map(_short, days))


def _range(days: list[date]) -> str:
    if len(days) == 1:
        return _short(days[0])
    return f"{_short(days[0])} đến {_short(days[-1])}"


def _short(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day:%d/%m}"


def _clock(moment: time) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


_OFF: dict[DayKind, str] = {DayKind.HOLIDAY: "nghỉ lễ", DayKind.CLOSED: "cơ quan đóng cửa"}
