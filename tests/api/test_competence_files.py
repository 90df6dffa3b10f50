"""Who receives and who resolves procedures, by spreadsheet: line by line, whole or not at all."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from backend.imports.giving import as_xlsx
from backend.imports.kinds.competences import COLUMNS
from backend.organisation.actions import keep_unit
from shared.client import competences, imports
from tests.api.deciding import decided, own_competences
from tests.api.offices import Made, own_office, second_admin
from tests.api.own_procedures import WRITER, Officer, kind_of


@pytest_asyncio.fixture(loop_scope="session")
async def code(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own that one commune receives."""
    async with own_competences(database) as made:
        yield made


def sheet(*rows: dict[str, str]) -> bytes:
    return as_xlsx(COLUMNS, list(rows))


def line(code: str, receiver: Made | str, resolver: Made | str, unit: str, end: str = "") -> dict[
    str, str
]:  # fmt: skip
    names = [made.code if isinstance(made, Made) else made for made in (receiver, resolver)]
    return {"code": code, "receiver": names[0], "resolver": names[1], "unit": unit, "end": end}


@pytest.mark.criterion("V.25")
@pytest.mark.criterion("V.12")
async def test_a_spreadsheet_names_wrong_lines_and_applies_the_rest_by_a_second_person(
    officer: Officer, database: asyncpg.Pool, code: str
) -> None:
    one = await own_office("Bảng một", people=False)
    two = await own_office("Bảng hai", people=False)
    over = await own_office("Bảng kết thúc", people=False)
    await database.execute("update agency set ended_on = began_on where id = $1", over.agency_id)
    gone = await keep_unit(one.agency_id, "Phòng cũ")
    await database.execute("update unit set dissolved_at = now() where id = $1", gone)
    editor, second = await officer(WRITER), await officer(await second_admin())
    unit = "Phòng Tư pháp"
    bad = sheet(
        line(code, one, one, unit),
        line("9.999999", one, one, unit),
        line(code, over, one, unit),
        line(code, two, one, "Phòng không có"),
        line(code, "H37.KHONGCO", one, unit),
        line(code, one, two, unit),
        line(code, two, two, unit, "x") | {"code": code + "1"},
        line(code, "H37", one, "Phòng cũ"),
        line(code, "sai mã", one, unit),
    )
    staged = await imports.stage(editor, "competences", "", "tham-quyen.xlsx", bad)
    assert (staged.state, staged.counts) == ("faulty", {"new": 1, "wrong": 8})
    wrong = (await imports.lines(editor, staged.id, only="wrong")).items
    told = {row.number: " ".join(p.message for p in row.problems) for row in wrong}
    for number, said in {
        3: "Không có thủ tục", 4: "đã kết thúc hoạt động", 5: "Chọn một trong: Phòng Tư pháp",
        6: "Không có cơ quan", 7: "Trùng với dòng 2", 8: "không có gì để kết thúc",
        9: "đã giải thể", 10: "Mã định danh",
    }.items():  # fmt: skip
        assert said in told[number], (number, told[number])

    good = sheet(line(code, one, one, unit), line(code, two, one, unit))
    staged = await imports.stage(editor, "competences", "", "tham-quyen.xlsx", good)
    assert (staged.state, staged.counts, staged.may_apply) == ("ready", {"new": 2}, False)
    assert await kind_of(imports.apply(editor, staged.id)) == (403, "second-person")
    assert (await imports.apply(second, staged.id)).state == "applied"
    now = {r.agency.name: r for r in (await competences.competences(editor, code)).items}
    assert now[two.name].resolving_agency is not None
    assert now[two.name].resolving_agency.name == one.name
    newest = (await competences.changes(editor, code)).items[0]
    assert (newest.way, newest.reason) == ("file", "Tệp tham-quyen.xlsx")
    assert newest.proposed_by
    assert newest.approved_by
    assert newest.proposed_by != newest.approved_by

    moved = sheet(line(code, one, one, unit), line(code, two, two, unit))
    staged = await imports.stage(editor, "competences", "", "doi.xlsx", moved)
    assert staged.counts == {"same": 1, "changed": 1}
    (row,) = (await imports.lines(editor, staged.id, only="changed")).items
    assert [(c.column, c.before, c.after) for c in row.changes] == [
        ("Mã cơ quan giải quyết", one.code, two.code)
    ]
    await decided(officer, code, two.agency_id, None)
    assert await kind_of(imports.apply(second, staged.id)) == (409, "changed-since")
    ends = sheet(line(code, one, "", "", "x"))
    staged = await imports.stage(editor, "competences", "", "thoi.xlsx", ends)
    assert staged.counts == {"changed": 1}
    await imports.apply(second, staged.id)
    left = {r.agency.name for r in (await competences.competences(editor, code)).items}
    assert not left & {one.name, two.name}
    entries = await database.fetchval(
        "select count(*) from audit_entry where action = 'competence.changed' "
        "and detail ->> 'code' = $1",
        code,
    )
    assert entries == 3


async def test_a_unit_dissolved_since_the_preview_keeps_the_file_from_being_applied(
    officer: Officer, database: asyncpg.Pool, code: str
) -> None:
    made = await own_office("Giải thể", people=False)
    editor, second = await officer(WRITER), await officer(await second_admin())
    content = sheet(line(code, made, made, "Phòng Tư pháp"))
    staged = await imports.stage(editor, "competences", "", "a.xlsx", content)
    await database.execute("update unit set dissolved_at = now() where id = $1", made.unit_id)
    assert await kind_of(imports.apply(second, staged.id)) == (409, "changed-since")
    assert (await imports.one(editor, staged.id)).state == "ready"
    assert (await competences.competences(editor, code, q=made.code)).items == []


async def test_what_is_given_out_is_taken_in_unchanged_and_the_form_is_empty(
    officer: Officer,
) -> None:
    editor = await officer(WRITER)
    assert await imports.export(editor, "competences", empty=True)
    content = await imports.export(editor, "competences")
    staged = await imports.stage(editor, "competences", "", "lai.xlsx", content)
    assert set(staged.counts) == {"same"}
    assert (await kind_of(
        imports.stage(await officer("lanhdao.bacson"), "competences", "", "a.xlsx", content)
    ))[0] == 403  # fmt: skip
