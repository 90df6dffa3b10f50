"""Reports on the handling of dossiers: figures counted from events, and what is behind them."""

from msgspec import Struct

from shared.contracts.common import Choice


class Figures(Struct, frozen=True):
    """Form II.06a: `received` = `resolved` + `in_progress`, each the sum of the figures after it.

    Numbers of dossiers.
    """

    received: int
    received_online: int
    received_otherwise: int
    carried_over: int
    resolved: int
    resolved_early: int
    resolved_on_time: int
    resolved_late: int
    in_progress: int
    in_progress_in_time: int
    in_progress_late: int


class ReportPart(Struct, frozen=True):
    """One sector of a level; `key` names it when its dossiers are asked for."""

    key: str
    name: str
    figures: Figures


class ReportLine(Struct, frozen=True):
    """One level, sector, procedure or agency; `key` names it when its dossiers are asked for. A
    level is the sum of the sectors `within` it."""

    key: str
    name: str
    figures: Figures
    within: list[ReportPart]


class HandlingReport(Struct, frozen=True):
    """The report of a period. Days are ISO dates, both inclusive; `as_of` is the moment up to which
    it counts: the end of the period, or now. `level` is the one it was narrowed to, or empty;
    `levels` are those of the agencies."""

    day_from: str
    day_to: str
    as_of: str
    agency: Choice | None
    agencies: list[Choice]
    level: str
    levels: list[Choice]
    grouping: str
    lines: list[ReportLine]
    total: Figures


class CountedDossier(Struct, frozen=True):
    """One dossier behind a number, without personal data; moments as of the end of the period."""

    id: str
    code: str
    procedure_code: str
    procedure_name: str
    agency_name: str
    channel: str
    accepted_at: str
    due_at: str | None
    finished_at: str | None
    visible: bool
