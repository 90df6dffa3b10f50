"""Form II.06a by level, and how far down every figure reaches."""

import csv
import io
import unicodedata
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pytest
import python_calamine
from msgspec.structs import asdict
from pypdf import PdfReader

from backend.platform import clock
from shared.client import overview, reports
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.reports import Figures
from tests.api.conftest import Office, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME = "dongdang", "đồng đăng"


def added(figures: list[Figures]) -> dict[str, int]:
    """Their sums."""
    return {name: sum(getattr(one, name) for one in figures) for name in Figures.__struct_fields__}


@pytest.mark.criterion("R.1")
async def test_the_form_has_levels_and_in_each_its_sectors(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, SLUG)
    await office.accept((await submitted(await citizen(42), NAME)).dossier_id)
    top = await officer("giamsat.ubndtinh")
    day = clock.today().isoformat()
    found = await reports.handling(top, grouping="level")
    assert [one.code for one in found.levels] == ["province", "commune"]
    by_key = {one.key: one for one in found.lines}
    assert by_key["commune"].name == "Cấp xã"
    assert added([one.figures for one in found.lines]) == asdict(found.total)
    for line in found.lines:
        assert added([part.figures for part in line.within]) == asdict(line.figures)
    by_sector = await reports.handling(top, grouping="sector")
    assert by_sector.total == found.total
    communes = await reports.handling(top, grouping="sector", level="commune")
    assert communes.total == by_key["commune"].figures
    assert [(one.name, one.figures) for one in communes.lines] == [
        (one.name, one.figures) for one in by_key["commune"].within
    ]
    today = await reports.handling(top, grouping="level", day_from=day, day_to=day)
    part = next(
        one
        for line in today.lines
        if line.key == "commune"
        for one in line.within
        if one.figures.received_online
    )
    listed = await reports.counted(
        top, "received_online", grouping="level", key=part.key, day_from=day, day_to=day,
        limit="100",
    )  # fmt: skip
    assert len(listed.items) == min(100, part.figures.received_online)
    with pytest.raises(ApiProblem) as wrong:
        await reports.handling(top, level="thôn")
    assert wrong.value.status == 400

    book = await reports.handling_file(top, "xlsx", grouping="level")
    sheet = python_calamine.load_workbook(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    names = [str(row[0]) for row in sheet[5:]]
    want = []
    for letter, line in zip("AB", found.lines, strict=False):
        want.append(f"{letter}. {line.name}")
        want += [f"{n}. {one.name}" for n, one in enumerate(line.within, start=1)]
    assert names == [*want, "Tổng cộng"]
    lines = list(csv.reader(io.StringIO(
        (await reports.handling_file(top, "csv", grouping="level")).decode("utf-8-sig")
    )))  # fmt: skip
    assert lines[0][:2] == ["Cấp", "Lĩnh vực"]
    assert sum(int(row[2]) for row in lines[1:-1]) == int(lines[-1][2]) == found.total.received
    pdf = PdfReader(io.BytesIO(await reports.handling_file(top, "pdf", grouping="level")))
    text = unicodedata.normalize("NFC", "".join(page.extract_text() for page in pdf.pages))
    assert "Lĩnh vực, công việc theo cấp" in " ".join(text.split())
    assert "Cấp xã" in text


@pytest.mark.criterion("R.1", "R.4")
async def test_a_province_reaches_what_is_two_levels_below_it_everywhere(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office = Office(officer, SLUG)
    id_ = (await submitted(await citizen(43), NAME)).dossier_id
    await office.accept(id_)
    police = await database.fetchrow(
        "select g.id, g.name from agency g join agency p on p.id = g.parent_id "
        "where p.parent_id is not null and not g.demonstration order by g.code limit 1"
    )
    top = await officer("giamsat.ubndtinh")
    before = await reports.handling(top, grouping="agency")
    assert str(police["id"]) in {one.code for one in before.agencies}
    was = await database.fetchval(
        "select receiving_agency_id from dossier where id = $1", uuid.UUID(id_)
    )
    await database.execute(
        "update dossier set receiving_agency_id = $2, holding_agency_id = $2 where id = $1",
        uuid.UUID(id_), police["id"],
    )  # fmt: skip
    try:
        after = await reports.handling(top, grouping="agency")
        assert after.total == before.total, "it is still one of the province"
        assert police["name"] in {line.name for line in after.lines}
        now = await overview.overview(top)
        line = next(one for one in now.lines if one.agency_id == str(police["id"]))
        assert line.counters.in_progress >= 1
        assert line.commune_name
        of_it = await overview.overview(top, agency_id=line.agency_id)
        assert of_it.agency is not None
        assert of_it.total.in_progress == line.counters.in_progress
        mine = [line.agency_id, str(was)]
        together = await overview.dossiers(top, "in_progress", held_by=mine, limit="100")
        assert id_ in {item.id for item in together.items}
    finally:
        await database.execute(
            "update dossier set receiving_agency_id = $2, holding_agency_id = $2 where id = $1",
            uuid.UUID(id_), was,
        )  # fmt: skip
