"""The declaration of a walk-in: kept as data under the rules of the form, or not at all."""

import uuid
from collections.abc import Awaitable, Callable

import pytest

from shared.client import dossiers, identity
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ReceivedComponent
from shared.contracts.bundles import Owner, RegisterBatch
from shared.contracts.desk import FindPerson, RegisterAtDesk
from tests.api.conftest import ANSWERS, PROCEDURE

Officer = Callable[[str], Awaitable[ApiClient]]
PLACE = "tamthanh"


async def at_the_desk(officer: Officer) -> tuple[ApiClient, str]:
    """An officer of the desk and their agency."""
    desk = await officer(f"tiepnhan2.{PLACE}")
    return desk, (await identity.me(desk)).roles[0].agency_id


def walk_in(agency_id: str, answers: dict[str, object], procedure: str = PROCEDURE, **more: object):  # type: ignore[no-untyped-def]
    """What is typed for a person with their declaration."""
    given: dict[str, object] = {
        "procedure_code": procedure, "agency_id": agency_id, "channel": "desk",
        "applicant_name": "Nguyễn Văn Mẫu", "applicant_personal_id": "020099000881",
        "applicant_phone": "0900000001", "applicant_address": "Số 1 phố Trình Diễn",
        "delivery": "desk", "answers": answers,
    }  # fmt: skip
    return RegisterAtDesk(**(given | more))  # type: ignore[arg-type]


@pytest.mark.criterion("II.5")
async def test_what_is_declared_at_the_desk_is_kept_as_on_the_portal(officer: Officer) -> None:
    desk, agency = await at_the_desk(officer)
    # Of a hidden question something was typed before its condition changed: it is no answer.
    answers = ANSWERS | {"birth_date": "17/05/1999", "partner": "Không còn dự định này"}
    found = await dossiers.register_at_desk(desk, walk_in(agency, answers), uuid.uuid4().hex)
    said = {answer.key: answer.value for answer in found.answers}
    assert said["purpose_other"] == ANSWERS["purpose_other"]
    assert said["birth_date"] == "17/05/1999"
    assert "partner" not in said
    papers = [ReceivedComponent(key=c.key, ok=True) for c in found.components]
    both = walk_in(agency, ANSWERS, components=papers)
    accepted = await dossiers.register_at_desk(desk, both, uuid.uuid4().hex)
    assert accepted.code
    assert {a.key for a in accepted.answers} == set(said)


async def test_without_a_declaration_the_papers_alone_are_taken_in(officer: Officer) -> None:
    desk, agency = await at_the_desk(officer)
    found = await dossiers.register_at_desk(desk, walk_in(agency, {}), uuid.uuid4().hex)
    assert found.answers == []


async def test_a_declaration_with_gaps_names_each_and_enters_nothing(officer: Officer) -> None:
    desk, agency = await at_the_desk(officer)
    number = f"0200{uuid.uuid4().int % 10**8:08d}"
    wrong = ANSWERS | {"birth_date": "31/02/1999", "no_such": "x"}
    del wrong["status"]
    data = walk_in(agency, wrong, applicant_personal_id=number)
    for call in (
        dossiers.register_at_desk(desk, data, uuid.uuid4().hex),
        dossiers.register_batch(
            desk,
            RegisterBatch(data, [Owner("Học sinh Mẫu 1"), Owner("Học sinh Mẫu 2")]),
            uuid.uuid4().hex,
        ),
    ):
        with pytest.raises(ApiProblem) as refused:
            await call
        assert refused.value.status == 422
        assert {e.pointer for e in refused.value.errors} == {
            "/answers/birth_date", "/answers/no_such", "/answers/status",
        }  # fmt: skip
    known = await dossiers.find_person(desk, FindPerson(agency, number, PROCEDURE))
    assert known.duplicates == []


async def test_a_procedure_without_a_form_takes_no_declaration(officer: Officer) -> None:
    desk, agency = await at_the_desk(officer)
    with pytest.raises(ApiProblem) as refused:
        await dossiers.register_at_desk(
            desk, walk_in(agency, {"a": "b"}, procedure="2.000815"), uuid.uuid4().hex
        )
    assert refused.value.errors[0].pointer == "/answers"


async def test_a_card_says_when_somebody_was_born_and_their_sex(officer: Officer) -> None:
    desk, agency = await at_the_desk(officer)
    card = "020199000881||Nguyễn Thị Mẫu|05021999|Nữ|Số 1 phố Trình Diễn|01012022"
    known = await dossiers.find_person(desk, FindPerson(agency, card))
    assert (known.birth_date, known.sex) == ("1999-02-05", "female")
    typed = await dossiers.find_person(desk, FindPerson(agency, "020199000881"))
    assert (typed.birth_date, typed.sex) == ("", "")
