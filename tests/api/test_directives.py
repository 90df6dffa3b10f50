"""Heads direct and urge, those who hold the dossier answer, and lateness is explained."""

import csv
import io
import uuid
from collections.abc import Awaitable, Callable
from datetime import date

import asyncpg
import pytest
import python_calamine

from shared.client import directives, dossiers, exports, inbox, notifications
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.directives import (
    ExplainLateness,
    ExportLateness,
    GiveDirective,
    GiveUnitDirective,
    SayWhy,
)
from shared.vocabulary.directives import LatenessCause
from shared.vocabulary.exports import TableKind
from tests.api.conftest import Office, eventually, submitted
from tests.api.offices import own_office

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
PLACE, NAME = "luongvantri", "Lương Văn Tri"
WHAT = "Ưu tiên giải quyết hồ sơ này trong tuần."
WHY = ExplainLateness(
    LatenessCause.VERIFICATION,
    "Chờ kết quả xác minh của xã bên cạnh.",
    "Đã cử người xác minh tại chỗ, xong trong ngày mai.",
)
DONE = "Đã thẩm định xong, trình lãnh đạo trong ngày mai."


async def appraising(citizen: Citizen, officer: Officer, number: int) -> tuple[Office, str]:
    """A dossier on a specialist's desk, where nobody stands in for anybody."""
    office = Office(officer, PLACE)
    id_ = (await submitted(await citizen(number), NAME)).dossier_id
    await office.to_appraisal(id_, "Tư pháp")
    return office, id_


@pytest.mark.criterion("II.22")
async def test_a_direction_is_told_answered_once_and_seen_by_its_giver(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 36)
    leader, specialist = await office.as_("lanhdao"), await office.as_(office.specialist)
    given = await directives.give(leader, id_, GiveDirective("direction", WHAT, 3))
    assert (given.kind_label, given.content, given.answer) == ("Chỉ đạo", WHAT, "")
    assert given.answer_by is not None

    async def told() -> bool:
        page = await notifications.notices(specialist, "")
        return any(n.dossier_id == id_ and "chỉ đạo" in n.subject for n in page.items)

    assert await eventually(told)
    mine = await directives.open_directives(specialist)
    assert given.id in {item.id for item in mine.items}
    seen = await directives.of_dossier(specialist, id_)
    assert (seen.may_give, seen.may_answer, seen.may_explain) == (False, True, False)
    with pytest.raises(ApiProblem) as refused:
        await directives.answer(leader, given.id, SayWhy(DONE))
    assert refused.value.status == 403
    answered = await directives.answer(specialist, given.id, SayWhy(DONE))
    assert (answered.answer, answered.late) == (DONE, False)
    with pytest.raises(ApiProblem) as twice:
        await directives.answer(specialist, given.id, SayWhy(DONE))
    assert twice.value.status == 409
    assert given.id not in {i.id for i in (await directives.open_directives(leader)).items}

    async def heard() -> bool:
        page = await notifications.notices(leader, "")
        return any(n.dossier_id == id_ and "đã có trả lời" in n.subject for n in page.items)

    assert await eventually(heard)
    before = await dossiers.dossier(specialist, id_)
    assert before.state == "appraising", "a direction changes nothing of the dossier itself"


async def test_only_heads_direct_and_strangers_know_nothing(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 37)
    for who in (office.specialist, "tiepnhan1"):
        with pytest.raises(ApiProblem) as refused:
            await directives.give(await office.as_(who), id_, GiveDirective("urge", WHAT))
        assert refused.value.status == 403
    urged = await directives.give(await office.as_(office.head), id_, GiveDirective("urge", WHAT))
    stranger = await officer("lanhdao.locbinh")
    for call in (
        directives.of_dossier(stranger, id_),
        directives.give(stranger, id_, GiveDirective("urge", WHAT)),
        directives.answer(stranger, urged.id, SayWhy(DONE)),
    ):
        with pytest.raises(ApiProblem) as hidden:
            await call
        assert hidden.value.status == 404
    with pytest.raises(ApiProblem) as short:
        await directives.give(await office.as_("lanhdao"), id_, GiveDirective("urge", "Nhanh"))
    assert short.value.status == 400


