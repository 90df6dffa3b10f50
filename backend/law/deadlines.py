"""Statutory deadlines and the arithmetic behind each, in words.

Rules: NĐ 61/2018 Điều 17-20; Bộ luật Dân sự 2015 Điều 147-148 for terms in days and months; 15:00
rule of immediate-return procedures and of transfers (Điều 18).
"""

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from backend.law.calendar import WorkingCalendar, local
from shared.vocabulary.time_units import TIME_UNIT_LABELS, TimeUnit

HOURS_PER_WORKING_DAY = 8
AFTERNOON_LIMIT = time(15, 0)
ONLINE_ANSWER_HOURS = 8
IN_PROCESS_SUPPLEMENT_DAYS = 3

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Duration:
    """A statutory time limit, e.g. 3 working days; SAME_DAY needs no amount."""

    amount: Decimal
    unit: TimeUnit

    def words(self) -> str:
        """The duration as printed on the receipt."""
        if self.unit is TimeUnit.SAME_DAY:
            return "Trong ngày làm việc"
        number = f"{self.amount.normalize():f}".replace(".", ",")
        return f"{number} {TIME_UNIT_LABELS[self.unit].vi}"


@dataclass(frozen=True, slots=True)
class Due:
    """A due moment and the sentences that explain it."""

    at: datetime
    explanation: tuple[str, ...]


def due_date(working: WorkingCalendar, accepted_at: datetime, limit: Duration) -> Due:
    """When a result is due for a dossier accepted at a moment. Raises CalendarExhausted."""
    accepted_at = local(accepted_at)
    match limit.unit:
        case TimeUnit.SAME_DAY:
            return _same_day(working, accepted_at)
        case TimeUnit.WORKING_HOUR:
            return _hours(working, accepted_at, limit.amount, limit)
        case TimeUnit.WORKING_DAY if limit.amount != limit.amount.to_integral_value():
            return _hours(working, accepted_at, limit.amount * HOURS_PER_WORKING_DAY, limit)
        case TimeUnit.WORKING_DAY:
            return _working_days(working, accepted_at, int(limit.amount), limit)
        case TimeUnit.CALENDAR_DAY:
            whole = int(limit.amount.to_integral_value(rounding="ROUND_CEILING"))
            end = accepted_at.date() + timedelta(days=whole)
            return _rolled(working, accepted_at, end, limit)
        case TimeUnit.MONTH:
            return _rolled(
                working, accepted_at, _add_months(accepted_at.date(), int(limit.amount)), limit
            )


def answer_by(working: WorkingCalendar, received_at: datetime) -> datetime:
    """When the desk must have answered an online dossier: 8 working hours after receipt."""
    return working.add(received_at, timedelta(hours=ONLINE_ANSWER_HOURS))


def transfer_by(working: WorkingCalendar, accepted_at: datetime) -> datetime:
    """When a dossier must have been passed on: the same day, or after 15:00 the next morning.

    NĐ 61/2018 Điều 18.
    """
    accepted_at = local(accepted_at)
    day = accepted_at.date()
    if working.is_working_day(day) and accepted_at.time() <= AFTERNOON_LIMIT:
        return working.closing(day)
    return working.opening(working.next_working_day(day)) + timedelta(hours=1)


def in_process_supplement_by(working: WorkingCalendar, transferred_at: datetime) -> datetime:
    """Last moment to ask for papers while processing: 3 working days (Điều 19.4)."""
    day = working.add_working_days(local(transferred_at).date(), IN_PROCESS_SUPPLEMENT_DAYS)
    return working.closing(day)


def last_moment_to_extend(working: WorkingCalendar, due_at: datetime) -> datetime:
    """An extension is asked at the latest one day before the deadline (Điều 19.9)."""
    return local(due_at) - timedelta(days=1)


def resumed_due_date(
    working: WorkingCalendar, due_at: datetime, waited_from: datetime, waited_until: datetime
) -> Due:
    """The due date after a wait that counts for the applicant: moved by the working time waited."""
    waited = working.between(waited_from, waited_until)
    at = working.add(due_at, waited)
    return Due(
        at,
        (
            f"Hạn cũ: {moment_words(due_at)}.",
            f"Thời gian chờ bổ sung từ {moment_words(waited_from)} đến "
            f"{moment_words(waited_until)}: {_hours_words(waited)} làm việc, không tính vào hạn.",
            f"Hạn mới: {moment_words(at)}.",
        ),
    )


def moment_words(moment: datetime) -> str:
    """A moment as people say it: "15:30 thứ Sáu 24/04/2026"."""
    moment = local(moment)
    return f"{moment:%H:%M} {_WEEKDAYS[moment.weekday()]} {moment:%d/%m/%Y}"


