"""One submission of several procedures, one organisation with many owners: linked, read as one."""

import asyncio
import io
import unicodedata
import uuid
from collections.abc import Awaitable, Callable

import pytest
from pypdf import PdfReader

from shared.client import documents, dossiers, identity, inbox
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ReceivedComponent
from shared.contracts.bundles import Owner, RegisterBatch
from shared.contracts.desk import FindPerson, RegisterAtDesk
from shared.contracts.drafts import Draft, SaveDraft
from tests.api.conftest import ANSWERS, PROCEDURE, Office

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
PLACE, NAME = "tamthanh", "Tam Thanh"
RESIDENCE, COPY = "1.004222", "2.000635"
OWN = {
    "birth_date": "1999-05-17",
    "sex": "male",
    "present_is": "permanent",
    "occupation": "Công nhân",
    "housing": "own",
    "household": "own",
    "new_address": {"commune": "05986", "detail": "Số 9 phố Trình Diễn"},
    "declaration": "yes",
}


async def filled(api: ApiClient) -> Draft:
    """The first draft, complete but not sent."""
    draft = await dossiers.start_draft(api, PROCEDURE)
    agency = next(a for a in draft.agencies if NAME in a.name)
    data = SaveDraft(answers=ANSWERS, agency_id=agency.id, delivery="electronic")
    return await dossiers.save_draft(api, draft.id, data, draft.version)


def walk_in(agency_id: str, **more: object) -> RegisterAtDesk:
    """What is typed at the desk."""
    given: dict[str, object] = {
        "procedure_code": COPY, "agency_id": agency_id, "channel": "desk",
        "applicant_name": "Trần Thị Ví Dụ", "applicant_personal_id": "020199000002",
        "applicant_phone": "0900000002", "applicant_address": "Số 2 phố Trình Diễn",
        "delivery": "desk",
    }  # fmt: skip
    return RegisterAtDesk(**(given | more))  # type: ignore[arg-type]


async def test_procedures_filled_in_together_share_answers_and_are_sent_at_once(
    citizen: Citizen, officer: Officer
) -> None:
    me = await citizen(51)
    first = await filled(me)
    second = await dossiers.start_draft(me, RESIDENCE, together_with=first.id)
    assert second.answers["requester_name"] == ANSWERS["requester_name"]
    assert "declaration" not in second.answers, "a promise is given for each form"
    assert "status" not in second.answers, "what only the first form asks stays there"
    assert second.agency == first.agency
    assert second.delivery == "electronic"
    assert [other.id for other in second.together] == [first.id]
    assert [other.id for other in (await dossiers.draft(me, first.id)).together] == [second.id]

    with pytest.raises(ApiProblem) as refused:
        await dossiers.submit(me, first.id, uuid.uuid4().hex)
    (wrong,) = refused.value.errors
    assert wrong.pointer == f"/together/{second.id}"
    assert "Đăng ký thường trú" in wrong.message
    assert (await dossiers.draft(me, first.id)).id == first.id, "nothing was sent by halves"

    second = await dossiers.save_draft(me, second.id, SaveDraft(answers=OWN), second.version)
    promises = await asyncio.gather(
        dossiers.submit(me, first.id, uuid.uuid4().hex),
        dossiers.submit(me, second.id, uuid.uuid4().hex),
    )
    assert {p.dossier_id for p in promises} == {
        promises[0].dossier_id,
        promises[0].also[0].dossier_id,
    }
    one, two = [await dossiers.dossier(me, p.dossier_id) for p in promises]
    assert one.bundle_id
    assert one.bundle_id == two.bundle_id
    assert {one.procedure_code, two.procedure_code} == {PROCEDURE, RESIDENCE}
    office = Office(officer, PLACE)
    await office.accept(one.id)
    whole = await dossiers.bundle(me, one.bundle_id)
    assert {row.id for row in whole.dossiers} == {one.id, two.id}
    assert [entry.act for entry in whole.timeline] == ["accept", "submit", "submit"]
    assert whole.timeline[0].dossier_id == one.id
    assert whole.timeline[0].by == "", "the applicant sees units, not persons"
    desk = await dossiers.bundle(await office.as_("tiepnhan1"), one.bundle_id)
    assert desk.timeline[0].by != ""
    for stranger in (await citizen(52), await officer("tiepnhan1.kylua")):
        with pytest.raises(ApiProblem) as refused:
            await dossiers.bundle(stranger, one.bundle_id)
        assert refused.value.status == 404


async def test_a_draft_goes_together_only_with_an_open_one_of_mine(citizen: Citizen) -> None:
    me, other = await citizen(53), await citizen(54)
    theirs = await dossiers.start_draft(other, PROCEDURE)
    for wrong, status in ((theirs.id, 404), (str(uuid.uuid4()), 404), ("x", 422)):
        with pytest.raises(ApiProblem) as refused:
            await dossiers.start_draft(me, RESIDENCE, together_with=wrong)
        assert refused.value.status == status
    mine = await filled(me)
    await dossiers.submit(me, mine.id, uuid.uuid4().hex)
    with pytest.raises(ApiProblem) as refused:
        await dossiers.start_draft(me, RESIDENCE, together_with=mine.id)
    assert refused.value.problem.type.endswith("already-submitted")
    alone = await dossiers.start_draft(me, RESIDENCE)
    again = await dossiers.start_draft(me, RESIDENCE, together_with=alone.id)
    assert (again.id, again.together) == (alone.id, [])


