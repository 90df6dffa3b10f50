"""The definition of the indices over HTTP: dated, of two persons, and what it says then holds."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest
from msgspec.structs import replace

from backend.platform import clock
from shared.client import indicators
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.indicators import ComponentDefinition, NewIndexDefinition, ServiceIndex
from tests.api.offices import second_admin

Officer = Callable[[str], Awaitable[ApiClient]]


async def today(api: ApiClient) -> ServiceIndex:
    """The index of this day."""
    day = clock.today().isoformat()
    return await indicators.service_index(api, day_from=day, day_to=day)


async def test_the_definition_is_dated_and_versions_stay(
    officer: Officer, database: asyncpg.Pool
) -> None:
    keeper = await officer("danhmuc.ubndtinh")
    known = await indicators.index_definitions(keeper)
    shipped = known.items[-1]
    assert shipped.version == 0
    assert sum(c.maximum for c in shipped.components) == 100
    based_on = known.items[0].version
    later = clock.today() + timedelta(days=400)
    wrong = new(based_on, shipped.components, later.isoformat(), {"in_time": 21.0})
    for given, pointer in (
        (wrong, "/components"),
        (new(based_on, shipped.components[1:], later.isoformat()), "/components"),
        (new(based_on, shipped.components, "2020-01-01"), "/valid_from"),
        (new(based_on, shipped.components, "ngày mai"), "/valid_from"),
        (new(based_on, shipped.components, later.isoformat(), codes=["x'; drop"]),
         "/certifications/0"),
    ):  # fmt: skip
        with pytest.raises(ApiProblem) as refused:
            await indicators.propose_definition(keeper, given)
        assert refused.value.status == 422
        assert pointer in [error.pointer for error in refused.value.errors]
    steeper = replace(shipped.nine, online_some=31.0, good=16.0)
    with pytest.raises(ApiProblem) as refused:
        await indicators.propose_definition(
            keeper, replace(new(based_on, shipped.components, later.isoformat()), nine=steeper)
        )
    assert {error.pointer for error in refused.value.errors} == {"/nine/online_some", "/nine/good"}
    assert (await indicators.index_definitions(keeper)).items[0].version == based_on
    moved = {"in_time": 22.0, "fully_online": 10.0}
    good = new(based_on, shipped.components, later.isoformat(), moved)
    waiting = await indicators.propose_definition(keeper, good)
    assert (waiting.next.state, waiting.items[0].version) == ("proposed", based_on)
    assert waiting.proposed is not None
    assert waiting.proposed.valid_from == later.isoformat()
    # Nobody puts their own version in force, and only one waits at a time.
    with pytest.raises(ApiProblem) as refused:
        await indicators.publish_definition(keeper, waiting.next.revision)
    assert (refused.value.status, refused.value.problem.type.split(":")[-1]) == (
        403, "second-person",
    )  # fmt: skip
    with pytest.raises(ApiProblem) as refused:
        await indicators.propose_definition(keeper, good)
    assert refused.value.status == 409
    second = await officer(await second_admin())
    returned = await indicators.give_back_definition(second, "Ghi rõ căn cứ.")
    assert (returned.next.state, returned.next.note) == ("draft", "Ghi rõ căn cứ.")
    waiting = await indicators.propose_definition(keeper, good)
    with pytest.raises(ApiProblem) as refused:
        await indicators.publish_definition(second, waiting.next.revision - 1)
    assert refused.value.status == 412
    made = await indicators.publish_definition(second, waiting.next.revision)
    assert (made.version, made.published_by != "") == (based_on + 1, True)
    assert made.proposed_by not in ("", made.published_by)
    with pytest.raises(ApiProblem) as refused:
        await indicators.propose_definition(
            keeper, new(based_on, shipped.components, later.isoformat())
        )
    assert refused.value.status == 409
    assert (await today(keeper)).definition == known.in_force  # not in force yet
    with pytest.raises(ApiProblem) as refused:
        await indicators.propose_definition(
            await officer("lanhdao.dongdang"),
            new(based_on + 1, shipped.components, later.isoformat()),
        )
    assert refused.value.status == 403
    with pytest.raises(asyncpg.PostgresError):
        await database.execute("update index_definition set reason = 'x'")


async def test_the_thresholds_of_the_nine_and_the_days_of_766_hold_from_the_day_of_a_version(
    officer: Officer, database: asyncpg.Pool
) -> None:
    keeper, second = await officer("danhmuc.ubndtinh"), await officer(await second_admin())
    leader = await officer("lanhdao.dongdang")
    known = await indicators.index_definitions(keeper)
    newest = known.items[0]
    day = clock.today()
    reached = await indicators.nine_indicators(leader, grouping="agency")
    least = min(line.total for line in reached.lines if line.total is not None)
    easy = replace(
        newest.nine, excellent=least, good=least, fair=least, average=min(least, 6.0)
    )  # fmt: skip
    given = replace(
        new(newest.version, newest.components, day.isoformat()), publish_days=7, public_days=9,
        nine=easy,
    )  # fmt: skip
    waiting = await indicators.propose_definition(keeper, given)
    made = await indicators.publish_definition(second, waiting.next.revision)
    try:
        assert (made.nine, made.publish_days, made.public_days) == (easy, 7, 9)
        # From its day on: classes by the new sums, words by the new days.
        now = await indicators.nine_indicators(leader, grouping="agency")
        assert now.definition == made.version
        assert {line.grade for line in now.lines if line.total is not None} == {"excellent"}
        words = {c.number: c.formula for g in (await today(leader)).groups for c in g.components}
        assert "ít nhất 7 ngày làm việc" in words["1.1"]
        assert "trong 9 ngày làm việc" in words["1.2"]
        # The period before keeps its own.
        past = (day - timedelta(days=1)).isoformat()
        then = await indicators.nine_indicators(leader, day_from=past, day_to=past)
        assert then.definition == known.in_force
        # A proposal that says nothing of the nine leaves them as they are.
        silent = new(made.version, made.components, day.isoformat())
        waiting = await indicators.propose_definition(keeper, silent)
        kept = await indicators.publish_definition(second, waiting.next.revision)
        assert kept.nine == easy
    finally:  # other tests count by what came with the system
        restored = replace(
            new((await indicators.index_definitions(keeper)).items[0].version,
                known.items[-1].components, day.isoformat()),
            nine=known.items[-1].nine,
        )  # fmt: skip
        waiting = await indicators.propose_definition(keeper, restored)
        await indicators.publish_definition(second, waiting.next.revision)


def new(
    based_on: int,
    components: list[ComponentDefinition],
    valid_from: str,
    moved: dict[str, float] | None = None,
    codes: list[str] | None = None,
) -> NewIndexDefinition:
    """A version like another, with some maxima moved."""
    return NewIndexDefinition(
        based_on=based_on,
        valid_from=valid_from,
        source="Quyết định thử nghiệm của tỉnh",
        publish_days=5,
        public_days=5,
        certifications=["2.000815"] if codes is None else codes,
        components=[
            replace(c, maximum=(moved or {}).get(c.component, c.maximum)) for c in components
        ],
        reason="Điều chỉnh trọng số theo quyết định mới.",
    )  # fmt: skip
