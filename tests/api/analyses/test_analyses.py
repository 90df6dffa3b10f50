"""A report that an officer puts together: counted right, opened, saved, sent, and never too far."""

import csv
import io
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest
import python_calamine
from pypdf import PdfReader

from backend.platform import clock
from backend.platform.sealing import opened
from shared.client import analyses, exports
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.analyses import (
    AnalysisTable,
    AskAnalysisFile,
    Definition,
    Restriction,
    SaveAnalysis,
    SetRepeat,
)
from shared.vocabulary.analyses import Dimension, Measure, PeriodKind, Repeat
from tests.api.conftest import Office, eventually, submitted
from tests.api.test_sweeps import sweep

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME, UNIT = "dongdang", "đồng đăng", "Tư pháp"
COUNTS = [
    Measure.RECEIVED, Measure.RECEIVED_ONLINE, Measure.RESOLVED, Measure.RESOLVED_EARLY,
    Measure.RESOLVED_LATE, Measure.IN_PROGRESS, Measure.SUPPLEMENTS,
]  # fmt: skip


def today(*dimensions: Dimension, measures: list[Measure] | None = None) -> Definition:
    """What happened on this day, by some dimensions."""
    day = clock.today().isoformat()
    return Definition(
        dimensions=list(dimensions), measures=measures or COUNTS, period=PeriodKind.DAYS,
        day_from=day, day_to=day,
    )  # fmt: skip


def whole(found: AnalysisTable) -> dict[str, float]:
    """The sums of the whole by measure."""
    return {one.code: value or 0 for one, value in zip(found.measures, found.total, strict=True)}


def grown(before: AnalysisTable, after: AnalysisTable) -> dict[str, float]:
    """By how much each number of the whole is larger."""
    was, now = whole(before), whole(after)
    return {name: now[name] - was[name] for name in was if now[name] != was[name]}


@pytest.mark.criterion("II.13")
async def test_every_number_follows_from_what_was_done_and_opens_its_dossiers(
    citizen: Citizen, officer: Officer
) -> None:
    office, me = Office(officer, SLUG), await citizen(42)
    leader = await officer(f"lanhdao.{SLUG}")
    before = await analyses.table(leader, today())
    one, two = [(await submitted(me, NAME)).dossier_id for _ in range(2)]
    await office.accept(one)
    await office.to_result(two, UNIT)
    after = await analyses.table(leader, today())
    assert grown(before, after) == {
        "received": 2, "received_online": 2, "resolved": 1, "resolved_early": 1, "in_progress": 1,
    }  # fmt: skip
    # However it is divided, the lines add up to the whole, and each opens as many dossiers.
    for by in (Dimension.UNIT, Dimension.OFFICER, Dimension.SECTOR, Dimension.PROCEDURE,
               Dimension.CHANNEL, Dimension.STATE, Dimension.ON_TIME, Dimension.APPLICANT,
               Dimension.AGENCY, Dimension.DELIVERY, Dimension.ONLINE_LEVEL):  # fmt: skip
        divided = await analyses.table(leader, today(by))
        assert whole(divided) == whole(after), by
        column = COUNTS.index(Measure.RESOLVED)
        assert sum(line.values[column] or 0 for line in divided.lines) == whole(after)["resolved"]
        assert all(line.names[0] for line in divided.lines)
    by_state = today(Dimension.STATE)
    line = next(
        line for line in (await analyses.table(leader, by_state)).lines
        if line.keys == ["result_ready"]
    )  # fmt: skip
    listed = await analyses.dossiers(leader, by_state, "resolved", line.keys, limit=100)
    assert two in [item.id for item in listed.items]
    assert one not in [item.id for item in listed.items]
    assert len(listed.items) == line.values[COUNTS.index(Measure.RESOLVED)]
    assert all(item.visible for item in listed.items if item.id == two)


