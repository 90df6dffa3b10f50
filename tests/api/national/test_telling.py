"""What the portal is told: whole, with codes that are known, comparable, and in both versions."""

import datetime as dt
import hashlib
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.connections.adapter import Refused, Unreachable
from backend.national.adapter import NationalPortal
from backend.national.messages_2026 import Portal2026
from backend.national.telling import tell
from backend.national.telling_2026 import Messages2026
from backend.platform import clock
from backend.platform.database import DB, close_pool, open_pool
from backend.platform.problems import NotFound
from shared.client import dossiers, identity, national_lists
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.desk import RegisterAtDesk
from tests.api.conftest import Office, eventually, submitted
from tests.api.national.test_lists import compared, confirmed, found
from tests.api.test_national_portal import NAME, PLACE, steps, told
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SECTOR, PROCEDURE = "Chứng thực", "2.000815"  # sector and procedure of one test below


@pytest_asyncio.fixture(loop_scope="session")
async def pool(services: Services) -> AsyncIterator[None]:
    """The database as the adapter sees it, in the test's own process."""
    mine = DB.pool is None
    if mine:
        await open_pool(1, 4)
    yield
    if mine:
        await close_pool()


async def put(services: Services, code: str, **fields: Any) -> None:
    """Changes what the portal has behind our back."""
    async with httpx.AsyncClient() as portal:
        await portal.post(f"{services.national_url}/dossiers/{code}", json=fields)


@pytest.mark.criterion("S.1")
@pytest.mark.criterion("G.1")
async def test_results_and_files_go_as_addresses_that_open_for_a_while(
    citizen: Citizen, officer: Officer, services: Services, http: httpx.AsyncClient,
    database: asyncpg.Pool,
) -> None:  # fmt: skip
    office = Office(officer, PLACE)
    id_ = (await submitted(await citizen(56), NAME)).dossier_id
    code = (await office.to_result(id_, "Tư pháp")).code
    assert code is not None

    async def complete() -> dict[str, Any] | None:
        record = (await told(services, code))["dossier"]
        done = record and record["DanhSachGiayToKetQua"] and record["TrangThaiHoSo"] == "9"
        return record if done else None

    record = await eventually(complete)
    assert record, await told(services, code)
    (result,) = record["DanhSachGiayToKetQua"]
    assert result["MaGiayToKetQua"] == "KQ.G15.000038"
    path = urlsplit(result["DuongDanTepTinKetQua"]).path
    answer = await http.get(path)
    kept = "select sha256 from document where dossier_id = $1 and purpose = 'result'"
    whole = hashlib.sha256(answer.content).digest()
    assert (answer.status_code, whole) == (200, await database.fetchval(kept, uuid.UUID(id_)))
    assert "no-store" in answer.headers["cache-control"]
    token = path.rsplit("/", 1)[1]
    other = ("A" if token[0] != "A" else "B") + token[1:]
    assert (await http.get(path.replace(token, other))).status_code == 404
    seen = "select count(*) from audit_entry where action = 'document.fetched' and subject_id = $1"
    assert await database.fetchval(seen, uuid.UUID(id_)) == 1


def test_an_address_ends_and_cannot_be_made_by_others() -> None:
    from backend.national import links

    document_id = uuid.uuid4()
    token = links.link(document_id).rsplit("/", 1)[1]
    assert links._document_of(token) == document_id
    late = clock.now() + links.GOOD_FOR + dt.timedelta(seconds=2)
    with clock.at(late), pytest.raises(links.LinkExpired):
        links._document_of(token)
    for wrong in ("", "x", token[:-1], token + "AA", "A" * len(token)):
        with pytest.raises(NotFound):
            links._document_of(wrong)


