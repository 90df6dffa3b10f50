"""Rules of the archive, without I/O: which class, how long, who may do what.

Luật Lưu trữ 33/2024/QH15: kept for ever or for 2 to 70 years, counted from the year the work
ended; the classes themselves are dated data of each installation (`retention_rule`).
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.law.calendar import local
from shared.vocabulary.roles import Role

KEEPERS = (Role.CLERK, Role.LEADER)  # văn thư, lưu trữ cơ quan
REVIEWERS = (Role.DESK_HEAD, Role.UNIT_HEAD)  # thẩm định danh mục hủy
DECIDERS = (Role.LEADER,)
OPENERS = (Role.LEADER, Role.AUDITOR)  # may open what is sealed, with a reason
EXPORTERS = (Role.LEADER, Role.AUDITOR)
RULE_KEEPERS = (Role.CATALOGUE_ADMIN, Role.SYSTEM_ADMIN)
WATCHERS = (Role.SYSTEM_ADMIN, Role.AUDITOR, Role.LEADER)
OPEN_FOR = timedelta(minutes=30)
PERSON_EXPORT_KEPT = timedelta(days=7)


class RetentionRule(msgspec.Struct, frozen=True):
    """How long: `years` after the end of the year of closing, None for ever.

    An empty procedure, sector or outcome fits all.
    """

    id: UUID
    code: str
    title: str
    procedure_code: str
    sector: str
    outcome: str
    years: int | None
    source: str
    confirmed: bool
    valid_from: date
    valid_to: date | None

    def fits(self, procedure_code: str, sector: str, outcome: str, on: date) -> bool:
        """Whether it speaks of such a dossier on that day."""
        return (
            self.procedure_code in ("", procedure_code)
            and self.sector in ("", sector)
            and self.outcome in ("", outcome)
            and self.valid_from <= on
            and (self.valid_to is None or on < self.valid_to)
        )

    @property
    def weight(self) -> tuple[int, date]:
        """The narrower rule goes before the wider one, the newer before the older."""
        narrow = 4 * bool(self.procedure_code) + 2 * bool(self.sector) + bool(self.outcome)
        return narrow, self.valid_from


class NoRule(LookupError):
    """No rule of retention fits; nothing is entered under a guess."""


def rule_for(
    rules: Iterable[RetentionRule],
    *,
    procedure_code: str,
    sector: str,
    outcome: str,
    closed_on: date,
    today: date,
) -> RetentionRule:
    """The rule in force on the day of closing, or today's for what is older than all rules.

    Raises NoRule.
    """
    known = list(rules)
    for day in (closed_on, today):
        fitting = [rule for rule in known if rule.fits(procedure_code, sector, outcome, day)]
        if fitting:
            return max(fitting, key=lambda rule: rule.weight)
    raise NoRule(f"{procedure_code} {sector} {outcome} {closed_on}")


def dispose_after(closed_at: datetime, years: int | None) -> date | None:
    """The last day a dossier must be kept: the end of the last year; None for ever."""
    return None if years is None else date(local(closed_at).year + years, 12, 31)


def why_not_disposed(
    *,
    status: str,
    dispose_after: date | None,
    holds: int,
    today: date,
    locked_until: date | None = None,
) -> str:
    """Why a dossier must not be disposed of today, in words; empty when it may be."""
    if status == "handed_over":
        return "Hồ sơ đã nộp lưu trữ lịch sử."
    if status == "disposed":
        return "Hồ sơ đã hủy trước đó."
    if dispose_after is None:
        return "Hồ sơ lưu vĩnh viễn."
    if holds:
        return "Hồ sơ đang bị giữ, không được hủy."
    if dispose_after >= today:
        return f"Còn trong thời hạn lưu trữ đến hết ngày {dispose_after:%d/%m/%Y}."
    if locked_until is not None:
        return f"Tệp kết quả còn bị khóa trong kho đến ngày {locked_until:%d/%m/%Y}."
    return ""


def holds_in(actor: Actor, agencies: Iterable[UUID], roles: tuple[Role, ...]) -> bool:
    """Whether the person holds one of the roles in one of the agencies."""
    return bool(set(agencies) & set(actor.agencies(*roles)))
