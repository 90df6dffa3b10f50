"""Appointments: booked with one's own questions, never beyond the places there are, moved, called
off, and turned into a number on arrival."""

import uuid
from datetime import datetime, timedelta

import httpx
import pytest

from backend.law.calendar import VIETNAM
from backend.platform import clock
from shared.client import appointments, desk_setup, dossiers, notifications, reception
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.appointments import (
    Appointment,
    Arrive,
    BookAppointment,
    MoveAppointment,
    Slot,
)
from shared.contracts.desk_setup import CloseDay, EnrolDevice
from tests.api.conftest import PROCEDURE, eventually
from tests.api.reception.conftest import Desk, at_once

KIND = "dat_dai"
ANSWERS = {"nguoi_di_cung": 2}


async def slots_of(api: ApiClient, desk: Desk) -> list[Slot]:
    """Everything that can be booked this week, the soonest first."""
    found = await appointments.slots(api, desk.agency_id, kind=KIND)
    return [slot for day in found.days for slot in day.slots]


def booking(desk: Desk, slot: Slot, **more: object) -> BookAppointment:
    """What the telephone sends."""
    return BookAppointment(desk.agency_id, KIND, slot.starts_at, ANSWERS, **more)  # type: ignore[arg-type]


@pytest.mark.criterion("II.23")
async def test_a_slot_never_takes_more_people_than_it_has_places(desk: Desk) -> None:
    people = [await desk.citizen() for _ in range(8)]
    slot = (await slots_of(people[0], desk))[4]
    assert slot.free == 2
    answers = await at_once(*(appointments.book(api, booking(desk, slot)) for api in people))
    got = [a for a in answers if isinstance(a, Appointment)]
    refused = [a for a in answers if isinstance(a, ApiProblem)]
    assert (len(got), len(refused)) == (2, 6)
    assert {r.problem.type.rsplit(":")[-1] for r in refused} == {"slot-full"}
    seats = await desk.database.fetch(
        "select seat from appointment where agency_id = $1 and starts_at = $2 order by seat",
        uuid.UUID(desk.agency_id), datetime.fromisoformat(slot.starts_at),
    )  # fmt: skip
    assert [r["seat"] for r in seats] == [1, 2]
    assert slot.starts_at not in {s.starts_at for s in await slots_of(people[0], desk)}


async def test_two_who_move_into_the_last_place_at_once(desk: Desk) -> None:
    people = [await desk.citizen() for _ in range(3)]
    found = await slots_of(people[0], desk)
    held = [await appointments.book(api, booking(desk, found[n])) for n, api in enumerate(people)]
    target = MoveAppointment(found[6].starts_at)
    answers = await at_once(
        *(appointments.move(api, one.id, target) for api, one in zip(people, held, strict=True))
    )
    assert sum(isinstance(a, Appointment) for a in answers) == 2
    free = {s.starts_at: s.free for s in await slots_of(people[0], desk)}
    assert sorted(free[found[n].starts_at] for n in range(3)) == [1, 2, 2], "old places are free"


async def test_booked_moved_cancelled_and_told_each_time(desk: Desk) -> None:
    me = await desk.citizen()
    found = await slots_of(me, desk)
    draft = await dossiers.start_draft(me, PROCEDURE)
    mine = await appointments.book(
        me, booking(desk, found[3], procedure_code=PROCEDURE, draft_id=draft.id)
    )
    assert (mine.state, mine.draft_id, len(mine.code)) == ("booked", draft.id, 6)
    assert "hôn nhân" in mine.procedure_name
    assert [(a.label, a.value) for a in mine.answers] == [("Có mấy người đi cùng?", "2")]
    with pytest.raises(ApiProblem) as second:
        await appointments.book(me, booking(desk, found[9]))
    assert second.value.problem.type.endswith(":already-booked")
    moved = await appointments.move(me, mine.id, MoveAppointment(found[9].starts_at))
    assert moved.starts_at == found[9].starts_at
    over = await appointments.cancel(me, mine.id)
    assert (over.state, over.can_change) == ("cancelled", False)
    with pytest.raises(ApiProblem) as fixed:
        await appointments.move(me, mine.id, MoveAppointment(found[3].starts_at))
    assert fixed.value.problem.type.endswith(":appointment-fixed")

    async def told() -> bool:
        subjects = " ".join(n.subject for n in (await notifications.notices(me)).items)
        return all(w in subjects for w in ("Đã đặt lịch", "đã đổi sang", "Đã hủy lịch hẹn"))

    assert await eventually(told)
    kept = await desk.database.fetchval(
        "select answers #>> '{}' from appointment where id = $1", uuid.UUID(mine.id)
    )
    assert kept.startswith("enc:"), "answers are sealed"


