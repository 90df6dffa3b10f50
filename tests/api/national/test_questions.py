"""Questions asked on the national portal are answered here, and the answer goes back there."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from backend.national.questions import read_questions
from shared.client import public_questions
from shared.client.base import ApiClient
from shared.contracts.public_questions import OfficerQuestion, WriteAnswer
from tests.api.conftest import eventually
from tests.api.test_national_portal import fault
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
ANSWER = "Anh, chị nộp tại Bộ phận Một cửa của phường nơi cư trú."
CLERK, HEAD = "tiepnhan1.ttpvhcc", "truongbophan.ttpvhcc"


async def asked_there(services: Services, *rows: dict[str, Any]) -> None:
    """Puts questions on the portal."""
    async with httpx.AsyncClient() as portal:
        (await portal.post(f"{services.national_url}/questions", json=rows)).raise_for_status()


async def told(services: Services, code: str) -> dict[str, Any]:
    """What the portal was told of a question."""
    async with httpx.AsyncClient() as portal:
        found: dict[str, Any] = (
            await portal.get(f"{services.national_url}/questions/{code}")
        ).json()
    return found


async def kept(database: asyncpg.Pool, clerk: ApiClient, code: str) -> OfficerQuestion:
    """The question here, once it was read."""

    async def there() -> Any:
        await read_questions()
        return await database.fetchval(
            "select id from public_question where origin_code = $1", code
        )

    return await public_questions.question(clerk, str(await eventually(there)))


def a_question(code: str, **more: str) -> dict[str, str]:
    return {
        "MaHoiDap": code, "TieuDe": "Xác nhận tình trạng hôn nhân",
        "NoiDung": "Tôi tạm trú ở nơi khác thì nộp ở đâu?", "MaTTHC": "1.004873",
        "MaDonVi": "", "HoTen": "Nguyễn Văn Mẫu",
    } | more  # fmt: skip


@pytest.mark.criterion("III.19")
async def test_a_question_asked_there_is_answered_here_by_two_persons_and_told_back_once(
    officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    code, strange = f"QG{uuid.uuid4().hex[:10]}", f"QG{uuid.uuid4().hex[:10]}"
    await asked_there(
        services,
        a_question(code),
        a_question(code),  # told twice
        {"MaHoiDap": "", "NoiDung": "không có mã"},
        a_question(strange, MaDonVi="X99.99", MaTTHC="9.999999"),
    )
    clerk, head = await officer(CLERK), await officer(HEAD)
    question = await kept(database, clerk, code)
    await read_questions()
    rows = await database.fetch("select body from public_question where origin_code = $1", code)
    assert len(rows) == 1 and rows[0]["body"].startswith("enc:")
    assert (question.origin_code, question.procedure_code) == (code, "1.004873")
    assert question.body.endswith("nộp ở đâu?") and not question.by_mail
    unknown = await kept(database, clerk, strange)
    assert unknown.procedure_code == "", "what is not known here goes to who sorts questions"

    wanted = WriteAnswer(ANSWER, 0, True, "Tạm trú ở nơi khác thì nộp ở đâu?")
    written = await public_questions.write(clerk, question.id, wanted)
    assert (await told(services, code))["answer"] is None
    try:
        await fault(services, "down")
        await public_questions.approve(head, question.id, written.revision)
    finally:
        await fault(services, "none")

    async def arrived() -> dict[str, Any] | None:
        found = await told(services, code)
        return found if found["answer"] and found["pair"] else None

    found = await eventually(arrived, 40)
    answer, pair = found["answer"], found["pair"]
    assert (answer["TraLoi"], answer["TrangThai"], answer["times"]) == (ANSWER, "1", 1)
    assert len(answer["NgayTraLoi"]) == 14 and answer["DonViTraLoi"] == question.agency
    assert (pair["CauHoi"], pair["SuDung"]) == (wanted.public_question, "1")
    assert "Mẫu" not in str(found), "nothing of who asked goes back"

    await public_questions.withdraw(head, question.id)

    async def gone() -> bool:
        return bool((await told(services, code))["pair"]["SuDung"] == "0")

    assert await eventually(gone, 40)
    reason = "Câu hỏi không thuộc thẩm quyền của tỉnh."
    await public_questions.refuse(head, unknown.id, reason)

    async def refused() -> Any:
        return (await told(services, strange))["answer"]

    assert ((said := await eventually(refused, 40))["TrangThai"], said["TraLoi"]) == ("2", reason)


async def test_a_portal_that_is_away_stops_nothing_and_is_read_later(
    officer: Officer, services: Services, database: asyncpg.Pool
) -> None:
    code = f"QG{uuid.uuid4().hex[:10]}"
    await asked_there(services, a_question(code))
    try:
        await fault(services, "down")
        assert await read_questions() == 0
        trouble = "select trouble from national_question_cursor"
        assert await database.fetchval(trouble)
    finally:
        await fault(services, "none")
    assert (await kept(database, await officer(CLERK), code)).origin_code == code
