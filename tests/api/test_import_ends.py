"""However a file is written and whatever happens on its way, it ends with an answer, and nothing
of it is half there."""

import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest

from backend.catalogue.actions import publish_procedure
from backend.catalogue.content import ChannelContent, ProcedureContent
from backend.identity.actions import create_account
from backend.imports.kinds.fees import COLUMNS as FEES
from backend.imports.kinds.lookups import COLUMNS as LOOKUPS
from backend.imports.kinds.posts import COLUMNS as POSTS
from backend.imports.queued import APPLY_TOPIC, READ_TOPIC, apply_large, read_large
from backend.imports.workbook import read
from backend.organisation.demo.seed_organisation import PASSWORD
from backend.platform.outbox import Message
from backend.platform.worker import handle
from shared.client import imports, lookups
from shared.client.base import ApiClient
from shared.contracts.lookups import SaveEntry
from shared.vocabulary.channels import CHANNEL_LABELS, AgencyLevel, Channel, OnlineLevel, Subject
from shared.vocabulary.roles import AccountKind
from tests.api.offices import own_office, second_admin
from tests.api.own_procedures import kind_of
from tests.api.test_imports import ADMIN, EDITOR, begun, entry, settled, sheet
from tests.sheets import cell, workbook_of

Officer = Callable[[str], Awaitable[ApiClient]]
_TITLES = [column.title for column in LOOKUPS]


async def test_a_small_file_that_names_a_cell_far_away_is_answered(officer: Officer) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    far = workbook_of(_TITLES, f'<row r="1048576">{cell("XFD1048576")}</row>')
    assert len(far) < 10_000
    staged = await imports.stage(editor, "lookups", key, "xa.xlsx", far)
    assert staged.state == "refused"
    assert "100.000 dòng" in staged.reason
    assert "dòng 1048576" in staged.reason


@pytest.mark.criterion("V.12")
async def test_an_error_in_a_cell_clears_nothing_and_the_file_given_back_is_mended_and_taken(
    officer: Officer, tmp_path: Path, database: asyncpg.Pool
) -> None:
    editor = await officer(EDITOR)
    code = f"9.{uuid.uuid4().int % 10**6:06d}"
    made = ProcedureContent(
        code, "Thủ tục chỉ để thử ô lỗi", "Thử nghiệm", [AgencyLevel.COMMUNE], [Subject.CITIZEN],
        OnlineLevel.INFORMATION, channels=[
            ChannelContent(Channel.DESK, fee_vnd=8000, fee_text="Giữ nguyên"),
            ChannelContent(Channel.ONLINE, fee_vnd=8000),
        ],
    )  # fmt: skip
    await publish_procedure(made, "keyed", is_open=False)
    titles = [column.title for column in FEES if column.key != "text"]
    rows = "".join(
        f'<row r="{row}">{cell(f"A{row}", code, "inlineStr")}'
        f"{cell(f'B{row}', CHANNEL_LABELS[channel].vi, 'inlineStr')}{fee}</row>"
        for row, channel, fee in (
            (3, Channel.DESK, cell("C3", "#N/A", "e")),
            (4, Channel.ONLINE, cell("C4", "8000.5")),
        )
    )
    staged = await imports.stage(editor, "fees", "", "loi.xlsx", workbook_of(titles, rows))
    assert (staged.state, staged.counts) == ("faulty", {"wrong": 2})
    said = [line.problems[0].message for line in (await imports.lines(editor, staged.id)).items]
    assert "báo lỗi #N/A" in said[0]
    assert "số lẻ 8000,5" in said[1]

    path = tmp_path / "co-ghi-loi.xlsx"
    path.write_bytes(await imports.annotated(editor, staged.id))
    again = await imports.stage(editor, "fees", "", "chua-sua.xlsx", path.read_bytes())
    assert (again.state, again.counts) == ("faulty", {"wrong": 2}), "unmended it is as wrong"
    table = read(path)
    heads = [head.rstrip(" *") for head in table.heads]
    assert heads == [*titles, "Kết quả kiểm tra", "Lỗi, cần làm gì", "Dòng trong tệp đã nhập"]
    assert [cells[-1] for _n, cells in table.rows] == ["3", "4"]
    lines = [dict(zip(heads, cells, strict=True)) for _n, cells in table.rows]
    texts = [(one | {"Mức thu (đồng)": "9.000"}).values() for one in lines]
    cells = ["".join(f'<c t="inlineStr"><is><t>{t}</t></is></c>' for t in one) for one in texts]
    mended = workbook_of(heads, "".join(f"<row>{one}</row>" for one in cells))
    good = await imports.stage(editor, "fees", "", "da-sua.xlsx", mended)
    assert (good.state, good.counts) == ("ready", {"changed": 2}), good
    first = (await imports.lines(editor, good.id)).items[0]
    assert [(c.column, c.before, c.after) for c in first.changes] == [
        ("Mức thu (đồng)", "8000", "9000")
    ], "a column that the first file did not have clears nothing"
    await database.execute("update procedure set deactivated_at = now() where code = $1", code)


