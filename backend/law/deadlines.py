"""Statutory deadlines and the arithmetic behind each, in words.

Rules: NĐ 61/2018 Điều 17-20; Bộ luật Dân sự 2015 Điều 147-148 for terms in days and months; 15:00
rule of immediate-return procedures and of transfers (Điều 18).
"""

import calendar as gregorian
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from backend.law.calendar import WorkingCalendar, local
from backend.law.counting import (
    day_words,
    days_counted,
    days_passed_over,
    hours_counted,
    span_words,
    why_off,
    why_outside,
)
from backend.law.counting import moment_words as moment_words
from backend.law.terms import Due as Due
from backend.law.terms import Duration as Duration
from backend.law.terms import Promise as Promise
from backend.law.terms import Step as Step
from backend.law.terms import Term as Term
from backend.law.terms import Wait as Wait
from shared.vocabulary.time_units import TimeUnit

HOURS_PER_WORKING_DAY = 8
DAYS_PER_MONTH = 30
AFTERNOON_LIMIT = time(15, 0)
ONLINE_ANSWER_HOURS = 8
IN_PROCESS_SUPPLEMENT_DAYS = 3
EXTENSION_NOTICE_DAYS = 1


def due_date(
    working: WorkingCalendar,
    accepted_at: datetime,
    limit: Duration,
    afternoon: time = AFTERNOON_LIMIT,
) -> Due:
    """When a result is due for a dossier accepted at a moment.

    `afternoon`: what is accepted later counts from the next working day where a result is given
    the same day; a figure of the regime.

    Raises CalendarExhausted, YearWithoutHolidays.
    """
    accepted_at = local(accepted_at)
    match limit.unit:
        case TimeUnit.SAME_DAY:
            at, counted = _same_day(working, accepted_at, afternoon)
        case TimeUnit.WORKING_HOUR:
            at, counted = _hours(working, accepted_at, limit.amount)
        case TimeUnit.WORKING_DAY if limit.amount != limit.amount.to_integral_value():
            hours = limit.amount * HOURS_PER_WORKING_DAY
            at, counted = _hours(working, accepted_at, hours)
            in_hours = Duration(hours, TimeUnit.WORKING_HOUR).words()
            counted.insert(0, f"Có phần lẻ của ngày nên đổi ra giờ: {limit.words()} = {in_hours}.")
        case TimeUnit.WORKING_DAY:
            at, counted = _working_days(working, accepted_at, int(limit.amount))
        case TimeUnit.CALENDAR_DAY:
            end = accepted_at.date() + timedelta(days=_whole(limit.amount))
            at, counted = _rolled(working, accepted_at, end)
        case TimeUnit.MONTH:
            months = int(limit.amount)
            rest = _whole((limit.amount - months) * DAYS_PER_MONTH)
            end = _add_months(accepted_at.date(), months) + timedelta(days=rest)
            at, counted = _rolled(working, accepted_at, end)
    first = f"Tiếp nhận lúc {moment_words(accepted_at)}; thời hạn {_lower(limit.words())}."
    return Due(at, (first, *counted, f"Hạn trả: {moment_words(at)}."), Term(accepted_at, limit))


def answer_by(
    working: WorkingCalendar, received_at: datetime, hours: int = ONLINE_ANSWER_HOURS
) -> datetime:
    """When the desk must have answered an online dossier: 8 working hours after receipt."""
    return working.add(received_at, timedelta(hours=hours))


def transfer_by(
    working: WorkingCalendar, accepted_at: datetime, limit: time = AFTERNOON_LIMIT
) -> datetime:
    """When a dossier must have been passed on: the same day, or after 15:00 the next morning.

    NĐ 61/2018 Điều 18; `limit` is that of the regime.
    """
    accepted_at = local(accepted_at)
    if _counts_today(working, accepted_at, limit):
        return working.closing(accepted_at.date())
    return working.opening(working.next_working_day(accepted_at.date())) + timedelta(hours=1)


def in_process_supplement_by(
    working: WorkingCalendar, transferred_at: datetime, days: int = IN_PROCESS_SUPPLEMENT_DAYS
) -> datetime:
    """Last moment to ask for papers while processing: 3 working days (Điều 19.4)."""
    day = working.add_working_days(local(transferred_at).date(), days)
    return working.closing(day)


def last_moment_to_extend(
    working: WorkingCalendar, due_at: datetime, days: int = EXTENSION_NOTICE_DAYS
) -> datetime:
    """An extension is asked at the latest one day before the deadline (Điều 19.9); `days` are those
    of the regime."""
    return local(due_at) - timedelta(days=days)


def resumed_due_date(working: WorkingCalendar, due_at: datetime, wait: Wait) -> Due:
    """The due date after a wait that does not count: moved by the working time waited.

    Raises CalendarExhausted, YearWithoutHolidays.
    """
    since, until = (local(m).replace(microsecond=0) for m in (wait.since, wait.until))
    waited = working.between(since, until)
    at = working.add(due_at, waited) if waited else local(due_at)
    return Due(
        at,
        (
            f"Hạn cũ: {moment_words(due_at)}.",
            f"Tạm dừng từ {moment_words(since)} đến {moment_words(until)} (căn cứ {wait.ground}):",
            *hours_counted(working, since, until),
            f"Tổng thời gian tạm dừng {span_words(waited)} làm việc, cộng vào sau hạn cũ:",
            *hours_counted(working, due_at, at),
            f"Hạn mới: {moment_words(at)}.",
        ),
        wait,
    )


def waited_until(working: WorkingCalendar, promised: datetime, now: datetime) -> datetime:
    """Until when a supplement is waited for after something else came between.

    The promise stays; whoever has to supplement keeps at least the next working day.
    """
    return max(local(promised), working.closing(working.next_working_day(local(now).date())))


