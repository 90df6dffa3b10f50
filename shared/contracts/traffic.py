"""Visits of the portal in numbers; nothing says who it was."""

from typing import Annotated

from msgspec import Meta, Struct


class PageView(Struct, forbid_unknown_fields=True, frozen=True):
    """The address of a page without what names a person: of private pages the first word alone."""

    path: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^/[a-z0-9./-]*$")]


class FormPageReached(Struct, forbid_unknown_fields=True, frozen=True):
    """A page of filling in that was reached for the first time: its number from 01, or one of the
    last steps."""

    procedure_code: Annotated[str, Meta(min_length=3, max_length=40, pattern=r"^[0-9A-Za-z.]+$")]
    page: Annotated[str, Meta(pattern=r"^(\d{2}|papers|receive|review|sent)$")]


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
    """A page of filling in: how often reached, and how many per cent went no further."""

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

    `missed` are searches without a result; `misses` names the words that came three times or more.
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
