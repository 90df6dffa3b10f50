"""What is behind the numbers of days and of units: the lists are what the numbers count."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from shared.client import overview
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.overview import Bottlenecks, SlowUnit
from tests.api.conftest import Office, submitted
from tests.api.people import fresh_citizen

Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME, UNIT = "bacson", "bắc sơn", "Tư pháp"


async def listed(leader: ApiClient, counter: str, **wanted: str | list[str]) -> list[str]:
    """All ids of a list."""
    found: list[str] = []
    cursor = ""
    while True:
        page = await overview.dossiers(leader, counter, cursor=cursor, limit="100", **wanted)
        found += [item.id for item in page.items]
        if page.next_cursor is None:
            return found
        cursor = page.next_cursor


def mine(found: Bottlenecks) -> SlowUnit:
    """The unit of this test."""
    return next(one for one in found.units if UNIT in one.name)


@pytest.mark.criterion("R.4")
async def test_each_number_of_a_unit_and_of_a_day_is_its_list(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool
) -> None:
    office, me = Office(officer, SLUG), await fresh_citizen(http, database)
    leader = await office.as_("lanhdao")
    ids = [(await submitted(me, NAME)).dossier_id for _ in range(3)]
    for id_ in ids:
        await office.to_appraisal(id_, UNIT)
    # Late since a moment: today, and not only of the days before it.
    for id_ in ids[:2]:
        await database.execute(
            "update dossier set due_at = now() - interval '1 second' where id = $1", uuid.UUID(id_)
        )
    await office.act("lanhdao", ids[1], "reject", reason="Không đủ điều kiện theo luật.")
    await office.act("lanhdao", ids[2], "reject", reason="Không đủ điều kiện theo luật.")
    found = await overview.bottlenecks(leader)
    unit = mine(found)
    of = {"held_by": [unit.agency_id], "unit": unit.unit_id}
    late = await listed(leader, "late", **of)
    assert ids[0] in late
    assert len(late) == unit.late
    span = {"day_from": found.day_from, "day_to": found.day_to}
    done_late = await listed(leader, "resolved_today", outcome="late", **span, **of)
    in_time = await listed(leader, "resolved_today", outcome="in_time", **span, **of)
    assert ids[1] in done_late
    assert ids[2] in in_time
    assert len(done_late) == unit.resolved_late
    assert len(in_time) == unit.resolved - unit.resolved_late
    now = await overview.overview(leader)
    for one in now.days[-3:]:
        day = {"day_from": one.day, "day_to": one.day}
        assert len(await listed(leader, "accepted_today", **day)) == one.accepted
        assert len(await listed(leader, "submitted_today", **day)) == one.submitted
        assert len(await listed(leader, "resolved_today", **day)) == one.resolved
        tardy = await listed(leader, "resolved_today", outcome="late", **day)
        assert len(tardy) == one.resolved_late


@pytest.mark.parametrize(
    ("counter", "wanted"),
    [
        ("late", {"day_from": "2026-01-01"}),
        ("accepted_today", {"outcome": "late"}),
        ("accepted_today", {"day_from": "2026-02-01", "day_to": "2026-01-01"}),
        ("accepted_today", {"day_from": "2024-02-01", "day_to": "2026-01-01"}),
    ],
)
async def test_days_that_do_not_go_with_a_counter_are_refused(
    officer: Officer, counter: str, wanted: dict[str, str]
) -> None:
    with pytest.raises(ApiProblem) as refused:
        await overview.dossiers(await officer(f"lanhdao.{SLUG}"), counter, **wanted)
    assert refused.value.status == 422
    assert refused.value.errors[0].pointer == "/day_from"