@pytest.mark.criterion("II.13")
async def test_time_runs_forward_and_a_mean_is_of_what_was_resolved(
    citizen: Citizen, officer: Officer
) -> None:
    office, me = Office(officer, SLUG), await citizen(42)
    leader = await officer(f"lanhdao.{SLUG}")
    await office.to_result((await submitted(me, NAME)).dossier_id, UNIT)
    measures = [Measure.RESOLVED, Measure.MEAN_HOURS, Measure.LONGEST_HOURS, Measure.ON_TIME_RATE]
    wanted = Definition(
        dimensions=[Dimension.MONTH, Dimension.CHANNEL], measures=measures,
        period=PeriodKind.THIS_YEAR,
    )  # fmt: skip
    found = await analyses.table(leader, wanted)
    months = [line.keys[0] for line in found.lines]
    assert months == sorted(months)
    assert found.lines[-1].names[0].startswith("Tháng ")
    resolved, mean, longest, rate = found.total
    assert resolved and mean is not None and longest is not None and mean <= longest
    assert rate is not None and 0 < rate <= 100
    page = await analyses.dossiers(leader, wanted, "mean_hours", found.lines[-1].keys, limit=1)
    assert page.items[0].amount is not None
    if page.next_cursor:
        further = await analyses.dossiers(
            leader, wanted, "mean_hours", found.lines[-1].keys, cursor=page.next_cursor, limit=1
        )
        assert further.items[0].id != page.items[0].id


async def test_what_cannot_be_is_refused_with_every_field_named(officer: Officer) -> None:
    leader = await officer(f"lanhdao.{SLUG}")
    reversed_ = Definition(
        dimensions=[Dimension.DAY, Dimension.MONTH], measures=[Measure.IN_PROGRESS],
        period=PeriodKind.DAYS, day_from="2026-05-02", day_to="2026-05-01",
        restrictions=[Restriction(Dimension.DAY, ["x"])],
    )  # fmt: skip
    with pytest.raises(ApiProblem) as refused:
        await analyses.table(leader, reversed_)
    assert refused.value.status == 422
    named = {error.pointer for error in refused.value.errors}
    assert named == {"/dimensions", "/measures", "/restrictions/0", "/day_from"}
    for definition in ("{", '{"dimensions": ["password"], "measures": ["received"]}', "[]"):
        with pytest.raises(ApiProblem) as malformed:
            await leader.get("/analyses/table", AnalysisTable, params={"definition": definition})
        assert malformed.value.status == 400


async def test_nobody_counts_beyond_their_own_agencies(officer: Officer) -> None:
    leader = await officer(f"lanhdao.{SLUG}")
    province = await officer("giamsat.ubndtinh")
    offices = (await analyses.choices(province)).agencies
    mine = {one.code for one in (await analyses.choices(leader)).agencies}
    stranger = next(one.code for one in offices if one.code not in mine)
    with pytest.raises(ApiProblem) as hidden:
        await analyses.table(
            leader,
            Definition(
                dimensions=[], measures=[Measure.RECEIVED],
                restrictions=[Restriction(Dimension.AGENCY, [stranger])],
            ),
        )  # fmt: skip
    assert hidden.value.status == 404
    # A value that is SQL is a value: nothing has it.
    hostile = today(Dimension.AGENCY)
    odd = Definition(
        dimensions=hostile.dimensions, measures=[Measure.RECEIVED],
        restrictions=[Restriction(Dimension.SECTOR, ["') or true --", "'; drop table dossier"])],
    )  # fmt: skip
    assert (await analyses.table(leader, odd)).lines == []
    specialist = await officer(f"chuyenvien1.tuphap.{SLUG}")
    with pytest.raises(ApiProblem) as forbidden:
        await analyses.table(specialist, today())
    assert forbidden.value.status == 403


@pytest.mark.criterion("II.13")
async def test_files_say_the_same_and_formulas_stay_text(officer: Officer) -> None:
    leader = await officer(f"lanhdao.{SLUG}")
    wanted = Definition(
        dimensions=[Dimension.SECTOR], measures=[Measure.RECEIVED, Measure.ON_TIME_RATE]
    )
    found = await analyses.table(leader, wanted)
    title = "=1+1"
    sheet = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(await analyses.file(leader, wanted, "xlsx", title))
    ).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0][0] == title
    assert rows[3][:2] == ["Lĩnh vực", "Đã tiếp nhận"]
    assert rows[4][0] == found.lines[0].names[0]
    assert rows[4][1] == found.lines[0].values[0]
    text = (await analyses.file(leader, wanted, "csv")).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert float(lines[1][1]) == found.lines[0].values[0]
    paper = PdfReader(io.BytesIO(await analyses.file(leader, wanted, "pdf", "Hồ sơ theo lĩnh vực")))
    words = paper.pages[0].extract_text()
    assert "Hồ sơ theo lĩnh vực" in words
    assert "CỘNG HÒA" in words


