"""Exchange of petitions with the national system: both ways, once, whatever goes wrong there."""

import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from backend.feedback.actions.walking import walk_feed
from shared.client import petitions
from shared.client.base import ApiClient
from shared.vocabulary.petitions import PetitionAct
from tests.api.conftest import eventually, pdf
from tests.api.feedback.ways import HANDLER, HEAD, LEADER, agency_of, case_of, written

Officer = Callable[[str], Awaitable[ApiClient]]
A = PetitionAct


@pytest.fixture
async def pakn() -> AsyncIterator[httpx.AsyncClient]:
    """The stand-in, to make things happen there and to break it; mended at the end."""
    url = f"http://127.0.0.1:{os.environ['TEST_POST_PORT']}"
    async with httpx.AsyncClient(base_url=url, timeout=30) as client:
        yield client
        await client.post("/pakn/loi/mend")
        await client.post("/faults/pakn/none")


async def happens(pakn: httpx.AsyncClient, what: str, **more: Any) -> str:
    """A line of their feed; returns their code."""
    answer = await pakn.post("/pakn/thu", json={"Viec": what} | more)
    assert answer.status_code == 200
    code: str = answer.json()["Ma"]
    return code


async def new(pakn: httpx.AsyncClient, agency: str, **more: Any) -> str:
    """Somebody sends a petition there."""
    given = {
        "Loai": "PA",
        "LinhVuc": "CHAM_TRE",
        "MaCoQuan": f"PA-{agency}",
        "TieuDe": "Chậm trả kết quả",
        "NoiDung": f"Hẹn ba ngày, đã mười ngày chưa có. {uuid.uuid4().hex}",
        "NguoiGui": {"HoTen": "Nguyễn Văn Mẫu", "DienThoai": "0900000077"},
        "CongKhai": True,
    }
    return await happens(pakn, "MOI", **(given | more))


async def code_of_agency(database: asyncpg.Pool, officer: Officer) -> str:
    code: str = await database.fetchval(
        "select code from agency where id = $1::uuid", await agency_of(officer)
    )
    return code


async def taken_there(pakn: httpx.AsyncClient, their_id: str) -> list[dict[str, Any]]:
    """What we told about one, in order."""
    answer = await pakn.get(f"/pakn/thu/{their_id}")
    found: list[dict[str, Any]] = answer.json()["taken"]
    return found


async def ours(database: asyncpg.Pool, their_id: str) -> asyncpg.Record:
    rows = await database.fetch("select * from petition where their_id = $1", their_id)
    assert len(rows) == 1
    return rows[0]


@pytest.mark.criterion("S.10")
@pytest.mark.parametrize("fault", ["", "twice"])
async def test_theirs_is_taken_once_and_they_learn_progress_and_answer(
    database: asyncpg.Pool, officer: Officer, pakn: httpx.AsyncClient, fault: str
) -> None:
    if fault:
        await pakn.post(f"/pakn/loi/{fault}")
    await pakn.post("/pakn/thu/tep/don.pdf", content=pdf())
    await pakn.post("/pakn/thu/tep/la.exe", content=b"MZ" + b"\0" * 100)
    files = [
        {"Ten": "don.pdf", "DuongDan": "/pakn/tep/don.pdf"},
        {"Ten": "la.pdf", "DuongDan": "/pakn/tep/la.exe"},
        {"Ten": "ngoai.pdf", "DuongDan": "http://169.254.169.254/latest/meta-data"},
    ]
    agency = await code_of_agency(database, officer)
    their_id = await new(pakn, agency, Tep=files)
    for _time in range(3):
        await walk_feed()
    row = await ours(database, their_id)
    assert (row["source"], row["topic"], str(row["agency_id"])) == (
        "national", "delay", await agency_of(officer),
    )  # fmt: skip
    case = await case_of(officer, database, row["code"])

    async def kept() -> list[str]:
        return [file.name for file in (await case.seen(HEAD)).files]

    assert await eventually(kept) == ["don.pdf"]
    await case.answer("Đã trả kết quả ngày hôm nay, thành thật xin lỗi.")

    async def answered() -> bool:
        return any("TraLoi" in one for one in await taken_there(pakn, their_id))

    assert await eventually(answered)
    told = await taken_there(pakn, their_id)
    states = [one["TrangThai"] for one in told if "TrangThai" in one]
    assert states[0] == "TIEP_NHAN_O_DIA_PHUONG"
    assert "XU_LY_O_DIA_PHUONG" in states
    assert [one["TraLoi"] for one in told if "TraLoi" in one] == [
        "Đã trả kết quả ngày hôm nay, thành thật xin lỗi."
    ]
    await happens(pakn, "DANH_GIA", Ma=their_id, HaiLong=False)
    await walk_feed()
    assert (await ours(database, their_id))["liked"] is False
    refused = await database.fetchval(
        "select count(*) from audit_entry where action = 'petition.file_refused' "
        "and subject_id = $1",
        row["id"],
    )
    assert refused == 2


