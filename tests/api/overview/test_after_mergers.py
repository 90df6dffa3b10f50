"""What happened before agencies were merged stays with those that were: counters, days, indices,
reports that offices put together, open data."""

import json
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest

from backend.indicators.folding import different, fold_all, fold_waiting
from backend.overview import actions as figures
from backend.partners import open_data
from backend.platform import clock
from shared.client import analyses, documents, indicators, overview
from shared.client import open_data as published
from shared.client.base import ApiClient
from shared.contracts.analyses import Definition
from shared.vocabulary.analyses import Dimension, Measure, PeriodKind
from shared.vocabulary.overview import Counter
from tests.api.conftest import Office, pdf, submitted
from tests.api.indicators.test_over_http import component
from tests.api.offices import Made, close_offices, own_office
from tests.api.test_mergers import carried_out, merging

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
TOP = "giamsat.ubndtinh"


@pytest.fixture(autouse=True)
async def closed_afterwards() -> AsyncIterator[None]:
    """Other tests are not offered what was made here."""
    yield
    await close_offices()


async def counted(leader: ApiClient, of: Made) -> dict[str, int]:
    """The counters of one agency that are not none, each as long as the list behind it."""
    found = await overview.overview(leader, agency_id=str(of.agency_id))
    result = {}
    for counter in Counter:
        number = getattr(found.total, counter)
        listed = await overview.dossiers(leader, counter, agency_id=str(of.agency_id), limit="100")
        assert len(listed.items) == number, counter
        assert sum(getattr(line.counters, counter) for line in found.lines) == number
        if number:
            result[counter.value] = number
    return result


async def of_days(leader: ApiClient, of: Made) -> dict[str, tuple[int, int, int]]:
    """Submitted, accepted and resolved on each of the last days on which there was something."""
    found = await overview.overview(leader, agency_id=str(of.agency_id))
    rows = {day.day: (day.submitted, day.accepted, day.resolved) for day in found.days}
    return {day: row for day, row in rows.items() if any(row)}


def definition(measures: list[Measure], day: str, *dimensions: Dimension) -> Definition:
    return Definition(
        dimensions=list(dimensions), measures=measures, period=PeriodKind.DAYS, day_from=day,
        day_to=day,
    )  # fmt: skip


async def analysed(leader: ApiClient, of: Made, day: str) -> list[float]:
    """Submitted, received, resolved and mean hours of one agency on a day."""
    measures = [Measure.SUBMITTED, Measure.RECEIVED, Measure.RESOLVED, Measure.MEAN_HOURS]
    found = await analyses.table(leader, definition(measures, day, Dimension.AGENCY))
    return next(
        ([value or 0 for value in line.values][:3] for line in found.lines
         if line.keys[0] == str(of.agency_id)), [0, 0, 0],
    )  # fmt: skip


async def told(anonymous: ApiClient, of: Made) -> int:
    """Dossiers submitted to one agency in this month and before, as open data says."""
    await open_data.count_now()
    rows = json.loads(await published.months_json(anonymous))
    return sum(row["submitted"] for row in rows if row["agency_code"] == of.code)


async def in_time(leader: ApiClient, of: Made) -> tuple[float, float]:
    """Component 2.1 of the service index of one agency, of today."""
    day = clock.today().isoformat()
    found = component(
        await indicators.service_index(
            leader, day_from=day, day_to=day, agency_id=str(of.agency_id)
        ),
        "in_time",
    )
    return found.numerator or 0, found.denominator or 0


