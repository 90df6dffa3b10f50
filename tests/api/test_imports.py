"""Data by spreadsheet: shown line by line, applied whole or not at all, given out as taken in."""

import io
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import httpx
import pytest

from backend.catalogue.actions import publish_procedure
from backend.catalogue.content import ChannelContent, ProcedureContent
from backend.imports.columns import Column
from backend.imports.giving import as_xlsx
from backend.imports.kinds import organisation, posts
from backend.imports.kinds.fees import COLUMNS as FEES
from backend.imports.kinds.lookups import COLUMNS as LOOKUPS
from backend.imports.workbook import read
from shared.client import imports, lookups
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.imports import Staged
from shared.contracts.lookups import NewCatalogue, SaveEntry
from shared.vocabulary.channels import (
    CHANNEL_LABELS,
    AgencyLevel,
    Channel,
    OnlineLevel,
    Subject,
)
from tests.api.conftest import eventually
from tests.api.offices import own_office, second_admin

Officer = Callable[[str], Awaitable[ApiClient]]
EDITOR, ADMIN = "danhmuc.ubndtinh", "quantri.ubndtinh"


async def begun(editor: ApiClient) -> str:
    key = f"nhap_{uuid.uuid4().hex[:8]}"
    await lookups.begin(editor, NewCatalogue(key, f"Danh mục nhập {key}"))
    return key


def sheet(columns: list[Column], *rows: dict[str, str]) -> bytes:
    return as_xlsx(columns, list(rows))


def entry(code: str, name: str, first: str = "01/07/2025", **more: str) -> dict[str, str]:
    return {"code": code, "name": name, "valid_from": first, **more}


async def settled(api: ApiClient, id_: str) -> Staged:
    async def done() -> Staged | None:
        found = await imports.one(api, id_)
        return None if found.state in ("reading", "applying") else found

    found = await eventually(done)
    assert found is not None
    return found


@pytest.mark.criterion("V.12")
async def test_with_one_wrong_line_nothing_is_applied_and_each_is_told_what_to_do(
    officer: Officer, tmp_path: Path
) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    content = sheet(
        LOOKUPS,
        entry("A1", "Một"), entry("A2", ""), entry("A3", "Ba", "31/02/2025"), entry("A1", "Lại"),
        entry("A4", "Bốn", "01/07/2025", valid_to="01/01/2025"),
    )  # fmt: skip
    staged = await imports.stage(editor, "lookups", key, "danh-muc.xlsx", content)
    assert (staged.state, staged.counts) == ("faulty", {"new": 1, "wrong": 4})
    wrong = (await imports.lines(editor, staged.id, only="wrong")).items
    told = {line.number: (line.problems[0].column, line.problems[0].message) for line in wrong}
    assert told[3][0] == "Tên"
    assert told[4] == ("Áp dụng từ ngày", "Ngày không có thật.")
    assert "Trùng với dòng 2" in told[5][1]
    assert told[6][0] == "Đến hết ngày"
    with pytest.raises(ApiProblem) as refused:
        await imports.apply(editor, staged.id)
    assert refused.value.problem.type.endswith("wrong-lines")
    assert (await lookups.entries(editor, key)).items == [], "nothing is half applied"
    path = tmp_path / "loi.xlsx"
    path.write_bytes(await imports.annotated(editor, staged.id))
    table = read(path)
    assert table.heads[-2] == "Lỗi, cần làm gì"
    assert any("Ngày không có thật" in cells[-2] for _n, cells in table.rows)
    await imports.discard(editor, staged.id)
    with pytest.raises(ApiProblem) as gone:
        await imports.apply(editor, staged.id)
    assert gone.value.status == 409