async def test_birth_offers_what_families_do_with_it(citizen: Citizen) -> None:
    me = await citizen(55)
    draft = await dossiers.start_draft(me, "1.001193")
    assert [choice.code for choice in draft.goes_with] == [RESIDENCE, COPY]
    added = await dossiers.start_draft(me, RESIDENCE, together_with=draft.id)
    assert [choice.code for choice in added.goes_with] == [COPY]
    assert [c.code for c in (await dossiers.draft(me, draft.id)).goes_with] == [COPY]
    await dossiers.discard_draft(me, added.id)
    assert (await dossiers.draft(me, draft.id)).together == []


async def test_the_desk_takes_several_procedures_of_one_person_as_one_submission(
    officer: Officer,
) -> None:
    desk = await officer(f"tiepnhan1.{PLACE}")
    agency = (await identity.me(desk)).roles[0].agency_id
    first = await dossiers.register_at_desk(desk, walk_in(agency))
    second = await dossiers.register_at_desk(
        desk, walk_in(agency, procedure_code=RESIDENCE, together_with=first.id)
    )
    assert second.bundle_id
    whole = await dossiers.bundle(desk, second.bundle_id)
    assert [row.id for row in whole.dossiers] == [first.id, second.id]
    elsewhere = await officer("tiepnhan1.kylua")
    other = (await identity.me(elsewhere)).roles[0].agency_id
    with pytest.raises(ApiProblem) as refused:
        await dossiers.register_at_desk(elsewhere, walk_in(other, together_with=first.id))
    assert refused.value.status == 404


async def test_an_organisation_hands_in_for_many_at_once_or_not_at_all(officer: Officer) -> None:
    desk = await officer(f"tiepnhan1.{PLACE}")
    agency = (await identity.me(desk)).roles[0].agency_id
    branch = {"applicant_name": "Trường Tiểu học Mẫu", "applicant_personal_id": "4900000001-001"}
    probe = await dossiers.register_at_desk(desk, walk_in(agency, **branch))
    known = await dossiers.find_person(desk, FindPerson(agency, "4900000001-001", COPY))
    assert (known.full_name, known.known_from) == ("Trường Tiểu học Mẫu", "earlier_dossier")
    assert probe.id in [row.id for row in known.duplicates]
    for wrong in ("4900000001-01", "4900000001001", "49000000-001"):
        with pytest.raises(ApiProblem) as refused:
            await dossiers.find_person(desk, FindPerson(agency, wrong))
        assert refused.value.errors[0].pointer == "/scan"
    papers = [ReceivedComponent(key=c.key, ok=True, originals=1) for c in probe.components]
    owners = [
        Owner(f"Học sinh Mẫu {number}", f"0202150010{number:02d}" if number % 2 else "")
        for number in range(1, 31)
    ]
    data = RegisterBatch(walk_in(agency, components=papers, **branch), owners)
    key = uuid.uuid4().hex
    batch, again = await asyncio.gather(
        dossiers.register_batch(desk, data, key), dossiers.register_batch(desk, data, key)
    )
    assert again.id == batch.id, "sent twice, entered once"
    assert len(batch.dossiers) == len(owners)
    codes = {row.code for row in batch.dossiers}
    assert len(codes) == len(owners)
    assert None not in codes
    details = [await dossiers.dossier(desk, row.id) for row in batch.dossiers[:3]]
    assert [found.owner_name for found in details] == [owner.name for owner in owners[:3]]
    assert [found.owner_name for found in batch.dossiers] == [owner.name for owner in owners]
    assert details[0].owner_personal_id.endswith("01")
    assert details[1].owner_personal_id == ""
    found_by_number = await inbox.inbox(desk, q="020215001001", folder="all_open")
    assert [row.id for row in found_by_number.items] == [details[0].id]
    sheets = PdfReader(io.BytesIO(await documents.bundle_receipts(desk, batch.id))).pages
    assert len(sheets) >= len(owners)
    printed = unicodedata.normalize("NFC", "".join(sheet.extract_text() for sheet in sheets))
    assert all(str(code) in printed for code in codes), "each receipt, in one file"
    assert owners[0].name in printed
    for stranger in (await officer("tiepnhan1.kylua"), await officer(f"lanhdao.{PLACE}")):
        with pytest.raises(ApiProblem) as refused:
            await documents.bundle_receipts(stranger, batch.id)
        assert refused.value.status in (403, 404)
    birth = walk_in(agency, procedure_code="1.001193", components=[], together_with=probe.id)
    incomplete = RegisterBatch(birth, owners[:2])
    with pytest.raises(ApiProblem) as refused:
        await dossiers.register_batch(desk, incomplete, uuid.uuid4().hex)
    assert refused.value.status == 422
    assert (await dossiers.dossier(desk, probe.id)).bundle_id is None, "not even the tie is left"
    for wrong in (
        [], [Owner("Một mình")], [Owner("A"), Owner("Hai người")],
        [Owner("Người một", "12"), Owner("Người hai")],
    ):  # fmt: skip
        with pytest.raises(ApiProblem) as refused:
            await dossiers.register_batch(desk, RegisterBatch(data.common, wrong), "")
        assert refused.value.status in (400, 422)