@pytest.mark.criterion("II.22")
async def test_lateness_is_explained_by_who_holds_the_dossier_and_only_then(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 38)
    specialist = await office.as_(office.specialist)
    with pytest.raises(ApiProblem) as early:
        await directives.explain(specialist, id_, WHY)
    assert early.value.problem.type.endswith("not-late")
    await database.execute(
        "update dossier set due_at = now() - interval '1 day' where id = $1", id_
    )
    assert (await directives.of_dossier(specialist, id_)).may_explain
    with pytest.raises(ApiProblem) as refused:
        await directives.explain(await office.as_("tiepnhan1"), id_, WHY)
    assert refused.value.status == 403
    leader = await office.as_("lanhdao")

    async def listed(explained: str) -> list[str]:
        page = await directives.lateness(leader, explained=explained, limit="100")
        assert page.late >= page.explained
        return [item.id for item in page.items]

    assert id_ in await listed("missing")
    assert id_ not in await listed("given")
    before = await directives.lateness(leader)
    await directives.explain(specialist, id_, WHY)
    seen = await directives.of_dossier(leader, id_)
    assert [(i.kind_label, i.cause_label, i.content, i.remedy) for i in seen.items] == [
        ("Giải trình trễ hạn", "Xác minh kéo dài", WHY.content, WHY.remedy)
    ]
    assert id_ in await listed("given")
    assert id_ not in await listed("missing")
    after = await directives.lateness(leader)
    assert (after.late, after.explained) == (before.late, before.explained + 1)
    assert sum(one.count for one in after.causes) == after.explained
    mine = next(item for item in after.items if item.id == id_)
    assert (mine.cause, mine.remedy, mine.visible) == ("verification", WHY.remedy, True)
    # One that was resolved late stays in the list of its period.
    await database.execute(
        "update dossier set finished_at = now(), state = 'result_ready' where id = $1", id_
    )
    assert id_ in await listed("all")
    above = await directives.lateness(await officer("giamsat.ubndtinh"), limit="100")
    assert {item.id: item.visible for item in above.items}[id_] is False
    stranger = await directives.lateness(await officer("lanhdao.locbinh"), limit="100")
    assert id_ not in {item.id for item in stranger.items}
    for wrong in ({"day_from": "2026-02-02", "day_to": "2026-02-01"}, {"explained": "perhaps"}):
        with pytest.raises(ApiProblem) as impossible:
            await directives.lateness(leader, **wrong)
        assert impossible.value.status in (400, 422)


@pytest.mark.criterion("II.22")
async def test_a_unit_is_directed_as_a_whole_and_answers_once_by_its_head(
    officer: Officer, database: asyncpg.Pool
) -> None:
    made = await own_office("Chỉ Đạo")
    leader = await officer(f"lanhdao.{made.slug}")
    mine = await directives.unit_directives(leader)
    assert {one.id for one in mine.units} == {str(made.unit_id), str(made.desk_id)}
    given = await directives.give_to_units(
        leader,
        GiveUnitDirective("urge", [str(made.unit_id), str(made.desk_id)], WHAT, 3),
    )
    assert [(one.kind_label, one.state) for one in given] == [("Đôn đốc", "waiting")] * 2
    of_unit = next(one for one in given if one.unit_id == str(made.unit_id))
    head = await officer(f"truongphong.tuphap.{made.slug}")
    specialist = await officer(f"chuyenvien1.tuphap.{made.slug}")
    desk = await officer(f"tiepnhan1.{made.slug}")
    # Everybody of the unit sees it as a mark of the inbox and is told once.
    for who in (head, specialist, desk):
        assert (await inbox.counts(who)).unit_directives == 1

    async def told() -> bool:
        page = await notifications.notices(specialist, "")
        return any(n.link == "/chi-dao/" and "Phòng Tư pháp" in n.subject for n in page.items)

    assert await eventually(told)
    seen = (await directives.unit_directives(specialist)).items
    assert [(one.id, one.may_answer) for one in seen] == [(of_unit.id, False)]
    for who, status in ((specialist, 403), (leader, 403), (desk, 404)):
        with pytest.raises(ApiProblem) as refused:
            await directives.answer_for_unit(who, of_unit.id, SayWhy(DONE))
        assert refused.value.status == status
    # The desk answers for itself; the unit is late with its answer.
    of_desk = (await directives.unit_directives(desk)).items[0]
    await directives.answer_for_unit(desk, of_desk.id, SayWhy(DONE))
    await database.execute(
        "update unit_directive set answer_by = now() - interval '1 hour' where id = $1",
        uuid.UUID(of_unit.id),
    )
    now = await directives.unit_directives(leader, shown="open")
    assert [(one.id, one.state) for one in now.items] == [(of_unit.id, "late")]
    assert (now.waiting, now.late) == (1, 1)
    answered = await directives.answer_for_unit(head, of_unit.id, SayWhy(DONE))
    assert (answered.state, answered.answer) == ("answered_late", DONE)
    with pytest.raises(ApiProblem) as twice:
        await directives.answer_for_unit(head, of_unit.id, SayWhy(DONE))
    assert twice.value.status == 409
    assert (await inbox.counts(head)).unit_directives == 0
    states = {one.unit_id: one.state for one in (await directives.unit_directives(leader)).items}
    assert states == {str(made.unit_id): "answered_late", str(made.desk_id): "answered"}

    async def heard() -> bool:
        page = await notifications.notices(leader, "")
        return any(n.link == "/chi-dao/" and "đã có trả lời" in n.subject for n in page.items)

    assert await eventually(heard)
    # Page by page, and whoever watches the province sees it too.
    first = await directives.unit_directives(leader, limit="1")
    rest = await directives.unit_directives(leader, limit="1", cursor=first.next_cursor or "")
    assert {first.items[0].id, rest.items[0].id} == {one.id for one in given}
    watched = await directives.unit_directives(
        await officer("giamsat.ubndtinh"), agency_id=str(made.agency_id)
    )
    assert {one.id for one in watched.items} == {one.id for one in given}


