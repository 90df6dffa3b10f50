"""A number by telephone: taken, followed, told of, given back, and within its limits."""

import uuid
from datetime import time

import httpx
import msgspec
import pytest

from backend.organisation.office_weeks import set_office_hours
from shared.client import notifications, reception
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.desk_setup import Counter
from shared.contracts.reception import TakeNumber
from tests.api.conftest import eventually
from tests.api.reception.conftest import Desk


def a_number(desk: Desk, kind: str = "ho_tich", **more: str) -> TakeNumber:
    """What the telephone sends."""
    return msgspec.convert({"agency_id": desk.agency_id, "kind": kind, **more}, TakeNumber)


@pytest.mark.criterion("II.23")
async def test_taken_by_phone_followed_and_told_when_three_are_before(desk: Desk) -> None:
    for _ in range(4):
        await desk.give()
    me = await desk.citizen()
    mine = await reception.take(me, a_number(desk))
    assert (mine.number, mine.before, mine.minutes) == ("A005", 4, 20)
    assert [t.id for t in await reception.my_numbers(me)] == [mine.id]
    told = await notifications.notices(me)
    assert not [n for n in told.items if "A005" in n.subject]
    api = await desk.officer(2)
    await desk.call(api)
    now = await reception.number(me, mine.id)
    assert (now.before, now.minutes) == (3, 30)

    async def letter() -> bool:
        found = await notifications.notices(me)
        return any("Số A005: còn 3 người" in n.subject for n in found.items)

    assert await eventually(letter)
    await desk.call(api)
    for _ in range(3):
        await desk.call(api)
    called = await reception.number(me, mine.id)
    assert (called.state, called.counter) == ("called", 2)
    assert called.call_text == "Mời số A005 đến quầy 2"
    once = [n for n in (await notifications.notices(me)).items if "A005" in n.subject]
    assert len(once) == 1, "told once, however often the line moves"


async def test_the_estimate_follows_what_people_really_take(desk: Desk) -> None:
    api = await desk.officer(2)
    for _ in range(5):
        await desk.give()
        await desk.call(api)
    await desk.call(api)
    await desk.database.execute(
        "update ticket_serving set called_at = ended_at - interval '3 minutes' "
        "where agency_id = $1",
        uuid.UUID(desk.agency_id),
    )
    await desk.give()
    await desk.give()
    mine = await reception.take(await desk.citizen(), a_number(desk))
    assert (mine.before, mine.minutes) == (2, 6), "three minutes each, not the ten set up"


async def test_one_in_a_line_and_so_many_a_day(desk: Desk) -> None:
    me = await desk.citizen()
    first = await reception.take(me, a_number(desk))
    with pytest.raises(ApiProblem) as again:
        await reception.take(me, a_number(desk))
    assert (again.value.status, again.value.problem.type.rsplit(":")[-1]) == (
        409, "already-in-line",
    )  # fmt: skip
    assert (await reception.give_back(me, first.id)).state == "cancelled"
    second = await reception.take(me, a_number(desk))
    assert second.number == "A002", "a number that was given back is not given again"
    await reception.give_back(me, second.id)
    with pytest.raises(ApiProblem) as enough:
        await reception.take(me, a_number(desk))
    assert enough.value.problem.type.endswith(":numbers-of-the-day")
    other = await desk.citizen()
    assert (await reception.take(other, a_number(desk))).number == "A003"


async def test_a_number_is_given_back_by_its_owner_alone_and_only_while_it_waits(
    desk: Desk,
) -> None:
    me, other = await desk.citizen(), await desk.citizen()
    mine = await reception.take(me, a_number(desk))
    with pytest.raises(ApiProblem) as strange:
        await reception.give_back(other, mine.id)
    assert strange.value.status == 404
    await desk.call(await desk.officer(1))
    with pytest.raises(ApiProblem) as called:
        await reception.give_back(me, mine.id)
    assert called.value.status == 409


async def test_the_paper_says_nothing_about_the_person(
    desk: Desk, anonymous: ApiClient, http: httpx.AsyncClient
) -> None:
    me = await desk.citizen()
    mine = await reception.take(me, a_number(desk, priority="pregnant"))
    await desk.call(await desk.officer(1))
    for path in (f"/queue-tickets/{mine.id}", f"/desks/{desk.agency_id}/screen"):
        text = (await http.get(f"/api/v1{path}")).text
        for word in ('Mẫu"', "pregnant", "mang thai", "ưu tiên", "account"):
            assert word not in text
    assert (await reception.number(anonymous, mine.id)).number == "A001"


async def test_what_cannot_be_is_refused_with_the_way_out(desk: Desk) -> None:
    me = await desk.citizen()
    cases = [
        (a_number(desk, "nhan"), 422, "not-by-phone"),
        (a_number(desk, "khong_co"), 422, "no-such-kind"),
        (a_number(desk, dossier_id=str(uuid.uuid4())), 404, "not-found"),
        (a_number(desk, dossier_id="x"), 422, "rule-broken"),
        (TakeNumber(str(uuid.uuid4()), "ho_tich"), 404, "no-queue"),
        (TakeNumber("x", "ho_tich"), 422, "rule-broken"),
    ]
    for data, status, slug in cases:
        with pytest.raises(ApiProblem) as refused:
            await reception.take(me, data)
        assert (refused.value.status, refused.value.problem.type.rsplit(":")[-1]) == (status, slug)
    assert await reception.my_numbers(me) == []


async def test_outside_office_hours_and_when_the_day_is_full_no_number_is_given(
    desk: Desk,
) -> None:
    me = await desk.citizen()
    await desk.set_up(early_minutes=0)
    agency = uuid.UUID(desk.agency_id)
    await set_office_hours(agency, dict.fromkeys(range(7), ((time(0, 0), time(0, 1)),)))

    async def closed() -> bool:
        return not (await reception.lines(me, desk.agency_id)).is_open

    assert await eventually(closed)
    with pytest.raises(ApiProblem) as late:
        await reception.take(me, a_number(desk))
    assert late.value.problem.type.endswith(":desk-closed")
    assert "00:00–00:01" in late.value.message
    await set_office_hours(agency, dict.fromkeys(range(7), ((time(0), time(23, 59)),)))

    async def open_again() -> bool:
        return (await reception.lines(me, desk.agency_id)).is_open

    assert await eventually(open_again)
    kinds = [msgspec.structs.replace(kind, minutes=240) for kind in (await desk.set_up()).kinds]
    await desk.set_up(kinds=kinds, counters=[Counter(1, "Quầy 1", [kind.key for kind in kinds])])
    for _ in range(7):
        await desk.database.execute(
            "with day as (insert into desk_day values ($1, $2) on conflict do nothing), n as "
            "(insert into desk_series values ($1, $2, 'A', 1) on conflict (agency_id, day, letter)"
            " do update set last = desk_series.last + 1 returning last) insert into queue_ticket "
            "(id, tenant_id, agency_id, day, kind, letter, number, origin, priority, state, "
            "taken_at) select gen_random_uuid(), tenant_id, $1, $2, 'ho_tich', 'A', n.last, "
            "'desk', 'none', 'waiting', now() from n, agency where agency.id = $1",
            agency, (await _today(desk)),
        )  # fmt: skip
    with pytest.raises(ApiProblem) as full:
        await reception.take(me, a_number(desk))
    assert full.value.problem.type.endswith(":queue-full")


async def _today(desk: Desk) -> object:
    return await desk.database.fetchval("select (now() at time zone 'Asia/Ho_Chi_Minh')::date")