async def test_a_character_the_database_cannot_keep_is_an_error_of_its_line(
    officer: Officer,
) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    row = "".join(cell(f"{place}2", text, "inlineStr") for place, text in (
        ("A", "A1"), ("B", "Một_x0000_"), ("D", "01/07/2025"),
    ))  # fmt: skip
    content = workbook_of(_TITLES, f'<row r="2">{row}</row>')
    staged = await imports.stage(editor, "lookups", key, "ky-tu.xlsx", content)
    assert (staged.state, staged.counts) == ("faulty", {"wrong": 1})
    (line,) = (await imports.lines(editor, staged.id)).items
    assert [(p.column, p.message) for p in line.problems] == [
        ("Tên", "Ô này có ký tự không đọc được. Xóa rồi gõ lại.")
    ]
    head = await imports.stage(
        editor, "lookups", key, "cot.xlsx", workbook_of(["Mã_x0000_"], "<row/>")
    )
    assert head.state == "refused"


async def test_what_has_changed_since_the_preview_is_told_and_leaves_the_file_to_be_discarded(
    officer: Officer, database: asyncpg.Pool
) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    await lookups.save(editor, key, SaveEntry("B", "Hai", "2020-01-01", "2020-12-31"))
    staged = await imports.stage(
        editor, "lookups", key, "a.xlsx", sheet(LOOKUPS, entry("B", "Hai mới", "01/07/2025"))
    )
    assert staged.state == "ready"
    await lookups.save(editor, key, SaveEntry("B", "Chen vào", "2026-01-01"))
    assert await kind_of(imports.apply(editor, staged.id)) == (409, "changed-since")
    assert (await imports.one(editor, staged.id)).state == "ready"
    await imports.discard(editor, staged.id)

    made = await own_office("Đổi Phòng")
    admin, second = await officer(ADMIN), await officer(await second_admin())
    name = f"chuyenvien1.tuphap.{made.slug}"
    post = {"username": name, "agency": made.code, "unit": "Phòng Tư pháp", "position": "Khác"}
    moved = await imports.stage(admin, "posts", "", "vi-tri.xlsx", sheet(POSTS, post))
    assert moved.state == "ready"
    await database.execute("update unit set dissolved_at = now() where id = $1", made.unit_id)
    assert await kind_of(imports.apply(second, moved.id)) == (409, "changed-since")


async def test_many_lines_in_a_small_file_are_left_to_the_queue(officer: Officer) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    content = sheet(LOOKUPS, *(entry(f"M{n:04d}", "Mục") for n in range(2_500)))
    assert len(content) < 150_000
    staged = await imports.stage(editor, "lookups", key, "nhieu-dong.xlsx", content)
    assert staged.state == "reading"
    found = await settled(editor, staged.id)
    assert (found.state, found.counts) == ("ready", {"new": 2_500})


