"""The register of an agency and year: it writes itself, and is closed when the year is over."""

import asyncio
import hashlib
import io
from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

import asyncpg
import pypdf
import pytest

from backend.dossiers.actions.perform import perform
from backend.identity.queries import actor_of_username
from backend.law.calendar import local
from backend.platform import clock
from backend.platform.problems import Conflict, Forbidden
from backend.registers.actions import close_register
from shared.client import dossiers, registers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts import acts
from shared.contracts.registers import RegisterBook, RegisterLine
from shared.vocabulary.acts import Act
from tests.api.conftest import Office, eventually, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
A4_ACROSS = (297, 210)
NEXT_YEAR = datetime(local(clock.now()).year + 1, 1, 4, 8, 0, tzinfo=clock.VIETNAM)


async def this_years(api: ApiClient) -> RegisterBook:
    """The open book of the officer's agency."""
    page = await registers.books(api, year=local(clock.now()).year)
    return next(b for b in page.items if b.kind == "dossiers")


async def all_lines(api: ApiClient, id_: str) -> list[RegisterLine]:
    """Every line, page by page."""
    found: list[RegisterLine] = []
    cursor = ""
    while True:
        page = await registers.lines(api, id_, cursor=cursor, limit=2)
        found += page.items
        if page.next_cursor is None:
            return found
        cursor = page.next_cursor


async def printed_text(api: ApiClient, id_: str, print_id: str) -> tuple[bytes, str]:
    """Waits for the worker; the PDF and its text."""

    async def done() -> bool:
        return (await registers.printed(api, id_, print_id)).state == "done"

    assert await eventually(done)
    content = await registers.print_content(api, id_, print_id)
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return content, " ".join(" ".join(page.extract_text().split()) for page in pages).lower()


@pytest.mark.criterion("II.14")
async def test_the_register_writes_itself_from_01_in_order_of_acceptance(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "locbinh")
    ids = [(await submitted(await citizen(6 + n), "Lộc Bình")).dossier_id for n in range(5)]
    refused = (await submitted(await citizen(11), "Lộc Bình")).dossier_id
    await office.act("tiepnhan1", refused, "refuse", reason="Không thuộc thẩm quyền của xã.")
    await asyncio.gather(
        office.to_result(ids[0], "Tư pháp"), *(office.accept(id_) for id_ in ids[1:])
    )
    desk = await office.as_("tiepnhan1")
    book = await this_years(desk)
    lines = await all_lines(desk, book.id)
    assert [line.number for line in lines] == list(range(1, book.lines + 1))
    assert {line.dossier_id for line in lines} >= set(ids)
    assert refused not in {line.dossier_id for line in lines}
    first = next(line for line in lines if line.dossier_id == ids[0])
    seen = await dossiers.dossier(desk, ids[0])
    assert (first.code, first.due_at, first.returned_at) == (seen.code, seen.due_at, None)
    await office.act(
        "tiepnhan1", ids[0], "hand_over", received_by="Nguyễn Thị Nhận Thay", method="desk"
    )
    after = next(line for line in await all_lines(desk, book.id) if line.dossier_id == ids[0])
    assert after.received_by == "Nguyễn Thị Nhận Thay"
    assert after.returned_at is not None
    assert after.state_label == "Đã trả kết quả"


@pytest.mark.criterion("F.06")
async def test_the_queue_prints_the_register_on_a4_with_every_column(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "dongdang")
    id_ = (await submitted(await citizen(12), "Đồng Đăng")).dossier_id
    found = await office.accept(id_)
    assert found.code is not None
    desk = await office.as_("tiepnhan1")
    book = await this_years(desk)
    asked = await registers.print_book(desk, book.id)
    content, text = await printed_text(desk, book.id, asked.id)
    box = pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox
    assert (round(box.width * 25.4 / 72), round(box.height * 25.4 / 72)) == A4_ACROSS
    for words in (
        "Cộng hòa xã hội chủ nghĩa Việt Nam", "Sổ theo dõi hồ sơ", f"Năm {book.year}", "Mở sổ",
        "chưa khóa", "TT", "Mã hồ sơ", "Tên thủ tục hành chính, trích yếu", "Số lượng hồ sơ (bộ)",
        "Tên cá nhân, tổ chức", "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết",
        "Nhận và trả kết quả", "Ngày nhận hồ sơ", "Ngày hẹn trả", "Ngày trả kết quả",
        "Phương thức nhận kết quả", "Ký nhận", "Ghi chú", found.code, found.owner_name,
        found.applicant_phone, "Người lập sổ", "Mẫu số 06 – TT 01/2018/TT-VPCP",
    ):  # fmt: skip
        assert " ".join(words.split()).lower() in text, words
    copy = await registers.printed(desk, book.id, asked.id)
    assert copy.percent == 100
    assert copy.sha256 == hashlib.sha256(content).hexdigest()


