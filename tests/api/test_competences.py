"""Who receives and who resolves a procedure: by two persons, within reach, with what was before."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.identity.actions import create_account, grant_role
from backend.organisation.actions import keep_unit
from backend.organisation.demo.seed_organisation import PASSWORD, totp_secret
from shared.client import competences, dossiers, organisation
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.competences import SaveCompetence
from shared.contracts.drafts import SaveDraft
from shared.vocabulary.roles import AccountKind, Role
from tests.api.conftest import Office, different
from tests.api.deciding import WHY, decided, own_competences
from tests.api.offices import Made, own_office
from tests.api.own_procedures import SECOND, WRITER, Officer, kind_of
from tests.api.people import fresh_citizen


@pytest_asyncio.fixture(loop_scope="session")
async def code(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own that one commune receives."""
    async with own_competences(database) as made:
        yield made


async def drafted(me: ApiClient, code: str, agency_id: object) -> str:
    draft = await dossiers.start_draft(me, code)
    data = SaveDraft(different(), str(agency_id), "electronic")
    return (await dossiers.save_draft(me, draft.id, data, draft.version)).id


async def sent(me: ApiClient, draft_id: str) -> str:
    return (await dossiers.submit(me, draft_id, uuid.uuid4().hex)).dossier_id


@pytest.mark.criterion("V.25")
async def test_an_agency_is_added_changed_and_ended_and_open_dossiers_stay(
    officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool, code: str
) -> None:
    made = await own_office("Thẩm quyền")
    office, desk = Office(officer, made.slug), await officer(f"tiepnhan1.{made.slug}")
    here = made.agency_id

    async def someone() -> ApiClient:
        return await fresh_citizen(http, database)

    first = await someone()
    assert await kind_of(drafted(first, code, here)) == (404, "agency-not-competent")
    added = await decided(officer, code, here, made.unit_id)
    assert added.row.unit is not None
    assert (added.row.unit.id, added.row.proposed, added.row.next.state) == (
        str(made.unit_id), None, "",
    )  # fmt: skip
    resolved = await sent(first, await drafted(first, code, here))
    await office.accept(resolved)
    await office.act("tiepnhan1", resolved, "transfer", unit_id=str(made.unit_id))

    other_unit = await keep_unit(here, "Phòng Văn hóa")
    second = await someone()
    waits = await sent(second, await drafted(second, code, here))
    changed = await decided(officer, code, here, other_unit)
    assert changed.open_dossiers == 2
    still = await dossiers.dossier(desk, resolved)
    assert still.holding_unit is not None
    assert still.holding_unit.id == str(made.unit_id), "an open dossier stays where it is"
    third = await someone()
    new = await sent(third, await drafted(third, code, here))
    assert (await organisation.resolving_units(desk, new))[0].id == str(other_unit)

    late = await someone()
    draft_id = await drafted(late, code, here)
    ended = await decided(officer, code, here, None)
    assert (ended.row.unit, ended.open_drafts) == (None, 1)
    with pytest.raises(ApiProblem) as refused:
        await sent(late, draft_id)
    assert refused.value.status == 422
    told = {e.pointer: e.message for e in refused.value.errors}
    assert "không còn tiếp nhận thủ tục này" in told["/agency_id"]
    assert str(here) not in {a.id for a in (await dossiers.draft(late, draft_id)).agencies}
    # What lay at the desk goes on to whoever resolved last.
    await office.accept(waits)
    assert (await organisation.resolving_units(desk, waits))[0].id == str(other_unit)
    gone = await office.act("tiepnhan1", waits, "transfer", unit_id=str(other_unit))
    assert gone.holding_unit is not None
    assert gone.holding_unit.id == str(other_unit)

    past = (await competences.changes(await officer(WRITER), code)).items
    mine = [c for c in past if c.agency == made.name]
    assert [(bool(c.before), bool(c.after), c.reason) for c in mine] == [
        (True, False, WHY), (True, True, WHY), (False, True, WHY),
    ]  # fmt: skip
    assert "Phòng Tư pháp" in mine[1].before
    assert "Phòng Văn hóa" in mine[1].after
    assert mine[0].proposed_by != mine[0].approved_by != ""
    assert past[-1].way == "other", "what a program does is kept as well"
    trail = await database.fetch(
        "select action, detail from audit_entry where subject_id = $1 and action like 'compet%' "
        "order by at",
        here,
    )
    assert [row["action"] for row in trail].count("competence.changed") == 3