def _same_day(working: WorkingCalendar, accepted_at: datetime) -> Due:
    day = accepted_at.date()
    if working.is_working_day(day) and accepted_at.time() <= AFTERNOON_LIMIT:
        at = working.closing(day)
        why = "Tiếp nhận không muộn hơn 15 giờ nên trả kết quả ngay trong ngày."
    else:
        after = working.next_working_day(day)
        at = working.closing(after)
        why = "Tiếp nhận sau 15 giờ hoặc ngoài ngày làm việc nên trả trong ngày làm việc kế tiếp."
    return Due(
        at, (f"Tiếp nhận lúc {moment_words(accepted_at)}.", why, f"Hạn trả: {moment_words(at)}.")
    )


def _hours(working: WorkingCalendar, accepted_at: datetime, hours: Decimal, limit: Duration) -> Due:
    start = working.next_working_moment(accepted_at)
    at = working.add(start, timedelta(seconds=int(hours * 3600)))
    total = _hours_words(timedelta(seconds=int(hours * 3600)))
    steps = [f"Tiếp nhận lúc {moment_words(accepted_at)}; thời hạn {limit.words()}."]
    if start != accepted_at:
        steps.append(f"Ngoài giờ hành chính nên bắt đầu tính từ {moment_words(start)}.")
    if limit.unit is TimeUnit.WORKING_DAY:
        steps.append(f"Có nửa ngày nên đổi ra giờ: {limit.words()} = {total} làm việc.")
    steps.append(f"Cộng {total} trong giờ hành chính.")
    steps.extend(_days_off(working, start.date(), at.date()))
    steps.append(f"Hạn trả: {moment_words(at)}.")
    return Due(at, tuple(steps))


def _working_days(
    working: WorkingCalendar, accepted_at: datetime, count: int, limit: Duration
) -> Due:
    # Received on a day off, the dossier counts as received on the next working day.
    day = accepted_at.date()
    received = working.same_or_next_working_day(day)
    last = working.add_working_days(received, count)
    at = working.closing(last)
    steps = [f"Tiếp nhận lúc {moment_words(accepted_at)}; thời hạn {limit.words()}."]
    if received != day:
        steps.append(f"Tiếp nhận vào ngày nghỉ nên tính là ngày {received:%d/%m/%Y}.")
    first = working.next_working_day(received)
    steps.append(
        f"Không tính ngày tiếp nhận; đếm {count} ngày làm việc từ "
        f"{_WEEKDAYS[first.weekday()]} {first:%d/%m/%Y}."
    )
    steps.extend(_days_off(working, received, last))
    steps.append(f"Hạn trả: hết giờ làm việc, {moment_words(at)}.")
    return Due(at, tuple(steps))


def _rolled(working: WorkingCalendar, accepted_at: datetime, end: date, limit: Duration) -> Due:
    last = working.same_or_next_working_day(end)
    at = working.closing(last)
    steps = [
        f"Tiếp nhận lúc {moment_words(accepted_at)}; thời hạn {limit.words()}.",
        f"Tính từ ngày kế tiếp, kể cả ngày nghỉ, kết thúc ngày {end:%d/%m/%Y}.",
    ]
    if last != end:
        steps.append(f"Ngày cuối là ngày nghỉ nên chuyển sang ngày làm việc {last:%d/%m/%Y}.")
    steps.append(f"Hạn trả: hết giờ làm việc, {moment_words(at)}.")
    return Due(at, tuple(steps))


def _days_off(working: WorkingCalendar, first: date, last: date) -> list[str]:
    """Sentences that name weekends, holidays and worked Saturdays between two dates."""
    weekends: list[str] = []
    others: list[str] = []
    for offset in range(1, (last - first).days + 1):
        day = first + timedelta(days=offset)
        note = working.note(day)
        if not working.is_working_day(day):
            if note:
                others.append(f"{day:%d/%m} ({note})")
            else:
                weekends.append(f"{day:%d/%m}")
        elif note and day.weekday() >= 5:
            others.append(f"{day:%d/%m} có làm việc ({note})")
    found = []
    if weekends:
        found.append(f"Không tính cuối tuần: {', '.join(weekends)}.")
    if others:
        found.append(f"Ngày lễ, ngày đặc biệt: {', '.join(others)}.")
    return found


def _hours_words(amount: timedelta) -> str:
    minutes = int(amount.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return f"{hours} giờ {rest} phút" if rest else f"{hours} giờ"


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))
