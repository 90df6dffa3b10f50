"""Closed dossiers in the archive: class and last day, search, holds, seals."""

import os
import uuid
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

import asyncpg
import pytest
import typst

from shared.client import archive, documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ActInput
from shared.contracts.archive import ArchiveRecord, ArchiveRow, SearchArchive, SetRetentionRule
from tests.api.conftest import Office, eventually, pdf, submitted
from tests.api.test_sweeps import sweep

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
pytestmark = pytest.mark.usefixtures("freshly_proven")
REASON = "Theo Công văn số 12/CV-TTr ngày 02/11/2026."


def written_pdf(text: str) -> bytes:
    """A PDF of real letters."""
    return typst.compile(text.encode())  # type: ignore[no-any-return]


async def closed(
    citizen: Citizen,
    officer: Officer,
    number: int,
    *files: bytes,
    names: Sequence[str] = (),
) -> str:
    """A dossier refused at the desk of Kỳ Lừa, with files, entered into the archive."""
    me, office = await citizen(number), Office(officer, "kylua")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    for index, content in enumerate(files):
        if not index:
            await office.act(
                "tiepnhan1", id_, "request_supplement", reason="Thiếu giấy tờ kèm theo.",
                items=["Giấy tờ kèm theo"], answer_within_days=5,
            )  # fmt: skip
        name = names[index] if names else f"giay-{index}.pdf"
        await documents.upload_to_dossier(me, id_, name, content, "", "supplement")
    if files:
        now = await dossiers.dossier(me, id_)
        await dossiers.act(me, id_, "supplement", ActInput(version=now.version))
    await office.act("tiepnhan1", id_, "refuse", reason="Không thuộc thẩm quyền giải quyết.")
    await sweep()
    return id_


async def found(api: ApiClient, **wanted: Any) -> list[ArchiveRow]:
    """What a search finds, all pages."""
    rows: list[ArchiveRow] = []
    cursor = ""
    while True:
        page = await archive.search(api, SearchArchive(**wanted, cursor=cursor, limit=100))
        rows += page.items
        if page.next_cursor is None:
            return rows
        cursor = page.next_cursor


async def read(api: ApiClient, id_: str) -> ArchiveRecord:
    """The record, once the queue has read its files."""

    async def there() -> ArchiveRecord | None:
        record = await archive.record(api, id_)
        return record if not record.text_label.startswith("Đang") else None

    record: ArchiveRecord = await eventually(there)
    return record


@pytest.mark.criterion("II.15")
@pytest.mark.criterion("G.9")
async def test_a_closed_dossier_is_kept_under_its_class_and_found_by_words_in_its_files(
    citizen: Citizen, officer: Officer
) -> None:
    word = f"zq{uuid.uuid4().hex[:8]}"
    id_ = await closed(citizen, officer, 31, written_pdf(f"Biên bản {word} xác minh nơi ở"), pdf())
    clerk = await officer("vanthu.kylua")
    record = await read(clerk, id_)
    assert record.row.class_code == "ho-tich-5"
    assert record.row.keep_until == date(int(record.row.closed_at[:4]) + 5, 12, 31).isoformat()
    assert "Còn trong thời hạn lưu trữ" in record.why_not_disposed
    assert record.files >= 2  # a draft that was begun elsewhere may bring one more
    for text in (word, f"bien ban {word}", f"{word.upper()} NƠI Ở", record.row.person_name):
        assert id_ in [row.dossier_id for row in await found(clerk, text=text)], text
    assert not await found(clerk, text=f"{word} khongco")
    # Facts narrow it, each on its own.
    good: dict[str, Any] = {
        "code": record.row.code, "person": record.row.person_name, "state": "refused",
        "procedure_code": record.procedure_code, "class_code": "ho-tich-5", "status": "kept",
        "closed_from": date.fromisoformat(record.row.closed_at[:10]),
        "closed_to": date.fromisoformat(record.row.closed_at[:10]), "held": False, "sealed": False,
    }  # fmt: skip
    wrong: dict[str, Any] = {
        "code": "KHONG-CO", "person": "Không Ai Cả", "state": "stopped", "procedure_code": "9.9",
        "class_code": "dat-dai", "status": "disposed", "closed_from": date(2999, 1, 1),
        "closed_to": date(2000, 1, 1), "held": True, "sealed": True,
    }  # fmt: skip
    for name in good:
        assert len(await found(clerk, text=word, **{name: good[name]})) == 1, name
        assert not await found(clerk, text=word, **{name: wrong[name]}), name
    assert not await found(clerk, text=word, disposable=True)
    # Another commune knows nothing of it, the applicant's own archive is no citizen's page.
    other = await officer("vanthu.bacson")
    assert not await found(other, text=word)
    with pytest.raises(ApiProblem) as refused:
        await archive.record(other, id_)
    assert refused.value.status == 404