async def test_nobody_puts_their_own_proposal_in_force_and_it_can_be_given_back(
    officer: Officer, code: str
) -> None:
    made = await own_office("Hai người", people=False)
    writer, second = await officer(WRITER), await officer(SECOND)
    id_ = str(made.agency_id)
    proposed = await competences.propose(writer, code, id_, SaveCompetence(WHY, str(made.unit_id)))
    assert proposed.row.proposed is not None
    assert proposed.row.proposed.unit is not None
    revision = proposed.row.next.revision
    assert await kind_of(competences.approve(writer, code, id_, revision)) == (
        403, "second-person",
    )  # fmt: skip
    listed = (await competences.competences(second, code, q=made.code.lower())).items
    assert [(r.agency.name, r.unit, r.next.may_approve) for r in listed] == [
        (made.name, None, True)
    ]
    back = await competences.give_back(second, code, id_, "Ghi rõ số quyết định")
    assert (back.row.next.state, back.row.next.note) == ("draft", "Ghi rõ số quyết định")
    assert (await kind_of(competences.approve(second, code, id_, revision)))[0] == 409
    await competences.discard(writer, code, id_)
    assert (await competences.competences(second, code, q=made.code)).items == []
    assert (await kind_of(competences.discard(writer, code, id_)))[0] == 404


async def test_what_cannot_be_is_refused_and_says_what_to_do(
    officer: Officer, database: asyncpg.Pool, code: str
) -> None:
    made = await own_office("Từ chối", people=False)
    writer, second = await officer(WRITER), await officer(SECOND)
    id_, unit = str(made.agency_id), str(made.unit_id)
    gone = await keep_unit(made.agency_id, "Phòng đã giải thể")
    await database.execute("update unit set dissolved_at = now() where id = $1", gone)
    for wanted, said in (
        (str(made.desk_id), "Bộ phận Một cửa"),
        (str(gone), "đã giải thể"),
        (str(uuid.uuid4()), "Không có phòng này"),
        ("không-phải-mã", ""),
    ):
        with pytest.raises(ApiProblem) as refused:
            await competences.propose(writer, code, id_, SaveCompetence(WHY, wanted))
        assert refused.value.status in (400, 422)
        assert any(e.pointer == "/unit_id" and said in e.message for e in refused.value.errors)
    for data, kind in (
        (SaveCompetence(WHY), (409, "nothing-to-end")),
        (SaveCompetence(WHY, unit, unit), (409, "changed-since")),
        (SaveCompetence(WHY, unit, None, 7), (412, "stale")),
    ):
        found = await kind_of(competences.propose(writer, code, id_, data))
        assert found[0] == kind[0], found
    for reason in ("", "..........", "ngắn", "x" * 501):
        assert (await kind_of(
            competences.propose(writer, code, id_, SaveCompetence(reason, unit))
        ))[0] in (400, 422)  # fmt: skip
    # What holds has changed while the proposal waited.
    waiting = await competences.propose(writer, code, id_, SaveCompetence(WHY, unit))
    assert (await kind_of(
        competences.propose(writer, code, id_, SaveCompetence(WHY, unit))
    ))[0] in (409, 412)  # fmt: skip
    await database.execute(
        "insert into agency_procedure (id, tenant_id, procedure_code, receiving_agency_id, "
        "resolving_agency_id, resolving_unit_id) select gen_random_uuid(), tenant_id, $1, id, id, "
        "$3 from agency where id = $2",
        code, made.agency_id, made.unit_id,
    )  # fmt: skip
    assert await kind_of(competences.approve(second, code, id_, waiting.row.next.revision)) == (
        409,
        "changed-since",
    )
    kept = await competences.one(second, code, id_)
    assert kept.row.next.state == "proposed", "nothing is half done"
    assert (await kind_of(competences.one(writer, "9.999999", id_)))[0] == 404
    assert (await kind_of(competences.one(writer, code, str(uuid.uuid4()))))[0] == 404
    assert (await kind_of(competences.competences(writer, code, cursor="%%%")))[0] == 400
    assert (await competences.competences(writer, code, q="\x00' or 1=1 --")).items == []


