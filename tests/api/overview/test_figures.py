"""Maintained figures equal the recount: after acts, at once and in a crowd, and after kill -9."""

import asyncio
import os
import random
import signal
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from click.testing import CliRunner

from backend.cli import main
from backend.law.ending import EndKind, done_class
from backend.overview import actions as figures
from backend.overview.rules import NOW, STATES
from backend.platform.clock import VIETNAM
from shared.client import dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import Accept, ReceivedComponent
from shared.vocabulary.overview import Counter
from shared.vocabulary.states import TERMINAL, State
from shared.vocabulary.time_units import DeadlineClass
from tests.api.conftest import Office, eventually, submitted
from tests.api.people import fresh_citizen
from tests.conftest import Services, wait_until_ready

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME = "locbinh", "lộc bình"
_SUM = "select coalesce(sum(n), 0)::int from figure where kind = $1 and receiving_agency_id = $2"


async def differing(database: asyncpg.Pool) -> int:
    """How many figures are not the recount, in one statement."""
    return int(await database.fetchval(figures._SUM_UP.replace(
        "select (select count(*) from recount) as compared, count(*) as differing,",
        "select count(*) as differing,")))  # fmt: skip


async def test_an_act_moves_its_figures_in_its_own_transaction(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    id_ = (await submitted(await citizen(30), NAME)).dossier_id
    agency = await database.fetchval(
        "select receiving_agency_id from dossier where id = $1", uuid.UUID(id_)
    )

    async def stands(kind: str) -> int:
        return int(await database.fetchval(_SUM, kind, agency))

    before = [await stands(kind) for kind in ("at.submitted", "at.accepted", "in_progress")]
    await Office(officer, SLUG).accept(id_)
    after = [await stands(kind) for kind in ("at.submitted", "at.accepted", "in_progress")]
    assert after == [before[0] - 1, before[1] + 1, before[2] + 1]
    assert await differing(database) == 0
    # What is refused leaves no trace in the figures.
    with pytest.raises(ApiProblem):
        await Office(officer, SLUG).act("tiepnhan1", id_, "refuse", reason="Không đúng thẩm quyền.")
    assert [await stands(k) for k in ("at.submitted", "at.accepted", "in_progress")] == after
    assert await differing(database) == 0


async def test_a_figure_stands_where_the_law_puts_the_dossier(database: asyncpg.Pool) -> None:
    """The SQL of the trigger beside the rules of the law, for moments around every midnight."""
    chance = random.Random(61)  # nosec B311
    start = datetime(2026, 3, 2, 23, 59, 59, tzinfo=VIETNAM)

    def moment(empty: float) -> datetime | None:
        if chance.random() < empty:
            return None
        return start + timedelta(
            hours=chance.choice((0, 1, 12, 24, 25)), seconds=chance.choice((0, 1))
        )

    for _ in range(400):
        state = chance.choice(list(State))
        submitted_at, accepted, due = moment(0), moment(0.2), moment(0.2)
        finished, returned, waiting = moment(0.5), moment(0.8), chance.random() < 0.2
        tasks = chance.choice((0, 0, 1, 3))
        kind = chance.choice((*EndKind, EndKind.RESULT))
        counts = None if kind in ("", "rejected") or finished is None else moment(0.4)
        rows = await database.fetch(
            "select kind, day from dossier_figures($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            state.value, submitted_at, accepted, due, finished, returned, waiting, tasks,
            kind.value, counts,
        )  # fmt: skip
        found = {row["kind"]: row["day"] for row in rows}
        assert len(found) == len(rows)
        want: dict[str, Any] = {"submitted": _day(submitted_at)}
        if accepted is not None:
            want["accepted"] = _day(accepted)
            if finished is None:
                want["in_progress"] = NOW
            else:
                want[_DONE[done_class(due, finished, kind, counts)]] = _day(finished)
        if returned is not None:
            want["returned"] = _day(returned)
        if state not in TERMINAL:
            want[f"at.{state}"] = NOW
            if tasks and state in STATES[Counter.IN_HAND]:
                want["tasks"] = NOW
            if due is not None and finished is None and not waiting:
                want["running"] = _day(due)
        assert found == want


def test_every_open_state_has_exactly_one_counter() -> None:
    counted = [state for states in STATES.values() for state in states]
    assert sorted(counted) == sorted(state for state in State if state not in TERMINAL)


async def test_acts_of_a_crowd_and_folding_beside_them_lose_nothing(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool
) -> None:
    me, desk = await fresh_citizen(http, database), await officer(f"tiepnhan1.{SLUG}")
    ids = [(await submitted(me, NAME)).dossier_id for _ in range(12)]
    folding = asyncio.create_task(_keep_folding(database))
    await asyncio.gather(*(_accept(desk, id_) for id_ in ids for _ in range(2)))
    seen = [await differing(database) for _ in range(5)]
    folding.cancel()
    assert seen == [0] * 5
    assert await database.fetchval(
        "select count(*) from dossier where id = any($1::uuid[]) and state = 'accepted'", ids
    ) == len(ids)


@pytest.mark.criterion("R.4")
async def test_figures_equal_the_recount_after_the_programs_were_killed_in_the_middle(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool, services: Services
) -> None:
    me, desk = await fresh_citizen(http, database), await officer(f"tiepnhan1.{SLUG}")
    ids = [(await submitted(me, NAME)).dossier_id for _ in range(14)]
    before = await database.fetchval("select count(*) from figure_change")
    crowd = [asyncio.create_task(_accept(desk, id_)) for id_ in ids]

    async def begun() -> Any:
        return await database.fetchval("select count(*) from figure_change") != before

    assert await eventually(begun)
    for program in (services.api, services.worker):
        os.kill(program._process.pid, signal.SIGKILL)
        program._process.wait(timeout=10)
    outcomes = await asyncio.gather(*crowd)
    assert await differing(database) == 0, "whatever was in flight is whole or not there"
    services.api.start()
    services.worker.start()
    wait_until_ready(services.api, services.folder / "services.log")
    accepted = await database.fetchval(
        "select count(*) from dossier where id = any($1::uuid[]) and state = 'accepted'", ids
    )
    assert accepted >= sum(outcomes), "what was answered is kept"
    await asyncio.gather(*(_accept(desk, id_) for id_ in ids))
    assert await differing(database) == 0


async def test_figures_that_were_tampered_with_are_told_and_mended_while_people_work(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    await submitted(await citizen(33), NAME)
    await database.execute(
        "insert into figure_change (tenant_id, kind, day, receiving_agency_id, holding_agency_id, "
        "unit_id, procedure_code, channel, n) select tenant_id, kind, day, receiving_agency_id, "
        "holding_agency_id, unit_id, procedure_code, channel, 3 from figure where n > 0 limit 2"
    )
    assert await differing(database) > 0
    found = await figures.check_and_tell()
    assert found.differing > 0
    assert found.dossiers >= 3

    async def told() -> Any:
        return await database.fetchval(
            "select count(*) from notice where subject like '%số liệu tổng hợp lệch%'"
        )

    assert await eventually(told)
    assert await figures.check_nightly() == 0, "once a night"
    assert await figures.rebuild() > 0
    assert await differing(database) == 0
    assert await figures.rebuild() == 0
    assert (await figures.check()).differing == 0


def test_the_command_says_whether_figures_hold(services: Services) -> None:
    done = CliRunner().invoke(main, ["figures", "check"])
    assert done.exit_code == 0, done.output
    assert "0 lệch" in done.output


async def _accept(desk: ApiClient, id_: str) -> bool:
    """Whether the API said it was done; a second try and a dead API are refusals."""
    try:
        now = await dossiers.dossier(desk, id_)
        received = [ReceivedComponent(key=c.key, ok=True, originals=1) for c in now.components]
        await dossiers.act(desk, id_, "accept", Accept(version=now.version, components=received))
    except ApiProblem:
        return False
    return True


async def _keep_folding(database: asyncpg.Pool) -> None:
    while True:
        async with database.acquire() as c, c.transaction():
            await c.execute(figures._LOCK)
            await c.fetchval(figures._FOLD, 7)
        await asyncio.sleep(0)


def _day(moment: datetime | None) -> Any:
    return None if moment is None else moment.astimezone(VIETNAM).date()


_DONE = {
    DeadlineClass.DONE_EARLY: "early",
    DeadlineClass.DONE_ON_TIME: "on_time",
    DeadlineClass.DONE_LATE: "late",
    DeadlineClass.NONE: "on_time",
}
