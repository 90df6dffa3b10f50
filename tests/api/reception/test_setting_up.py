"""How a desk is set up, version by version, and its kiosks let in and out."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import msgspec
import pytest

from shared.client import appointments, desk_setup, reception
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.appointments import Arrive, BookAppointment
from shared.contracts.desk_setup import EnrolDevice, SaveSetup
from shared.contracts.reception import TakeHere
from tests.api.reception.conftest import Desk
from tests.desk_agency import SETUP

Officer = Callable[[str], Awaitable[ApiClient]]


async def test_each_version_is_kept_with_its_author_and_nobody_overwrites_another(
    desk: Desk,
) -> None:
    read = await desk_setup.setup(desk.head, desk.agency_id)
    longer = msgspec.structs.replace(read.setup, per_person_a_day=5)
    data = SaveSetup(longer, read.version, "Tăng số lượt")
    saved = await desk_setup.save(desk.head, desk.agency_id, data)
    assert (saved.version, saved.setup.per_person_a_day) == (read.version + 1, 5)
    with pytest.raises(ApiProblem) as stale:
        await desk_setup.save(desk.head, desk.agency_id, data)
    assert stale.value.status == 412
    history = await desk_setup.versions(desk.head, desk.agency_id)
    assert [v.version for v in history] == [2, 1]
    assert (history[0].note, history[1].setup.per_person_a_day) == ("Tăng số lượt", 2)
    with pytest.raises(asyncpg.PostgresError):
        await desk.database.execute(
            "update desk_setup set note = 'x' where agency_id = $1", uuid.UUID(desk.agency_id)
        )
    audited = await desk.database.fetchval(
        "select count(*) from audit_entry where action = 'desk.set_up' "
        "and detail ->> 'agency' = $1",
        desk.agency_id,
    )
    assert audited == 2


async def test_a_faulty_set_up_is_refused_whole(desk: Desk) -> None:
    before = await desk_setup.setup(desk.head, desk.agency_id)
    wrong = msgspec.structs.replace(
        SETUP, kinds=[SETUP.kinds[0], msgspec.structs.replace(SETUP.kinds[1], letter="A")]
    )
    with pytest.raises(ApiProblem) as refused:
        await desk_setup.save(desk.head, desk.agency_id, SaveSetup(wrong, before.version))
    pointers = {e.pointer for e in refused.value.errors}
    assert {"/setup/kinds/0/letter", "/setup/kinds/1/letter", "/setup/counters/2/kinds"} <= pointers
    assert await desk_setup.setup(desk.head, desk.agency_id) == before


async def test_a_kind_that_people_wait_for_or_are_booked_for_stays(desk: Desk) -> None:
    now = await desk_setup.setup(desk.head, desk.agency_id)
    one = await desk.give("nhan")
    without = msgspec.structs.replace(
        now.setup,
        kinds=[k for k in now.setup.kinds if k.key != "nhan"],
        counters=[
            msgspec.structs.replace(c, kinds=[k for k in c.kinds if k != "nhan"])
            for c in now.setup.counters
        ],
    )
    with pytest.raises(ApiProblem) as used:
        await desk_setup.save(desk.head, desk.agency_id, SaveSetup(without, now.version))
    assert used.value.problem.type.endswith(":kind-in-use")
    api = await desk.officer(1)
    await desk.call(api)
    await reception.finish(api, one)
    await desk_setup.save(desk.head, desk.agency_id, SaveSetup(without, now.version))
    me = await desk.citizen()
    found = await appointments.slots(me, desk.agency_id, kind="dat_dai")
    slot = next(s for d in found.days for s in d.slots)
    await appointments.book(
        me, BookAppointment(desk.agency_id, "dat_dai", slot.starts_at, {"nguoi_di_cung": 0})
    )
    with pytest.raises(ApiProblem) as booked:
        await desk.set_up(kinds=[SETUP.kinds[0]], counters=[SETUP.counters[1]])
    assert booked.value.problem.type.endswith(":kind-in-use")


async def test_the_administrator_above_sets_a_desk_up_too_and_reads_its_load(
    desk: Desk, officer: Officer
) -> None:
    admin = await officer("quantri.ubndtinh")
    assert (await desk_setup.setup(admin, desk.agency_id)).can_keep
    assert (await reception.load(admin, desk.agency_id)).waiting_now == 0
    with pytest.raises(ApiProblem) as desk_work:
        await reception.console(admin, desk.agency_id)
    assert desk_work.value.status == 403


@pytest.mark.criterion("II.23")
async def test_a_kiosk_is_let_in_by_a_code_once_and_put_out_at_once(
    desk: Desk, http: httpx.AsyncClient
) -> None:
    code = await desk_setup.announce_kiosk(desk.head, desk.agency_id, EnrolDevice("Ki-ốt sảnh"))
    wrong = await http.post("/api/v1/kiosk/enrolment", data={"code": "AAAAA-AAAAA"})
    assert (wrong.status_code, wrong.headers["location"]) == (
        303, "/kiosk/ghi-danh/?loi=wrong-code",
    )  # fmt: skip
    answer = await http.post("/api/v1/kiosk/enrolment", data={"code": code.code.lower()})
    key = answer.cookies["motcua_kiosk"]
    http.cookies.clear()
    assert "HttpOnly" in answer.headers["set-cookie"]
    again = await http.post("/api/v1/kiosk/enrolment", data={"code": code.code})
    assert again.headers["location"].endswith("wrong-code"), "a code is good once"
    kiosk = ApiClient(http, face="citizen", kiosk=key)
    assert (await reception.kiosk(kiosk)).agency.id == desk.agency_id
    assert {k.key for k in (await reception.kiosk_lines(kiosk)).kinds} >= {"ho_tich", "nhan"}
    ticket = await reception.take_at_kiosk(kiosk, TakeHere("nhan", "elderly"))
    assert ticket.number == "B001"
    listed = await desk_setup.kiosks(desk.head, desk.agency_id)
    assert [(d.name, d.state) for d in listed] == [("Ki-ốt sảnh", "active")]
    stored = await desk.database.fetchrow(
        "select key_hash, code_hash from kiosk_device where id = $1", uuid.UUID(code.id)
    )
    assert stored is not None
    assert key.encode() not in bytes(stored["key_hash"])
    assert stored["code_hash"] is None
    after = await desk_setup.revoke_kiosk(desk.head, code.id)
    assert [d.state for d in after] == ["revoked"]
    for work in (
        reception.kiosk(kiosk),
        reception.kiosk_lines(kiosk),
        reception.take_at_kiosk(kiosk, TakeHere("nhan")),
        reception.arrive_at_kiosk(kiosk, Arrive("000000")),
    ):
        with pytest.raises(ApiProblem) as out:
            await work
        assert (out.value.status, out.value.problem.type.rsplit(":")[-1]) == (401, "no-kiosk")


async def test_nobody_is_a_kiosk_by_saying_so(
    anonymous: ApiClient, http: httpx.AsyncClient
) -> None:
    for key in ("", "x", "A" * 43, "' or 1=1 --" * 3):
        with pytest.raises(ApiProblem) as refused:
            await reception.kiosk(ApiClient(http, face="citizen", kiosk=key))
        assert refused.value.status == 401