async def test_an_appointment_is_its_owners_alone(desk: Desk) -> None:
    me, other = await desk.citizen(), await desk.citizen()
    found = await slots_of(me, desk)
    mine = await appointments.book(me, booking(desk, found[3]))
    for work in (
        appointments.appointment(other, mine.id),
        appointments.move(other, mine.id, MoveAppointment(found[4].starts_at)),
        appointments.cancel(other, mine.id),
    ):
        with pytest.raises(ApiProblem) as strange:
            await work
        assert strange.value.status == 404
    draft = await dossiers.start_draft(me, PROCEDURE)
    for wrong in ({"draft_id": draft.id}, {"dossier_id": str(uuid.uuid4())}):
        with pytest.raises(ApiProblem) as foreign:
            await appointments.book(other, booking(desk, found[5], **wrong))
        assert foreign.value.status == 404
    assert await appointments.mine(other) == []


async def test_times_and_answers_that_cannot_be_are_refused_with_their_place(desk: Desk) -> None:
    me = await desk.citizen()
    found = await slots_of(me, desk)
    right = datetime.fromisoformat(found[3].starts_at)
    for wrong in (
        (right + timedelta(minutes=7)).isoformat(),
        (right + timedelta(days=30)).isoformat(),
        clock.now().isoformat(),
        "2026-11-27T08:00:00",
        "ngày mai",
    ):
        with pytest.raises(ApiProblem) as no_slot:
            await appointments.book(me, BookAppointment(desk.agency_id, KIND, wrong, ANSWERS))
        assert no_slot.value.errors[0].pointer == "/starts_at"
    for answers, pointer in (
        ({}, "/answers/nguoi_di_cung"),
        ({"nguoi_di_cung": 99}, "/answers/nguoi_di_cung"),
        ({"nguoi_di_cung": 1, "la": "x"}, "/answers/la"),
    ):
        with pytest.raises(ApiProblem) as unfit:
            await appointments.book(
                me, BookAppointment(desk.agency_id, KIND, found[3].starts_at, answers)
            )
        assert unfit.value.errors[0].pointer == pointer
    with pytest.raises(ApiProblem) as without:
        await appointments.slots(me, desk.agency_id, kind="ho_tich")
    assert without.value.problem.type.endswith(":no-appointments")
    by_procedure = await appointments.slots(me, desk.agency_id, procedure_code="1.001193")
    assert by_procedure.kind == KIND
    assert await appointments.mine(me) == []


async def test_a_day_without_appointments_calls_them_off_and_tells(desk: Desk) -> None:
    me = await desk.citizen()
    found = await appointments.slots(me, desk.agency_id, kind=KIND)
    day = next(d for d in found.days[1:] if d.slots)
    mine = await appointments.book(me, booking(desk, day.slots[0]))
    closed = await desk_setup.close_day(
        desk.head, desk.agency_id, CloseDay(day.day, "Mất điện cả ngày")
    )
    assert closed.called_off == 1
    now = await appointments.appointment(me, mine.id)
    assert (now.state, now.reason) == ("cancelled", "Mất điện cả ngày")
    again = await appointments.slots(me, desk.agency_id, kind=KIND)
    assert next(d for d in again.days if d.day == day.day).closed_because == "Mất điện cả ngày"
    with pytest.raises(ApiProblem) as shut:
        await appointments.book(me, booking(desk, day.slots[1]))
    assert shut.value.errors[0].pointer == "/starts_at"
    with pytest.raises(ApiProblem) as twice:
        await desk_setup.close_day(desk.head, desk.agency_id, CloseDay(day.day, "Lần thứ hai"))
    assert twice.value.status == 409
    with pytest.raises(ApiProblem) as past:
        await desk_setup.close_day(desk.head, desk.agency_id, CloseDay("2026-02-30", "Không có"))
    assert past.value.errors[0].pointer == "/day"

    async def told() -> bool:
        items = (await notifications.notices(me)).items
        return any("không thực hiện được" in n.subject and "Mất điện" in n.body for n in items)

    assert await eventually(told)
    await desk_setup.open_day(desk.head, closed.id)
    assert await desk_setup.closed_days(desk.head, desk.agency_id) == []
    assert (await appointments.book(me, booking(desk, day.slots[1]))).state == "booked"