def extended_due_date(working: WorkingCalendar, due_at: datetime, promise: Promise) -> Due:
    """The date promised anew; on a day that has become a day off, the next working day.

    Never earlier than the date it replaces (Điều 19.9). Raises YearWithoutHolidays.
    """
    promised = local(promise.until)
    day = working.same_or_next_working_day(promised.date())
    at = promised if day == promised.date() else working.closing(day)
    at = max(at, local(due_at))
    days = working.working_days_between(local(due_at).date(), at.date())
    steps = [
        f"Hạn cũ: {moment_words(due_at)}.",
        f"Cơ quan xin lỗi và hẹn lại một lần, thêm {days} ngày làm việc. Lý do: {promise.reason}",
        *days_counted(working, local(due_at).date(), at.date()),
    ]
    if day != promised.date():
        why = why_off(working, promised.date())
        steps.append(f"Ngày hẹn {day_words(promised.date())} là ngày nghỉ ({why}).")
    return Due(at, (*steps, f"Hạn mới: {moment_words(at)}."), promise)


def followed(
    working: WorkingCalendar, steps: Sequence[Step], afternoon: time = AFTERNOON_LIMIT
) -> Due:
    """The due date that a history of steps leads to under a calendar.

    Raises ValueError for a history that does not begin with a term.
    """
    due: Due | None = None
    words: tuple[str, ...] = ()
    for step in steps:
        if isinstance(step, Term):
            due, words = due_date(working, step.since, step.limit, afternoon), ()
        elif due is None:
            raise ValueError("a due date begins with a term")
        elif isinstance(step, Wait):
            due = resumed_due_date(working, due.at, step)
        else:
            due = extended_due_date(working, due.at, step)
        words += due.explanation
    if due is None:
        raise ValueError("a due date begins with a term")
    return Due(due.at, words, due.step)


def _same_day(
    working: WorkingCalendar, accepted_at: datetime, limit: time
) -> tuple[datetime, list[str]]:
    today = accepted_at.date()
    hour, minute = limit.hour, f"{limit.minute:02d}"
    if _counts_today(working, accepted_at, limit):
        return working.closing(today), [
            f"Tiếp nhận không muộn hơn {hour} giờ {minute} phút nên trả kết quả ngay trong ngày."
            if limit.minute
            else f"Tiếp nhận không muộn hơn {hour} giờ nên trả kết quả ngay trong ngày."
        ]
    day = working.next_working_day(today)
    if not working.is_working_day(today):
        why = f"Ngày tiếp nhận là ngày nghỉ ({why_off(working, today)})"
    elif accepted_at.time() > limit:
        why = (
            f"Tiếp nhận sau {hour} giờ {minute} phút"
            if limit.minute
            else f"Tiếp nhận sau {hour} giờ"
        )
    else:
        why = "Tiếp nhận khi đã hết giờ làm việc"
    return working.closing(day), [
        f"{why} nên trả trong ngày làm việc kế tiếp, {day_words(day)}.",
        *days_passed_over(working, today, day),
    ]


def _counts_today(working: WorkingCalendar, accepted_at: datetime, limit: time) -> bool:
    day = accepted_at.date()
    return (
        working.is_working_day(day)
        and accepted_at.time() <= limit
        and accepted_at < working.closing(day)
    )


def _hours(
    working: WorkingCalendar, accepted_at: datetime, hours: Decimal
) -> tuple[datetime, list[str]]:
    accepted_at = accepted_at.replace(microsecond=0)
    start = working.next_working_moment(accepted_at)
    at = working.add(start, timedelta(seconds=int(hours * 3600)))
    steps = []
    if start != accepted_at:
        why = why_outside(working, accepted_at)
        steps.append(f"Tiếp nhận {why} nên bắt đầu tính từ {moment_words(start)}.")
        steps.extend(days_passed_over(working, accepted_at.date(), start.date()))
    return at, steps + hours_counted(working, start, at)


def _working_days(
    working: WorkingCalendar, accepted_at: datetime, count: int
) -> tuple[datetime, list[str]]:
    # Received on a day off, the dossier counts as received on the next working day.
    day = accepted_at.date()
    received = working.same_or_next_working_day(day)
    last = working.add_working_days(received, count)
    steps = []
    if received != day:
        steps.append(
            f"Tiếp nhận vào ngày nghỉ ({why_off(working, day)}) nên tính là tiếp nhận "
            f"ngày làm việc kế tiếp, {day_words(received)}."
        )
        steps.extend(days_passed_over(working, day, received))
    steps.append("Không tính ngày tiếp nhận; đếm từ ngày kế tiếp, chỉ đếm ngày làm việc.")
    return working.closing(last), steps + days_counted(working, received, last)


def _rolled(
    working: WorkingCalendar, accepted_at: datetime, end: date
) -> tuple[datetime, list[str]]:
    last = working.same_or_next_working_day(end)
    first = accepted_at.date() + timedelta(days=1)
    days = (end - accepted_at.date()).days
    steps = [
        f"Tính từ ngày kế tiếp, {day_words(first)}, kể cả ngày nghỉ; ngày cuối cùng là "
        f"{day_words(end)} ({days} ngày)."
    ]
    if last != end:
        steps.append(
            f"Ngày cuối là ngày nghỉ ({why_off(working, end)}) nên hết hạn vào ngày làm việc "
            f"tiếp theo, {day_words(last)}."
        )
        steps.extend(days_passed_over(working, end, last))
    return working.closing(last), steps


def _whole(amount: Decimal) -> int:
    return int(amount.to_integral_value(rounding="ROUND_CEILING"))


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))