async def test_a_register_is_read_in_its_own_agency_only(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "dongdang")
    await office.accept((await submitted(await citizen(13), "Đồng Đăng")).dossier_id)
    book = await this_years(await office.as_("tiepnhan1"))
    stranger = await officer("tiepnhan1.tamthanh")
    assert book.id not in {b.id for b in (await registers.books(stranger)).items}
    for question in (registers.book, registers.lines, registers.print_book):
        with pytest.raises(ApiProblem) as refused:
            await question(stranger, book.id)
        assert refused.value.status == 404


@pytest.mark.criterion("II.14")
async def test_a_closed_register_is_frozen_with_its_sealed_copy(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office = Office(officer, "bacson")
    ids = [(await submitted(await citizen(14 + n), "Bắc Sơn")).dossier_id for n in range(2)]
    for id_ in ids:
        await office.accept(id_)
    head = await office.as_("truongbophan")
    book = await this_years(head)
    assert "01/01" in book.why_not_closed
    for role, status in (("tiepnhan1", 403), ("truongbophan", 403)):
        with pytest.raises(ApiProblem) as early:
            await registers.close(await office.as_(role), book.id)
        assert early.value.status == status

    before = await all_lines(head, book.id)
    chief = await actor_of_username("truongbophan.bacson")
    with clock.at(NEXT_YEAR):
        with pytest.raises(Forbidden):
            await close_register(await actor_of_username("tiepnhan1.bacson"), UUID(book.id))
        await close_register(chief, UUID(book.id))
        with pytest.raises(Conflict):
            await close_register(chief, UUID(book.id))

    closed = await registers.book(head, book.id)
    assert closed.closed_by == chief.full_name
    assert closed.sealed_copy is not None
    content, text = await printed_text(head, book.id, closed.sealed_copy.id)
    sealed = await registers.printed(head, book.id, closed.sealed_copy.id)
    assert sealed.sha256 == hashlib.sha256(content).hexdigest()
    assert f"sổ này có {len(before)} hồ sơ" in text
    assert "khóa sổ lúc" in text

    # What happens to its dossiers later does not change the book.
    await office.act("tiepnhan1", ids[0], "request_withdrawal", reason="Người nộp xin rút hồ sơ.")
    assert [(x.number, x.code, x.state_label) for x in await all_lines(head, book.id)] == [
        (x.number, x.code, x.state_label) for x in before
    ]
    for change in (
        "update register_line set number = number + 100 where book_id = $1",
        "delete from register_line where book_id = $1",
        "update register_book set closed_at = null, closed_by = null where id = $1",
        "update register_print set size = 0 where book_id = $1 and sealed",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await database.execute(change, UUID(book.id))
    late = (await submitted(await citizen(16), "Bắc Sơn")).dossier_id
    with pytest.raises(ApiProblem) as refused:
        await office.accept(late)
    assert refused.value.status == 409
    assert "đã khóa" in refused.value.message
    audited = await database.fetchval(
        "select count(*) from audit_entry where action = 'register.closed' and subject_id = $1",
        UUID(book.id),
    )
    assert audited == 1


async def test_a_new_year_opens_a_new_book_from_01(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    me = await citizen(17)
    promise = await submitted(me, "Lương Văn Tri")
    desk = await officer("tiepnhan1.luongvantri")
    now = await dossiers.dossier(desk, promise.dossier_id)
    received = [acts.ReceivedComponent(key=c.key, ok=True, originals=1) for c in now.components]
    with clock.at(NEXT_YEAR):
        await perform(
            await actor_of_username("tiepnhan1.luongvantri"),
            UUID(promise.dossier_id),
            Act.ACCEPT,
            acts.Accept(version=now.version, components=received),
        )
    page = await registers.books(desk, year=NEXT_YEAR.year)
    assert [(b.year, b.lines) for b in page.items] == [(NEXT_YEAR.year, 1)]
    lines = await all_lines(desk, page.items[0].id)
    assert [(x.number, x.dossier_id) for x in lines] == [(1, promise.dossier_id)]
