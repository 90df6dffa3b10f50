"""Who sits at which counter, and the counter of the caller with the lock of the day in hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.platform import clock
from backend.platform.database import fetch_row, transaction
from backend.platform.problems import Conflict, RuleBroken, field
from backend.reception import console, numbers, queries
from backend.reception.actions.taking import lock_day
from backend.reception.queries import Desk
from backend.settings import settings
from shared.contracts.reception import Console


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the caller sits today, with the lock of the day in hand."""

    connection: asyncpg.Connection
    desk: Desk
    day: date
    counter: int


async def sit_down(actor: Actor, agency_id: UUID, counter: int) -> Console:
    """The caller opens a counter and leaves the one they had.

    Raises Forbidden, NotFound, RuleBroken for a counter that is not there, Conflict while somebody
    else sits there, or while a number is still being served at the old one.
    """
    await queries.own_desk(actor, agency_id)
    desk = await queries.served_desk(agency_id)
    if counter not in {one.number for one in desk.setup.counters}:
        raise RuleBroken(
            "Không có quầy này.", errors=[field("/counter", "Chọn một quầy trong danh sách.")]
        )
    async with transaction() as connection:
        day = await lock_day(connection, agency_id, clock.today())
        there = await connection.fetchval(
            "select officer_id from counter_sitting where agency_id = $1 and day = $2 "
            "and counter = $3",
            agency_id,
            day,
            counter,
        )
        if there is not None and there != actor.account_id:
            raise Conflict(
                "Quầy này đang có cán bộ khác ngồi. Chọn quầy khác.",
                en="A colleague sits at this counter.",
                slug="counter-taken",
            )
        if there is None:
            await _get_up(connection, actor, day)
            await connection.execute(
                "insert into counter_sitting (agency_id, day, counter, tenant_id, officer_id, "
                "since) values ($1, $2, $3, $4, $5, $6)",
                agency_id, day, counter, settings().tenant, actor.account_id, clock.now(),
            )  # fmt: skip
            detail = {"counter": counter}
            await record(connection, actor, "counter.opened", subject_id=agency_id, detail=detail)
    return await console.of(actor, agency_id)


async def get_up(actor: Actor, agency_id: UUID) -> Console:
    """The caller closes their counter. Raises Forbidden, Conflict while a number is served."""
    await queries.own_desk(actor, agency_id)
    async with transaction() as connection:
        day = await lock_day(connection, agency_id, clock.today())
        await _get_up(connection, actor, day)
        await record(connection, actor, "counter.closed", subject_id=agency_id)
    return await console.of(actor, agency_id)


@asynccontextmanager
async def seated(actor: Actor, agency_id: UUID) -> AsyncIterator[Seat]:
    """One transaction at the caller's counter. Raises Forbidden, NotFound, RuleBroken."""
    await queries.own_desk(actor, agency_id)
    desk = await queries.served_desk(agency_id)
    async with transaction() as connection:
        day = await lock_day(connection, agency_id, clock.today())
        counter = await connection.fetchval(
            "select counter from counter_sitting where agency_id = $1 and day = $2 "
            "and officer_id = $3",
            agency_id,
            day,
            actor.account_id,
        )
        if counter is None:
            raise RuleBroken(
                "Bạn chưa ngồi quầy nào. Hãy chọn quầy của mình trước.",
                en="Please choose your counter first.",
                slug="no-counter",
            )
        yield Seat(connection, desk, day, counter)


@asynccontextmanager
async def serving_of(
    actor: Actor, agency_id: UUID, ticket_id: UUID
) -> AsyncIterator[tuple[Seat, Any]]:
    """The same, with the number that is served there; Conflict when it is another one."""
    async with seated(actor, agency_id) as seat:
        current = await served_at(seat)
        if current is None or current["ticket_id"] != ticket_id:
            raise moved_on()
        yield seat, current


async def served_at(seat: Seat) -> Any:
    """The open call of a counter, or None."""
    return await seat.connection.fetchrow(
        "select id, ticket_id from ticket_serving where agency_id = $1 and day = $2 "
        "and counter = $3 and ended_at is null",
        seat.desk.id,
        seat.day,
        seat.counter,
    )


async def _get_up(connection: asyncpg.Connection, actor: Actor, day: date) -> None:
    busy = await connection.fetchval(
        "select true from counter_sitting c join ticket_serving s on s.agency_id = c.agency_id "
        "and s.day = c.day and s.counter = c.counter and s.ended_at is null "
        "where c.officer_id = $1 and c.day = $2",
        actor.account_id,
        day,
    )
    if busy:
        raise Conflict(
            "Quầy của bạn đang phục vụ một số. Hãy bấm “Xong” hoặc “Vắng mặt” trước.",
            en="Your counter is serving a number. Finish it first.",
            slug="counter-busy",
        )
    await connection.execute(
        "delete from counter_sitting where officer_id = $1 and day = $2", actor.account_id, day
    )


async def agency_of(actor: Actor, ticket_id: UUID) -> UUID:
    """The desk of a number at the caller's desk. Raises NotFound."""
    row = await fetch_row(
        "select agency_id from queue_ticket where id = $1 and agency_id = any($2::uuid[])",
        ticket_id,
        actor.agencies(*queries.AT_DESK),
    )
    if row is None:
        raise numbers.unknown_ticket()
    found: UUID = row["agency_id"]
    return found


def moved_on() -> Conflict:
    """The number is somewhere else by now."""
    return Conflict(
        "Số này không còn ở quầy của bạn. Màn hình đã được cập nhật.",
        en="This number is no longer at your counter.",
        slug="ticket-moved-on",
    )
