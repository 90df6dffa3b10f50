"""Reads of desks, their lines, single numbers and the screen in the hall."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.access.actor import Actor
from backend.law.calendar import YearWithoutHolidays
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import fetch, fetch_row, fetch_value
from backend.platform.problems import Forbidden, NotFound, RuleBroken, field
from backend.reception.lines import Lines, Waiting
from backend.reception.rules import (
    Opening,
    opening,
    pace,
    still_fits,
)
from backend.settings import settings
from shared.contracts.common import Named
from shared.contracts.desk_setup import DeskSetup, WorkKind
from shared.contracts.reception import DeskNow, DeskRow, KindNow
from shared.vocabulary.roles import Role

AT_DESK = (Role.DESK_OFFICER, Role.DESK_HEAD)
_MOST_WAITING = 1000
_PACE_DAYS = 30
_NEWEST_SETUP = """
select g.id, g.name, g.address, s.version, s.definition, g.ended_on,
    coalesce((select h.name from agency_lineage l join agency h on h.id = l.new_id
        where l.old_id = g.id and l.main), '') as heir from agency g
    join lateral (select version, definition from desk_setup where agency_id = g.id
        order by version desc limit 1) s on true
where g.tenant_id = $1
"""
_PACE = """
select k.kind, count(t.seconds) as served, avg(t.seconds)::float8 as seconds
from unnest($2::text[]) k(kind) left join lateral (
    select extract(epoch from ended_at - called_at) as seconds from ticket_serving
    where agency_id = $1 and kind = k.kind and outcome = 'finished' and ended_at > $3
    order by ended_at desc limit 50) t on true
