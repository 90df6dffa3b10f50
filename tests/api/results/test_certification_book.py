"""The book of certified copies: numbered by agency and year, printed, closed, never changed."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime

import asyncpg
import pytest

from backend.identity.queries import actor_of_username
from backend.law.calendar import local
from backend.platform import clock
from backend.registers.actions import close_register
from shared.client import certified, documents, registers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.certified import CertifiedCopy
from shared.contracts.registers import CertificationLine, RegisterBook
from tests.api.conftest import Office, submitted
from tests.api.results.conftest import Phone
from tests.api.results.test_certified_copies import PIN, refused, scanned, vouched
from tests.api.test_registers import NEXT_YEAR, printed_text
from tests.files.papers import a_pdf

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
YEAR = local(clock.now()).year


async def book_of(desk: ApiClient) -> RegisterBook:
    """This year's book of certified copies."""
    page = await registers.books(desk, year=YEAR)
    return next(b for b in page.items if b.kind == "certified_copies")


async def lines_of(desk: ApiClient) -> list[CertificationLine]:
    """Every line, page by page."""
    book, found, cursor = await book_of(desk), [], ""
    while True:
        page = await registers.certifications(desk, book.id, cursor=cursor, limit=2)
        found += page.items
        if page.next_cursor is None:
            return found
        cursor = page.next_cursor


async def at_the_desk(citizen: Citizen, officer: Officer, slug: str, name: str, who: int) -> str:
    """An accepted dossier; its id."""
    id_ = (await submitted(await citizen(who), name)).dossier_id
    await Office(officer, slug).accept(id_)
    return id_


@pytest.mark.criterion("S.13")
async def test_each_copy_bears_its_number_and_stands_in_the_book_of_its_agency(
    citizen: Citizen, officer: Officer, phone: Phone
) -> None:
    desk = await officer("tiepnhan1.locbinh")
    id_ = await at_the_desk(citizen, officer, "locbinh", "Lộc Bình", 52)
    first = await scanned(desk, id_, a_pdf(2))
    copy = await vouched(desk, phone, "tiepnhan1.locbinh", first)
    number = (await lines_of(desk))[-1].number
    assert copy.number == f"Số chứng thực {number:02d}, quyển số 01/{YEAR}-SCT/BS"
    # A wrong PIN uses no number up: the next copy gets the one that was held for it.
    second = await scanned(desk, id_, a_pdf(1))
    await certified.send_code(desk, second)
    code = await phone.code("tiepnhan1.locbinh")
    assert await refused(certified.certify(desk, second, "000000", code)) == (422, "wrong-pin")
    third = await scanned(desk, id_, a_pdf(3))
    other = await vouched(desk, phone, "tiepnhan1.locbinh", third)
    again = await vouched(desk, phone, "tiepnhan1.locbinh", second)
    assert [f"{number + n:02d}" in c.number for n, c in ((1, other), (2, again))] == [True, True]
    lines = await lines_of(desk)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    mine = lines[-3:]
    assert [(x.dossier_id, x.pages, x.copies) for x in mine] == [(id_, p, 1) for p in (2, 3, 1)]
    assert all(x.signer == copy.certified_by and x.requester and x.paper for x in mine)
    content = await documents.content(desk, copy.signed_document_id)
    from io import BytesIO

    from pypdf import PdfReader

    said = " ".join(PdfReader(BytesIO(content)).pages[-1].extract_text().split())
    assert f"{number:02d}, quyển số 01/{YEAR}-SCT/BS" in said
    stranger = await officer("tiepnhan1.kylua")
    for work in (registers.certifications(stranger, (await book_of(desk)).id),):
        assert (await refused(work))[0] == 404


async def test_two_who_certify_the_same_scan_at_once_use_one_number(
    citizen: Citizen, officer: Officer, phone: Phone
) -> None:
    user = "tiepnhan1.dongdang"
    desk = await officer(user)
    id_ = await at_the_desk(citizen, officer, "dongdang", "Đồng Đăng", 53)
    scan = await scanned(desk, id_, a_pdf(1))
    await certified.send_code(desk, scan)
    code = await phone.code(user)
    done = await asyncio.gather(
        *(certified.certify(desk, scan, PIN, code) for _ in range(3)), return_exceptions=True
    )
    made = [d for d in done if isinstance(d, CertifiedCopy)]
    assert len(made) == 1, done
    assert all(isinstance(d, ApiProblem) and d.status < 500 for d in done if d not in made)
    following = await scanned(desk, id_, a_pdf(1))
    await vouched(desk, phone, user, following)
    numbers = [line.number for line in await lines_of(desk)]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_the_book_is_printed_closed_after_its_year_and_never_changes(
    citizen: Citizen, officer: Officer, phone: Phone, database: asyncpg.Pool
) -> None:
    user = "tiepnhan1.tamthanh"
    desk, office = await officer(user), Office(officer, "tamthanh")
    id_ = await at_the_desk(citizen, officer, "tamthanh", "Tam Thanh", 54)
    scan = await scanned(desk, id_, a_pdf(2))
    await vouched(desk, phone, user, scan)
    book = await book_of(desk)
    assert book.title == "Sổ chứng thực bản sao từ bản chính" and "23/2015" in book.circular
    asked = await registers.print_book(desk, book.id)
    _content, text = await printed_text(desk, book.id, asked.id)
    line = (await lines_of(desk))[-1]
    for words in (
        "Sổ chứng thực bản sao từ bản chính", f"Năm {YEAR}", "Số chứng thực", "Số bản sao",
        "Họ tên người ký chứng thực", line.requester, line.signer, line.note, "việc chứng thực",
        "Người ký chứng thực",
    ):  # fmt: skip
        assert words.lower() in text, words
    head = await office.as_("truongbophan")
    with pytest.raises(ApiProblem) as early:
        await registers.close(head, book.id)
    assert early.value.status == 403
    for change in ("requester = 'Ai khác'", "number = number + 100"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await database.execute(
                f"update certified_line set {change} where book_id = $1", uuid.UUID(book.id)
            )
    with clock.at(NEXT_YEAR):
        await close_register(await actor_of_username("truongbophan.tamthanh"), uuid.UUID(book.id))
    closed = await registers.book(head, book.id)
    assert closed.closed_at and closed.sealed_copy is not None
    _content, text = await printed_text(head, book.id, closed.sealed_copy.id)
    assert "khóa sổ lúc" in text and line.requester.lower() in text
    assert isinstance(datetime.fromisoformat(closed.closed_at), datetime)
    # The year is closed: nothing is entered any more, and nothing of the attempt is kept.
    late = await scanned(desk, id_, a_pdf(1))
    await certified.send_code(desk, late)
    code = await phone.code(user)
    assert await refused(certified.certify(desk, late, PIN, code)) == (409, "register-closed")
    assert late in (await certified.of_dossier(desk, id_)).certifiable
