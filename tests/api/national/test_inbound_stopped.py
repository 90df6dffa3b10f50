"""A dossier for a procedure that has stopped: held with the reason, made once it goes on."""

from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.platform import clock
from shared.client import dossiers, national_lists
from shared.contracts.national_lists import RetryInbound
from shared.contracts.procedures import SaveStop
from shared.vocabulary.procedures import StopKind
from tests.api.national.test_inbound import Officer, ended, record, sent
from tests.api.own_procedures import own_procedure
from tests.api.test_procedure_stops import stopped


@pytest_asyncio.fixture(loop_scope="session")
async def code(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own that one commune receives."""
    async with own_procedure(database) as made:
        yield made


@pytest.mark.criterion("II.24")
async def test_the_portal_is_not_refused_and_nobody_starts_what_has_stopped(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool, code: str
) -> None:
    place = await database.fetchrow(
        "select a.id, a.code from agency_procedure p join agency a on a.id = "
        "p.receiving_agency_id where p.procedure_code = $1", code,
    )  # fmt: skip
    assert place is not None
    today = clock.today().isoformat()
    why = "Tạm dừng để sửa biểu mẫu theo quyết định mới"
    await stopped(officer, code, SaveStop(StopKind.SUSPEND, today, why))

    one = record(MaTTHC=code)
    assert (await sent(http, one, unit=place["code"]))["error_code"] == "0", "kept first"
    row = await ended(database, one["MaHoSo"], "held", "made")
    assert (row["state"], row["dossier_id"]) == ("held", None)
    assert "tạm ngừng nhận hồ sơ mới" in row["reason"]
    admin = await officer("quantri.ubndtinh")
    again = RetryInbound(agency_id=str(place["id"]))
    await national_lists.retry(admin, str(row["id"]), again)
    row = await ended(database, one["MaHoSo"], "held", "made")
    assert row["state"] == "held", "trying again does not get round the stop"

    await stopped(officer, code, SaveStop(StopKind.RESUME, today, "Biểu mẫu mới đã có hiệu lực"))
    await national_lists.retry(admin, str(row["id"]), again)
    row = await ended(database, one["MaHoSo"])
    desk = await officer("tiepnhan1.kylua")
    assert (await dossiers.dossier(desk, str(row["dossier_id"]))).procedure_code == code
