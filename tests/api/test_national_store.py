"""The national store of papers: asked by choice, its papers put into a draft, told of results."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.settings import settings
from shared.client import dossiers, prefill, privacy
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.prefill import StoreChoice, TakePaper
from shared.contracts.privacy import SetConsent
from tests.api.conftest import eventually
from tests.api.test_prefill import calls
from tests.api.test_vault import certificate, drafted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
MARRIAGE, KEY = "1.000894", "tinh_trang_hon_nhan"
NOTHING = 56  # the store has nothing of every third person


@pytest_asyncio.fixture(loop_scope="session")
async def fault(services: object) -> AsyncIterator[Callable[[str], Awaitable[None]]]:
    """Breaks the store of the sandbox; it is mended afterwards."""
    async with httpx.AsyncClient(base_url=settings().lgsp_url) as http:

        async def broken(kind: str) -> None:
            await http.post(f"/fault/{kind}")

        yield broken
        await broken("mend")


async def told(code: str) -> list[dict[str, Any]]:
    """What the store was told of the results of a dossier."""
    async with httpx.AsyncClient(base_url=settings().lgsp_url) as http:
        return list((await http.get("/personal-store/results", params={"code": code})).json())


async def asked(api: ApiClient, draft_id: str) -> StoreChoice:
    """The store's answer, asked with agreement."""
    return await prefill.ask_store(api, draft_id, agreed=True)


