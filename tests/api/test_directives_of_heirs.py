"""What a unit was told before its agency was merged is answered by who took it over."""

from collections.abc import AsyncIterator

import pytest

from shared.client import directives
from shared.client.base import ApiProblem
from shared.contracts.directives import GiveUnitDirective, SayWhy
from tests.api.offices import close_offices, own_office
from tests.api.test_mergers import Officer, carried_out, merging


@pytest.fixture(autouse=True)
async def closed_afterwards() -> AsyncIterator[None]:
    """Other tests are not offered what was made here."""
    yield
    await close_offices()


async def test_what_a_unit_was_told_before_the_merger_is_answered_by_its_heir(
    officer: Officer,
) -> None:
    old, heir = await own_office("Lệnh Cũ"), await own_office("Lệnh Mới")
    leader = await officer(f"lanhdao.{old.slug}")
    wanted = GiveUnitDirective(
        "direction", [str(old.unit_id), str(old.desk_id)], "Báo cáo hồ sơ tồn trong tuần này.", 3
    )
    given = {one.unit_id: one for one in await directives.give_to_units(leader, wanted)}
    of_unit, of_desk = given[str(old.unit_id)], given[str(old.desk_id)]
    await carried_out(officer, merging([old.agency_id], heir.agency_id))

    # The heads of the heir have it before them; others of the same unit read it.
    head = await officer(f"truongphong.tuphap.{heir.slug}")
    seen = {one.id: one for one in (await directives.unit_directives(head)).items}
    assert seen[of_unit.id].may_answer
    assert (seen[of_unit.id].unit_name, seen[of_unit.id].agency_name) == (
        of_unit.unit_name, of_unit.agency_name,
    )  # fmt: skip
    with pytest.raises(ApiProblem) as other:
        await directives.answer_for_unit(head, of_desk.id, SayWhy("Đã báo cáo đầy đủ."))
    assert other.value.status in (403, 404)
    desk = await officer(f"tiepnhan1.{heir.slug}")
    done = SayWhy("Đã rà soát và báo cáo đầy đủ.")
    assert (await directives.answer_for_unit(desk, of_desk.id, done)).answer == done.content
    answered = await directives.answer_for_unit(head, of_unit.id, done)
    assert answered.answered_by
    watching = await officer(f"lanhdao.{heir.slug}")
    there = {one.id for one in (await directives.unit_directives(watching)).items}
    assert {of_unit.id, of_desk.id} <= there
