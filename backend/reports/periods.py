"""The period of a report and the agencies it is about."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch
from backend.platform.problems import NotFound, RuleBroken, field
from shared.contracts.common import Choice
from shared.vocabulary.reports import REPORT_READERS
from shared.vocabulary.roles import Role

READERS = tuple(REPORT_READERS)
LONGEST = timedelta(days=366)
_AGENCIES = """
select g.id, g.name, g.ended_on, (select h.name from agency_lineage l join agency h
    on h.id = l.new_id where l.old_id = g.id and l.main) as heir from agency g
where g.tenant_id = $1 and not g.demonstration
    and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))
order by g.parent_id is not null, g.sort_key limit 500
"""


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
    """The agencies that are counted, of those the caller may count."""

    chosen: Choice | None
    allowed: list[Choice]

    @property
    def ids(self) -> list[UUID]:
        """Whose dossiers are counted."""
        return [UUID(one.code) for one in ([self.chosen] if self.chosen else self.allowed)]


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


async def scope(actor: Actor, agency_id: UUID | None, roles: tuple[Role, ...] = READERS) -> Scope:
    """The agencies where the caller holds one of the roles and those below them.

    Raises NotFound for another one.
    """
    rows = await fetch(_AGENCIES, actor.tenant_id, actor.agencies(*roles))
    allowed = [Choice(str(row["id"]), _with_lineage(row)) for row in rows]
    if not allowed:
        raise NotFound("Chưa có cơ quan nào trong phạm vi báo cáo của bạn.", slug="unknown-agency")
    if agency_id is None:
        return Scope(None, allowed)
    chosen = next((one for one in allowed if one.code == str(agency_id)), None)
    if chosen is None:
        raise NotFound(
            "Không tìm thấy cơ quan này trong phạm vi báo cáo của bạn.",
            en="There is no such agency among yours.",
            slug="unknown-agency",
        )
    return Scope(chosen, allowed)


def _with_lineage(row: asyncpg.Record) -> str:
    """The name; of an agency that has ended until when it was and who goes on for it."""
    if row["ended_on"] is None or row["ended_on"] > clock.today():
        return str(row["name"])
    heir = f", nay là {row['heir']}" if row["heir"] else ""
    return f"{row['name']} (đến ngày {row['ended_on']:%d/%m/%Y}{heir})"


def _wrong(sentence: str, en: str) -> RuleBroken:
    return RuleBroken(
        sentence, en=en, errors=[field("/day_from", sentence)], slug="impossible-period"
    )
