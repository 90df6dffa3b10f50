"""Numbers and counters over HTTP: nobody twice, nobody left out, in a fair order."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest

from shared.client import desk_setup, reception
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.desk_setup import Counter as OfDesk
from shared.contracts.reception import (
    CallNext,
    Console,
    SetPriority,
    SitDown,
    TakeHere,
    TransferTicket,
)
from tests.api.reception.conftest import Desk, at_once
from tests.desk_agency import SETUP


@pytest.mark.criterion("II.23")
async def test_counters_that_press_at_once_never_get_the_same_number(desk: Desk) -> None:
    many = 8
    await desk.set_up(
        counters=[OfDesk(n, f"Quầy {n}", ["ho_tich", "nhan", "dat_dai"]) for n in range(1, 9)]
    )
    officers = [await desk.officer(n) for n in range(1, many + 1)]
    given = [await desk.give() for _ in range(many * 3)]
    seen: list[str] = []
    current = [""] * many
    for _ in range(3):
        barrier = asyncio.Barrier(many)

        async def press(number: int, barrier: asyncio.Barrier) -> Console:
            await barrier.wait()
            data = CallNext(current[number])
            return await reception.call_next(officers[number], desk.agency_id, data)

        found = await asyncio.gather(*(press(n, barrier) for n in range(many)))
        for number, console in enumerate(found):
            assert console.current is not None
            current[number] = console.current.id
        seen += current
    assert sorted(seen) == sorted(given), "everybody once"
    empty = await desk.call(officers[0])
    assert empty.current is None
    assert empty.served_today == 3


async def test_pressing_twice_calls_once(desk: Desk) -> None:
    first, second = await desk.give(), await desk.give()
    api = await desk.officer(1)
    answers = await at_once(
        *(reception.call_next(api, desk.agency_id, CallNext("")) for _ in range(4))
    )
    refused = [a for a in answers if isinstance(a, ApiProblem)]
    assert {(r.status, r.problem.type.rsplit(":", 1)[1]) for r in refused} == {
        (409, "called-already")
    }
    assert len(refused) == 3
    now = await reception.console(api, desk.agency_id)
    assert now.current is not None
    assert now.current.id == first
    assert [t.id for t in now.waiting] == [second]


async def test_numbers_taken_at_once_have_no_gap_and_no_double(desk: Desk) -> None:
    take = TakeHere("ho_tich")
    found = await asyncio.gather(
        *(reception.take_at_desk(desk.head, desk.agency_id, take) for _ in range(20))
    )
    assert sorted(t.number for t in found) == [f"A{n:03d}" for n in range(1, 21)]


async def test_numbers_begin_again_each_day_and_in_each_series(desk: Desk) -> None:
    await desk.give()
    await desk.database.execute(
        "with old as (insert into desk_day (agency_id, day) select agency_id, day - 1 "
        "from desk_day where agency_id = $1 returning agency_id, day) "
        "insert into desk_series select agency_id, day, 'B', 57 from old",
        desk.agency_id,
    )
    take = TakeHere("nhan")
    assert (await reception.take_at_desk(desk.head, desk.agency_id, take)).number == "B001"
    take = TakeHere("ho_tich")
    assert (await reception.take_at_desk(desk.head, desk.agency_id, take)).number == "A002"


async def test_whom_the_law_protects_goes_first_but_after_two_somebody_else_does(
    desk: Desk,
) -> None:
    others = [await desk.give() for _ in range(2)]
    priorities = ("elderly", "pregnant", "disabled", "merit")
    favoured = [await desk.give(priority=one) for one in priorities]
    api = await desk.officer(2)
    seen = []
    for _ in range(6):
        console = await desk.call(api)
        assert console.current is not None
        seen.append(console.current.id)
        if console.current.id == favoured[0]:
            assert "cao tuổi" in console.current.claims
    assert seen == [*favoured[:2], others[0], *favoured[2:], others[1]]


async def test_an_unfounded_claim_is_put_right_at_the_counter(desk: Desk) -> None:
    first, claimed = await desk.give(), await desk.give(priority="merit")
    api = await desk.officer(1)
    shown = await reception.console(api, desk.agency_id)
    assert [t.id for t in shown.waiting] == [claimed, first]
    put_right = await reception.set_priority(api, claimed, SetPriority("none"))
    assert [t.id for t in put_right.waiting] == [first, claimed]


async def test_absent_back_again_called_again_and_sent_on(desk: Desk) -> None:
    one, two = await desk.give(), await desk.give()
    api, land = await desk.officer(1), await desk.officer(3)
    await desk.call(api)
    again = await reception.call_again(api, one)
    screen = await reception.screen(api, desk.agency_id)
    assert [c.number for c in screen.calls] == ["A001"]
    assert screen.calls[0].id.endswith("-1"), "a voice speaks it once more"
    assert again.current is not None
    gone = await reception.miss(api, one)
    assert gone.current is None
    assert [t.id for t in gone.missed] == [one]
    back = await reception.bring_back(api, one)
    assert [t.id for t in back.waiting] == [one, two], "where they stood"
    await desk.call(api)
    sent = await reception.transfer(api, one, TransferTicket("dat_dai", note="Xem thửa đất"))
    assert sent.current is None
    there = await desk.call(land)
    assert there.current is not None
    assert (there.current.id, there.current.note) == (one, "Xem thửa đất")
    assert there.current.number == "A001", "the paper in the hand stays right"
    done = await reception.finish(land, one)
    assert (done.current, done.served_today) == (None, 1)
    ticket = await reception.number(land, one)
    assert ticket.state == "finished"
    outcomes = await desk.database.fetch(
        "select outcome from ticket_serving where ticket_id = $1 order by called_at", one
    )
    assert [r["outcome"] for r in outcomes] == ["missed", "transferred", "finished"]


async def test_sent_to_one_counter_alone_nobody_else_calls_it(desk: Desk) -> None:
    one = await desk.give()
    first, second = await desk.officer(1), await desk.officer(2)
    await desk.call(first)
    with pytest.raises(ApiProblem) as own:
        await reception.transfer(first, one, TransferTicket("ho_tich", counter=1))
    assert own.value.errors[0].pointer == "/counter"
    await reception.transfer(first, one, TransferTicket("ho_tich", counter=2))
    assert (await desk.call(first)).current is None
    there = await desk.call(second)
    assert there.current is not None
    assert there.current.id == one


async def test_a_counter_has_one_officer_and_is_left_only_when_nobody_is_served(
    desk: Desk,
) -> None:
    api = await desk.officer(1)
    with pytest.raises(ApiProblem) as taken:
        await reception.sit_down(desk.head, desk.agency_id, SitDown(1))
    assert taken.value.problem.type.endswith(":counter-taken")
    with pytest.raises(ApiProblem) as nowhere:
        await reception.call_next(desk.head, desk.agency_id, CallNext(""))
    assert nowhere.value.problem.type.endswith(":no-counter")
    with pytest.raises(ApiProblem) as unknown:
        await reception.sit_down(desk.head, desk.agency_id, SitDown(77))
    assert unknown.value.errors[0].pointer == "/counter"
    await desk.give()
    await desk.call(api)
    for leave in (
        reception.get_up(api, desk.agency_id),
        reception.sit_down(api, desk.agency_id, SitDown(2)),
    ):
        with pytest.raises(ApiProblem) as busy:
            await leave
        assert busy.value.problem.type.endswith(":counter-busy")
    now = await reception.console(api, desk.agency_id)
    assert now.current is not None
    await reception.finish(api, now.current.id)
    assert (await reception.get_up(api, desk.agency_id)).counter == 0


async def test_acts_on_a_number_that_is_elsewhere_are_told_so(desk: Desk) -> None:
    one = await desk.give()
    first, second = await desk.officer(1), await desk.officer(2)
    await desk.call(first)
    for act in (reception.finish, reception.miss, reception.call_again, reception.bring_back):
        with pytest.raises(ApiProblem) as moved:
            await act(second, one)
        assert moved.value.status == 409
    await reception.finish(first, one)
    with pytest.raises(ApiProblem) as over:
        await reception.set_priority(first, one, SetPriority("elderly"))
    assert over.value.status == 409


async def test_a_stranger_desk_sees_and_does_nothing(
    desk: Desk, new_desk: Callable[[], Awaitable[Desk]]
) -> None:
    one, other = await desk.give(), await new_desk()
    api = await other.officer(1)
    works = [
        (reception.console(api, desk.agency_id), 403),
        (reception.call_next(api, desk.agency_id, CallNext("")), 403),
        (reception.sit_down(api, desk.agency_id, SitDown(1)), 403),
        (reception.load(other.head, desk.agency_id), 403),
        (desk_setup.setup(other.head, desk.agency_id), 403),
        (reception.finish(api, one), 404),
        (reception.set_priority(api, one, SetPriority("merit")), 404),
    ]
    for work, status in works:
        with pytest.raises(ApiProblem) as refused:
            await work
        assert refused.value.status == status


async def test_the_load_is_what_really_happened(desk: Desk) -> None:
    for _ in range(3):
        await desk.give()
    api = await desk.officer(1)
    served = []
    for _ in range(3):
        console = await desk.call(api)
        assert console.current is not None
        served.append(console.current.id)
    await reception.miss(api, served[2])
    for number, (waited, took) in enumerate([(60, 120), (180, 240), (300, 9)]):
        await desk.database.execute(
            "update ticket_serving set waited_seconds = $2, "
            "called_at = date_trunc('day', called_at at time zone 'Asia/Ho_Chi_Minh') "
            "at time zone 'Asia/Ho_Chi_Minh' + interval '8 hours' + $3 * interval '1 hour', "
            "ended_at = date_trunc('day', called_at at time zone 'Asia/Ho_Chi_Minh') "
            "at time zone 'Asia/Ho_Chi_Minh' + interval '8 hours' + $3 * interval '1 hour' "
            "+ $4 * interval '1 second' where ticket_id = $1",
            served[number], waited, number, took,
        )  # fmt: skip
    await desk.give()
    found = await reception.load(desk.head, desk.agency_id)
    first = found.counters[0]
    assert (first.counter, first.waiting_now, first.called) == (1, 1, 3)
    assert (first.finished, first.missed, first.transferred) == (2, 1, 0)
    assert (first.wait_seconds, first.serve_seconds) == (180, 180)
    assert [(h.hour, h.called, h.wait_seconds) for h in found.hours] == [
        (8, 1, 60), (9, 1, 180), (10, 1, 300),
    ]  # fmt: skip
    assert found.counters[2].called == 0
    assert found.counters[2].serve_seconds is None
    text = (await reception.load_file(desk.head, desk.agency_id, "csv")).decode("utf-8-sig")
    assert "1,Quầy 1,cả kỳ,1,3,2,1,0,180,180" in text
    assert (await reception.load_file(desk.head, desk.agency_id, "xlsx"))[:2] == b"PK"
    for wrong in ({"day_from": "2026-11-26", "day_to": "2026-11-01"},
                  {"day_from": "2025-01-01", "day_to": "2026-11-01"}):  # fmt: skip
        with pytest.raises(ApiProblem) as refused:
            await reception.load(desk.head, desk.agency_id, **wrong)
        assert refused.value.errors[0].pointer == "/day_from"


async def test_the_line_is_as_wide_as_the_counters_that_are_open(desk: Desk) -> None:
    for _ in range(4):
        await desk.give()
    closed = {k.key: k for k in (await reception.lines(desk.head, desk.agency_id)).kinds}
    assert (closed["ho_tich"].waiting, closed["ho_tich"].minutes) == (4, 20)
    await desk.officer(2)
    one = {k.key: k for k in (await reception.lines(desk.head, desk.agency_id)).kinds}
    assert one["ho_tich"].minutes == 40, "ten minutes each as set up, one counter open"
    assert one["dat_dai"].waiting == 0
    assert Counter(k.by_phone for k in one.values()) == {True: 2, False: 1}


async def test_a_desk_that_is_closed_or_unknown_gives_no_numbers(
    desk: Desk, anonymous: ApiClient
) -> None:
    await desk.set_up(is_open=False)
    with pytest.raises(ApiProblem) as closed:
        await reception.lines(anonymous, desk.agency_id)
    assert (closed.value.status, closed.value.problem.type.rsplit(":")[-1]) == (404, "no-queue")
    listed = {row.agency.id for row in await reception.desks(anonymous)}
    assert desk.agency_id not in listed
    assert SETUP.is_open
