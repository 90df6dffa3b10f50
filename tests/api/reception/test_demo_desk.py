"""The desk of the demonstration: a day of calls behind it, people to come, and no more of it the
second time."""

import asyncpg
import httpx
import pytest

from backend.organisation.demo.seed_reception import seed_reception
from shared.client import appointments, reception
from shared.client.base import ApiClient
from tests.api.conftest import sign_in

HEAD = "truongbophan.kylua"


@pytest.mark.usefixtures("services")
async def test_a_newcomer_finds_a_desk_that_has_worked(
    http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    await seed_reception()
    head = ApiClient(http, face="officer", cookie=await sign_in(http, HEAD, "officer"))
    desk = next(d for d in await reception.desks(head) if "Kỳ Lừa" in d.agency.name)
    before = await _counts(database, desk.agency.id)
    served, booked = before["served"], before["booked"]
    assert served >= 12
    assert booked >= 3
    lines = await reception.lines(head, desk.agency.id)
    assert [kind.letter for kind in lines.kinds] == ["A", "B", "C"]
    days = [d.isoformat() for d in await _days(database, desk.agency.id)]
    shown = await appointments.day_of_desk(head, desk.agency.id, days[-1])
    assert shown.items[0].answers
    first = await database.fetchval(
        "select min(day) from ticket_serving where agency_id = $1", desk.agency.id
    )
    load = await reception.load(
        head, desk.agency.id, day_from=first.isoformat(), day_to=first.isoformat()
    )
    assert load.counters[0].serve_seconds
    await seed_reception()
    assert await _counts(database, desk.agency.id) == before


async def _counts(database: asyncpg.Pool, agency_id: str) -> asyncpg.Record:
    found = await database.fetchrow(
        "select (select count(*) from ticket_serving where agency_id = $1 and outcome = "
        "'finished') as served, (select count(*) from appointment where agency_id = $1) as booked, "
        "(select count(*) from queue_ticket where agency_id = $1) as numbers",
        agency_id,
    )
    assert found is not None
    return found


async def _days(database: asyncpg.Pool, agency_id: str) -> list:  # type: ignore[type-arg]
    rows = await database.fetch(
        "select distinct day from appointment where agency_id = $1 order by day", agency_id
    )
    return [row["day"] for row in rows]
