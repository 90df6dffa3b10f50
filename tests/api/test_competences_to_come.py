"""A change of who receives and resolves that was approved for a day to come."""

from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest
import pytest_asyncio

from backend.competences.planning import take_effect_of_due
from backend.organisation.actions import keep_unit
from backend.platform import clock
from shared.client import competences, organisation, proposals
from shared.client.base import ApiProblem
from shared.contracts.competences import CompetenceRow, SaveCompetence
from tests.api.deciding import WHY, decided, own_competences
from tests.api.offices import own_office
from tests.api.own_procedures import SECOND, WRITER, Officer, kind_of

OFF = "Chưa bố trí đủ người tiếp nhận"


@pytest_asyncio.fixture(loop_scope="session")
async def code(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own that one commune receives."""
    async with own_competences(database) as made:
        yield made


def day(ahead: int) -> str:
    return (clock.today() + timedelta(days=ahead)).isoformat()


async def on_its_day(ahead: int) -> None:
    with clock.at(clock.now() + timedelta(days=ahead)):
        await take_effect_of_due()


def unit_of(row: CompetenceRow) -> str:
    return row.unit.id if row.unit is not None else ""


@pytest.mark.criterion("V.25")
async def test_it_waits_for_its_day_and_holds_from_then_on(
    officer: Officer, database: asyncpg.Pool, code: str
) -> None:
    made = await own_office("Đến ngày", people=False)
    id_, writer = str(made.agency_id), await officer(WRITER)
    approved = (await decided(officer, code, id_, made.unit_id, day(3))).row
    assert (approved.unit, approved.proposed, approved.next.state) == (None, None, "")
    assert approved.planned is not None
    assert approved.planned.change.unit is not None
    assert approved.planned.change.unit.id == str(made.unit_id)
    assert (approved.planned.change.effective_on, approved.planned.may_call_off) == (day(3), True)
    assert approved.planned.proposed_by != approved.planned.approved_by
    listed = (await competences.competences(writer, code, q=made.code)).items
    assert [row.planned is not None for row in listed] == [True], "it is seen in the list"
    another = competences.propose(writer, code, id_, SaveCompetence(WHY, str(made.unit_id)))
    assert await kind_of(another) == (409, "change-waiting")

    await on_its_day(2)
    assert unit_of((await competences.one(writer, code, id_)).row) == ""
    await on_its_day(3)

    now = (await competences.one(writer, code, id_)).row
    assert (unit_of(now), now.planned) == (str(made.unit_id), None)
    await on_its_day(3)
    past = [c for c in (await competences.changes(writer, code)).items if c.agency == made.name]
    assert [(c.before, c.reason) for c in past] == [("", WHY)], "once, with its ground"
    assert past[0].proposed_by != past[0].approved_by != ""
    trail = await database.fetch(
        "select action from audit_entry where subject_id = $1 and action in "
        "('competence.planned', 'competence.in_force')",
        made.agency_id,
    )
    assert {row["action"] for row in trail} == {"competence.planned", "competence.in_force"}
    ended = (await decided(officer, code, id_, None, day(1))).row
    assert ended.planned is not None
    assert ended.planned.change.ends
    assert unit_of(ended) == str(made.unit_id)
    await on_its_day(1)
    assert unit_of((await competences.one(writer, code, id_)).row) == ""


async def test_it_is_called_off_before_its_day_with_a_reason(
    officer: Officer, database: asyncpg.Pool, code: str
) -> None:
    made = await own_office("Hủy trước", people=False)
    id_, second = str(made.agency_id), await officer(SECOND)
    await decided(officer, code, id_, made.unit_id, day(2))
    elsewhere = await officer("lanhdao.bacson")
    seen = (await competences.one(elsewhere, code, id_)).row
    assert seen.planned is not None
    assert not seen.planned.may_call_off
    assert (await kind_of(competences.call_off(elsewhere, code, id_, OFF)))[0] == 409
    assert (await kind_of(competences.call_off(second, code, id_, "ngắn")))[0] in (400, 422)
    off = (await competences.call_off(second, code, id_, OFF)).row
    assert off.planned is None
    assert (await kind_of(competences.call_off(second, code, id_, OFF)))[0] == 404
    await on_its_day(2)
    assert unit_of((await competences.one(second, code, id_)).row) == ""
    kept = await database.fetchrow(
        "select state, note from competence_plan where receiving_agency_id = $1", made.agency_id
    )
    assert tuple(kept) == ("called_off", OFF)
    assert (await decided(officer, code, id_, made.unit_id)).row.unit is not None


async def test_what_may_not_hold_on_its_day_goes_back_with_the_reason(
    officer: Officer, database: asyncpg.Pool, code: str
) -> None:
    made = await own_office("Không còn", people=False)
    id_, writer = str(made.agency_id), await officer(WRITER)
    brief = await keep_unit(made.agency_id, "Phòng Sắp giải thể")
    await decided(officer, code, id_, brief, day(2))
    await database.execute("update unit set dissolved_at = now() where id = $1", brief)

    await on_its_day(2)

    row = (await competences.one(writer, code, id_)).row
    assert (unit_of(row), row.planned, row.next.state) == ("", None, "draft")
    assert "đã giải thể" in row.next.note
    assert row.proposed is not None
    assert row.proposed.effective_on == ""
    mine = [p for p in (await proposals.proposals(writer)).items if p.key.startswith(f"{code}/")]
    assert [p.state for p in mine] == ["draft"]
    assert await organisation.units(writer, id_)


async def test_a_day_that_cannot_be_is_refused_at_the_field(
    officer: Officer, database: asyncpg.Pool, code: str
) -> None:
    made = await own_office("Ngày sai", people=False)
    id_, writer, second = str(made.agency_id), await officer(WRITER), await officer(SECOND)
    for wrong in (day(0), day(-1), day(800), "2027-02-30"):
        data = SaveCompetence(WHY, str(made.unit_id), effective_on=wrong)
        with pytest.raises(ApiProblem) as refused:
            await competences.propose(writer, code, id_, data)
        assert refused.value.status == 422
        assert [e.pointer for e in refused.value.errors] == ["/effective_on"]
    data = SaveCompetence(WHY, str(made.unit_id), effective_on="31/12/2027")
    assert (await kind_of(competences.propose(writer, code, id_, data)))[0] in (400, 422)
    data = SaveCompetence(WHY, str(made.unit_id), effective_on=day(1))
    proposed = (await competences.propose(writer, code, id_, data)).row
    # It lay until its day was over.
    await database.execute(
        "update proposal set definition = jsonb_set(definition, '{effective_on}', "
        "to_jsonb($2::text)) where key like $1 || '/%'",
        code,
        day(-1),
    )
    with pytest.raises(ApiProblem) as late:
        await competences.approve(second, code, id_, proposed.next.revision)
    assert [e.pointer for e in late.value.errors] == ["/effective_on"]
    assert (await competences.one(writer, code, id_)).row.next.state == "proposed"
