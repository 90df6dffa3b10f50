"""Every step reaches the national portal, whole, in order and once, also after it was away."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from shared.client.base import ApiClient
from tests.api.conftest import Office, eventually, submitted
from tests.api.test_processing import REASON
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
PLACE, NAME = "tamthanh", "Tam Thanh"
_WAITING = (
    "select count(*) from delivery where adapter_id = 'national' and subject_id = $1 "
    "and state <> 'sent'"
)


async def told(services: Services, code: str) -> dict[str, Any]:
    """What the portal knows under a code."""
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{services.national_url}/dossiers/{code}")
    return dict(answer.json())


async def fault(services: Services, kind: str) -> None:
    """Breaks the portal, or mends it with "none"."""
    async with httpx.AsyncClient() as http:
        await http.post(f"{services.national_url}/fault/{kind}")


async def steps(services: Services, code: str, count: int) -> list[dict[str, Any]]:
    """The steps once so many have arrived."""

    async def arrived() -> list[dict[str, Any]] | None:
        found: list[dict[str, Any]] = (await told(services, code))["progress"]
        return found if len(found) >= count else None

    # A circuit that opened while the portal was away closes within two minutes.
    found = await eventually(arrived, 300)
    assert found, await told(services, code)
    return list(found)


@pytest.mark.criterion("A.12")
@pytest.mark.criterion("S.1")
@pytest.mark.criterion("G.1")
async def test_each_step_is_told_at_once_and_in_order(
    citizen: Citizen, officer: Officer, services: Services
) -> None:
    office = Office(officer, PLACE)
    promise = await submitted(await citizen(57), NAME)
    (first,) = await steps(services, promise.reference, 1)
    assert (first["NoiDungXuLy"], first["TrangThai"]) == ("Nộp hồ sơ", "1")
    assert (await told(services, promise.reference))["dossier"]["TrangThaiHoSo"] == "1"
    found = await office.to_appraisal(promise.dossier_id, "Tư pháp")
    assert found.code is not None
    assert found.due_at is not None
    rows = await steps(services, found.code, 3)
    assert [row["TrangThai"] for row in rows] == ["2", "4", "4"]
    moments = [row["ThoiDiemXuLy"] for row in rows]
    assert moments == sorted(moments)
    record = (await told(services, found.code))["dossier"]
    assert (record["KenhThucHien"], record["MaTTHC"]) == ("2", found.procedure_code)
    assert record["NgayHenTra"].startswith(found.due_at[:10].replace("-", ""))
    assert promise.reference in record["GhiChu"]
    replaced = (await told(services, promise.reference))["dossier"]
    assert found.code in replaced["GhiChu"]
    assert len(found.timeline) == 1 + len(rows), "the history keeps what the portal was told"


@pytest.mark.criterion("A.12")
@pytest.mark.criterion("S.1")
async def test_what_happened_while_the_portal_was_away_is_told_later_and_once(
    citizen: Citizen, officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    office = Office(officer, PLACE)
    id_ = (await submitted(await citizen(58), NAME)).dossier_id
    accepted = await office.accept(id_)
    assert accepted.code is not None
    before = len(await steps(services, accepted.code, 1))
    try:
        await fault(services, "down")
        await office.act("tiepnhan1", id_, "request_withdrawal", reason=REASON)
        await office.act("tiepnhan1", id_, "deny_withdrawal", reason=REASON)
    finally:
        await fault(services, "none")
    rows = await steps(services, accepted.code, before + 2)
    assert [row["TrangThai"] for row in rows[-2:]] == ["7", "2"], "states as they are"
    # Their times are whole seconds: the same step in the same one is taken for a repeat.
    second = int(time.time())

    async def later() -> bool:
        return int(time.time()) > second

    assert await eventually(later)
    await office.act("tiepnhan1", id_, "request_withdrawal", reason=REASON)
    assert len(await steps(services, accepted.code, before + 3)) == before + 3
    assert await eventually(lambda: _nothing_waits(database, id_))


async def _nothing_waits(database: asyncpg.Pool, dossier_id: str) -> bool:
    return bool(await database.fetchval(_WAITING, dossier_id) == 0)