async def test_units_of_others_are_not_directed_and_nothing_is_half_sent(
    officer: Officer, database: asyncpg.Pool
) -> None:
    made, other = await own_office("Không Phải"), await own_office("Khác", people=False)
    leader = await officer(f"lanhdao.{made.slug}")
    with pytest.raises(ApiProblem) as outside:
        await directives.give_to_units(
            leader, GiveUnitDirective("direction", [str(made.unit_id), str(other.unit_id)], WHAT)
        )
    assert outside.value.status == 422
    assert [e.pointer for e in outside.value.errors] == ["/unit_ids/1"]
    assert await database.fetchval(
        "select count(*) from unit_directive where agency_id = any($1::uuid[])",
        [made.agency_id, other.agency_id],
    ) == 0  # fmt: skip
    with pytest.raises(ApiProblem) as not_a_leader:
        await directives.give_to_units(
            await officer(f"truongphong.tuphap.{made.slug}"),
            GiveUnitDirective("urge", [str(made.unit_id)], WHAT),
        )
    assert not_a_leader.value.status == 403
    for wrong in ({"shown": "perhaps"}, {"cursor": "khong-phai"}, {"agency_id": "khong-phai"}):
        with pytest.raises(ApiProblem) as impossible:
            await directives.unit_directives(leader, **wrong)
        assert impossible.value.status == 400


@pytest.mark.criterion("II.22")
async def test_the_list_of_lateness_is_taken_away_as_a_file(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 38)
    await database.execute(
        "update dossier set due_at = now() - interval '1 day' where id = $1", id_
    )
    hostile = ExplainLateness(LatenessCause.OTHER, "=HYPERLINK(1) do thiếu người.", WHY.remedy)
    await directives.explain(await office.as_(office.specialist), id_, hostile)
    leader = await office.as_("lanhdao")
    listed = await directives.lateness(leader, limit="100")
    code = next(item.code for item in listed.items if item.id == id_)
    files = {}
    for kind in TableKind:
        asked = await directives.export_lateness(leader, ExportLateness(kind))
        assert asked.source_label == "Giải trình trễ hạn"

        async def ready(asked_id: str = asked.id) -> bool:
            return (await exports.export(leader, asked_id)).state == "done"

        assert await eventually(ready, 40)
        files[kind] = await exports.content(leader, asked.id)
    rows = list(csv.DictReader(io.StringIO(files[TableKind.CSV].decode("utf-8-sig"))))
    assert len(rows) == listed.late
    mine = next(row for row in rows if row["Mã hồ sơ"] == code)
    assert mine["Giải trình"] == "'=HYPERLINK(1) do thiếu người."
    assert mine["Nguyên nhân"] == "Lý do khác"
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(files[TableKind.XLSX]))
    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert code in cells
    assert "=HYPERLINK(1) do thiếu người." in cells
    with pytest.raises(ApiProblem) as reversed_:
        await directives.export_lateness(
            leader, ExportLateness(day_from=date(2026, 2, 2), day_to=date(2026, 2, 1))
        )
    assert reversed_.value.status == 422
    other = (await directives.lateness(await officer("lanhdao.locbinh"))).agencies[0].code
    with pytest.raises(ApiProblem) as outside:
        await directives.export_lateness(leader, ExportLateness(agency_id=other))
    assert outside.value.status == 404
