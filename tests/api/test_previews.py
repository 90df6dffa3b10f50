"""Pages as pictures, for those who may see them, marked where they show who somebody is."""

import io
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from backend.documents.store import store
from backend.settings import settings
from shared.client import documents, dossiers, uploads
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.uploads import Arrange, NewFile, PageOfFile
from tests.api.conftest import PROCEDURE, Office, photo, submitted
from tests.api.people import fresh_citizen
from tests.files.office import xlsx
from tests.files.papers import a_pdf, jpeg
from tests.files.written import WRITTEN, with_photo

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


async def status(work: Awaitable[object]) -> int:
    """The status of a refusal."""
    with pytest.raises(ApiProblem) as problem:
        await work
    return problem.value.status


def seen(content: bytes) -> Image.Image:
    """A picture."""
    return Image.open(io.BytesIO(content)).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ clearly."""
    found = ImageChops.difference(one, other.resize(one.size)).convert("L")
    return sum(found.histogram()[24:]) / (found.width * found.height)


@pytest.mark.criterion("III.4")
async def test_every_page_is_drawn_large_and_small_and_kept(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    me = await citizen(21)
    draft = await dossiers.start_draft(me, PROCEDURE)
    file = await documents.upload_to_draft(me, draft.id, "a.pdf", a_pdf(11), "to_khai")
    assert (await documents.view(me, file.id)).pages == 11
    large = seen(await documents.page(me, file.id, 11))
    small = seen(await documents.page(me, file.id, 11, "thumb"))
    assert large.width == 1400 and small.width == 200
    assert difference(small, large) < 0.15, "the same page"
    with pdfium.PdfDocument(a_pdf(11)) as pdf:
        drawn = pdf[10].render(scale=1400 / pdf[10].get_width()).to_pil().convert("RGB")
    assert difference(drawn, large) < 0.02
    first = await documents.page(me, file.id, 1)
    assert difference(seen(first), large) > 0, "another page"
    assert await documents.page(me, file.id, 1) == first
    for number in (0, 12):
        assert await status(documents.page(me, file.id, number)) == 404
    assert await status(documents.page(me, file.id, 1, "huge")) == 422


async def test_a_stranger_sees_no_page(citizen: Citizen) -> None:
    me, stranger = await citizen(22), await citizen(23)
    draft = await dossiers.start_draft(me, PROCEDURE)
    file = await documents.upload_to_draft(me, draft.id, "a.pdf", a_pdf(), "to_khai")
    assert await status(documents.page(stranger, file.id, 1)) == 404
    assert await status(documents.view(stranger, file.id)) == 404
    assert not (await documents.view(me, file.id)).simplified


@pytest.mark.criterion("V.15")
@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt", "ods"])
async def test_texts_and_spreadsheets_are_looked_at_as_plain_pages(
    http: httpx.AsyncClient, database: asyncpg.Pool, kind: str
) -> None:
    me = await fresh_citizen(http, database)
    draft = await dossiers.start_draft(me, PROCEDURE)
    content = WRITTEN[kind]()
    file = await documents.upload_to_draft(me, draft.id, f"đơn.{kind}", content, "to_khai")
    shown = await documents.view(me, file.id)
    assert shown.simplified and shown.pages >= 1
    assert seen(await documents.page(me, file.id, 1)).width in (1400, 1401)
    assert seen(await documents.page(me, file.id, 1, "thumb")).width in (200, 201)
    assert await status(documents.page(me, file.id, shown.pages + 1)) == 404
    key = f"{settings().tenant}/previews/{file.id}/plain.pdf"
    with pdfium.PdfDocument(await store().get_bytes(key)) as pdf:
        words = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Nguyễn Văn Mẫu" in words and "1234,5" in words
    await store().delete_under(f"{settings().tenant}/previews/{file.id}/")
    assert seen(await documents.page(me, file.id, 1)).width in (1400, 1401), (
        "drawn again when it is gone"
    )
    assert await documents.content(me, file.id) == content, "the file itself is untouched"


async def test_a_text_that_cannot_be_read_is_offered_for_download(
    http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me = await fresh_citizen(http, database)
    draft = await dossiers.start_draft(me, PROCEDURE)
    text = await documents.upload_to_draft(me, draft.id, "a.xlsx", xlsx(), "to_khai")
    assert (await documents.view(me, text.id)).pages == 0
    assert await status(documents.page(me, text.id, 1)) == 422
    joined = Arrange([NewFile("Ghép", [PageOfFile(text.id, 1, 0)], "to_khai")])
    assert await status(uploads.arrange_draft(me, draft.id, joined)) == 422


async def test_officers_look_at_the_issued_forms_too(citizen: Citizen, officer: Officer) -> None:
    office = Office(officer, "dongkinh")
    id_ = (await submitted(await citizen(24), "Đông Kinh")).dossier_id
    form = (await office.accept(id_)).issued_forms[0]
    desk = await office.as_("tiepnhan1")
    assert (await documents.view(desk, form.document_id)).pages >= 1
    assert seen(await documents.page(desk, form.document_id, 1)).width == 1400


async def identity_paper(me: ApiClient, content: bytes, name: str) -> str:
    """A dossier-to-be with a copy of an identity card."""
    draft = await dossiers.start_draft(me, "3.000333")
    return (await documents.upload_to_draft(me, draft.id, name, content, "can_cuoc")).id


async def test_copies_of_identity_papers_say_what_they_are_for_and_the_original_is_kept(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    me, office = await citizen(25), Office(officer, "dongkinh")
    promise = await submitted(me, "Đông Kinh")
    desk = await office.as_("tiepnhan1")
    sent = {"a.jpg": jpeg(), "b.pdf": a_pdf(2)}
    for name, content in sent.items():
        id_ = await identity_paper(me, content, name)
        # Into the hands of the desk as a submission would bring it.
        await database.execute(
            "update document set dossier_id = $2 where id = $1",
            uuid.UUID(id_),
            uuid.UUID(promise.dossier_id),
        )
        plain, marked = await documents.page(me, id_, 1), await documents.page(desk, id_, 1)
        assert 0.02 < difference(seen(plain), seen(marked)) < 0.5
        assert promise.reference in (await documents.view(desk, id_)).watermark
        assert (await documents.view(me, id_)).watermark == ""
        assert await documents.content(me, id_) == content, "the original, untouched"
        copy = await documents.content(desk, id_)
        assert copy != content
        with pdfium.PdfDocument(copy) as pdf:
            assert len(pdf) == (2 if name == "b.pdf" else 1)
            page = pdf[0].render(scale=1).to_pil().convert("RGB")
        assert difference(page, seen(plain)) > 0.02


async def test_an_identity_paper_pasted_into_a_letter_is_marked_like_a_photo(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    me, office = await citizen(27), Office(officer, "dongkinh")
    promise = await submitted(me, "Đông Kinh")
    desk = await office.as_("tiepnhan1")

    async def handed_in(content: bytes, name: str) -> str:
        id_ = await identity_paper(me, content, name)
        await database.execute(
            "update document set dossier_id = $2 where id = $1",
            uuid.UUID(id_),
            uuid.UUID(promise.dossier_id),
        )
        return id_

    letter = with_photo(jpeg())
    id_ = await handed_in(letter, "thẻ.docx")
    assert (await documents.view(desk, id_)).pages == 2, "the words, then the photo; no logo"
    for page in (1, 2):
        plain, marked = await documents.page(me, id_, page), await documents.page(desk, id_, page)
        assert 0.02 < difference(seen(plain), seen(marked)) < 0.5, page
    assert await documents.content(me, id_) == letter, "the original, untouched"
    copy = await documents.content(desk, id_)
    with pdfium.PdfDocument(copy) as pdf:
        assert len(pdf) == 2
        assert not pdf[0].get_textpage().get_text_bounded().strip(), "pictures, not words"
        drawn = pdf[1].render(scale=1).to_pil().convert("RGB")
    assert difference(drawn, seen(await documents.page(me, id_, 2))) > 0.02
    # What nobody can mark is not handed out as it is.
    unreadable = xlsx()
    broken = await handed_in(unreadable, "thẻ.xlsx")
    with pytest.raises(ApiProblem) as refused:
        await documents.content(desk, broken)
    assert refused.value.problem.type.endswith("copy-not-marked")
    assert await documents.content(me, broken) == unreadable


async def test_other_papers_carry_no_mark(citizen: Citizen, officer: Officer) -> None:
    me, office = await citizen(26), Office(officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    desk = await office.as_("tiepnhan1")
    file = await documents.upload_to_dossier(desk, id_, "a.jpg", photo(), "to_khai", "component")
    assert not file.identity_paper
    assert await documents.content(desk, file.id) == photo()