async def _today(desk: Desk, mine: Appointment, minutes: int) -> None:
    """Brings an appointment to so many minutes from now."""
    at = clock.now() + timedelta(minutes=minutes)
    await desk.database.execute(
        "update appointment set starts_at = $2, day = $3 where id = $1",
        uuid.UUID(mine.id), at, at.astimezone(VIETNAM).date(),
    )  # fmt: skip


async def test_on_arrival_the_appointment_is_a_number_that_comes_first_when_its_time_has_come(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    me, late = await desk.citizen(), await desk.citizen()
    found = await slots_of(me, desk)
    mine = await appointments.book(me, booking(desk, found[3]))
    lates = await appointments.book(late, booking(desk, found[4]))
    await _today(desk, mine, -5)
    await _today(desk, lates, -40)
    before = await desk.give(KIND)
    key = await _kiosk(desk, http)
    kiosk = ApiClient(http, face="citizen", kiosk=key)
    await reception.arrive_at_kiosk(kiosk, Arrive(lates.code))
    number = await reception.arrive_at_kiosk(kiosk, Arrive(mine.code))
    with pytest.raises(ApiProblem) as once:
        await reception.arrive_at_kiosk(kiosk, Arrive(mine.code))
    assert once.value.status == 404
    assert (await appointments.appointment(me, mine.id)).ticket_id == number.id
    officer = await desk.officer(3)
    first = await desk.call(officer)
    assert first.current is not None
    assert first.current.id == number.id, "in time: first"
    assert "Hẹn" in first.current.appointment
    second = await desk.call(officer)
    assert second.current is not None
    assert second.current.id == before, "too late: behind whoever waits already"


async def test_the_officers_calendar_and_an_arrival_noted_by_hand(desk: Desk) -> None:
    me = await desk.citizen()
    mine = await appointments.book(me, booking(desk, (await slots_of(me, desk))[3]))
    at = datetime.fromisoformat(mine.starts_at)
    shown = await appointments.day_of_desk(desk.head, desk.agency_id, at.date().isoformat())
    assert [(i.id, i.time) for i in shown.items] == [(mine.id, f"{at:%H:%M}")]
    assert shown.items[0].answers[0].value == "2"
    await desk.database.execute(
        "update appointment set day = day + 1 where id = $1", uuid.UUID(mine.id)
    )
    with pytest.raises(ApiProblem) as not_today:
        await appointments.note_arrival(desk.head, mine.id)
    assert not_today.value.status == 404
    await _today(desk, mine, 2)
    number = await appointments.note_arrival(desk.head, mine.id)
    assert number.state == "waiting"
    again = await appointments.day_of_desk(desk.head, desk.agency_id)
    line = next(i for i in again.items if i.id == mine.id)
    assert (line.state, line.number, line.can_arrive) == ("arrived", number.number, False)


async def test_a_day_before_people_are_reminded_once(desk: Desk) -> None:
    me = await desk.citizen()
    mine = await appointments.book(me, booking(desk, (await slots_of(me, desk))[3]))
    await desk.database.execute(
        "update appointment set starts_at = now() + interval '20 hours', "
        "changed_at = now() - interval '3 days' where id = $1",
        uuid.UUID(mine.id),
    )
    from backend.reception.sweeps import sweep_reception

    await sweep_reception()

    async def reminded() -> bool:
        items = (await notifications.notices(me)).items
        return sum("Nhắc lịch hẹn" in n.subject for n in items) == 1

    assert await eventually(reminded)
    await sweep_reception()
    assert await reminded(), "once"


async def _kiosk(desk: Desk, http: httpx.AsyncClient) -> str:
    code = await desk_setup.announce_kiosk(desk.head, desk.agency_id, EnrolDevice("Ki-ốt sảnh"))
    answer = await http.post("/api/v1/kiosk/enrolment", data={"code": code.code})
    http.cookies.clear()
    assert answer.headers["location"] == "/kiosk/"
    return str(answer.cookies["motcua_kiosk"])
