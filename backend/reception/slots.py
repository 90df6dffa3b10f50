"""Times that can be booked. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

OfficeTime = Sequence[tuple[datetime, datetime]]


def slots(office: OfficeTime, minutes: int) -> list[datetime]:
    """The beginnings of all slots that end within office hours."""
    length = timedelta(minutes=minutes)
    found = []
    for opens, closes in office:
        at = opens
        while at + length <= closes:
            found.append(at)
            at += length
    return found


def bookable(at: datetime, now: datetime, notice_hours: int, days_ahead: int) -> bool:
    """Neither too soon to prepare nor too far ahead."""
    soonest = now + timedelta(hours=notice_hours)
    return soonest <= at and at.date() <= now.date() + timedelta(days=days_ahead)


def may_change(starts_at: datetime, now: datetime, notice_hours: int) -> bool:
    """Whether an appointment can still be moved or cancelled by who booked it."""
    return now + timedelta(hours=notice_hours) <= starts_at


def free_seat(taken: set[int], capacity: int) -> int | None:
    """The first place of a slot that nobody has, from 1, or None when it is full."""
    return next((seat for seat in range(1, capacity + 1) if seat not in taken), None)


def wants_reminder(starts_at: datetime, booked_at: datetime, now: datetime) -> bool:
    """A day before, unless it was booked within that day."""
    day = timedelta(days=1)
    return now < starts_at <= now + day and booked_at < starts_at - day
