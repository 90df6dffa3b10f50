"""Who may write and who may publish a process, and the legal term in working minutes. Pure."""

from decimal import Decimal

from backend.access.actor import Actor
from backend.law.deadlines import Duration
from shared.vocabulary.roles import Role
from shared.vocabulary.time_units import TimeUnit

EDITORS = (Role.DESK_HEAD, Role.CATALOGUE_ADMIN)
APPROVERS = (Role.LEADER,)
READERS = (*EDITORS, *APPROVERS, Role.AUDITOR, Role.SYSTEM_ADMIN)
_DAY = 480


def legal_minutes(duration: Duration | None) -> int:
    """A statutory term in working minutes; 0 where it is not known for certain.

    Calendar days and months are taken at five working days a week and twenty a month, the least
    they can hold without holidays, so that what is published keeps the term.
    """
    if duration is None:
        return 0
    match duration.unit:
        case TimeUnit.SAME_DAY:
            return _DAY
        case TimeUnit.WORKING_HOUR:
            return int(duration.amount * 60)
        case TimeUnit.WORKING_DAY:
            return int(duration.amount * _DAY)
        case TimeUnit.CALENDAR_DAY:
            return int(duration.amount * Decimal(5) / Decimal(7)) * _DAY
        case TimeUnit.MONTH:
            return int(duration.amount * 20) * _DAY


def why_not_approve(actor: Actor, proposed_by: object) -> str:
    """Why this person may not publish a proposal; empty when they may."""
    if actor.account_id == proposed_by:
        return "Người đề nghị không tự phê duyệt quy trình của mình; cần người thứ hai."
    return ""
