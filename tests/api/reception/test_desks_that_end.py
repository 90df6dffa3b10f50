"""The desk of an agency that ends: closed, its appointments kept elsewhere or called off, told."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import msgspec
import pytest

from backend.platform import clock
from shared.client import appointments, desk_setup, mergers, notifications, reception
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.appointments import Appointment, BookAppointment
from shared.contracts.desk_setup import EnrolDevice, SaveSetup
from shared.contracts.mergers import NewAgency
from shared.contracts.reception import TakeHere, TakeNumber
from tests.api.conftest import eventually
from tests.api.offices import PREFIX, close_offices, own_office
from tests.api.reception.conftest import Desk
from tests.api.reception.test_appointments import ANSWERS, KIND, booking, slots_of
from tests.api.test_mergers import ADMIN, DECISION, carried_out, merging
from tests.desk_agency import SETUP

Officer = Callable[[str], Awaitable[ApiClient]]


@pytest.fixture(autouse=True)
async def closed_afterwards() -> AsyncIterator[None]:
    """Other tests are not offered what was made here."""
    yield
    await close_offices()


async def refused(work: Awaitable[object]) -> tuple[str, str]:
    """How and in which words."""
    with pytest.raises(ApiProblem) as problem:
        await work
    return problem.value.problem.type.rsplit(":")[-1], problem.value.message


async def told(api: ApiClient, words: str) -> bool:
    async def there() -> bool:
        return any(words in n.subject for n in (await notifications.notices(api)).items)

    return bool(await eventually(there))


async def kiosk_at(desk: Desk, http: httpx.AsyncClient) -> ApiClient:
    code = await desk_setup.announce_kiosk(desk.head, desk.agency_id, EnrolDevice("Ki-ốt sảnh"))
    answer = await http.post("/api/v1/kiosk/enrolment", data={"code": code.code})
    http.cookies.clear()
    return ApiClient(http, face="citizen", kiosk=answer.cookies["motcua_kiosk"])


@pytest.mark.criterion("V.25")
@pytest.mark.criterion("II.23")
async def test_a_desk_closes_with_its_agency_and_nobody_stands_before_a_shut_door(
    new_desk: Callable[[], Awaitable[Desk]],
    officer: Officer,
    anonymous: ApiClient,
    http: httpx.AsyncClient,
) -> None:
    old, heir = await new_desk(), await new_desk()
    me, late, *others = [await old.citizen() for _ in range(4)]
    found = await slots_of(me, old)
    kept = await appointments.book(me, booking(old, found[4], procedure_code="1.001193"))
    # Two have the same time at the heir already: there is no place left for the third.
    for other in others:
        await appointments.book(other, booking(heir, found[6]))
    lost = await appointments.book(late, booking(old, found[6]))
    kiosk = await kiosk_at(old, http)
    await old.give()
    at_counter = await old.officer(1)

    plan = merging([uuid.UUID(old.agency_id)], heir.agency_id)
    seen = await mergers.preview(await officer(ADMIN), plan)
    counted = {line.what: line.count for line in seen.consequences}
    assert counted["Quầy lấy số đang mở"] == 1
    assert counted["Lịch hẹn từ ngày hiệu lực"] == 2
    assert counted["Ki-ốt đang dùng"] == 1
    assert (await carried_out(officer, plan)).row.state == "done"

    # Kept at the heir's desk at the same time, or called off; both are told, with the reason.
    now = await appointments.appointment(me, kept.id)
    assert (now.agency.id, now.state, now.starts_at) == (heir.agency_id, "booked", kept.starts_at)
    assert now.answers == kept.answers
    assert DECISION in now.reason
    over = await appointments.appointment(late, lost.id)
    assert (over.state, over.agency.id) == ("cancelled", old.agency_id)
    assert DECISION in over.reason
    assert await told(me, "nay tại")
    assert await told(late, "không thực hiện được")
    assert {a.person for a in (await appointments.day_of_desk(
        heir.head, heir.agency_id, now.starts_at[:10])).items}  # fmt: skip

    # No new number, no new appointment, and where to go instead.
    assert old.agency_id not in {row.agency.id for row in await reception.desks(anonymous)}
    heirs_name = now.agency.name
    for work in (
        reception.lines(anonymous, old.agency_id),
        appointments.slots(me, old.agency_id, kind=KIND),
        appointments.book(late, booking(old, found[9])),
        reception.take(late, TakeNumber(old.agency_id, "ho_tich")),
        reception.take_at_desk(old.head, old.agency_id, TakeHere("ho_tich")),
        reception.kiosk(kiosk),
        reception.take_at_kiosk(kiosk, TakeHere("nhan")),
        desk_setup.announce_kiosk(old.head, old.agency_id, EnrolDevice("Ki-ốt mới")),
        _reopened(old),
    ):
        slug, words = await refused(work)
        assert slug == "desk-ended"
        assert "đã kết thúc hoạt động" in words
        assert heirs_name in words
    listed = await desk_setup.kiosks(old.head, old.agency_id)
    assert [(d.name, d.state) for d in listed] == [("Ki-ốt sảnh", "stopped")]
    versions = await desk_setup.versions(old.head, old.agency_id)
    assert (versions[0].setup.is_open, versions[1].setup.is_open) == (False, True)
    assert DECISION in versions[0].note

    # Who waited when the day came is served, and the load of before can be read.
    current = (await old.call(at_counter)).current
    assert current is not None
    await reception.finish(at_counter, current.id)
    assert (await reception.load(old.head, old.agency_id)).agency.id == old.agency_id


async def _reopened(old: Desk) -> object:
    now = await desk_setup.setup(old.head, old.agency_id)
    setup = msgspec.structs.replace(now.setup, is_open=True)
    return await desk_setup.save(old.head, old.agency_id, SaveSetup(setup, now.version))


async def test_a_desk_that_moves_as_it_is_goes_on_in_the_new_agency(
    desk: Desk, officer: Officer
) -> None:
    old = await own_office("Quầy Cũ", people=False)
    admin = await officer(ADMIN)
    await desk_setup.save(admin, str(old.agency_id), SaveSetup(SETUP, 0))
    me = await desk.citizen()
    slots = [
        slot
        for day in (await appointments.slots(me, str(old.agency_id), kind=KIND)).days
        for slot in day.slots
    ]
    mine: Appointment = await appointments.book(
        me, BookAppointment(str(old.agency_id), KIND, slots[-1].starts_at, ANSWERS)
    )
    new = NewAgency("new-1", f"{PREFIX}{uuid.uuid4().hex[:6].upper()}", "Xã Quầy Mới", "commune")
    await carried_out(officer, merging([old.agency_id], "new-1", new_agencies=[new]))
    now = await appointments.appointment(me, mine.id)
    assert (now.state, now.agency.name, now.code) == ("booked", new.name, mine.code)
    assert (await appointments.slots(me, now.agency.id, kind=KIND)).kind == KIND
    assert clock.today().isoformat() <= now.starts_at[:10]