@pytest.mark.criterion("S.1")
@pytest.mark.criterion("S.5")
async def test_without_a_code_of_theirs_nothing_is_sent_until_it_is_given(
    officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    """The codes of one sector are missing; taking over the national list gives them."""
    admin = await officer("danhmuc.ubndtinh")
    desk = await officer("tiepnhan1.tamthanh")
    gone = await database.fetchval(
        "delete from code_mapping where adapter_id = 'national' and kind = 'sector' "
        "and code = $1 returning their_code",
        SECTOR,
    )
    registered = await dossiers.register_at_desk(
        desk,
        RegisterAtDesk(
            procedure_code=PROCEDURE,
            agency_id=(await identity.me(desk)).roles[0].agency_id,
            channel="desk",
            applicant_name="Nguyễn Văn Mẫu",
            applicant_personal_id="020199000009",
            applicant_phone="0900000009",
            applicant_address="Số 9 phố Trình Diễn",
            delivery="desk",
        ),
        uuid.uuid4().hex,
    )
    waits = (
        "select state, wanted_kind, wanted_code from delivery where subject_id = $1 "
        "and adapter_id = 'national'"
    )

    async def held() -> bool:
        row = await database.fetchrow(waits, uuid.UUID(registered.id))
        return bool(row is not None and row["state"] == "unmapped")

    assert await eventually(held)
    row = await database.fetchrow(waits, uuid.UUID(registered.id))
    assert (row["wanted_kind"], row["wanted_code"]) == ("sector", SECTOR)
    assert (await told(services, registered.reference))["dossier"] is None
    await compared(admin)
    difference = await found(admin, SECTOR)
    assert difference is not None
    await national_lists.approve(admin, difference.id, ["code"])
    await confirmed(await officer("quantri.ubndtinh"), SECTOR)
    assert await steps(services, registered.reference, 1)
    record = (await told(services, registered.reference))["dossier"]
    assert record["MaLinhVuc"] == gone


@pytest.mark.criterion("S.1")
async def test_both_sides_are_compared_and_a_dossier_is_told_anew(
    citizen: Citizen, officer: Officer, services: Services, pool: None
) -> None:
    office = Office(officer, PLACE)
    portal = NationalPortal()
    today = clock.today()
    codes = []
    for number in (53, 54):
        found_ = await office.accept((await submitted(await citizen(number), NAME)).dossier_id)
        assert found_.code is not None
        await steps(services, found_.code, 1)
        codes.append((found_.code, found_.id))
    (lost, lost_id), (changed, changed_id) = codes
    extra = f"H37.23-9{uuid.uuid4().int % 10**6:06d}"
    now = (await told(services, changed))["dossier"]["NgayNopHoSo"]
    await put(services, lost, gone=True)
    await put(services, changed, TrangThaiHoSo="10")
    await put(services, extra, TrangThaiHoSo="2", NgayNopHoSo=now)

    ours, theirs = await portal.ours(today), await portal.theirs(today)
    assert (ours.get(lost), theirs.get(lost)) == ("2", None), "we have, they don't"
    assert (ours.get(changed), theirs.get(changed)) == ("2", "10"), "states differ"
    assert (ours.get(extra), theirs.get(extra)) == (None, "2"), "they have, we don't"

    desk = await office.as_("tiepnhan1")
    for id_ in (lost_id, changed_id):
        assert (await national_lists.resend(desk, id_)).waiting

    async def agreed() -> bool:
        there = await portal.theirs(today)
        return there.get(lost) == "2" and there.get(changed) == "2"

    assert await eventually(agreed)
    assert len((await told(services, lost))["progress"]) == 2, "all its steps are there again"
    other = await officer("tiepnhan1.kylua")
    with pytest.raises(ApiProblem) as unseen:
        await national_lists.resend(other, lost_id)
    assert unseen.value.status == 404


@pytest.mark.criterion("S.1")
async def test_the_messages_of_2026_create_once_whatever_breaks(
    citizen: Citizen, officer: Officer, services: Services, database: asyncpg.Pool, pool: None
) -> None:
    url = f"{services.national_url.removesuffix('/dvcqg')}/dvcqg2026"
    office = Office(officer, PLACE)
    id_ = (await submitted(await citizen(52), NAME)).dossier_id
    reached = await office.to_result(id_, "Tư pháp")
    assert reached.code is not None
    waits = (
        "select count(*) from delivery where subject_id = $1 and adapter_id = 'national' "
        "and state <> 'sent'"
    )

    async def told_here() -> bool:
        return bool(await database.fetchval(waits, uuid.UUID(id_)) == 0)

    assert await eventually(told_here)
    await database.execute("delete from national_sync where dossier_id = $1", uuid.UUID(id_))
    version = Messages2026(Portal2026(url, "motcua", "secret"), "H37")

    async with httpx.AsyncClient() as portal:

        async def fault(kind: str) -> None:
            await portal.post(f"{url}/fault/{kind}")

        await fault("slow_answer")
        with pytest.raises(Unreachable):
            await tell(version, uuid.UUID(id_), None)
        await fault("expired")
        with pytest.raises(Unreachable):
            await tell(version, uuid.UUID(id_), None)
        await fault("none")
        code = await tell(version, uuid.UUID(id_), None)
        assert code == await tell(version, uuid.UUID(id_), None)
        kept = (await portal.get(f"{url}/told")).json()
    assert kept["codes"] == [code], "one code, however often it was tried"
    assert list(kept["dossiers"]) == [code]
    assert len(kept["files"]) == 1, "a file is sent once"
    record = kept["dossiers"][code]
    assert record["ThongTinNguoiNop"]["LoaiDoiTuong"] == "0", "the list of codes of this version"
    assert kept["states"][code]["TrangThai"] == "9"
    (result,) = kept["states"][code]["DanhSachGiayToKetQua"]
    assert kept["files"][result["IdGiayTo"]] == result["HashTepTin"]
    assert kept["steps"][code][0]["TrangThai"] == "1"
    assert len(kept["steps"][code]) == len(reached.timeline)


async def test_the_portal_says_how_it_is_and_a_refusal_has_its_words(
    services: Services, pool: None
) -> None:
    portal = NationalPortal()
    assert (await portal.check()).ok
    url = f"{services.national_url.removesuffix('/dvcqg')}/dvcqg2026"
    with pytest.raises(Refused, match="mã truy cập"):
        await Portal2026(url, "motcua", "").token()
