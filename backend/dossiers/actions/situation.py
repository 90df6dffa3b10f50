"""What an effect of an act may look at, and what several of them work out in the same way."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.content import ChannelContent
from backend.catalogue.queries import content_of
from backend.dossiers.actions.journal import Change
from backend.law.calendar import local
from backend.law.deadlines import Due, Wait, due_date, resumed_due_date
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.problems import RuleBroken, field
from backend.regimes.queries import rules_of
from shared.vocabulary.channels import Channel
from shared.vocabulary.states import State


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything an effect may look at."""

    connection: asyncpg.Connection
    actor: Actor | None
    row: asyncpg.Record
    state: State
    data: Any


Effect = Callable[[Situation, Change], Awaitable[None]]


async def full_term(here: Situation) -> Due | None:
    """The whole statutory term from now; None when the procedure's is not known for certain."""
    content = await content_of(here.row["procedure_version_id"])
    entry: ChannelContent | None = content.channel(Channel(here.row["channel"]))
    if entry is None or entry.duration is None:
        entry = next((c for c in content.channels if c.duration is not None), None)
    if entry is None or entry.duration is None:
        return None
    calendar = await working_calendar(here.row["receiving_agency_id"])
    return due_date(calendar, clock.now(), entry.duration, rules_of(here.row).afternoon_limit)


async def resumed(here: Situation) -> Due:
    """The due date moved by the working time waited, on the ground kept when the wait began."""
    ground: str = await here.connection.fetchval(
        "select ground from clock_interval where dossier_id = $1 and ended_at is null "
        "order by started_at desc limit 1",
        here.row["id"],
    )
    calendar = await working_calendar(here.row["receiving_agency_id"])
    wait = Wait(here.row["waiting_since"], clock.now(), ground)
    return resumed_due_date(calendar, here.row["due_at"], wait)


async def closing_after(agency_id: UUID, working_days: int) -> datetime:
    """The end of office hours so many working days of an agency from today."""
    calendar = await working_calendar(agency_id)
    return calendar.closing(calendar.add_working_days(local(clock.now()).date(), working_days))


async def let_see(here: Situation, subject_id: UUID, ground: str) -> None:
    """Lets an agency or an officer see the dossier from now on."""
    await here.connection.execute(
        "insert into dossier_reach (id, tenant_id, dossier_id, subject_id, ground, submitted_at) "
        "values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        uuid7(),
        here.row["tenant_id"],
        here.row["id"],
        subject_id,
        ground,
        here.row["submitted_at"],
    )


def moment(text: str, pointer: str) -> datetime:
    """A moment sent as text with its offset. Raises RuleBroken pointing at it."""
    try:
        return local(datetime.fromisoformat(text))
    except (ValueError, OverflowError):  # the first and the last day have no other side
        raise RuleBroken(
            "Ngày giờ không đúng. Vui lòng chọn lại.",
            errors=[field(pointer, "Ngày giờ phải có thật và có múi giờ.")],
        ) from None
