"""A draft goes to document management, comes back signed and numbered, and is checked."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import httpx
import pikepdf
import pytest

from backend.office.actions.fetching import ask_all
from backend.settings import settings
from shared.client import documents, dossiers, office, results
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.office import HandToOffice
from tests.api.conftest import Office, eventually, submitted
from tests.api.test_post import citizen
from tests.files.papers import a_pdf

__all__ = ["citizen"]
Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


@pytest.fixture
async def qlvb() -> AsyncIterator[httpx.AsyncClient]:
    """The stand-in, mended afterwards."""
    async with httpx.AsyncClient(base_url=settings().office_url, timeout=30) as client:
        yield client
        await client.post("/loi/mend")


async def handed(
    citizen: Citizen, officer: Officer
) -> tuple[ApiClient, Office, str, str, str, bytes]:
    """An approved dossier whose draft is in document management; also the ids and the draft."""
    me, office_ = await citizen(0), Office(officer, "kylua")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    await office_.to_appraisal(id_, "Tư pháp")
    await office_.act(office_.specialist, id_, "submit_for_approval")
    await office_.act("lanhdao", id_, "approve")
    clerk = await office_.as_("vanthu")
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as opened:
        opened.save(plain)
    draft = plain.getvalue()
    file = await documents.upload_to_dossier(clerk, id_, "du-thao.pdf", draft, "", "result")
    found = await office.hand(clerk, id_, HandToOffice(file.id, "Giấy xác nhận"))
    assert found.handovers[0].state in ("sending", "there") and not found.may_hand

    async def there() -> bool:
        return (await office.handovers(clerk, id_)).handovers[0].state == "there"

    assert await eventually(there)
    return clerk, office_, id_, found.handovers[0].id, file.id, draft


@pytest.mark.criterion("S.13")
async def test_a_draft_comes_back_signed_and_numbered_and_is_issued(
    citizen: Citizen, officer: Officer, qlvb: httpx.AsyncClient, anonymous: ApiClient
) -> None:
    clerk, office_, id_, handover, draft_id, draft = await handed(citizen, officer)
    await ask_all()
    assert (await office.handovers(clerk, id_)).handovers[0].state == "there"
    again = office.hand(clerk, id_, HandToOffice(draft_id, "Giấy xác nhận"))
    with pytest.raises(ApiProblem) as refused:
        await again
    assert refused.value.status == 409
    await qlvb.post(f"/thu/{handover}/ky", params={"number": "77/XN-UBND"})
    await ask_all()
    back = (await office.handovers(clerk, id_)).handovers[0]
    assert (back.state, back.number, back.grown) == ("returned", "77/XN-UBND", True)
    assert "Lãnh đạo Mẫu" in back.signers and back.signed_document_id
    content = await documents.content(clerk, back.signed_document_id)
    assert content.startswith(draft) and len(content) > len(draft)
    done = await office_.act(
        "vanthu", id_, "finish", document_id=back.signed_document_id, title=back.title,
        number=back.number,
    )  # fmt: skip
    assert done.state == "result_ready" and done.result is not None
    said = await results.check(anonymous, done.result.verification_code or "")
    assert said.valid and any("Lãnh đạo Mẫu" in s.signer for s in said.signatures)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("unsigned", "không có chữ ký"),
        ("altered", "thêm vào sau chữ ký"),
        ("numberless", "không có số"),
    ],
)
async def test_what_does_not_hold_is_refused_with_the_reason_and_never_kept(
    citizen: Citizen, officer: Officer, qlvb: httpx.AsyncClient, database: asyncpg.Pool,
    fault: str, why: str,
) -> None:  # fmt: skip
    clerk, _office, id_, handover, _draft_id, _draft = await handed(citizen, officer)
    before = await database.fetchval("select count(*) from document where dossier_id = $1", id_)
    await qlvb.post(f"/loi/{fault}")
    await qlvb.post(f"/thu/{handover}/ky", params={"number": "78/XN-UBND"})
    await ask_all()
    found = await office.handovers(clerk, id_)
    assert found.handovers[0].state == "refused" and why in found.handovers[0].words
    assert found.may_hand
    assert before == await database.fetchval(
        "select count(*) from document where dossier_id = $1", id_
    )


async def test_another_file_is_kept_but_said_not_to_be_the_draft_and_no_means_no(
    citizen: Citizen, officer: Officer, qlvb: httpx.AsyncClient
) -> None:
    clerk, _office, id_, handover, draft_id, _draft = await handed(citizen, officer)
    await qlvb.post(f"/thu/{handover}/tra-lai", params={"reason": "Sai thể thức văn bản"})
    await qlvb.post("/loi/down")
    await ask_all()
    assert (await office.handovers(clerk, id_)).handovers[0].state == "there"
    await qlvb.post("/loi/mend")
    await ask_all()
    found = (await office.handovers(clerk, id_)).handovers[0]
    assert (found.state, found.words) == ("given_back", "Sai thể thức văn bản")
    await office.hand(clerk, id_, HandToOffice(draft_id, "Giấy xác nhận"))

    async def there() -> str:
        one = (await office.handovers(clerk, id_)).handovers[0]
        return one.id if one.state == "there" else ""

    second = await eventually(there)
    await qlvb.post("/loi/other")
    await qlvb.post(f"/thu/{second}/ky", params={"number": "79/XN-UBND"})
    await ask_all()
    back = (await office.handovers(clerk, id_)).handovers[0]
    assert (back.state, back.grown) == ("returned", False)


async def test_only_who_may_issue_the_result_hands_a_draft_over(
    citizen: Citizen, officer: Officer
) -> None:
    me, office_ = await citizen(0), Office(officer, "kylua")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    data = HandToOffice("01990000-0000-7000-8000-000000000000", "Giấy xác nhận")
    for api, status in (
        (await office_.as_("tiepnhan1"), 403),
        (await officer("vanthu.tamthanh"), 404),
        (me, 403),
    ):
        with pytest.raises(ApiProblem) as refused:
            await office.hand(api, id_, data)
        assert refused.value.status == status
    assert (await dossiers.dossier(me, id_)).state == "submitted"
