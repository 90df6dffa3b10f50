"""One dossier from a phone to a result through the public API."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from shared.client import documents, dossiers, results
from shared.client.base import ApiClient, ApiProblem
from tests.api.conftest import PROCEDURE, Office, eventually, submitted
from tests.conftest import Services

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
UNIT = "Tư pháp"


@pytest.mark.criterion("W.5")
@pytest.mark.criterion("W.16")
@pytest.mark.criterion("II.5")
@pytest.mark.criterion("II.7")
@pytest.mark.criterion("II.12")
@pytest.mark.criterion("III.16")
async def test_a_dossier_goes_from_submission_to_the_result(
    citizen: Citizen, officer: Officer, services: Services, anonymous: ApiClient
) -> None:
    me = await citizen(0)
    promise = await submitted(me, "Kỳ Lừa")
    assert promise.reference.startswith("TN")
    assert promise.answer_by
    office = Office(officer, "kylua")

    accepted = await office.accept(promise.dossier_id)
    assert accepted.code is not None
    assert accepted.code.startswith("H37.21-")
    assert accepted.due_at is not None
    assert "3 ngày làm việc" in accepted.due_history[0].explanation[0]
    assert accepted.national_code == 2

    async def receipt() -> bytes | None:
        forms = (await dossiers.dossier(me, promise.dossier_id)).issued_forms
        return await documents.content(me, forms[0].document_id) if forms else None

    content = await eventually(receipt)
    assert content.startswith(b"%PDF")

    finished = await _on_to_the_result(office, promise.dossier_id)
    assert finished.national_label == "Đã xử lý xong"
    assert finished.result is not None
    seen = await dossiers.dossier(me, promise.dossier_id)
    assert seen.result is not None
    assert (await documents.content(me, seen.result.document_id)).startswith(b"%PDF")
    check = await results.check(anonymous, seen.result.verification_code)
    assert check.valid
    assert "Mẫu" not in str(check)

    with pytest.raises(ApiProblem) as refused:
        await office.act(
            "tiepnhan1", promise.dossier_id, "hand_over", received_by="Nguyễn Văn Mẫu",
            method="electronic",
        )  # fmt: skip
    assert refused.value.errors[0].pointer == "/proof"
    done = await office.act(
        "tiepnhan1", promise.dossier_id, "hand_over", received_by="Nguyễn Văn Mẫu",
        method="electronic", proof="Đã gửi trên Cổng",
    )  # fmt: skip
    assert done.national_code == 10
    assert done.deadline_label in ("Trước hạn", "Đúng hạn")

    timeline = (await dossiers.dossier(me, promise.dossier_id)).timeline
    assert [entry.act for entry in timeline] == [
        "submit", "accept", "transfer", "assign", "submit_for_approval", "approve", "finish",
        "hand_over",
    ]  # fmt: skip
    assert any("Tư pháp" in entry.unit for entry in timeline)
    assert all(entry.by == "" for entry in timeline), "the applicant sees units, not persons"

    async def letters() -> bool:
        subjects = [m["subject"] for m in services.mail if accepted.code in m["subject"]]
        return len(subjects) >= 6

    assert await eventually(letters), [m["subject"] for m in services.mail]


async def _on_to_the_result(office: Office, id_: str):  # type: ignore[no-untyped-def]
    from shared.client import identity, organisation

    desk = await office.as_("tiepnhan1")
    now = await dossiers.dossier(desk, id_)
    units = await organisation.units(desk, now.receiving_agency.id)
    unit = next(u for u in units if UNIT in u.name)
    await office.act("tiepnhan1", id_, "transfer", unit_id=unit.id)
    who = await identity.me(await office.as_(office.specialist))
    await office.act(office.head, id_, "assign", officer_id=who.id)
    await office.act(office.specialist, id_, "submit_for_approval")
    await office.act("lanhdao", id_, "approve")
    from tests.api.conftest import pdf

    clerk = await office.as_("vanthu")
    file = await documents.upload_to_dossier(clerk, id_, "ket-qua.pdf", pdf(), "", "result")
    return await office.act(
        "vanthu", id_, "finish", document_id=file.id, title="Giấy xác nhận", number="12/XN"
    )


@pytest.mark.criterion("A.11")
@pytest.mark.criterion("G.1")
async def test_a_stranger_learns_only_code_and_degree_of_completion(
    citizen: Citizen, http: httpx.AsyncClient
) -> None:
    promise = await submitted(await citizen(2), "Đông Kinh")
    answer = await http.get(f"/api/v1/lookups/{promise.reference}")
    assert answer.json() == {
        "code": promise.reference,
        "completion_percent": 25,
        "completion_label": "Bước 1/4: Nộp hồ sơ",
    }


async def test_another_citizen_is_told_nothing_of_somebodys_dossier(citizen: Citizen) -> None:
    promise = await submitted(await citizen(3), "Đông Kinh")
    with pytest.raises(ApiProblem) as refused:
        await dossiers.dossier(await citizen(4), promise.dossier_id)
    assert refused.value.status == 404


async def test_fifty_sends_at_once_make_one_dossier(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    import asyncio

    from shared.contracts.drafts import SaveDraft
    from tests.api.conftest import ANSWERS

    me = await citizen(5)
    draft = await dossiers.start_draft(me, PROCEDURE)
    await dossiers.save_draft(
        me, draft.id, SaveDraft(answers=ANSWERS, agency_id=draft.agencies[0].id), draft.version
    )
    keys = [uuid.uuid4().hex for _ in range(25)] + ["one-and-the-same-key"] * 25
    answers = await asyncio.gather(*(dossiers.submit(me, draft.id, key) for key in keys))
    assert len({answer.dossier_id for answer in answers}) == 1
    count = await database.fetchval(
        "select count(*) from dossier where reference = $1", answers[0].reference
    )
    assert count == 1


@pytest.mark.criterion("W.20")
async def test_codes_of_one_day_have_no_gaps_and_no_repeats(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    import asyncio

    office = Office(officer, "tamthanh")
    await office.as_("tiepnhan1")
    ids = []
    for number in range(6, 14):
        ids.append((await submitted(await citizen(number), "Tam Thanh")).dossier_id)
    await asyncio.gather(*(office.accept(id_) for id_ in ids))
    codes = await database.fetch("select code from dossier where code like 'H37.23-%'")
    numbers = sorted(int(row["code"].rsplit("-", 1)[1]) for row in codes)
    assert numbers == list(range(1, len(numbers) + 1))