@pytest.mark.criterion("V.12", "II.17")
async def test_what_is_applied_is_given_out_again_and_taken_in_unchanged(officer: Officer) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    await lookups.save(editor, key, SaveEntry("A1", "Tên cũ", "2020-01-01"))
    content = sheet(
        LOOKUPS,
        entry("A1", "Tên mới", replaced_by="B1; B2"), entry("A2", "=1+1", note="+84 <b>"),
    )  # fmt: skip
    staged = await imports.stage(editor, "lookups", key, "danh-muc.xlsx", content)
    assert (staged.state, staged.counts, staged.may_apply) == ("ready", {"new": 2}, True)
    assert (await lookups.entries(editor, key, on="2025-07-01")).items[0].name == "Tên cũ"
    done = await imports.apply(editor, staged.id)
    assert (done.state, done.applied_by) == ("applied", done.created_by)
    now = {e.code: e.name for e in (await lookups.entries(editor, key)).items}
    assert now == {"A1": "Tên mới", "A2": "=1+1"}
    again = await imports.stage(
        editor, "lookups", key, "lai.xlsx", await imports.export(editor, "lookups", key)
    )
    assert again.counts == {"same": 3}
    changed = await imports.stage(
        editor, "lookups", key, "sua.xlsx", sheet(LOOKUPS, entry("A2", "Hai"))
    )
    assert changed.counts == {"changed": 1}
    (line,) = (await imports.lines(editor, changed.id)).items
    assert ("Tên", "=1+1", "Hai") in {(c.column, c.before, c.after) for c in line.changes}
    await lookups.save(editor, key, SaveEntry("A2", "Người khác sửa", "2025-07-01"))
    with pytest.raises(ApiProblem) as stale:
        await imports.apply(editor, changed.id)
    assert stale.value.problem.type.endswith("changed-since")


async def test_a_large_file_is_read_and_applied_by_the_queue(officer: Officer) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    rows = [entry(f"M{n:05d}", f"Mục số {n}") for n in range(20_000)]
    staged = await imports.stage(editor, "lookups", key, "lon.xlsx", sheet(LOOKUPS, *rows))
    assert staged.state == "reading"
    found = await settled(editor, staged.id)
    assert (found.state, found.counts) == ("ready", {"new": 20_000})
    await imports.apply(editor, staged.id)
    assert (await settled(editor, staged.id)).state == "applied"
    last = await lookups.entries(editor, key, q="M19999")
    assert [e.name for e in last.items] == ["Mục số 19999"]


async def test_the_organisation_is_given_out_and_taken_in(
    officer: Officer, database: asyncpg.Pool
) -> None:
    admin, second = await officer(ADMIN), await officer(await second_admin())
    made = await own_office("Nhập Đơn vị")
    for kind in ("agencies", "units", "posts", "calendar"):
        content = await imports.export(admin, kind)
        staged = await settled(
            admin, (await imports.stage(admin, kind, "", f"{kind}.xlsx", content)).id
        )
        if kind == "calendar":  # days that other tests put in by hand may lack what a file needs
            assert not {"new", "changed"} & set(staged.counts), staged.counts
        else:
            assert staged.state == "ready", (kind, staged)
            assert set(staged.counts) == {"same"}, (kind, staged.counts)
        await imports.discard(admin, staged.id)
    units = sheet(
        organisation.UNIT_COLUMNS,
        {"agency": made.code, "name": "Phòng Kinh tế", "desk": "Không"},
    )
    staged = await imports.stage(admin, "units", "", "phong.xlsx", units)
    assert staged.counts == {"new": 1}
    await imports.apply(second, staged.id)
    name = f"chuyenvien1.tuphap.{made.slug}"
    seats = sheet(
        posts.COLUMNS,
        {"username": name, "agency": made.code, "unit": "Phòng Kinh tế", "position": "Chuyên viên"},
        {"username": "khong-co", "agency": made.code, "unit": "Phòng", "position": "Chuyên viên"},
    )
    faulty = await imports.stage(admin, "posts", "", "vi-tri.xlsx", seats)
    assert faulty.counts == {"changed": 1, "wrong": 1}
    good = await imports.stage(
        admin, "posts", "", "vi-tri.xlsx",
        sheet(posts.COLUMNS, {
            "username": name, "agency": made.code, "unit": "Phòng Kinh tế",
            "position": "Chuyên viên chính",
        }),
    )  # fmt: skip
    await imports.apply(second, good.id)
    row = await database.fetchrow(
        "select u.name, p.position from officer_post p join unit u on u.id = p.unit_id "
        "join account a on a.id = p.account_id where a.username = $1",
        name,
    )
    assert (row["name"], row["position"]) == ("Phòng Kinh tế", "Chuyên viên chính")
    renamed = sheet(
        organisation.AGENCY_COLUMNS,
        {"code": made.code, "name": "Tên khác", "level": "Cấp xã", "parent": "H37"},
    )
    refused = await imports.stage(admin, "agencies", "", "co-quan.xlsx", renamed)
    assert refused.counts == {"wrong": 1}


