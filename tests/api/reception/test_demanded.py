"""An appointment that a desk demands before a dossier of a procedure is sent."""

import uuid
from uuid import UUID

import msgspec
import pytest

from backend.organisation.actions import keep_unit, set_competence
from shared.client import appointments, desk_setup, dossiers
from shared.client.base import ApiProblem
from shared.contracts.appointments import BookAppointment, MoveAppointment
from shared.contracts.desk_setup import Booking
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import PROCEDURE, different
from tests.api.reception.conftest import Desk


@pytest.mark.criterion("II.23")
async def test_a_procedure_that_demands_an_appointment_is_sent_only_once_one_is_booked(
    desk: Desk,
) -> None:
    unit_id = await keep_unit(UUID(desk.agency_id), "Phòng Tư pháp")
    await set_competence(PROCEDURE, UUID(desk.agency_id), unit_id)
    now = await desk_setup.setup(desk.head, desk.agency_id)
    kinds = [
        msgspec.structs.replace(
            kind, booking=Booking(30, 2, 14, 1, [], before_submission=[PROCEDURE])
        )
        if PROCEDURE in kind.procedures
        else kind
        for kind in now.setup.kinds
    ]
    me, code = await desk.citizen(), PROCEDURE
    draft = await dossiers.start_draft(me, code)
    assert draft.appointment is None, "no agency is chosen yet"
    saved = SaveDraft(answers=different(), agency_id=desk.agency_id, delivery="electronic")
    draft = await dossiers.save_draft(me, draft.id, saved, draft.version)
    assert draft.appointment is None, "this desk demands none so far"
    for wrong in (["9.999999"], ["1.001193"]):  # not in the catalogue; of another kind of work
        other = msgspec.structs.replace(kinds[0], booking=Booking(30, 2, 14, 1, [], wrong))
        with pytest.raises(ApiProblem) as unsound:
            await desk.set_up(kinds=[other, *kinds[1:]])
        assert "/setup/kinds/0/booking/before_submission" in {
            e.pointer for e in unsound.value.errors
        }
    await desk.set_up(kinds=kinds)
    draft = await dossiers.draft(me, draft.id)
    assert draft.appointment is not None
    wanted = draft.appointment
    assert (wanted.kind, wanted.id, wanted.starts_at) == ("ho_tich", "", "")

    async def refused() -> list[str]:
        with pytest.raises(ApiProblem) as problem:
            await dossiers.submit(me, draft.id, uuid.uuid4().hex)
        assert problem.value.status == 422
        return [e.pointer for e in problem.value.errors]

    assert await refused() == ["/appointment"]
    # Booked, moved, cancelled: it is demanded again, and again met.
    days = (await appointments.slots(me, desk.agency_id, procedure_code=code)).days
    times = [slot.starts_at for day in days for slot in day.slots]

    def at(number: int) -> BookAppointment:
        return BookAppointment(
            desk.agency_id, "ho_tich", times[number], {}, procedure_code=code, draft_id=draft.id
        )

    mine = await appointments.book(me, at(2))
    moved = await appointments.move(me, mine.id, MoveAppointment(times[4]))
    shown = (await dossiers.draft(me, draft.id)).appointment
    assert shown is not None
    assert (shown.id, shown.starts_at) == (mine.id, moved.starts_at)
    await appointments.cancel(me, mine.id)
    assert await refused() == ["/appointment"]
    # Somebody else's appointment serves nobody but them.
    stranger = await desk.citizen()
    theirs = msgspec.structs.replace(at(3), draft_id="")
    await appointments.book(stranger, theirs)
    assert await refused() == ["/appointment"]
    again = await appointments.book(me, at(5))
    sent = await dossiers.submit(me, draft.id, uuid.uuid4().hex)
    kept = await appointments.appointment(me, again.id)
    assert (kept.state, kept.dossier_id) == ("booked", sent.dossier_id)
    await desk.database.execute(  # nobody else is offered this agency
        "delete from agency_procedure where receiving_agency_id = $1", UUID(desk.agency_id)
    )


@pytest.mark.criterion("II.23")
async def test_a_second_dossier_of_one_kind_of_work_has_an_appointment_of_its_own(
    desk: Desk,
) -> None:
    unit_id = await keep_unit(UUID(desk.agency_id), "Phòng Tư pháp")
    await set_competence(PROCEDURE, UUID(desk.agency_id), unit_id)
    now = await desk_setup.setup(desk.head, desk.agency_id)
    booking = Booking(30, 2, 14, 1, [], before_submission=[PROCEDURE])
    await desk.set_up(
        kinds=[
            msgspec.structs.replace(now.setup.kinds[0], booking=booking),
            *now.setup.kinds[1:],
        ]
    )
    me = await desk.citizen()
    days = (await appointments.slots(me, desk.agency_id, procedure_code=PROCEDURE)).days
    times = [slot.starts_at for day in days for slot in day.slots]

    async def book(number: int, **about: str) -> str:
        data = BookAppointment(desk.agency_id, "ho_tich", times[number], {}, **about)
        return (await appointments.book(me, data)).id

    async def refused(number: int, **about: str) -> None:
        with pytest.raises(ApiProblem) as there:
            await book(number, **about)
        assert there.value.problem.type.endswith(":already-booked")

    sent = []
    for number in range(2):
        saved = SaveDraft(answers=different(), agency_id=desk.agency_id, delivery="electronic")
        draft = await dossiers.start_draft(me, PROCEDURE)
        draft = await dossiers.save_draft(me, draft.id, saved, draft.version)
        mine = await book(2 + number, draft_id=draft.id)
        await refused(4, draft_id=draft.id)
        await refused(4)  # about no dossier: once a kind of work, as before
        sent.append(await dossiers.submit(me, draft.id, uuid.uuid4().hex))
        kept = await appointments.appointment(me, mine)
        assert (kept.state, kept.dossier_id) == ("booked", sent[number].dossier_id)
    await refused(5, dossier_id=sent[0].dossier_id)
    await desk.database.execute(
        "delete from agency_procedure where receiving_agency_id = $1", UUID(desk.agency_id)
    )


async def test_an_appointment_is_demanded_by_the_kind_that_takes_every_other_procedure(
    desk: Desk,
) -> None:
    now = await desk_setup.setup(desk.head, desk.agency_id)
    booking = Booking(30, 2, 14, 1, [], before_submission=["2.000635"])
    rest = msgspec.structs.replace(now.setup.kinds[1], booking=booking)
    assert rest.procedures == []

    kept = await desk.set_up(kinds=[now.setup.kinds[0], rest, now.setup.kinds[2]])

    assert kept.kinds[1].booking == booking
    unknown = msgspec.structs.replace(booking, before_submission=["9.999999"])
    with pytest.raises(ApiProblem) as unsound:
        await desk.set_up(
            kinds=[
                now.setup.kinds[0],
                msgspec.structs.replace(rest, booking=unknown),
                now.setup.kinds[2],
            ]
        )
    assert unsound.value.errors[0].message == "Danh mục không có thủ tục 9.999999."