async def test_a_file_that_fails_to_its_last_try_is_refused_with_a_sentence(
    officer: Officer, database: asyncpg.Pool
) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    staged = await imports.stage(
        editor, "lookups", key, "a.xlsx", sheet(LOOKUPS, entry("A", "Một"))
    )
    held = uuid.UUID(staged.id)
    for state, topic, work in (
        ("reading", READ_TOPIC, read_large), ("applying", APPLY_TOPIC, apply_large),
    ):  # fmt: skip
        # Nothing foreseen: no kind of table of that name.
        await database.execute(
            "update staged_import set state = $2, kind = 'khac', applied_by = created_by "
            "where id = $1",
            held,
            state,
        )
        with pytest.raises(ValueError, match="khac"):
            await work(Message(uuid.uuid4(), "tinh-mau", topic, held, {}))
        now = "select state from staged_import where id = $1"
        assert await database.fetchval(now, held) == state, "it is tried again"
        with pytest.raises(ValueError, match="khac"):
            await work(Message(uuid.uuid4(), "tinh-mau", topic, held, {}, last_try=True))
        await database.execute("update staged_import set kind = 'lookups' where id = $1", held)
        found = await imports.one(editor, staged.id)
        assert found.state == "refused"
        assert "Chưa có gì được ghi" in found.reason
    await imports.discard(editor, staged.id)


async def test_the_last_try_is_told_to_the_handler(database: asyncpg.Pool) -> None:
    id_, told = uuid.uuid4(), []

    async def listen(message: Message) -> None:
        told.append(message.last_try)
        raise RuntimeError

    await database.execute(
        "insert into outbox (id, tenant_id, topic, subject_id, payload, created_at) "
        "values ($1, 'tinh-mau', 'thu', $1, '{}', now())",
        id_,
    )
    for last in (False, True):
        with pytest.raises(RuntimeError):
            await handle(id_, {"thu": listen}, last_try=last)
    assert told == [False, True]
    await database.execute("delete from outbox where id = $1", id_)


async def test_without_the_person_a_file_is_refused_and_a_waiting_one_can_be_discarded(
    officer: Officer, database: asyncpg.Pool
) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    gone = await create_account(
        AccountKind.OFFICER, f"nghiviec{uuid.uuid4().hex[:6]}", "Nguyễn Văn Mẫu Nghỉ việc", PASSWORD
    )
    await database.execute("update account set disabled_at = now() where id = $1", gone)
    staged = await imports.stage(
        editor, "lookups", key, "a.xlsx", sheet(LOOKUPS, entry("A", "Một"))
    )
    held = uuid.UUID(staged.id)
    waiting = "update staged_import set state = $2, applied_by = $3, created_by = $4 where id = $1"
    by = await database.fetchval("select created_by from staged_import where id = $1", held)
    await database.execute(waiting, held, "applying", gone, by)
    await apply_large(Message(uuid.uuid4(), "tinh-mau", APPLY_TOPIC, held, {}))
    found = await imports.one(editor, staged.id)
    assert found.state == "refused"
    assert "không còn quyền" in found.reason
    await database.execute(waiting, held, "reading", None, gone)
    await read_large(Message(uuid.uuid4(), "tinh-mau", READ_TOPIC, held, {}))
    found = await imports.one(editor, staged.id)
    assert (found.state, "Tài khoản của người nhập" in found.reason) == ("refused", True)

    await database.execute(waiting, held, "applying", by, by)
    async with database.acquire() as writer, writer.transaction():
        await writer.execute("select from staged_import where id = $1 for update", held)
        assert await kind_of(imports.discard(editor, staged.id)) == (409, "moved-on")
    await imports.discard(editor, staged.id)
    await apply_large(Message(uuid.uuid4(), "tinh-mau", APPLY_TOPIC, held, {}))
    assert (await imports.one(editor, staged.id)).state == "discarded"
    assert (await lookups.entries(editor, key)).items == []
