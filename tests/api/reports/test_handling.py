"""Form II.06a over HTTP: counted from events, opened to its dossiers, taken away as a file."""

import csv
import io
import os
import subprocess
import sys
import unicodedata
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest
import python_calamine
from msgspec.structs import asdict
from pypdf import PdfReader

from backend.platform import clock
from shared.client import dossiers, reports
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.reports import Figures, HandlingReport
from shared.vocabulary.reports import Figure
from tests.api.conftest import Office, submitted
from tests.api.test_bundles import walk_in
from tests.conftest import ROOT

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME, UNIT = "dongdang", "đồng đăng", "Tư pháp"


def grown(before: HandlingReport, after: HandlingReport) -> dict[str, int]:
    """By how much each figure of the whole is larger."""
    was, now = asdict(before.total), asdict(after.total)
    return {name: now[name] - was[name] for name in was if now[name] != was[name]}


async def today(leader: ApiClient, **more: str) -> HandlingReport:
    """The report of this day."""
    day = clock.today().isoformat()
    return await reports.handling(leader, day_from=day, day_to=day, **more)


@pytest.mark.criterion("R.1")
async def test_every_number_follows_from_what_was_done_and_opens_its_dossiers(
    citizen: Citizen, officer: Officer
) -> None:
    office, me = Office(officer, SLUG), await citizen(41)
    leader, desk = await officer(f"lanhdao.{SLUG}"), await officer(f"tiepnhan1.{SLUG}")
    before = await today(leader)
    online = [(await submitted(me, NAME)).dossier_id for _ in range(3)]
    await office.accept(online[0])
    await office.to_result(online[1], UNIT)
    brought = walk_in(before.agencies[0].code)
    first = await dossiers.register_at_desk(desk, brought, uuid.uuid4().hex)
    await office.accept(first.id)
    after = await today(leader)
    # Accepted: two online and one at the desk; the third online one waits for acceptance.
    assert grown(before, after) == {
        "received": 3, "received_online": 2, "received_otherwise": 1,
        "resolved": 1, "resolved_early": 1, "in_progress": 2, "in_progress_in_time": 2,
    }  # fmt: skip
    listed = await reports.counted(
        leader, "resolved_early", day_from=after.day_from, day_to=after.day_to, limit="100"
    )
    mine = next(item for item in listed.items if item.id == online[1])
    assert mine.visible
    assert mine.finished_at is not None
    assert len(listed.items) == after.total.resolved_early
    # Taken back to be corrected, it is in progress again, and was never more than one dossier.
    await office.act("lanhdao", online[1], "reopen_before_hand_over", reason="Sai ngày sinh mẹ.")
    again = await today(leader)
    assert grown(after, again) == {
        "resolved": -1, "resolved_early": -1, "in_progress": 1, "in_progress_in_time": 1,
    }  # fmt: skip
    by_agency = await today(leader, grouping="agency")
    assert by_agency.total == again.total
    assert sum(line.figures.received for line in by_agency.lines) == again.total.received


@pytest.mark.criterion("R.1", "R.2", "R.3")
def test_the_figures_equal_a_recount_from_the_events(services: object) -> None:
    base = os.environ["MOTCUA_DATABASE_URL"].rsplit("/", 1)[0]
    name = f"recount_{uuid.uuid4().hex[:8]}"
    environment = os.environ | {
        "MOTCUA_TEST_SETTINGS": "keep", "MOTCUA_DATABASE_URL": f"{base}/{name}",
    }  # fmt: skip

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
        return done.stdout

    _sql(f"create database {name}")
    try:
        run("-m", "backend.cli", "migrate")
        run("-m", "backend.cli", "demo", "seed", "--without-dossiers")
        run("-m", "backend.cli", "demo", "load", "150", "--bulk")
        *differences, compared = run("-m", "tests.api.reports.recounting").strip().splitlines()
        # The indices are counted from the same year, one of whose results was taken back.
        *of_indices, indexed = run("-m", "tests.api.indicators.recounting").strip().splitlines()
    finally:
        _sql(f"drop database if exists {name} with (force)")
    assert not differences, "\n".join(differences)
    assert int(compared.removeprefix("compared=")) > 150
    assert not of_indices, "\n".join(of_indices)
    assert int(indexed.removeprefix("compared=")) > 300


async def test_a_report_is_taken_away_as_spreadsheet_csv_and_signed_form(officer: Officer) -> None:
    leader = await officer(f"lanhdao.{SLUG}")
    shown = await reports.handling(leader, grouping="procedure")
    want = [list(asdict(line.figures).values()) for line in shown.lines]
    whole = list(asdict(shown.total).values())

    lines = list(csv.reader(io.StringIO(
        (await reports.handling_file(leader, "csv", grouping="procedure")).decode("utf-8-sig")
    )))  # fmt: skip
    assert [[int(cell) for cell in line[1:]] for line in lines[1:]] == [*want, whole]

    book = await reports.handling_file(leader, "xlsx", grouping="procedure")
    sheet = python_calamine.load_workbook(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [[int(str(cell).split(".", 1)[0]) for cell in row[1:12]] for row in sheet[5:]] == [
        *want, whole,
    ]  # fmt: skip

    pdf = PdfReader(io.BytesIO(await reports.handling_file(leader, "pdf", grouping="procedure")))
    text = unicodedata.normalize("NFC", "".join(page.extract_text() for page in pdf.pages))
    assert "II.06a" in text
    assert "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH" in " ".join(text.split())
    assert f"{whole[0]}" in text
    assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height


async def test_a_period_or_an_agency_that_cannot_be_is_refused(
    officer: Officer, database: asyncpg.Pool
) -> None:
    leader = await officer(f"lanhdao.{SLUG}")
    to, other = clock.today(), clock.today() + timedelta(days=3)
    wrong = (
        {"day_from": to.isoformat(), "day_to": (to - timedelta(days=1)).isoformat()},
        {"day_from": other.isoformat(), "day_to": other.isoformat()},
        {"day_from": (to - timedelta(days=800)).isoformat()},
    )
    for given in wrong:
        with pytest.raises(ApiProblem) as refused:
            await reports.handling(leader, **given)
        assert refused.value.status == 422
        assert refused.value.errors[0].pointer == "/day_from"
    elsewhere = await database.fetchval("select id from agency where code <> '' and id <> $1 "
        "and parent_id is not null order by code limit 1",
        uuid.UUID((await reports.handling(leader)).agencies[0].code))  # fmt: skip
    with pytest.raises(ApiProblem) as refused:
        await reports.handling(leader, agency_id=str(elsewhere))
    assert refused.value.status == 404
    with pytest.raises(ApiProblem) as refused:
        await reports.handling(await officer("tiepnhan2.tamthanh"))
    assert refused.value.status == 403
    with pytest.raises(ApiProblem) as refused:
        await reports.counted(leader, "received", grouping="agency", key="khong-phai")
    assert refused.value.status == 400
    top = await officer("giamsat.ubndtinh")
    whole = await reports.handling(top)
    assert len(whole.agencies) > 1
    assert set(Figures.__struct_fields__) == {figure.value for figure in Figure}


def _sql(statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(
            os.environ["MOTCUA_DATABASE_URL"].rsplit("/", 1)[0] + "/postgres"
        )
        await connection.execute(statement)
        await connection.close()

    import asyncio

    asyncio.run(run())