async def commune_admin(made: Made) -> str:
    """A catalogue administrator of one commune alone."""
    username = f"danhmuc.{made.slug}"
    account_id = await create_account(
        AccountKind.OFFICER, username, "Nguyễn Văn Mẫu Danh mục", PASSWORD,
        totp_secret=totp_secret(username),
    )  # fmt: skip
    await grant_role(account_id, Role.CATALOGUE_ADMIN, made.agency_id)
    return username


async def test_strangers_see_nothing_and_reach_ends_at_ones_own_agency(
    officer: Officer, citizen: Callable[[int], Awaitable[ApiClient]], code: str
) -> None:
    made = await own_office("Phạm vi")
    away = await own_office("Ngoài phạm vi", people=False)
    id_ = str(made.agency_id)
    for who in (await citizen(3), await officer(f"tiepnhan1.{made.slug}")):
        for call in (
            competences.competences(who, code),
            competences.changes(who, code),
            competences.one(who, code, id_),
            competences.propose(who, code, id_, SaveCompetence(WHY, str(made.unit_id))),
            competences.approve(who, code, id_, 1),
        ):
            assert (await kind_of(call))[0] == 403
    near = await officer(await commune_admin(made))
    for agency_id, unit_id in (
        (str(away.agency_id), str(away.unit_id)),
        (id_, str(away.unit_id)),
        (str(away.agency_id), str(made.unit_id)),
    ):
        with pytest.raises(ApiProblem) as refused:
            await competences.propose(near, code, agency_id, SaveCompetence(WHY, unit_id))
        assert refused.value.status == 422
        assert any("ngoài phạm vi" in e.message for e in refused.value.errors)
    mine = await competences.propose(near, code, id_, SaveCompetence(WHY, str(made.unit_id)))
    # A leader of another agency does not decide for this one; the one of this agency does.
    other = await officer("lanhdao.bacson")
    revision = mine.row.next.revision
    assert (await kind_of(competences.approve(other, code, id_, revision)))[0] == 403
    leader = await officer(f"lanhdao.{made.slug}")
    assert (await competences.approve(leader, code, id_, revision)).row.unit is not None


async def test_agencies_come_page_by_page_in_order(officer: Officer, code: str) -> None:
    writer = await officer(WRITER)
    for word in ("Trang một", "Trang hai"):
        made = await own_office(word, people=False)
        await decided(officer, code, made.agency_id, made.unit_id)
    whole = (await competences.competences(writer, code)).items
    seen, cursor = [], ""
    for _ in range(10):
        page = await competences.competences(writer, code, cursor=cursor, limit=1)
        seen += page.items
        cursor = page.next_cursor or ""
        if not cursor:
            break
    assert [r.agency.id for r in seen] == [r.agency.id for r in whole]
    assert len(seen) == 3
    named = await competences.competences(writer, code, q="trang HAI")
    assert len(named.items) == 1
    past = await competences.changes(writer, code, limit=2)
    rest = await competences.changes(writer, code, past.next_cursor or "", limit=2)
    assert len(past.items) == 2
    assert len(rest.items) == 1
