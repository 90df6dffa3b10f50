"""Small numbers that are not shown, personal data that is not published, who a petition is about.

Pure.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from backend.law.search_text import search_text

_NUMBER = re.compile(r"\d(?:[ .\-]?\d){8,13}")
_CODE = re.compile(r"\bPA\d{6}-[0-9A-Z]+\b")  # of a petition, which is published under it
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def hidden(counts: Sequence[int], threshold: int, gone: Sequence[bool] | None = None) -> list[bool]:
    """Which of several counts are not shown, so that none below the threshold can be told; those
    `gone` are not shown for another reason.

    One alone could be reckoned from the sum and the others; then the next smallest goes with it,
    until those hidden together reach the threshold or nothing is left to hide. Counts of nothing
    say nothing about anybody and are shown.
    """
    away = gone or [False] * len(counts)
    found = [off or 0 < count < threshold for count, off in zip(counts, away, strict=True)]
    total = sum(count for count, off in zip(counts, found, strict=True) if off)
    for place in sorted(range(len(counts)), key=lambda n: counts[n]):
        if not total or total >= threshold:
            break
        if not found[place] and counts[place]:
            found[place] = True
            total += counts[place]
    return found


def tellable(table: Sequence[Sequence[int]], threshold: int) -> tuple[list[list[bool]], list[bool]]:
    """Which aspects each line may show, and which the sum of all lines may.

    A line of `table` counts who rated each aspect; the first is what everybody rated, and a line
    that may not show it shows nothing. Each aspect is looked at over all lines, because a line
    that leaves one out could be reckoned from the sum and the others; the sum leaves out what
    fewer than the threshold would be hidden of.
    """
    columns = list(zip(*table, strict=True))
    lines = hidden(columns[0], threshold) if columns else []
    gone = [hidden(column, threshold, lines) for column in columns]
    of_sum = []
    for column, off in zip(columns, gone, strict=True):
        away = sum(count for count, is_off in zip(column, off, strict=True) if is_off)
        of_sum.append(sum(column) >= threshold and not 0 < away < threshold)
    return [
        [not column[line] and bool(table[line][place]) for place, column in enumerate(gone)]
        for line in range(len(table))
    ], of_sum


def months(day_from: date, day_to: date, today: date, *, over: bool) -> tuple[date, date]:
    """The whole months in which a period lies, up to yesterday; with `over` only those that have
    ended. The first day is after the last where there are none.

    Who could see an officer's figures grow from day to day would know who rated.
    """
    first = day_from.replace(day=1)
    last = _next_month(day_to) - timedelta(days=1)
    limit = today.replace(day=1) if over else today
    return first, min(last, limit - timedelta(days=1))


def _next_month(day: date) -> date:
    """The first of the next month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def personal_in(text: str, sender: Sequence[str]) -> str:
    """What in a text to be published is personal: a number, an address of e-mail, or something the
    sender gave of themselves; empty where nothing was found."""
    for pattern in (_NUMBER, _EMAIL):
        found = pattern.search(_CODE.sub(" ", text))
        if found is not None:
            return found.group()
    words = f" {search_text(text)} "
    for given in sender:
        wanted = search_text(given)
        if len(wanted) >= 5 and f" {wanted} " in words:
            return given
    return ""