@pytest.mark.criterion("S.11")
@pytest.mark.criterion("G.5")
async def test_a_paper_of_the_store_is_put_into_the_draft_once_and_its_source_is_kept(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    api = await citizen(48)
    draft = await drafted(api, MARRIAGE)
    before = (await prefill.offers(api, draft.id)).store
    assert (before.wanted, before.asked_at, before.papers) == (True, None, [])
    found = await asked(api, draft.id)
    (paper,) = [p for p in found.papers if p.component_key == KEY]
    assert paper.title == "Giấy xác nhận tình trạng hôn nhân"
    call = (await calls())[-1]
    assert call["path"].endswith("/personal-store/papers")
    assert call["reference"] == draft.id
    assert call["consent"]
    assert "Lấy giấy tờ" in call["purpose"]
    for _ in range(2):
        after = await prefill.take_paper(api, draft.id, TakePaper(paper.id, KEY))
        assert [p.taken for p in after.papers if p.id == paper.id] == [True]
    files = [d for d in (await dossiers.draft(api, draft.id)).documents if d.component_key == KEY]
    assert len(files) == 1, "taking it twice is taking it once"
    row = await database.fetchrow(
        "select * from store_document where document_id = $1", uuid.UUID(files[0].id)
    )
    assert (row["kind"], row["number"]) == ("KQ.G15.000038", paper.number)
    query = await database.fetchrow(
        "select * from register_query where draft_id = $1 and register = 'store'",
        uuid.UUID(draft.id),
    )
    assert query["outcome"] == "found"
    assert any("Kho" in look.subject for look in (await privacy.looks(api)).items)
    assert (await asked(api, draft.id)).papers, "asking again shows the same, once"
    assert len((await prefill.offers(api, draft.id)).store.papers) == len(found.papers)


@pytest.mark.criterion("S.11")
async def test_without_agreement_nothing_is_asked_and_a_stranger_finds_no_draft(
    citizen: Citizen,
) -> None:
    api, stranger = await citizen(48), await citizen(49)
    draft = await drafted(api, MARRIAGE)
    before = len(await calls())
    with pytest.raises(ApiProblem) as refused:
        await prefill.ask_store(api, draft.id, agreed=False)
    assert (refused.value.status, refused.value.errors[0].pointer) == (422, "/agreed")
    with pytest.raises(ApiProblem) as unknown:
        await asked(stranger, draft.id)
    assert unknown.value.status == 404
    assert len(await calls()) == before
    (paper, *_) = (await asked(api, draft.id)).papers
    with pytest.raises(ApiProblem) as theirs:
        await prefill.take_paper(stranger, draft.id, TakePaper(paper.id, KEY))
    assert theirs.value.status == 404
    other = await drafted(stranger, MARRIAGE)
    with pytest.raises(ApiProblem) as elsewhere:
        await prefill.take_paper(stranger, other.id, TakePaper(paper.id, KEY))
    assert elsewhere.value.status == 404, "a paper found for one draft is not another's"
    for wrong in (TakePaper(paper.id, "don"), TakePaper("không phải mã", KEY)):
        with pytest.raises(ApiProblem) as refused:
            await prefill.take_paper(api, draft.id, wrong)
        assert refused.value.status in (404, 422)


@pytest.mark.criterion("S.11")
@pytest.mark.parametrize("kind", ["down", "slow"])
async def test_a_store_that_is_away_leaves_the_draft_to_files_of_ones_own(
    citizen: Citizen, fault: Callable[[str], Awaitable[None]], kind: str, database: asyncpg.Pool
) -> None:
    api = await citizen(51)
    draft = await drafted(api, MARRIAGE)
    await fault(kind)
    with pytest.raises(ApiProblem) as away:
        await asked(api, draft.id)
    assert away.value.status == 503
    assert "tự gửi tệp" in away.value.message
    outcome = await database.fetchval(
        "select outcome from register_query where draft_id = $1", uuid.UUID(draft.id)
    )
    assert outcome == "away"
    store = (await prefill.offers(api, draft.id)).store
    assert (store.wanted, store.asked_at, store.papers) == (True, None, [])


@pytest.mark.criterion("S.11")
async def test_what_was_not_asked_for_or_is_no_file_is_not_taken(
    citizen: Citizen, fault: Callable[[str], Awaitable[None]]
) -> None:
    api = await citizen(52)
    draft = await drafted(api, MARRIAGE)
    await fault("more")
    assert (await asked(api, draft.id)).papers == [], "a kind nobody asked for"
    await fault("mend")
    (paper, *_) = (await asked(api, draft.id)).papers
    await fault("page")
    with pytest.raises(ApiProblem) as refused:
        await prefill.take_paper(api, draft.id, TakePaper(paper.id, KEY))
    assert refused.value.status == 415
    documents = (await dossiers.draft(api, draft.id)).documents
    assert not [d for d in documents if d.component_key == KEY]


@pytest.mark.criterion("S.11")
async def test_a_withdrawn_consent_takes_what_was_found_away(citizen: Citizen) -> None:
    api = await citizen(54)
    draft = await drafted(api, MARRIAGE)
    (paper, *_) = (await asked(api, draft.id)).papers
    await privacy.set_consent(api, SetConsent("store", given=False))
    assert (await prefill.offers(api, draft.id)).store.papers == []
    with pytest.raises(ApiProblem) as gone:
        await prefill.take_paper(api, draft.id, TakePaper(paper.id, KEY))
    assert gone.value.status == 404


async def test_who_has_nothing_there_is_told_so(citizen: Citizen) -> None:
    api = await citizen(NOTHING)
    draft = await drafted(api, MARRIAGE)
    found = await asked(api, draft.id)
    assert found.papers == []
    assert found.asked_at is not None
    plain = await drafted(api, "2.001827")
    assert not (await prefill.offers(api, plain.id)).store.wanted
    with pytest.raises(ApiProblem) as refused:
        await asked(api, plain.id)
    assert refused.value.status == 422


@pytest.mark.criterion("S.11")
@pytest.mark.criterion("G.1")
async def test_an_issued_result_is_told_to_the_store_with_its_code_and_file(
    citizen: Citizen, officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    _office, item = await certificate(citizen, officer, 43)
    code = await database.fetchval(
        "select code from dossier where id = $1", uuid.UUID(item.dossier_id)
    )

    async def arrived() -> list[dict[str, Any]]:
        return await told(code)

    assert await eventually(arrived)
    (one,) = await told(code)
    paper = one["GiayToKetQua"]
    assert (one["TrangThai"], paper["MaKetQua"]) == ("1", "KQ.G15.000038")
    assert (paper["SoKyHieu"], paper["CoQuanChuQuan"]) == (item.number, item.issuer)
    assert one["SoDinhDanhChuSoHuu"]
    assert paper["DanhSachTepDinhKem"][0]["DuongDan"].startswith(settings().citizen_url)
