"""One step at the desk: card read, papers counted, fee kept, receipt in the hand."""

from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from shared.client import catalogue, documents, dossiers, identity
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ReceivedComponent
from shared.contracts.desk import FindPerson, RegisterAtDesk
from shared.contracts.dossiers import Dossier
from tests.api.conftest import PROCEDURE

Officer = Callable[[str], Awaitable[ApiClient]]
NUMBER = "020188000777"
CARD = f"{NUMBER}||Nguyễn Thị Mẫu Quầy|05021988|Nữ|Số 7 phố Trình Diễn, Lạng Sơn|01012022"


async def desk_of(officer: Officer, slug: str = "kylua") -> tuple[ApiClient, str]:
    """A desk officer and their agency."""
    desk = await officer(f"tiepnhan1.{slug}")
    return desk, (await identity.me(desk)).roles[0].agency_id


async def received(desk: ApiClient, agency_id: str, **more: Any) -> Dossier:
    """A walk-in of the person of the card."""
    return await dossiers.register_at_desk(
        desk,
        RegisterAtDesk(
            procedure_code=PROCEDURE, agency_id=agency_id, channel="desk",
            applicant_name="Nguyễn Thị Mẫu Quầy", applicant_personal_id=NUMBER,
            applicant_phone="0900000777", applicant_address="Số 7 phố Trình Diễn, Lạng Sơn",
            delivery="desk", **more,
        ),
    )  # fmt: skip


async def all_papers(desk: ApiClient) -> list[ReceivedComponent]:
    """Every paper in order, with an original of each."""
    found = await catalogue.procedure(desk, PROCEDURE)
    return [ReceivedComponent(key=c.key, ok=True, originals=1) for c in found.components]


@pytest.mark.criterion("II.5")
@pytest.mark.criterion("W.5")
@pytest.mark.criterion("G.1")
async def test_papers_fee_and_acceptance_are_one_step_with_a_receipt(officer: Officer) -> None:
    desk, agency_id = await desk_of(officer)
    found = await received(
        desk, agency_id, components=await all_papers(desk), fee_vnd=15_000, fee_receipt="BL-77",
        owner_name="Nguyễn Văn Mẫu Chủ", authorised_by="Nguyễn Văn Mẫu Chủ",
    )  # fmt: skip
    assert found.state == "accepted"
    assert found.code and found.due_at
    assert [e.act for e in found.timeline] == [
        "register_at_desk", "require_payment", "record_payment", "accept",
    ]  # fmt: skip
    assert (found.owner_name, found.applicant_name) == ("Nguyễn Văn Mẫu Chủ", "Nguyễn Thị Mẫu Quầy")
    assert "BL-77" in found.timeline[2].note
    assert all(c.received_originals == 1 for c in found.components)
    receipt = next(f for f in found.issued_forms if f.form == "receipt")
    assert (await documents.content(desk, receipt.document_id)).startswith(b"%PDF")


async def test_a_missing_paper_leaves_nothing_behind(
    officer: Officer, database: asyncpg.Pool
) -> None:
    desk, agency_id = await desk_of(officer)
    found = await catalogue.procedure(desk, "1.001193")
    key = next(c.key for c in found.components if c.required)
    count = "select (select count(*) from dossier), (select count(*) from dossier_code_counter), "
    count += "(select sum(last) from form_counter), (select count(*) from outbox)"
    before = tuple(await database.fetchrow(count))
    with pytest.raises(ApiProblem) as refused:
        await dossiers.register_at_desk(
            desk,
            RegisterAtDesk(
                procedure_code="1.001193", agency_id=agency_id, channel="desk",
                applicant_name="Nguyễn Thị Mẫu Quầy", applicant_personal_id=NUMBER,
                applicant_phone="0900000777", applicant_address="Số 7 phố Trình Diễn",
                delivery="desk", components=[ReceivedComponent(key=key, ok=False)],
            ),
        )  # fmt: skip
    assert refused.value.problem.type.endswith("components-incomplete")
    assert f"/components/{key}" in {e.pointer for e in refused.value.errors}
    assert tuple(await database.fetchrow(count)) == before


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"fee_vnd": 15_000}, "/fee_receipt"),
        ({"fee_vnd": 15_000, "fee_receipt": "BL-1", "components": None}, "/fee_vnd"),
        ({"delivery": "pigeon"}, "/delivery"),
        ({"channel": "online"}, "/channel"),
        ({"delivery": "post"}, "/delivery_address"),
    ],
)
async def test_what_is_wrong_is_named(officer: Officer, more: dict[str, Any], pointer: str) -> None:
    desk, agency_id = await desk_of(officer)
    request = {
        "procedure_code": PROCEDURE, "agency_id": agency_id, "channel": "desk",
        "applicant_name": "Nguyễn Thị Mẫu", "applicant_personal_id": NUMBER,
        "applicant_phone": "0900000777", "applicant_address": "Số 7 phố Trình Diễn",
        "delivery": "desk", "components": [],
    }  # fmt: skip
    with pytest.raises(ApiProblem) as refused:
        await dossiers.register_at_desk(desk, RegisterAtDesk(**(request | more)))
    assert pointer in {e.pointer for e in refused.value.errors}


async def test_a_card_is_read_a_known_person_found_and_a_repeat_named(
    officer: Officer, database: asyncpg.Pool
) -> None:
    desk, agency_id = await desk_of(officer, "dongkinh")
    new = await dossiers.find_person(desk, FindPerson(agency_id, CARD, PROCEDURE))
    assert (new.full_name, new.birth_date, new.known_from) == (
        "Nguyễn Thị Mẫu Quầy", "1988-02-05", "card",
    )  # fmt: skip
    assert new.duplicates == []
    made = await received(desk, agency_id)
    again = await dossiers.find_person(desk, FindPerson(agency_id, NUMBER, PROCEDURE))
    assert (again.known_from, again.phone) == ("earlier_dossier", "0900000777")
    assert [row.id for row in again.duplicates] == [made.id]
    other = await dossiers.find_person(desk, FindPerson(agency_id, NUMBER, "2.000815"))
    assert other.duplicates == []
    member = await dossiers.find_person(desk, FindPerson(agency_id, "020099000001"))
    assert member.known_from in ("account", "")
    with pytest.raises(ApiProblem) as misread:
        await dossiers.find_person(desk, FindPerson(agency_id, CARD.replace("1988", "1987")))
    assert misread.value.errors[0].pointer == "/scan"
    looked = await database.fetchval(
        "select count(*) from audit_entry where action = 'person.looked_up'"
    )
    assert looked >= 4


async def test_nobody_looks_people_up_for_another_desk(officer: Officer) -> None:
    desk, _ = await desk_of(officer)
    _, other = await desk_of(officer, "dongkinh")
    with pytest.raises(ApiProblem) as refused:
        await dossiers.find_person(desk, FindPerson(other, NUMBER))
    assert refused.value.status == 403
    with pytest.raises(ApiProblem) as not_desk:
        await dossiers.find_person(await officer("lanhdao.kylua"), FindPerson(other, NUMBER))
    assert not_desk.value.status == 403