group by k.kind
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk as it is set up now."""

    id: UUID
    name: str
    address: str
    version: int
    setup: DeskSetup
    ended_on: date | None = None
    heir: str = ""

    @property
    def named(self) -> Named:
        """For showing."""
        return Named(str(self.id), self.name)

    def kind(self, key: str) -> WorkKind:
        """A kind of work. Raises RuleBroken when there is none of this key."""
        for kind in self.setup.kinds:
            if kind.key == key:
                return kind
        raise RuleBroken(
            "Quầy này không có loại việc đó.",
            en="There is no such kind of work.",
            slug="no-such-kind",
            errors=[field("/kind", "Chọn một loại việc trong danh sách.")],
        )

    def kind_name(self, key: str) -> str:
        """Its name, also when the kind is no longer there."""
        return next((kind.name for kind in self.setup.kinds if kind.key == key), key)


async def desk(agency_id: UUID) -> Desk:
    """A desk that is open for numbers. Raises NotFound."""
    found = await desk_or_none(agency_id)
    if found is not None and found.ended_on is not None:
        raise ended(found.name, found.ended_on, found.heir)
    if found is None or not found.setup.is_open:
        raise NotFound(
            "Bộ phận Một cửa này chưa dùng lấy số. Mời bạn đến trực tiếp quầy.",
            en="This desk gives no numbers. Please go to the counter.",
            slug="no-queue",
        )
    return found


async def served_desk(agency_id: UUID) -> Desk:
    """The same for those who call; on the day its agency ends, who waits there is served still.

    Raises NotFound.
    """
    found = await desk_or_none(agency_id)
    if found is not None and found.ended_on == clock.today():
        return found
    return await desk(agency_id)


def ended(name: str, day: date, heir: str) -> NotFound:
    """The desk of an agency that is over, and where to go instead."""
    instead = f" Mời bạn đến {heir}." if heir else " Mời bạn chọn cơ quan khác."
    return NotFound(
        f"{name} đã kết thúc hoạt động từ {day:%d/%m/%Y}, không còn tiếp tại đây.{instead}",
        en="This agency is over; please go to the one that goes on for it.",
        slug="desk-ended",
    )


async def desk_or_none(agency_id: UUID) -> Desk | None:
    """A desk as it was set up last, open or not."""
    row = await fetch_row(f"{_NEWEST_SETUP} and g.id = $2", settings().tenant, agency_id)
    return _desk(row) if row is not None else None


async def set_up(agency_ids: list[UUID]) -> dict[UUID, Desk]:
    """Those of the agencies that ever set a desk up, as it was set up last."""
    rows = await fetch(f"{_NEWEST_SETUP} and g.id = any($2::uuid[])", settings().tenant, agency_ids)
    return {row["id"]: _desk(row) for row in rows}


async def desks() -> list[DeskRow]:
    """Desks that give numbers, in Vietnamese order."""
    rows = await fetch(
        f"{_NEWEST_SETUP} and (s.definition ->> 'is_open')::boolean and g.ended_on is null "
        "order by g.sort_key, g.id limit 500",
        settings().tenant,
    )
    return [DeskRow(Named(str(r["id"]), r["name"]), r["address"]) for r in rows]


def _desk(row: Any) -> Desk:
    setup = msgspec.json.decode(row["definition"], type=DeskSetup)
    return Desk(
        row["id"], row["name"], row["address"], row["version"], setup, row["ended_on"], row["heir"]
    )


async def own_desk(actor: Actor, agency_id: UUID) -> None:
    """Raises Forbidden for a desk where the caller does not work, NotFound for no agency at all."""
    if agency_id not in actor.agencies(*AT_DESK):
        if not await fetch_value("select true from agency where id = $1", agency_id):
            raise no_agency()
        raise Forbidden(
            "Bạn chỉ làm việc với quầy của cơ quan mình.",
            en="You work at the desk of your own agency only.",
        )


def no_agency() -> NotFound:
    """No agency has this id."""
    return NotFound("Không có cơ quan này.", en="There is no such agency.")


async def opening_of(desk: Desk) -> Opening:
    """Whether numbers are given now."""
    now = clock.now()
    calendar = await working_calendar(desk.id)
    try:
        office = calendar.office_time(now.date())
    except YearWithoutHolidays:
        office = []
    return opening(office, now, timedelta(minutes=desk.setup.early_minutes))


async def office_left(desk: Desk) -> timedelta:
    """Office time that is left today."""
    now = clock.now()
    calendar = await working_calendar(desk.id)
    return calendar.between(now, calendar.closing(now.date()))


async def lines(desk: Desk) -> Lines:
    """Everybody who waits at a desk today."""
    now = clock.now()
    rows = await fetch(
        "select id, kind, taken_at, favoured_from, only_counter, account_id, "
        "told_at is not null as told from queue_ticket where agency_id = $1 and day = $2 "
        f"and state = 'waiting' order by taken_at, id limit {_MOST_WAITING}",
        desk.id,
        now.date(),
    )
    sitting = await fetch(
        "select counter from counter_sitting where agency_id = $1 and day = $2",
        desk.id,
        now.date(),
    )
    expected = {kind.key: kind.minutes for kind in desk.setup.kinds}
    waiting = [Waiting(**dict(row)) for row in rows]
    kinds = list({*expected, *(one.kind for one in waiting)})
    means = await fetch(_PACE, desk.id, kinds, now - timedelta(days=_PACE_DAYS))
    return Lines(
        setup=desk.setup,
        now=now,
        waiting=waiting,
        paces={
            m["kind"]: pace(m["seconds"], m["served"], expected.get(m["kind"], 10)) for m in means
        },
        sitting=frozenset(row["counter"] for row in sitting),
    )


def kinds_now(desk: Desk, now: Lines) -> list[KindNow]:
    """The lines in words and numbers."""
    return [
        KindNow(
            key=kind.key,
            letter=kind.letter,
            name=kind.name,
            waiting=now.waiting_for(kind.key),
            minutes=now.minutes_for_new(kind.key),
            by_phone=kind.by_phone,
            can_book=kind.booking is not None,
        )
        for kind in desk.setup.kinds
    ]


async def desk_now(agency_id: UUID) -> DeskNow:
    """A desk and its lines. Raises NotFound."""
    found = await desk(agency_id)
    open_ = await opening_of(found)
    return DeskNow(
        agency=found.named,
        is_open=open_.is_open,
        closed_because=open_.because,
        hours=open_.hours,
        kinds=kinds_now(found, await lines(found)),
    )


async def has_room(desk: Desk, kind: str, now: Lines) -> bool:
    """Whether somebody who comes now is still served today."""
    return still_fits(now.minutes_for_new(kind), await office_left(desk))


def iso(moment: datetime) -> str:
    """RFC 3339 in Vietnamese time."""
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
