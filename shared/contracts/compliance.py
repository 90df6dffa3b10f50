"""How well the system runs: figures of a month against thresholds, backups, versions."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from shared.vocabulary.performance import Criterion


class CriterionFigure(Struct, frozen=True):
    """One criterion: what was measured (None: not yet), the threshold, how it stands, and why."""

    criterion: str
    mark: str
    label: str
    value: float | None
    unit: str
    threshold: float
    at_least: bool
    verdict: str
    verdict_label: str
    note: str


class DayFigures(Struct, frozen=True):
    """One day: requests, seconds, CPU in per cent, most people at once, minutes without answer."""

    day: str
    requests: int
    mean_seconds: float | None
    slowest_seconds: float | None
    application_cpu: float | None
    database_cpu: float | None
    concurrent: int
    down_minutes: int


class MinuteFigures(Struct, frozen=True):
    """One minute of the last hour."""

    at: str
    requests: int
    mean_seconds: float | None
    slowest_seconds: float | None
    application_cpu: float | None
    database_cpu: float | None
    concurrent: int
    active: int


class OutageSpan(Struct, frozen=True):
    """Minutes without an answer; `excused` of them were announced maintenance."""

    starts_at: str
    ends_at: str
    minutes: int
    excused: int


class BackupState(Struct, frozen=True):
    """The newest backup of one kind; size in bytes, 0 where it was not told. `whole` unless
    something of it was lost or did not match; `whole_at` is the newest that was."""

    kind: str
    label: str
    finished_at: str | None
    size: int
    note: str
    told_by: str
    whole: bool
    whole_at: str | None


class PartVersion(Struct, frozen=True):
    """One part of the system and its version."""

    name: str
    version: str


class ComplianceReport(Struct, frozen=True):
    """A month (YYYY-MM). `measured_from` is the first minute that was measured, if any was."""

    month: str
    measured_from: str | None
    as_of: str
    figures: list[CriterionFigure]
    slowest_route: str
    days: list[DayFigures]
    minutes: list[MinuteFigures]
    outages: list[OutageSpan]
    announced_minutes: int
    backups: list[BackupState]
    versions: list[PartVersion]
    may_set: bool


class Threshold(Struct, frozen=True):
    """A threshold that was entered, from which day it holds, by whom and why."""

    criterion: str
    label: str
    value: float
    unit: str
    valid_from: str
    set_by: str
    set_at: str
    reason: str


class SetThreshold(Struct, forbid_unknown_fields=True, frozen=True):
    """A threshold from a day on, at the earliest today."""

    criterion: Criterion
    value: float
    valid_from: date
    reason: Annotated[str, Meta(min_length=5, max_length=500, pattern=r"\S")]
