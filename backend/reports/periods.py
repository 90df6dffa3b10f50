"""The period of a report and the agencies it is about."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from backend.access.actor import Actor
from backend.organisation.reach import Reached, reached
from backend.platform import clock
from backend.platform.problems import NotFound, RuleBroken, field
from shared.contracts.common import Choice
from shared.vocabulary.channels import AgencyLevel
from shared.vocabulary.reports import REPORT_READERS
from shared.vocabulary.roles import Role

READERS = tuple(REPORT_READERS)
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of one day to the end of another; `end` is exclusive, and never later than
    now, for what is still to come cannot be counted."""

    day_from: date
    day_to: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Scope:
    """The agencies that are counted, of those the caller may count: all, one, those of a level.

    `levels` says of which level each is.
    """

    chosen: Choice | None
    allowed: list[Choice]
    levels: dict[str, str]
    level: AgencyLevel | None = None

    @property
    def ids(self) -> list[UUID]:
        """Whose dossiers are counted."""
        found = [self.chosen] if self.chosen else self.allowed
        return [UUID(one.code) for one in found if self.level in (None, self.levels[one.code])]

    @property
    def reports(self) -> UUID:
        """Which agency reports: the one chosen, else the highest in reach."""
        return UUID((self.chosen or self.allowed[0]).code)


def period(day_from: date | None, day_to: date | None) -> Period:
    """A period of whole days in Vietnam; without days the year so far.

    Raises RuleBroken where it ends before it begins, has not begun, or is longer than a year.
    """
    today = clock.today()
    to = day_to or today
    start_day = day_from or date(min(to, today).year, 1, 1)
    if start_day > to:
        raise _wrong("Ngày bắt đầu phải trước hoặc trùng ngày kết thúc.", "The period is reversed.")
    if start_day > today:
        raise _wrong("Kỳ báo cáo chưa bắt đầu. Chọn ngày đã qua.", "The period has not begun.")
    if to - start_day > LONGEST:
        raise _wrong("Chọn kỳ báo cáo không quá một năm.", "Choose at most a year.")
    start = datetime.combine(start_day, time.min, clock.VIETNAM)
    end = datetime.combine(to + timedelta(days=1), time.min, clock.VIETNAM)
    return Period(start_day, to, start, min(end, clock.now()))


async def scope(
    actor: Actor,
    agency_id: UUID | None,
    roles: tuple[Role, ...] = READERS,
    level: AgencyLevel | None = None,
) -> Scope:
    """The agencies where the caller holds one of the roles and all those below them.

    Raises NotFound for another one.
    """
    found = await reached(actor.tenant_id, actor.agencies(*roles))
    allowed = [Choice(str(one.id), _with_lineage(one)) for one in found]
    levels = {str(one.id): one.level for one in found}
    if not allowed:
        raise NotFound("Chưa có cơ quan nào trong phạm vi báo cáo của bạn.", slug="unknown-agency")
    if agency_id is None:
        return Scope(None, allowed, levels, level)
    chosen = next((one for one in allowed if one.code == str(agency_id)), None)
    if chosen is None:
        raise NotFound(
            "Không tìm thấy cơ quan này trong phạm vi báo cáo của bạn.",
            en="There is no such agency among yours.",
            slug="unknown-agency",
        )
    return Scope(chosen, allowed, levels, level)


def _with_lineage(one: Reached) -> str:
    """The name; of an agency that has ended until when it was and who goes on for it."""
    if one.ended_on is None or one.ended_on > clock.today():
        return one.name
    heir = f", nay là {one.heir}" if one.heir else ""
    return f"{one.name} (đến ngày {one.ended_on:%d/%m/%Y}{heir})"


def _wrong(sentence: str, en: str) -> RuleBroken:
    return RuleBroken(
        sentence, en=en, errors=[field("/day_from", sentence)], slug="impossible-period"
    )
