"""What waits for its applicant is not overdue in the register, nor when its book is closed."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import msgspec
import pytest

from backend.platform import clock
from backend.registers.queries import LIVE_LINE
from backend.registers.rules import Line
from shared.client.base import ApiClient
from tests.api.test_processing import appraising
from tests.api.test_registers import all_lines, this_years
from tests.api.test_supplement_law import ASK

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


@pytest.mark.criterion("R.3")
async def test_a_dossier_whose_clock_stands_still_is_not_overdue_in_its_book(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 44)
    await office.act(office.specialist, id_, "request_supplement", **ASK)
    await database.execute(
        "update dossier set due_at = now() - interval '1 day' where id = $1", uuid.UUID(id_)
    )
    desk = await office.as_("tiepnhan1")

    async def told() -> str:
        lines = await all_lines(desk, (await this_years(desk)).id)
        return next(line.deadline_class for line in lines if line.dossier_id == id_)

    assert await told() == "waiting"
    # Frozen, it says what it said: the line itself carries that the clock stood still.
    kept = await database.fetchval(
        f"select to_jsonb(x) from ({LIVE_LINE} where d.id = $1) x", uuid.UUID(id_)
    )
    line = msgspec.json.decode(kept, type=Line)
    assert line.on_time(clock.now()) == "waiting"
    await office.act("tiepnhan1", id_, "expire_supplement", reason="Không nộp giấy tờ.")
    assert await told() == "done_late", "it was asked for after the day it was due"
    old = msgspec.json.decode(msgspec.json.encode({
        name: value for name, value in msgspec.json.decode(kept).items()
        if name not in ("waiting_since", "ended_as", "judged_at")
    }), type=Line)  # fmt: skip
    assert old.on_time(clock.now()) == "overdue", "a book closed before knows no more than it kept"