async def test_fees_take_a_second_person_and_make_a_new_version(
    officer: Officer, database: asyncpg.Pool
) -> None:
    editor = await officer(EDITOR)
    code = f"9.{uuid.uuid4().int % 10**6:06d}"
    made = ProcedureContent(
        code, "Thủ tục chỉ để thử mức thu", "Thử nghiệm", [AgencyLevel.COMMUNE], [Subject.CITIZEN],
        OnlineLevel.INFORMATION, channels=[ChannelContent(Channel.DESK, fee_vnd=8000)],
    )  # fmt: skip
    await publish_procedure(made, "keyed", is_open=False)
    content = sheet(
        FEES,
        {"code": code, "channel": CHANNEL_LABELS[Channel.DESK].vi, "fee": "15000", "text": "Thử"},
    )
    staged = await imports.stage(editor, "fees", "", "muc-thu.xlsx", content)
    assert staged.state == "ready"
    with pytest.raises(ApiProblem) as own:
        await imports.apply(editor, staged.id)
    assert own.value.problem.type.endswith("second-person")
    await imports.apply(await officer(await second_admin()), staged.id)
    row = await database.fetchrow(
        "select v.version, v.content -> 'channels' -> 0 ->> 'fee_vnd' as fee, p.id, "
        "v.proposed_by_name, v.published_by_name "
        "from procedure p join procedure_version v on v.id = p.current_version_id "
        "where p.code = $1",
        code,
    )
    assert (row["version"], row["fee"]) == (2, "15000")
    assert row["proposed_by_name"] == staged.created_by
    assert row["published_by_name"] == "Nguyễn Văn Mẫu Quản trị"
    await database.execute("update procedure set deactivated_at = now() where id = $1", row["id"])


async def test_hostile_files_and_strangers_get_an_answer_and_change_nothing(
    officer: Officer, http: httpx.AsyncClient
) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    for content in (b"", b"Ma;Ten\n", b"PK\x03\x04" + b"x" * 100):
        staged = await imports.stage(editor, "lookups", key, "../../a.xlsx", content)
        assert staged.state == "refused"
        assert staged.reason
        assert staged.file_name == "a.xlsx"
    for kind, of in (("lookups", "khong_co"), ("lookups", "agencies"), ("khac", ""), ("units", "")):
        with pytest.raises(ApiProblem) as refused:
            await imports.stage(editor, kind, of, "a.xlsx", sheet(LOOKUPS))
        assert refused.value.status in (400, 403, 404)
    staged = await imports.stage(editor, "lookups", key, "a.xlsx", sheet(LOOKUPS, entry("A", "B")))
    for call in (
        imports.one(await officer("quantri.ubndtinh"), str(uuid.uuid4())),
        imports.apply(await officer("lanhdao.bacson"), staged.id),
        imports.export(await officer("lanhdao.bacson"), "units"),
    ):
        with pytest.raises(ApiProblem) as refused:
            await call
        assert refused.value.status in (403, 404)
    headers = {**editor._headers, "Accept": "text/html"}
    answer = await http.post(
        "/api/v1/imports", headers=headers, data={"kind": "lookups", "of": key},
        files={"file": ("a.xlsx", io.BytesIO(sheet(LOOKUPS, entry("A", "B"))))},
    )  # fmt: skip
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/nhap-du-lieu/")
