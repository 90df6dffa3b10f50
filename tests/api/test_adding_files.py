"""Who may add a file to what, and when."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from shared.client import documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import ANSWERS, PROCEDURE, Office, pdf, photo, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


async def refused(work: Awaitable[object]) -> int:
    """The status of a refusal."""
    with pytest.raises(ApiProblem) as problem:
        await work
    return problem.value.status


async def test_an_applicant_adds_papers_only_when_they_were_asked_for(
    citizen: Citizen, officer: Officer
) -> None:
    me, office = await citizen(28), Office(officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id

    def add(purpose: str) -> Awaitable[object]:
        return documents.upload_to_dossier(me, id_, "them.pdf", pdf(), "to_khai", purpose)

    for purpose in ("component", "supplement", "result"):
        assert await refused(add(purpose)) == 403
    await office.act(
        "tiepnhan1", id_, "request_supplement", reason="Ảnh mờ, không đọc được.",
        items=["Tờ khai rõ hơn"], answer_within_days=5,
    )  # fmt: skip
    await add("supplement")
    for purpose in ("component", "result"):
        assert await refused(add(purpose)) == 403


async def test_a_result_is_added_only_by_who_issues_it_once_it_is_approved(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "kylua")
    id_ = (await submitted(await citizen(29), "Kỳ Lừa")).dossier_id
    await office.to_appraisal(id_, "Tư pháp")
    clerk = await office.as_("vanthu")

    def add(api: ApiClient) -> Awaitable[object]:
        return documents.upload_to_dossier(api, id_, "ket-qua.pdf", pdf(), "", "result")

    assert await refused(add(clerk)) == 403
    await office.act(office.specialist, id_, "submit_for_approval")
    await office.act("lanhdao", id_, "approve")
    assert await refused(add(await office.as_("tiepnhan1"))) == 403
    await add(clerk)


async def test_a_paper_the_procedure_does_not_know_is_refused(citizen: Citizen) -> None:
    me = await citizen(44)
    draft = await dossiers.start_draft(me, PROCEDURE)
    add = documents.upload_to_draft(me, draft.id, "anh.jpg", photo(), "khong_co")
    assert await refused(add) == 422


async def test_a_file_sent_while_submitting_is_in_the_dossier_or_refused(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    me = await citizen(52)
    draft = await dossiers.start_draft(me, PROCEDURE)
    await dossiers.save_draft(
        me, draft.id, SaveDraft(answers=ANSWERS, agency_id=draft.agencies[0].id), draft.version
    )
    files = [
        documents.upload_to_draft(me, draft.id, f"anh{n}.jpg", photo(), "to_khai") for n in range(8)
    ]
    sending = dossiers.submit(me, draft.id, uuid.uuid4().hex)
    *kept, promise = await asyncio.gather(*files, sending, return_exceptions=True)
    assert not isinstance(promise, BaseException)
    accepted = {file.id for file in kept if not isinstance(file, BaseException)}
    lost = [file for file in kept if isinstance(file, BaseException)]
    assert all(isinstance(problem, ApiProblem) and problem.status == 409 for problem in lost)
    rows = await database.fetch(
        "select id::text from document where dossier_id = $1 and purpose = 'component'",
        uuid.UUID(promise.dossier_id),
    )
    assert {row["id"] for row in rows} == accepted
