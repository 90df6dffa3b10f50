"""The seventeen counters over HTTP: equal to a count of the dossiers, opened to them, scoped."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest
from msgspec.structs import asdict

from backend.overview.rules import CONDITIONS, moments
from backend.platform import clock
from backend.settings import settings
from shared.client import dossiers, overview
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.overview import Counters, Overview
from shared.vocabulary.overview import COUNTER_LABELS, Counter
from tests.api.conftest import Office, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, NAME, UNIT = "locbinh", "lộc bình", "Tư pháp"


def counted_by_sql() -> str:
    """One streaming aggregate over all dossiers of some agencies."""
    columns = ", ".join(f"count(*) filter (where {sql}) as {c}" for c, sql in CONDITIONS.items())
    return (
        f"select {columns} from dossier d where d.tenant_id = $1 and (d.receiving_agency_id = "
        "any($6::uuid[]) or d.holding_agency_id = any($6::uuid[])) and $2::timestamptz is not null "
        "and $3::timestamptz is not null and $4::timestamptz is not null "
        "and $5::timestamptz is not null"
    )


async def recount(database: asyncpg.Pool, now: Overview) -> dict[str, int]:
    """The same counted from the dossiers."""
    wanted = [now.agency] if now.agency else now.agencies
    row = await database.fetchrow(
        counted_by_sql(), settings().tenant, *moments(clock.now()).arguments,
        [uuid.UUID(one.code) for one in wanted],
    )  # fmt: skip
    return dict(row)


@pytest.mark.criterion("R.4")
@pytest.mark.criterion("II.20")
async def test_each_counter_equals_the_dossiers_and_opens_them(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, me = Office(officer, SLUG), await citizen(34)
    leader = await officer(f"lanhdao.{SLUG}")
    before = await overview.overview(leader)
    ids = [(await submitted(me, NAME)).dossier_id for _ in range(6)]
    for id_ in ids[1:]:
        await office.to_appraisal(id_, UNIT)
    await office.act(office.specialist, ids[5], "submit_for_approval")
    # Late since yesterday, late since a second, due in a moment, due the day after tomorrow.
    night = moments(clock.now()).night
    for id_, due in (
        (ids[1], clock.now() - timedelta(days=1)),
        (ids[2], clock.now() - timedelta(seconds=1)),
        (ids[3], night - timedelta(seconds=1)),
        (ids[4], night + timedelta(days=1)),
        (ids[5], night + timedelta(days=90)),
    ):
        await database.execute("update dossier set due_at = $2 where id = $1", uuid.UUID(id_), due)
    after = await overview.overview(leader)
    assert asdict(after.total) == await recount(database, after)
    grown = {
        name: n - getattr(before.total, name)
        for name, n in asdict(after.total).items()
        if n != getattr(before.total, name)
    }
    assert grown == {
        "submitted_today": 6, "accepted_today": 5, "in_progress": 5, "late": 2, "due_today": 1,
        "due_soon": 1, "to_accept": 1, "in_hand": 4, "to_approve": 1,
    }  # fmt: skip
    for counter in Counter:
        assert sum(getattr(line.counters, counter) for line in after.lines) == getattr(
            after.total, counter
        ), "lines add up to the whole"
        assert len(await _all(leader, counter)) == getattr(after.total, counter)
    late = await _all(leader, Counter.LATE)
    assert {ids[1], ids[2]} <= set(late)
    line = next(one for one in after.lines if UNIT in one.name)
    here = await _all(leader, Counter.IN_HAND, held_by=line.agency_id, unit=line.unit_id)
    assert set(ids[1:5]) <= set(here)
    assert len(here) == line.counters.in_hand
    desk = next(one for one in after.lines if one.unit_id == "desk")
    at_desk = await _all(leader, Counter.TO_ACCEPT, held_by=desk.agency_id, unit="desk")
    assert ids[0] in at_desk
    today = after.days[-1]
    assert (today.day, len(after.days)) == (clock.today().isoformat(), 30)
    assert today.submitted == after.total.submitted_today


@pytest.mark.criterion("II.20")
async def test_a_task_that_another_agency_owes_waits_for_it_until_it_is_done(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office = Office(officer, SLUG)
    id_ = (await submitted(await citizen(35), NAME)).dossier_id
    await office.to_appraisal(id_, UNIT)
    leader = await officer(f"lanhdao.{SLUG}")
    before = (await overview.overview(leader)).total
    other = await database.fetchval(
        "select a.agency_id::text from role_grant a join account c on c.id = a.account_id "
        "where c.username = 'lanhdao.kylua' limit 1"
    )
    await office.act(
        office.specialist, id_, "entrust", agency_ids=[other], content="Xác minh nơi cư trú.",
        answer_within_days=2,
    )  # fmt: skip
    now = await overview.overview(leader)
    assert asdict(now.total) == await recount(database, now)
    assert now.total.waiting_agencies == before.waiting_agencies + 1
    assert now.total.in_hand == before.in_hand, "the holder goes on meanwhile"
    listed = await _all(leader, Counter.WAITING_AGENCIES)
    assert id_ in listed
    assert len(listed) == now.total.waiting_agencies
    task = (await dossiers.dossier(leader, id_)).tasks[0].id
    await office.act(
        office.specialist, id_, "cancel_task", task_id=task, reason="Đã xác minh được tại chỗ."
    )
    after = await overview.overview(leader)
    assert after.total.waiting_agencies == before.waiting_agencies
    assert asdict(after.total) == await recount(database, after)
    assert id_ not in await _all(leader, Counter.WAITING_AGENCIES)


async def test_the_province_sees_all_agencies_and_an_office_only_its_own(
    officer: Officer, database: asyncpg.Pool
) -> None:
    top = await officer("giamsat.ubndtinh")
    whole = await overview.overview(top)
    assert len(whole.agencies) > 5
    assert asdict(whole.total) == await recount(database, whole)
    assert any(line.commune for line in whole.lines)
    for counter in Counter:  # those they may not open are counted and listed all the same
        listed = await _all(top, counter)
        assert len(listed) == len(set(listed))
    own = await officer(f"lanhdao.{SLUG}")
    mine = await overview.overview(own)
    assert [one.label for one in mine.agencies] == [
        one.label
        for one in whole.agencies
        # The police of the commune are below the police of the province.
        if NAME in one.label.lower() and not one.label.startswith("Công an")
    ]
    other = next(one.code for one in whole.agencies if NAME not in one.label.lower())
    for wrong in (
        overview.overview(own, agency_id=other),
        overview.dossiers(own, "late", agency_id=other),
    ):
        with pytest.raises(ApiProblem) as refused:
            await wrong
        assert refused.value.status == 404
    elsewhere = await overview.dossiers(own, "in_hand", held_by=other)
    assert all(not item.agency_name or NAME in item.agency_name.lower() for item in elsewhere.items)
    with pytest.raises(ApiProblem) as forbidden:
        await overview.overview(await officer(f"tiepnhan2.{SLUG}"))
    assert forbidden.value.status == 403


async def test_what_makes_no_sense_is_refused_in_words(officer: Officer) -> None:
    leader = await officer(f"lanhdao.{SLUG}")
    for wrong in (
        {"counter": "everything"},
        {"counter": "late", "unit": "khong-phai"},
        {"counter": "late", "cursor": "khong-phai"},
        {"counter": "late", "agency_id": "khong-phai"},
    ):
        with pytest.raises(ApiProblem) as refused:
            await overview.dossiers(leader, **wrong)
        assert refused.value.status == 400, wrong
        assert refused.value.message


def test_counters_are_seventeen_and_have_names() -> None:
    assert len(Counter) == len(COUNTER_LABELS) == len(Counters.__struct_fields__) == 17
    assert tuple(Counter) == Counters.__struct_fields__


async def _all(api: ApiClient, counter: Counter, **wanted: str) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        page = await overview.dossiers(api, counter, cursor=cursor, limit="3", **wanted)
        found += [item.id for item in page.items]
        if page.next_cursor is None:
            assert len(found) == len(set(found))
            return found
        cursor = page.next_cursor
