"""Who is called next, how long a line is, how a number is spoken. Pure.

Favoured are the people whom the law protects (`shared.vocabulary.reception`) and appointments whose
time has come. They are called first, but after so many of them in a row one of the others is, so
that nobody waits for ever.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from backend.law.money_words import number_in_words
from shared.vocabulary.reception import Priority

T = TypeVar("T")
_LEAST_SERVED = 5


class InLine(Protocol):
    """Somebody who waits."""

    @property
    def taken_at(self) -> datetime:
        """Since when."""

    @property
    def favoured_from(self) -> datetime | None:
        """From when on they are called before others, if ever."""


W = TypeVar("W", bound=InLine)


def is_favoured(one: InLine, now: datetime) -> bool:
    """Whether somebody is called before others by now."""
    return one.favoured_from is not None and one.favoured_from <= now


def choose(favoured: T | None, other: T | None, run: int, most: int) -> T | None:
    """The next to call, out of the first favoured and the first other one.

    `run` counts the favoured called in a row just before; at `most` another one has their turn.
    """
    if favoured is None or other is None:
        return favoured if other is None else other
    return favoured if run < most else other


def line(waiting: Sequence[W], now: datetime, run: int, most: int) -> list[W]:
    """Everybody in the order in which they will be called, if nobody else comes."""
    first = sorted((w for w in waiting if is_favoured(w, now)), key=_by_favour)
    others = sorted((w for w in waiting if not is_favoured(w, now)), key=lambda w: w.taken_at)
    found: list[W] = []
    while first or others:
        one = choose(first[0] if first else None, others[0] if others else None, run, most)
        assert one is not None
        if first and one is first[0]:
            first.pop(0)
            run += 1
        else:
            others.pop(0)
            run = 0
        found.append(one)
    return found


def _by_favour(one: InLine) -> datetime:
    return one.favoured_from or one.taken_at


def run_of(calls: Sequence[bool]) -> int:
    """How many favoured were called in a row, from whether each was, the newest first."""
    count = 0
    for favoured in calls:
        if not favoured:
            break
        count += 1
    return count


def favoured_from(
    priority: Priority,
    now: datetime,
    appointment: datetime | None = None,
    grace: timedelta = timedelta(0),
) -> datetime | None:
    """From when on a number is called before others.

    At once for whom the law protects; from the agreed time on for an appointment that did not come
    later than its grace; else never.
    """
    if priority is not Priority.NONE:
        return now
    if appointment is not None and now <= appointment + grace:
        return appointment
    return None


def pace(seconds: float | None, served: int, expected_minutes: int) -> float:
    """Seconds that one person takes: the real mean once enough were served, else as set up."""
    if seconds is None or served < _LEAST_SERVED:
        return expected_minutes * 60.0
    return max(seconds, 1.0)


def minutes_to_wait(seconds_before: float, counters: int) -> int:
    """Minutes until those before are served at so many counters, rounded up."""
    return math.ceil(seconds_before / max(counters, 1) / 60)


def shown_number(letter: str, number: int) -> str:
    """As printed and shown: A012."""
    return f"{letter}{number:03d}"


def call_text(letter: str, number: int, counter: int) -> str:
    """The sentence of the screen."""
    return f"Mời số {shown_number(letter, number)} đến quầy {counter}"


def call_speech(letter: str, number: int, counter: int) -> str:
    """The sentence for ears: numbers in words, so that no voice spells them."""
    return f"Mời số {letter}, {number_in_words(number)}, đến quầy số {number_in_words(counter)}."


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether numbers are given now, and if not, why."""

    is_open: bool
    because: str
    hours: str


def opening(
    office: Sequence[tuple[datetime, datetime]], now: datetime, early: timedelta
) -> Opening:
    """Numbers are given from `early` before the office opens until it closes for the day.

    The break at noon is no end: who takes a number then waits for the afternoon.
    """
    if not office:
        return Opening(False, "Hôm nay Bộ phận Một cửa không làm việc.", "")
    hours = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in office)
    if now < office[0][0] - early:
        return Opening(False, f"Chưa đến giờ lấy số. Giờ làm việc hôm nay: {hours}.", hours)
    if now >= office[-1][1]:
        return Opening(False, f"Đã hết giờ làm việc hôm nay ({hours}).", hours)
    return Opening(True, "", hours)


def still_fits(minutes: int, left: timedelta) -> bool:
    """Whether somebody who waits so long is still served today."""
    return timedelta(minutes=minutes) < left