@pytest.mark.criterion("V.25")
@pytest.mark.criterion("R.4")
async def test_days_before_a_merger_stay_with_the_agency_that_was(
    citizen: Citizen, officer: Officer, anonymous: ApiClient, database: asyncpg.Pool
) -> None:
    old, heir = await own_office("Số Cũ"), await own_office("Số Mới", people=False)
    office, me, leader = Office(officer, old.slug), await citizen(25), await officer(TOP)
    working = (await submitted(me, old.name)).dossier_id
    await office.to_appraisal(working, "Tư pháp")
    ready = (await submitted(me, old.name)).dossier_id
    await office.to_result(ready, "Tư pháp")
    # One of them came three days ago.
    await database.execute(
        "update dossier set submitted_at = submitted_at - interval '3 days', "
        "accepted_at = accepted_at - interval '3 days' where id = $1", uuid.UUID(working),
    )  # fmt: skip
    today = clock.today().isoformat()
    then = (clock.today() - timedelta(days=3)).isoformat()
    before_days, before_told = await of_days(leader, old), await told(anonymous, old)
    assert before_days == {then: (1, 1, 0), today: (1, 1, 1)}
    assert before_told == 2

    view = await carried_out(officer, merging([old.agency_id], heir.agency_id))
    assert (view.row.state, view.moved) == ("done", 2)

    # What stands now is the heir's; what happened then is not.
    assert await of_days(leader, old) == before_days
    assert await of_days(leader, heir) == {}
    assert await counted(leader, old) == {
        "submitted_today": 1, "accepted_today": 1, "resolved_today": 1,
    }  # fmt: skip
    assert await counted(leader, heir) == {"in_progress": 1, "in_hand": 1, "to_hand_over": 1}
    assert (await figures.check()).differing == 0
    assert await figures.rebuild() == 0
    # The agency that was is chosen by its name, and says who goes on for it.
    names = {one.code: one.label for one in (await overview.overview(leader)).agencies}
    assert "đến ngày" in names[str(old.agency_id)]
    assert f"nay là {heir.name}" in names[str(old.agency_id)]
    assert names[str(heir.agency_id)] == heir.name
    # Reports that an office puts together, and open data.
    assert await analysed(leader, old, today) == [1, 1, 1]
    assert await analysed(leader, heir, today) == [0, 0, 0]
    assert await analysed(leader, old, then) == [1, 1, 0]
    standing = await analyses.table(
        leader, definition([Measure.IN_PROGRESS], today, Dimension.AGENCY)
    )
    progress = {line.keys[0]: line.values[0] for line in standing.lines}
    assert (progress.get(str(old.agency_id)), progress[str(heir.agency_id)]) == (None, 1)
    listed = await analyses.dossiers(
        leader, definition([Measure.RECEIVED], then, Dimension.AGENCY), Measure.RECEIVED,
        [str(old.agency_id)],
    )  # fmt: skip
    assert [(item.id, item.agency_name) for item in listed.items] == [(working, old.name)]
    assert await told(anonymous, old) == before_told
    assert await told(anonymous, heir) == 0

    # What is done from now on is the heir's, of the same dossier.
    await office.act("tiepnhan1", ready, "hand_over", method="desk", received_by="Nguyễn Văn Mẫu")
    assert await counted(leader, heir) == {
        "in_progress": 1, "in_hand": 1, "returned_today": 1,
    }  # fmt: skip
    assert (await counted(leader, old)).get("returned_today") is None
    assert (await figures.check()).differing == 0


@pytest.mark.criterion("R.2")
@pytest.mark.criterion("V.25")
async def test_an_index_counts_a_dossier_where_it_was_done_and_its_unit_goes_with_it(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    old, heir = await own_office("Chỉ Số Cũ"), await own_office("Chỉ Số Mới", people=False)
    office, me, leader = Office(officer, old.slug), await citizen(26), await officer(TOP)
    finished = (await submitted(me, old.name)).dossier_id
    await office.to_result(finished, "Tư pháp")
    await office.act(
        "tiepnhan1", finished, "hand_over", method="desk", received_by="Nguyễn Văn Mẫu"
    )
    working = (await submitted(me, old.name)).dossier_id
    await office.to_appraisal(working, "Tư pháp")
    await fold_waiting()
    assert await in_time(leader, old) == (2, 2)
    await carried_out(officer, merging([old.agency_id], heir.agency_id))

    async def facts(id_: str) -> tuple[uuid.UUID, uuid.UUID]:
        row = await database.fetchrow(
            "select agency_id, unit_id from dossier_fact where dossier_id = $1", uuid.UUID(id_)
        )
        return row["agency_id"], row["unit_id"]

    await fold_waiting()
    assert await facts(finished) == (old.agency_id, old.unit_id)
    assert await facts(working) == (heir.agency_id, heir.unit_id)
    assert uuid.UUID(finished) not in await different()
    # However often they are counted anew, the finished one stays where it was done.
    await fold_all()
    assert await facts(finished) == (old.agency_id, old.unit_id)
    assert await in_time(leader, old) == (1, 1)
    assert await in_time(leader, heir) == (1, 1)
    await office.act("chuyenvien1.tuphap", working, "submit_for_approval")
    await office.act("lanhdao", working, "approve")
    clerk = await office.as_("vanthu")
    file = await documents.upload_to_dossier(clerk, working, "ket-qua.pdf", pdf(), "", "result")
    await office.act(
        "vanthu", working, "finish", document_id=file.id, title="Giấy xác nhận", number="13/XN"
    )
    assert await in_time(leader, heir) == (1, 1)
    assert await in_time(leader, old) == (1, 1)