@pytest.mark.criterion("S.10")
async def test_what_was_asked_comes_back_from_there(
    database: asyncpg.Pool, officer: Officer, pakn: httpx.AsyncClient
) -> None:
    their_id = await new(pakn, await code_of_agency(database, officer))
    await walk_feed()
    row = await ours(database, their_id)
    case = await case_of(officer, database, row["code"])
    await case.act(HEAD, A.ASK_SUPPLEMENT, note="Xin cho biết mã hồ sơ.")

    async def asked() -> bool:
        told = await taken_there(pakn, their_id)
        return any(
            one.get("TrangThai") == "CHO_BO_SUNG" and "mã hồ sơ" in one["NoiDung"] for one in told
        )

    assert await eventually(asked)
    await happens(pakn, "BO_SUNG", Ma=their_id, NoiDung="Mã là ví dụ.")
    await walk_feed()
    after = await ours(database, their_id)
    assert after["state"] == "received"
    assert "Mã là ví dụ." in (await case.seen(HEAD)).body


@pytest.mark.criterion("S.10")
async def test_ours_is_shared_with_progress_and_answer_and_nothing_of_the_anonymous(
    database: asyncpg.Pool, officer: Officer, anonymous: ApiClient, pakn: httpx.AsyncClient
) -> None:
    sent = await petitions.send(anonymous, written(await agency_of(officer), anonymous=True))

    async def shared() -> str:
        return str(
            await database.fetchval(
                "select coalesce(their_id, '') from petition where code = $1", sent.code
            )
        )

    their_id = await eventually(shared)
    assert their_id
    there = (await pakn.get(f"/pakn/thu/{their_id}")).json()["shared"]
    assert (there["MaDiaPhuong"], there["NguoiGui"]) == (sent.code, None)
    case = await case_of(officer, database, sent.code)
    await case.take()
    await case.act(HANDLER, A.DRAFT_ANSWER, answer="Đã sửa xong biểu mẫu.")
    await case.act(LEADER, A.APPROVE_ANSWER)

    async def answered() -> bool:
        return any("TraLoi" in one for one in await taken_there(pakn, their_id))

    assert await eventually(answered)


@pytest.mark.criterion("S.10")
async def test_faults_there_lose_nothing_and_stop_nothing(
    database: asyncpg.Pool,
    officer: Officer,
    anonymous: ApiClient,
    pakn: httpx.AsyncClient,
) -> None:
    agency = await code_of_agency(database, officer)
    await pakn.post("/faults/pakn/500?seconds=60")
    their_id = await new(pakn, agency)
    assert await walk_feed() == 0
    error = await database.fetchval("select last_error from petition_feed limit 1")
    assert "PAKN" in error
    # People go on sending while it is away.
    sent = await petitions.send(anonymous, written(await agency_of(officer)))
    assert sent.code
    await pakn.post("/faults/pakn/none")
    # A line that nobody can read, one of an agency nobody mapped, one about nothing we know.
    await happens(pakn, "MOI", Loai="??", NoiDung="")
    unmapped = await new(pakn, "KHONG.CO")
    await happens(pakn, "DANH_GIA", Ma="PAKN-KHONG-CO", HaiLong=True)
    last = await new(pakn, agency, NguoiGui=None)
    await walk_feed()
    assert (await ours(database, their_id))["state"] == "received"
    row = await ours(database, unmapped)
    heads = await database.fetchval(
        "select count(*) from role_grant where agency_id = $1 and role in ('leader', 'desk_head')",
        row["agency_id"],
    )
    assert heads  # somebody is there to take or transfer it
    found = await ours(database, last)
    assert found["anonymous"] is True
    # The message about ours waited and arrives now.

    async def shared() -> str:
        return str(
            await database.fetchval(
                "select coalesce(their_id, '') from petition where code = $1", sent.code
            )
        )

    assert await eventually(shared)


@pytest.mark.criterion("S.10")
async def test_those_answered_together_are_each_answered_there_and_judged_from_there(
    database: asyncpg.Pool, officer: Officer, pakn: httpx.AsyncClient
) -> None:
    agency = await code_of_agency(database, officer)
    main, twin = await new(pakn, agency), await new(pakn, agency)
    await walk_feed()
    case_main, case_twin = [
        await case_of(officer, database, (await ours(database, one))["code"])
        for one in (main, twin)
    ]
    into = (await ours(database, main))["code"]
    await case_twin.act(HEAD, A.MERGE, into=into)
    await case_main.answer("Đã trả kết quả cho cả hai hồ sơ.")

    async def answered() -> bool:
        given = [
            [one["TraLoi"] for one in await taken_there(pakn, each) if "TraLoi" in one]
            for each in (main, twin)
        ]
        return given == [["Đã trả kết quả cho cả hai hồ sơ."]] * 2

    assert await eventually(answered)
    await happens(pakn, "DANH_GIA", Ma=twin, HaiLong=True)
    await walk_feed()
    assert (await ours(database, twin))["liked"] is True
    assert (await ours(database, main))["liked"] is None
