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
from msgspec.structs import replace
from pypdf import PdfReader

from backend.platform import clock
from shared.client import indicators
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.indicators import (
    ComponentDefinition,
    ComponentFigures,
    NewIndexDefinition,
    ServiceIndex,
)
from tests.api.conftest import Office, submitted
from tests.api.offices import second_admin

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


async def test_the_definition_is_dated_and_versions_stay(
    officer: Officer, database: asyncpg.Pool
) -> None:
    keeper = await officer("danhmuc.ubndtinh")
    known = await indicators.index_definitions(keeper)
    shipped = known.items[-1]
    assert shipped.version == 0
    assert sum(c.maximum for c in shipped.components) == 100
    based_on = known.items[0].version
    later = clock.today() + timedelta(days=400)
    wrong = new(based_on, shipped.components, later.isoformat(), {"in_time": 21.0})
    for given, pointer in (
        (wrong, "/components"),
        (new(based_on, shipped.components[1:], later.isoformat()), "/components"),
        (new(based_on, shipped.components, "2020-01-01"), "/valid_from"),
        (new(based_on, shipped.components, "ngày mai"), "/valid_from"),
        (new(based_on, shipped.components, later.isoformat(), codes=["x'; drop"]),
         "/certifications/0"),
    ):  # fmt: skip
        with pytest.raises(ApiProblem) as refused:
            await indicators.propose_definition(keeper, given)
        assert refused.value.status == 422
        assert pointer in [error.pointer for error in refused.value.errors]
    steeper = replace(shipped.nine, online_some=31.0, good=16.0)
    with pytest.raises(ApiProblem) as refused:
        await indicators.propose_definition(
            keeper, replace(new(based_on, shipped.components, later.isoformat()), nine=steeper)
        )
    assert {error.pointer for error in refused.value.errors} == {"/nine/online_some", "/nine/good"}
    assert (await indicators.index_definitions(keeper)).items[0].version == based_on
    moved = {"in_time": 22.0, "fully_online": 10.0}
    good = new(based_on, shipped.components, later.isoformat(), moved)
    waiting = await indicators.propose_definition(keeper, good)
    assert (waiting.next.state, waiting.items[0].version) == ("proposed", based_on)
    assert waiting.proposed is not None
    assert waiting.proposed.valid_from == later.isoformat()
    # Nobody puts their own version in force, and only one waits at a time.
    with pytest.raises(ApiProblem) as refused:
        await indicators.publish_definition(keeper, waiting.next.revision)
    assert (refused.value.status, refused.value.problem.type.split(":")[-1]) == (
        403, "second-person",
    )  # fmt: skip
    with pytest.raises(ApiProblem) as refused:
        await indicators.propose_definition(keeper, good)
    assert refused.value.status == 409
    second = await officer(await second_admin())
    returned = await indicators.give_back_definition(second, "Ghi rõ căn cứ.")
    assert (returned.next.state, returned.next.note) == ("draft", "Ghi rõ căn cứ.")
    waiting = await indicators.propose_definition(keeper, good)
    with pytest.raises(ApiProblem) as refused:
        await indicators.publish_definition(second, waiting.next.revision - 1)
    assert refused.value.status == 412
    made = await indicators.publish_definition(second, waiting.next.revision)
    assert (made.version, made.published_by != "") == (based_on + 1, True)
    assert made.proposed_by not in ("", made.published_by)
    with pytest.raises(ApiProblem) as refused:
        await indicators.propose_definition(
            keeper, new(based_on, shipped.components, later.isoformat())
        )
    assert refused.value.status == 409
    assert (await today(keeper)).definition == known.in_force  # not in force yet
    with pytest.raises(ApiProblem) as refused:
        await indicators.propose_definition(
            await officer("lanhdao.dongdang"),
            new(based_on + 1, shipped.components, later.isoformat()),
        )
    assert refused.value.status == 403
    with pytest.raises(asyncpg.PostgresError):
        await database.execute("update index_definition set reason = 'x'")


async def test_the_thresholds_of_the_nine_and_the_days_of_766_hold_from_the_day_of_a_version(
    officer: Officer, database: asyncpg.Pool
) -> None:
    keeper, second = await officer("danhmuc.ubndtinh"), await officer(await second_admin())
    leader = await officer("lanhdao.dongdang")
    known = await indicators.index_definitions(keeper)
    newest = known.items[0]
    day = clock.today()
    reached = await indicators.nine_indicators(leader, grouping="agency")
    least = min(line.total for line in reached.lines if line.total is not None)
    easy = replace(
        newest.nine, excellent=least, good=least, fair=least, average=min(least, 6.0)
    )  # fmt: skip
    given = replace(
        new(newest.version, newest.components, day.isoformat()), publish_days=7, public_days=9,
        nine=easy,
    )  # fmt: skip
    waiting = await indicators.propose_definition(keeper, given)
    made = await indicators.publish_definition(second, waiting.next.revision)
    try:
        assert (made.nine, made.publish_days, made.public_days) == (easy, 7, 9)
        # From its day on: classes by the new sums, words by the new days.
        now = await indicators.nine_indicators(leader, grouping="agency")
        assert now.definition == made.version
        assert {line.grade for line in now.lines if line.total is not None} == {"excellent"}
        words = {c.number: c.formula for g in (await today(leader)).groups for c in g.components}
        assert "ít nhất 7 ngày làm việc" in words["1.1"]
        assert "trong 9 ngày làm việc" in words["1.2"]
        # The period before keeps its own.
        past = (day - timedelta(days=1)).isoformat()
        then = await indicators.nine_indicators(leader, day_from=past, day_to=past)
        assert then.definition == known.in_force
        # A proposal that says nothing of the nine leaves them as they are.
        silent = new(made.version, made.components, day.isoformat())
        waiting = await indicators.propose_definition(keeper, silent)
        kept = await indicators.publish_definition(second, waiting.next.revision)
        assert kept.nine == easy
    finally:  # other tests count by what came with the system
        restored = replace(
            new((await indicators.index_definitions(keeper)).items[0].version,
                known.items[-1].components, day.isoformat()),
            nine=known.items[-1].nine,
        )  # fmt: skip
        waiting = await indicators.propose_definition(keeper, restored)
        await indicators.publish_definition(second, waiting.next.revision)


def new(
    based_on: int,
    components: list[ComponentDefinition],
    valid_from: str,
    moved: dict[str, float] | None = None,
    codes: list[str] | None = None,
) -> NewIndexDefinition:
    """A version like another, with some maxima moved."""
    return NewIndexDefinition(
        based_on=based_on,
        valid_from=valid_from,
        source="Quyết định thử nghiệm của tỉnh",
        publish_days=5,
        public_days=5,
        certifications=["2.000815"] if codes is None else codes,
        components=[
            replace(c, maximum=(moved or {}).get(c.component, c.maximum)) for c in components
        ],
        reason="Điều chỉnh trọng số theo quyết định mới.",
    )  # fmt: skip
