"""Visits of the portal in numbers; nothing says who it was."""

from typing import Annotated

from msgspec import Meta, Struct


class PageView(Struct, forbid_unknown_fields=True, frozen=True):
    """The address of a page without what names a person: of private pages the first word alone."""

    path: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^/[a-z0-9./-]*$")]


class SearchMade(Struct, forbid_unknown_fields=True, frozen=True):
    """What somebody looked for on the portal, whether anything was found, and with what browser."""

    words: Annotated[str, Meta(max_length=100)]
    found: bool
    agent: Annotated[str, Meta(max_length=300)] = ""


class FormPageReached(Struct, forbid_unknown_fields=True, frozen=True):
    """A page of filling in a draft that was reached: the key of a question on it, or one of the
    last steps (papers, receive, review, sent)."""

    draft_id: Annotated[str, Meta(max_length=40)]
    page: Annotated[str, Meta(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,49}$")]


class Noted(Struct, frozen=True):
    """Whether it was counted."""

    counted: bool


class Count(Struct, frozen=True):
    """One thing and how often."""

    key: str
    label: str
    count: int


class DayVisits(Struct, frozen=True):
    """One day: pages looked at, and about how many different visitors."""

    day: str
    views: int
    visitors: int


class FormPageCount(Struct, frozen=True):
    """A page of filling in: how many drafts reached it, and how many per cent of them went no
    further."""

    page: str
    label: str
    reached: int
    lost_percent: float | None


class FormTraffic(Struct, frozen=True):
    """The pages of one procedure's form, in order."""

    procedure_code: str
    procedure_name: str
    pages: list[FormPageCount]


class TrafficReport(Struct, frozen=True):
    """Visits of a period. Days are ISO dates, both inclusive; hours are 0 to 23 in Vietnam.

    `missed` are searches without a result; `misses` names words that three visitors or more looked
    for.
    """

    day_from: str
    day_to: str
    views: int
    visitors: int
    days: list[DayVisits]
    hours: list[int]
    pages: list[Count]
    devices: list[Count]
    procedures: list[Count]
    searches: int
    missed: int
    misses: list[Count]
    forms: list[FormTraffic]