@pytest.mark.criterion("II.13")
async def test_a_saved_report_has_versions_is_shared_and_comes_by_itself(
    officer: Officer, database: asyncpg.Pool
) -> None:
    leader, clerk = await officer(f"lanhdao.{SLUG}"), await officer(f"vanthu.{SLUG}")
    other = await officer("lanhdao.dongkinh")
    title = f"Theo lĩnh vực {uuid.uuid4().hex[:6]}"
    wanted = Definition(dimensions=[Dimension.SECTOR], measures=[Measure.RECEIVED])
    kept = await analyses.save(leader, SaveAnalysis(title, wanted))
    with pytest.raises(ApiProblem) as private:
        await analyses.one(clerk, kept.id)
    assert private.value.status == 404
    by_month = Definition(dimensions=[Dimension.MONTH], measures=[Measure.RECEIVED])
    changed = await analyses.change(leader, kept.id, SaveAnalysis(title, by_month, True), 1)
    assert changed.version == 2
    with pytest.raises(ApiProblem) as stale:
        await analyses.change(leader, kept.id, SaveAnalysis(title, wanted, True), 1)
    assert stale.value.status == 412
    seen = await analyses.one(clerk, kept.id)
    assert seen.definition == by_month
    assert not seen.mine
    with pytest.raises(ApiProblem) as foreign:
        await analyses.one(other, kept.id)
    assert foreign.value.status == 404
    with pytest.raises(ApiProblem) as not_theirs:
        await analyses.change(clerk, kept.id, SaveAnalysis(title, wanted), 2)
    assert not_theirs.value.status == 404
    history = await analyses.versions(leader, kept.id)
    assert [one.number for one in history] == [2, 1]
    assert history[1].definition == wanted
    # A reader wants it daily; its moment is brought forward, and the file comes.
    sent = await analyses.want(clerk, kept.id, SetRepeat(Repeat.DAILY))
    assert sent.repeat == "daily"
    assert sent.next_at is not None
    await database.execute(
        "update analysis_wish set next_at = now() - interval '1 minute' where analysis_id = $1",
        uuid.UUID(kept.id),
    )

    async def made() -> str:
        for one in (await exports.mine(clerk)).items:
            if one.title == title and one.state == "done":
                return one.id
        return ""

    await sweep()
    assert await eventually(made)

    async def told() -> str:
        words = "select id, body from notice where subject like '%' || $1"
        row = await database.fetchrow(words, title)
        return opened(row, "notice.body") if row is not None else ""

    assert "/tep-xuat/" in await eventually(told)
    again = await analyses.one(clerk, kept.id)
    assert again.next_at is not None
    assert again.next_at > clock.now().isoformat()
    await analyses.remove(leader, kept.id)
    assert not await database.fetchval(
        "select count(*) from analysis_wish where analysis_id = $1", uuid.UUID(kept.id)
    )


@pytest.mark.criterion("II.13")
async def test_the_list_behind_a_number_comes_as_a_file_for_whoever_asked_alone(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    leader, clerk = await officer(f"lanhdao.{SLUG}"), await officer(f"vanthu.{SLUG}")
    office = Office(officer, SLUG)
    await office.accept((await submitted(await citizen(42), NAME)).dossier_id)
    by = today(Dimension.CHANNEL, measures=[Measure.RECEIVED])
    number = whole(await analyses.table(leader, by))["received"]
    asked = await analyses.ask_for_file(leader, AskAnalysisFile(by, measure=Measure.RECEIVED))
    assert asked.state in ("waiting", "making")

    async def done() -> bool:
        return (await exports.export(leader, asked.id)).state == "done"

    assert await eventually(done)
    ready = await exports.export(leader, asked.id)
    assert (ready.percent, ready.done) == (100, number)
    rows = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(await exports.content(leader, asked.id))
    ).get_sheet_by_index(0).to_python()  # fmt: skip
    assert len(rows) == number + 4 or len(rows) == number + 3
    with pytest.raises(ApiProblem) as not_mine:
        await exports.content(clerk, asked.id)
    assert not_mine.value.status == 404
    # Once over, it is gone from the store and says so.
    await database.execute(
        "update export_job set expires_at = $2 where id = $1",
        uuid.UUID(asked.id),
        clock.now() - timedelta(minutes=1),
    )

    await sweep()
    assert (await exports.export(leader, asked.id)).state == "expired"
    with pytest.raises(ApiProblem) as over:
        await exports.content(leader, asked.id)
    assert over.value.status == 409