async def test_pages_follow_each_other_without_gap_or_repeat(
    citizen: Citizen, officer: Officer
) -> None:
    for number in (32, 33, 34):
        await closed(citizen, officer, number)
    desk = await officer("tiepnhan1.kylua")
    seen: list[str] = []
    cursor = ""
    while True:
        page = await archive.search(desk, SearchArchive(cursor=cursor, limit=2))
        assert len(page.items) <= 2
        seen += [row.dossier_id for row in page.items]
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert len(seen) == len(set(seen)) >= 3
    assert seen == [row.dossier_id for row in await found(desk)]
    with pytest.raises(ApiProblem) as refused:
        await archive.search(desk, SearchArchive(cursor="hong"))
    assert refused.value.status == 400


async def test_a_hostile_file_leaves_the_dossier_searchable_and_says_so(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    id_ = await closed(citizen, officer, 35)
    await database.execute(
        "update archive_record set text_state = 'waiting' where dossier_id = $1", uuid.UUID(id_)
    )
    from backend.archive.reading import pdf_text

    assert await pdf_text(b"%PDF-1.7\n" + b"\0" * 5000) == ("", False)
    text, whole = await pdf_text(written_pdf("#for i in range(70) [Trang #i #pagebreak()]"))
    assert "Trang 1" in text and not whole
    assert (await pdf_text(written_pdf("Trọn vẹn")))[1]


async def test_a_file_that_is_still_being_scanned_is_read_once_it_is_clean(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    word = f"zp{uuid.uuid4().hex[:8]}"
    id_ = await closed(citizen, officer, 38, written_pdf(f"Giấy {word}"))
    clerk = await officer("vanthu.kylua")
    await read(clerk, id_)
    await database.execute(
        "update archive_record set text_state = 'waiting', body = code, "
        "entered_at = now() - interval '5 minutes' where dossier_id = $1",
        uuid.UUID(id_),
    )
    await database.execute(
        "update document set scan = 'pending' where dossier_id = $1", uuid.UUID(id_)
    )
    await sweep()
    assert not await found(clerk, text=word)
    assert (await archive.record(clerk, id_)).text_label.startswith("Đang")
    await database.execute(
        "update document set scan = 'clean' where dossier_id = $1", uuid.UUID(id_)
    )
    await sweep()
    await read(clerk, id_)
    assert await found(clerk, text=word)


@pytest.mark.criterion("II.15")
async def test_a_hold_is_set_and_released_with_a_reason_by_who_may(
    citizen: Citizen, officer: Officer
) -> None:
    id_ = await closed(citizen, officer, 36)
    clerk, leader = await officer("vanthu.kylua"), await officer("lanhdao.kylua")
    assert "hold" in (await archive.record(clerk, id_)).may
    held = await archive.set_hold(clerk, id_, REASON)
    assert held.row.held and held.holds[0].reason == REASON
    assert "đang bị giữ" in held.why_not_disposed or "Còn trong" in held.why_not_disposed
    with pytest.raises(ApiProblem) as refused:
        await archive.release_hold(clerk, id_, held.holds[0].id, REASON)
    assert refused.value.status == 403
    with pytest.raises(ApiProblem) as refused:
        await archive.set_hold(await officer("tiepnhan1.kylua"), id_, REASON)
    assert refused.value.status == 403
    with pytest.raises(ApiProblem) as refused:
        await archive.set_hold(await officer("vanthu.bacson"), id_, REASON)
    assert refused.value.status == 404
    with pytest.raises(ApiProblem) as refused:
        await archive.set_hold(clerk, id_, "ngắn")
    assert refused.value.status in (400, 422)
    free = await archive.release_hold(leader, id_, held.holds[0].id, REASON)
    assert not free.row.held and free.holds[0].release_reason == REASON
    with pytest.raises(ApiProblem) as refused:
        await archive.release_hold(leader, id_, held.holds[0].id, REASON)
    assert refused.value.status == 409


@pytest.mark.criterion("II.15")
async def test_a_sealed_dossier_opens_only_with_a_logged_reason_to_a_named_role(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    word = f"zs{uuid.uuid4().hex[:8]}"
    id_ = await closed(citizen, officer, 37, written_pdf(f"Giấy {word}"))
    clerk, leader = await officer("vanthu.kylua"), await officer("lanhdao.kylua")
    desk, me = await officer("tiepnhan1.kylua"), await citizen(37)
    await read(clerk, id_)
    file = (await dossiers.dossier(clerk, id_)).documents[0].id
    assert await found(desk, text=word)
    sealed = await archive.seal(leader, id_, REASON)
    assert sealed.row.sealed and sealed.row.person_name == "(đã niêm phong)"
    assert not await found(desk, text=word)
    for person in (clerk, desk, leader):
        with pytest.raises(ApiProblem) as refused:
            await dossiers.dossier(person, id_)
        assert refused.value.problem.type.endswith("sealed")
        with pytest.raises(ApiProblem) as refused:
            await documents.content(person, file)
        assert refused.value.status == 404
    assert (await dossiers.dossier(me, id_)).id == id_  # a seal closes it to officers
    with pytest.raises(ApiProblem) as refused:
        await archive.open_sealed(clerk, id_, REASON)
    assert refused.value.status == 403
    opened = await archive.open_sealed(leader, id_, "Xác minh đơn tố cáo số 3/2026.")
    assert opened.open_until and opened.openings[0].reason == "Xác minh đơn tố cáo số 3/2026."
    assert (await dossiers.dossier(leader, id_)).id == id_
    assert await documents.content(leader, file)
    with pytest.raises(ApiProblem):
        await dossiers.dossier(desk, id_)  # opened to one person alone
    logged = await database.fetch(
        "select action from audit_entry where subject_id = $1 and action like 'archive.%' "
        "order by id",
        uuid.UUID(id_),
    )
    assert [row["action"] for row in logged] == ["archive.sealed", "archive.opened"]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.execute("delete from archive_opening where dossier_id = $1", uuid.UUID(id_))
    await archive.unseal(leader, id_, REASON)
    assert (await dossiers.dossier(desk, id_)).id == id_


@pytest.mark.criterion("G.9")
async def test_a_new_rule_holds_from_its_day_and_ends_the_one_before(officer: Officer) -> None:
    admin = await officer("danhmuc.ubndtinh")
    known = await archive.rules(admin)
    assert {"tthc-20", "ho-tich", "chung-thuc-2"} <= {rule.code for rule in known.rules}
    assert not any(rule.confirmed for rule in known.rules if rule.code == "tthc-20")
    field = f"Lĩnh vực {uuid.uuid4().hex[:6]}"
    first = SetRetentionRule(
        code="thu-10", title="Hồ sơ thử", source="Quyết định 1/QĐ-UBND", years=10,
        valid_from=date(2026, 1, 1), sector=field,
    )  # fmt: skip
    await archive.set_rule(admin, first)
    with pytest.raises(ApiProblem) as refused:
        await archive.set_rule(admin, first)
    assert refused.value.status == 409
    await archive.set_rule(
        admin,
        SetRetentionRule(
            code="thu-mai", title="Hồ sơ thử", source="Quyết định 2/QĐ-UBND", years=None,
            valid_from=date(2026, 6, 1), sector=field,
        ),
    )  # fmt: skip
    mine = [rule for rule in (await archive.rules(admin)).rules if rule.sector == field]
    assert [(r.code, r.valid_from, r.valid_to) for r in mine] == [
        ("thu-mai", "2026-06-01", None),
        ("thu-10", "2026-01-01", "2026-06-01"),
    ]
    with pytest.raises(ApiProblem) as refused:
        await archive.set_rule(await officer("vanthu.kylua"), first)
    assert refused.value.status == 403


async def test_a_pdf_is_read_kindly_in_a_process_that_may_be_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from backend.archive import reading
    from backend.documents import workshop

    before = os.getpriority(os.PRIO_PROCESS, 0)
    assert (await reading.pdf_text(written_pdf("Nhường"))) == ("Nhường", True)
    assert os.getpriority(os.PRIO_PROCESS, 0) == before, "not in this process"
    there = {await workshop.run(os.getpriority, os.PRIO_PROCESS, 0) for _ in range(4)}
    assert max(there) > before
    monkeypatch.setattr(reading, "_SECONDS", 0.0)
    assert await reading.pdf_text(written_pdf("Quá lâu")) == ("", False)
