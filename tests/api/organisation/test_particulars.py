"""Names, contacts and titles change by two persons, from a day on, and the past keeps its own."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest

from backend.particulars.actions import take_effect_of_due
from backend.platform import clock
from backend.results.letterhead import letterhead
from shared.client import dossiers, organisation, particulars, proposals
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.particulars import ParticularsDesign, SaveParticulars
from tests.api.conftest import Office, submitted
from tests.api.offices import own_office, second_admin

pytestmark = pytest.mark.usefixtures("services")
Officer = Callable[[str], Awaitable[ApiClient]]
Citizen = Callable[[int], Awaitable[ApiClient]]
ADMIN, CATALOGUE = "quantri.ubndtinh", "danhmuc.ubndtinh"
GROUND = "Quyết định số 12/QĐ-UBND ngày 20/11/2026"


async def refused(work: Awaitable[object], status: int, slug: str = "") -> ApiProblem:
    with pytest.raises(ApiProblem) as caught:
        await work
    assert caught.value.status == status, caught.value.problem
    assert slug in caught.value.problem.type
    return caught.value


def day(ahead: int) -> str:
    return (clock.today() + timedelta(days=ahead)).isoformat()


async def proposed(
    writer: ApiClient, kind: str, key: object, on: str = "", **values: str
) -> ParticularsDesign:
    """What waits for a second person."""
    now = await particulars.design(writer, kind, str(key))
    data = SaveParticulars(values, now.next.revision, on, GROUND)
    kept = await particulars.save(writer, kind, str(key), data)
    return await particulars.propose(writer, kind, str(key), kept.next.revision)


async def changed(
    officer: Officer, kind: str, key: object, on: str = "", **values: str
) -> ParticularsDesign:
    """Written by one, approved by another."""
    waiting = await proposed(await officer(ADMIN), kind, key, on, **values)
    second = await officer(await second_admin())
    return await particulars.publish(second, kind, str(key), waiting.next.revision)


@pytest.mark.criterion("V.21")
async def test_the_portal_says_what_two_persons_wrote(
    officer: Officer, anonymous: ApiClient
) -> None:
    writer, second = await officer(CATALOGUE), await officer(ADMIN)
    before = await organisation.site(anonymous)
    word = f"Một cửa {uuid.uuid4().hex[:6]}"
    try:
        waiting = await proposed(writer, "portal", "cong", motto=word, hotline="1022")
        assert [d.label for d in waiting.differences] and waiting.faults == []
        assert (await organisation.site(anonymous)) == before
        revision = waiting.next.revision
        own = particulars.publish(writer, "portal", "cong", revision)
        await refused(own, 403, "second-person")
        line = next(
            row for row in (await proposals.proposals(second)).items if row.key == "portal/cong"
        )
        assert (line.subject, line.mine_to_approve) == ("particulars", True)

        done = await particulars.publish(second, "portal", "cong", revision)

        assert (done.next.state, done.changes[0].state) == ("", "in_force")
        site = await organisation.site(anonymous)
        assert (site.motto, site.hotline, site.authority) == (word, "1022", before.authority)
        assert (await particulars.listed(second, "portal")).items[0].summary == "1022"
    finally:  # others read the portal's name too
        back = {"motto": before.motto, "hotline": before.hotline or "1022"}
        await changed(officer, "portal", "cong", **back)


async def test_an_agency_is_reached_otherwise_from_its_day_on(
    officer: Officer, database: asyncpg.Pool
) -> None:
    office = await own_office("Liên Hệ", people=False)
    key = str(office.agency_id)
    new = {"address": "Số 5 phố Mới, Phường Kỳ Lừa", "phone": "0205 3812 345"}
    done = await changed(officer, "agency", key, day(3), **new)
    admin = await officer(ADMIN)
    assert [c.state for c in done.changes] == ["waiting"] and done.changes[0].may_call_off
    assert (await letterhead(office.agency_id)).phone == (await organisation.site(admin)).hotline
    row = (await particulars.listed(admin, "agency", office.name)).items[0]
    assert (row.key, row.coming) == (key, day(3))

    with clock.at(clock.now() + timedelta(days=3)):
        await take_effect_of_due()

    assert (await letterhead(office.agency_id)).phone == "0205 3812 345"
    past = await particulars.design(admin, "agency", key)
    assert past.changes[0].state == "in_force" and past.past
    since = await database.fetchval(
        "select valid_to from organisation_past where subject_id = $1 order by valid_to desc "
        "limit 1",
        office.agency_id,
    )
    assert since.astimezone(clock.VIETNAM).isoformat()[:19] == f"{day(3)}T00:00:00"
    acts = await database.fetch(
        "select action from audit_entry where subject_id = $1", uuid.UUID(past.changes[0].id)
    )
    assert {row["action"] for row in acts} == {"particulars.approved", "particulars.in_force"}


@pytest.mark.criterion("V.25")
async def test_a_renamed_unit_keeps_its_old_name_in_what_it_did(
    officer: Officer, citizen: Citizen, database: asyncpg.Pool
) -> None:
    office = await own_office("Đổi Tên")
    desk = Office(officer, office.slug)
    dossier_id = (await submitted(await citizen(22), office.name)).dossier_id
    await desk.to_appraisal(dossier_id, "Tư pháp")
    head = await officer(f"truongphong.tuphap.{office.slug}")
    new = f"Phòng Tư pháp và Hộ tịch {office.slug}"

    await changed(officer, "unit", office.unit_id, name=new)

    seen = await dossiers.dossier(head, dossier_id)
    assert seen.holding_unit is not None and seen.holding_unit.name == new
    places = {entry.unit for entry in seen.timeline}
    assert "Phòng Tư pháp" in places and new not in places
    past = await particulars.design(await officer(ADMIN), "unit", str(office.unit_id))
    assert [p.words for p in past.past] == [["Tên: Phòng Tư pháp"]]
    names = await database.fetchrow(
        "select unit_name_then($1, $2) as before, unit_name_then($1, $3) as now",
        office.unit_id,
        clock.now() - timedelta(hours=1),
        clock.now() + timedelta(minutes=1),
    )
    assert tuple(names or ()) == ("Phòng Tư pháp", new)


async def test_a_title_changes_for_one_or_for_everybody_who_has_it(
    officer: Officer, database: asyncpg.Pool
) -> None:
    office = await own_office("Chức Vụ")
    people = {
        row["username"].split(".")[0]: row["id"]
        for row in await database.fetch(
            "select id, username from account where username like $1", f"%.{office.slug}"
        )
    }
    await database.execute(
        "update officer_post set position = 'Chuyên viên' where account_id = any($1::uuid[])",
        [people["tiepnhan1"], people["chuyenvien1"], people["vanthu"]],
    )
    await changed(officer, "position", people["vanthu"], position="Văn thư, lưu trữ")
    await changed(
        officer, "position", people["chuyenvien1"], position="Chuyên viên chính", everybody="yes"
    )
    rows = await database.fetch(
        "select account_id, position from officer_post where account_id = any($1::uuid[])",
        list(people.values()),
    )
    now = {row["account_id"]: row["position"] for row in rows}
    assert now[people["tiepnhan1"]] == now[people["chuyenvien1"]] == "Chuyên viên chính"
    assert now[people["vanthu"]] == "Văn thư, lưu trữ"
    assert now[people["truongphong"]] == "Trưởng phòng"


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(officer: Officer) -> None:
    office = await own_office("Ghi Sai", people=False)
    writer, key = await officer(ADMIN), str(office.agency_id)
    data = SaveParticulars({"address": "  ", "phone": "gọi tôi", "email": "x"}, 0, day(-1), "")
    kept = await particulars.save(writer, "agency", key, data)
    pointers = {fault.pointer for fault in kept.faults}
    assert pointers == {
        "/values/address", "/values/phone", "/values/email", "/effective_on", "/ground"
    }  # fmt: skip
    assert {f.name: f.value for f in kept.fields}["phone"] == "gọi tôi"
    broken = await refused(
        particulars.propose(writer, "agency", key, kept.next.revision), 422, "particulars-unsound"
    )
    assert {e.pointer for e in broken.errors} == pointers
    await refused(particulars.save(writer, "agency", key, data), 412)
    await particulars.discard(writer, "agency", key)
    await refused(particulars.save(writer, "agency", key, SaveParticulars({"code": "X"}, 0)), 400)
    await refused(particulars.design(writer, "agency", str(uuid.uuid4())), 404)
    await refused(particulars.design(writer, "unit", "không có"), 404)
    await refused(particulars.listed(writer, "nobody"), 404)
    same = await particulars.save(writer, "unit", str(office.unit_id), SaveParticulars(
        {"name": "Trung tâm Phục vụ hành chính công"}, 0, "2026-02-30", GROUND))  # fmt: skip
    told = await refused(
        particulars.propose(writer, "unit", str(office.unit_id), same.next.revision), 422
    )
    assert {e.pointer for e in told.errors} == {"/values/name", "/effective_on"}


async def test_only_keepers_of_the_agency_change_it_and_it_is_called_off_before_its_day(
    officer: Officer,
) -> None:
    office = await own_office("Phạm Vi", people=False)
    key = str(office.agency_id)
    await refused(particulars.design(await officer("tiepnhan1.kylua"), "agency", key), 403)
    await refused(particulars.design(await officer("lanhdao.kylua"), "agency", key), 404)
    catalogue = await officer(CATALOGUE)  # sees it, does not write it
    await refused(particulars.save(catalogue, "agency", key, SaveParticulars({}, 0)), 404)
    done = await changed(officer, "unit", office.unit_id, day(10), name="Phòng Nội vụ")
    admin, unit = await officer(ADMIN), str(office.unit_id)
    change = done.changes[0]
    off = await particulars.call_off(admin, "unit", unit, change.id, "Quyết định đã bị thu hồi")
    assert (off.changes[0].state, off.changes[0].may_call_off) == ("called_off", False)
    again = particulars.call_off(admin, "unit", unit, change.id, "Quyết định đã bị thu hồi")
    await refused(again, 409, "moved-on")
    with clock.at(clock.now() + timedelta(days=11)):
        await take_effect_of_due()
    assert (await particulars.design(admin, "unit", unit)).title == "Phòng Tư pháp"
