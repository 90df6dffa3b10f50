"""A decision written on the screen of a procedure counts in the index: published and public in
time, once, whatever later versions say beside it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest
import pytest_asyncio

from backend.platform import clock
from shared.client import indicators, procedures
from shared.client.base import ApiClient
from shared.contracts.indicators import ServiceIndex
from shared.contracts.procedures import SaveProcedure
from tests.api.indicators.test_over_http import component, today
from tests.api.own_procedures import SECOND, WRITER, Officer, own_procedure, replace

PUBLISHED, UPDATED = "published_in_time", "updated_in_time"


@pytest_asyncio.fixture(loop_scope="session")
async def code(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own of one commune."""
    async with own_procedure(database) as made:
        yield made


async def written(officer: Officer, code: str, **fields: object) -> None:
    """Another version on the screen, by two persons."""
    writer, second = await officer(WRITER), await officer(SECOND)
    first = await procedures.design(writer, code)
    data = SaveProcedure(first.next.revision, first.version, replace(first.procedure, **fields))
    saved = await procedures.save(writer, code, data)
    proposed = await procedures.propose(writer, code, saved.next.revision)
    await procedures.publish(second, code, proposed.next.revision)


def sides(found: ServiceIndex, name: str) -> tuple[float, float]:
    """Numerator and denominator."""
    one = component(found, name)
    return one.numerator or 0, one.denominator or 0


async def listed(leader: ApiClient, name: str) -> set[str]:
    """Codes of the procedures that meet a component today."""
    day = clock.today().isoformat()
    found = await indicators.index_procedures(
        leader, name, side="met", day_from=day, day_to=day, limit="100"
    )
    return {one.code for one in found.items}


@pytest.mark.criterion("R.2")
async def test_a_decision_of_the_screen_counts_once_in_the_index(
    officer: Officer, code: str
) -> None:
    leader, day = await officer("lanhdao.kylua"), clock.today()
    before = await today(leader)
    late = (day + timedelta(days=3)).isoformat()  # the law wants more days until it is in force
    await written(officer, code, decided_on=day.isoformat(), in_force_on=late)
    after = await today(leader)
    met, counted = sides(before, UPDATED)
    assert sides(after, UPDATED) == (met + 1, counted + 1)
    met, counted = sides(before, PUBLISHED)
    assert sides(after, PUBLISHED) == (met, counted + 1)
    assert code in await listed(leader, UPDATED)
    assert code not in await listed(leader, PUBLISHED)

    # A later version that keeps the decision is no other decision.
    await written(officer, code, keywords=["xác nhận thử"])
    assert sides(await today(leader), UPDATED) == sides(after, UPDATED)
    # Another commune has nothing of it.
    other = await today(await officer("lanhdao.locbinh"))
    assert (sides(other, UPDATED)[1] or 0) == 0
