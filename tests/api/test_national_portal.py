"""Every step reaches the national portal, in order and once, also after it was away."""

import asyncio
import sys
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
_ROW = "select pending, last_error from national_sync where dossier_id = $1"
_LONG_AGO = "update national_sync set tried_at = now() - interval '1 hour' where dossier_id = $1"


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

    found = await eventually(arrived, 15)
    assert found, await told(services, code)
    return list(found)


async def sweep() -> None:
    """What the worker does every minute."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "backend.cli", "sweep")
    assert await process.wait() == 0


@pytest.mark.criterion("A.12")
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
async def test_what_happened_while_the_portal_was_away_is_told_later_and_once(
    citizen: Citizen, officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    office = Office(officer, PLACE)
    id_ = (await submitted(await citizen(58), NAME)).dossier_id
    accepted = await office.accept(id_)
    assert accepted.code is not None
    before = len(await steps(services, accepted.code, 1))

    async def kept() -> bool:
        row = await database.fetchrow(_ROW, id_)
        return bool(row["pending"] and row["last_error"])

    try:
        for kind, act in (("down", "request_withdrawal"), ("refuse", "deny_withdrawal")):
            await fault(services, kind)
            await office.act("tiepnhan1", id_, act, reason=REASON)
            assert await eventually(kept), "the dossier itself went on"
    finally:
        await fault(services, "none")
    await database.execute(_LONG_AGO, id_)
    await asyncio.gather(sweep(), sweep())
    rows = await steps(services, accepted.code, before + 2)
    assert [row["TrangThai"] for row in rows[-2:]] == ["7", "2"]
    assert not (await database.fetchrow(_ROW, id_))["pending"]
    await office.act("tiepnhan1", id_, "request_withdrawal", reason=REASON)
    assert len(await steps(services, accepted.code, before + 3)) == before + 3
