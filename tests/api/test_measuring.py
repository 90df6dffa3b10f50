"""The measuring system hears of every act, in order, without a person; and of public visits."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import asyncpg
import httpx
import pytest

from backend.measuring.visits import tell_yesterday
from backend.platform import clock
from backend.settings import settings
from shared.client import dossiers, measuring
from shared.client.base import ApiClient, ApiProblem
from tests.api.conftest import Office, eventually, submitted
from tests.api.test_post import citizen

__all__ = ["citizen"]
Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


@pytest.fixture
async def emc() -> AsyncIterator[httpx.AsyncClient]:
    """The stand-in, mended afterwards."""
    async with httpx.AsyncClient(base_url=settings().emc_url, timeout=20) as client:
        yield client
        await client.post("/loi/mend")


@pytest.mark.criterion("V.17", "S.8")
@pytest.mark.criterion("G.6")
async def test_every_act_is_told_in_order_though_the_system_was_away(
    citizen: Citizen, officer: Officer, emc: httpx.AsyncClient
) -> None:
    me = await citizen(0)
    await emc.post("/loi/down")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    await Office(officer, "kylua").to_appraisal(id_, "Tư pháp")
    await emc.post("/loi/mend")
    found = await dossiers.dossier(me, id_)
    assert found.code

    async def told() -> list[dict[str, str]]:
        events = (await emc.get(f"/thu/{found.code}")).json()
        return events if len(events) == 4 else []

    # A circuit that opened while the system was away closes within two minutes.
    events = await eventually(told, 300)
    assert [e["Status"] for e in events] == ["0", "1", "2", "4"]
    for event in events:
        assert (event["FormsReception"], event["IsDVCBC"]) == ("1", "2")
        assert event["Level"] in "34" and event["FormsPayments"] == "0"
        assert event["CodeTTHC"] == found.procedure_code
        said = " ".join(event.values())
        assert found.applicant_name not in said and "0900000" not in said


async def test_a_code_they_have_not_for_ours_is_held_and_never_sent_wrong(
    citizen: Citizen, database: asyncpg.Pool, emc: httpx.AsyncClient
) -> None:
    from uuid import UUID

    from backend.connections.adapter import Delivery, Unmapped
    from backend.measuring.adapter import EmcAdapter
    from backend.platform.database import uuid7

    id_ = (await submitted(await citizen(0), "Kỳ Lừa")).dossier_id
    delivery = Delivery(
        id=uuid7(), adapter_id="emc", subject_id=UUID(id_), kind="act", key="x",
        payload={"act": "dance", "at": clock.now().isoformat()}, attempt=1,
        created_at=clock.now(),
    )  # fmt: skip
    with pytest.raises(Unmapped) as caught:
        await EmcAdapter().send(delivery)
    assert (caught.value.kind, caught.value.code) == ("act", "dance")


@pytest.mark.criterion("V.17")
async def test_visits_of_public_pages_are_counted_and_told_day_by_day(
    anonymous: ApiClient, database: asyncpg.Pool, emc: httpx.AsyncClient
) -> None:
    path = "/thu-tuc/1.004873"
    before = await _visits(database, path)
    assert (await measuring.visit(anonymous, path)).counted
    assert await _visits(database, path) == before + 1
    assert not (await measuring.visit(anonymous, "/ho-so/0199")).counted
    with pytest.raises(ApiProblem):
        await measuring.visit(anonymous, "/tra-cuu?ma=H37-1")
    columns = await database.fetch(
        "select column_name from information_schema.columns where table_name = 'page_visits'"
    )
    assert {c["column_name"] for c in columns} == {"tenant_id", "day", "page", "visits"}
    yesterday = clock.today() - timedelta(days=1)
    await database.execute(
        "insert into page_visits (tenant_id, day, page, visits) values ($1, $2, '/', 5) "
        "on conflict do nothing",
        settings().tenant,
        yesterday,
    )
    await tell_yesterday()
    assert await tell_yesterday() == 0

    async def told() -> bool:
        pages = (await emc.get(f"/thu-truy-cap/{yesterday:%Y%m%d}")).json()
        return {"Url": "/", "Views": 5} in pages

    assert await eventually(told)


async def _visits(database: asyncpg.Pool, page: str) -> int:
    found = await database.fetchval(
        "select visits from page_visits where tenant_id = $1 and day = $2 and page = $3",
        settings().tenant,
        clock.today(),
        page,
    )
    return found or 0
