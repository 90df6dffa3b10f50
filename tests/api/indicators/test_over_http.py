"""The indices over HTTP: what real acts change, who sees what, files, definitions, bad input."""

import csv
import io
import unicodedata
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest
import python_calamine
from pypdf import PdfReader

from backend.platform import clock
from shared.client import indicators
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.indicators import (
    ComponentFigures,
    ServiceIndex,
)
from tests.api.conftest import Office, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
UNIT = "Tư pháp"


def component(found: ServiceIndex, name: str) -> ComponentFigures:
    """One component."""
    return next(c for g in found.groups for c in g.components if c.component == name)


async def today(api: ApiClient, **more: str) -> ServiceIndex:
    """The index of this day."""
    day = clock.today().isoformat()
    return await indicators.service_index(api, day_from=day, day_to=day, **more)


@pytest.mark.criterion("R.2")
async def test_what_is_done_now_counts_at_once_and_opens_its_list(
    citizen: Citizen, officer: Officer
) -> None:
    office, me = Office(officer, "dongdang"), await citizen(43)
    leader = await officer("lanhdao.dongdang")
    before = await today(leader)
    done, refused = [(await submitted(me, "đồng đăng")).dossier_id for _ in range(2)]
    await office.to_result(done, UNIT)
    after = await today(leader)

    def grown(name: str) -> tuple[float, float]:
        was, now = component(before, name), component(after, name)
        return (
            (now.numerator or 0) - (was.numerator or 0),
            (now.denominator or 0) - (was.denominator or 0),
        )

    assert grown("in_time") == (1, 1)  # the other one is not accepted yet
    assert grown("result_files") == (1, 1)
    assert grown("sent_online") == (1, 1)
    listed = await indicators.index_dossiers(
        leader, "in_time", side="met", day_from=after.day_from, day_to=after.day_to, limit="100"
    )
    ids = [item.id for item in listed.items]
    assert done in ids
    assert refused not in ids
    assert len(ids) == component(after, "in_time").numerator
    specialist = await officer("chuyenvien2.tuphap.dongdang")
    mine = await today(specialist)
    assert mine.scope.kind == "officer"
    assert mine.lines == []
    scored = await indicators.nine_dossiers(
        leader, "1", points="2", day_from=after.day_from, day_to=after.day_to, limit="100"
    )
    assert done in [item.id for item in scored.items]


@pytest.mark.criterion("II.21")
async def test_officers_are_told_apart_only_to_whom_they_answer(
    officer: Officer, database: asyncpg.Pool
) -> None:
    head = await officer("truongphong.tuphap.kylua")
    found = await indicators.service_index(head)
    unit = next(
        (line for line in found.lines if "Tư pháp" in line.name and line.kind == "unit"), None
    )
    assert unit is not None
    of_unit = await indicators.service_index(head, unit_id=unit.id)
    assert of_unit.scope.kind == "unit"
    clerk = await officer("vanthu.kylua")
    assert all(
        line.id == ""
        for line in (await indicators.nine_indicators(clerk, grouping="officer")).lines
    )
    stranger = str(
        await database.fetchval(
            "select id from account where username = 'chuyenvien1.tuphap.kylua'"
        )
    )
    for api in (clerk, await officer("lanhdao.dongdang"), await officer("tiepnhan2.kylua")):
        with pytest.raises(ApiProblem) as refused:
            await indicators.service_index(api, officer_id=stranger)
        assert refused.value.status == 404
    leader = await officer("lanhdao.kylua")
    assert (await indicators.service_index(leader, officer_id=stranger)).scope.id == stranger
    top = await indicators.service_index(await officer("giamsat.ubndtinh"))
    assert {line.kind for line in top.lines} >= {"agency"}
    assert len(top.agencies) > len(found.agencies)


async def test_what_cannot_be_is_refused_in_words(officer: Officer) -> None:
    leader = await officer("lanhdao.dongdang")
    day = clock.today()
    reversed_ = {"day_from": day.isoformat(), "day_to": (day - timedelta(days=1)).isoformat()}
    for call in (indicators.service_index, indicators.nine_indicators):
        with pytest.raises(ApiProblem) as refused:
            await call(leader, **reversed_)
        assert (refused.value.status, refused.value.errors[0].pointer) == (422, "/day_from")
        with pytest.raises(ApiProblem) as refused:
            await call(leader, agency_id=str(uuid.uuid4()))
        assert refused.value.status == 404
        assert "phạm vi" in refused.value.message
    for name, side in (("petitions_in_time", "all"), ("in_time", "late"), ("content_full", "met")):
        with pytest.raises(ApiProblem) as refused:
            await indicators.index_dossiers(leader, name, side=side)
        assert (refused.value.status, refused.value.errors[0].pointer) == (422, "/component")
    with pytest.raises(ApiProblem) as refused:
        await indicators.index_dossiers(leader, "in_time", cursor="khong-phai")
    assert refused.value.status == 400
    with pytest.raises(ApiProblem) as refused:
        await indicators.service_index(leader, unit_id="khong-phai")
    assert refused.value.status in (400, 422)
    with pytest.raises(ApiProblem) as refused:
        await indicators.nine_dossiers(leader, "1", points="3")
    assert refused.value.status in (400, 422)


@pytest.mark.criterion("R.2")
async def test_the_figures_are_taken_away_as_spreadsheet_csv_and_form(officer: Officer) -> None:
    leader = await officer("lanhdao.dongdang")
    shown = await indicators.service_index(leader)
    csv_text = (await indicators.index_file(leader, "csv")).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(csv_text)))
    assert float(lines[-1][7]) == shown.points
    wanted = {c.number: c.share for g in shown.groups for c in g.components}
    read = {row[0]: row[6] for row in lines[1:] if row[0] in wanted}
    assert {number: float(text) if text else None for number, text in read.items()} == wanted
    book = python_calamine.load_workbook(
        io.BytesIO(await indicators.index_file(leader, "xlsx"))
    ).get_sheet_by_index(0).to_python()  # fmt: skip
    assert book[-1][7] == shown.points
    pdf = PdfReader(io.BytesIO(await indicators.index_file(leader, "pdf")))
    text = unicodedata.normalize("NFC", "".join(page.extract_text() for page in pdf.pages))
    assert "CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP" in " ".join(text.split())
    assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height
    for kind in ("csv", "xlsx", "pdf"):
        assert await indicators.nine_file(leader, kind, grouping="officer")
