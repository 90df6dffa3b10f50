"""The vault: what was issued or verified is kept, offered again, and never asked for twice."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from backend.organisation.demo.names import full_name, personal_id
from shared.client import documents, dossiers, privacy, vault
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ReceivedComponent, Supplement, SupplementItem
from shared.contracts.desk import RegisterAtDesk
from shared.contracts.drafts import Draft, SaveDraft
from shared.contracts.vault import AskHeld, ReuseItem, VaultItem
from tests.api.conftest import ANSWERS, PROCEDURE, Office, photo

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
STAY, RESIDENCE = "1.004194", "1.004222"
HOME = "cho_o"


async def drafted(api: ApiClient, code: str, agency: str = "Kỳ Lừa") -> Draft:
    """A fresh draft at one agency."""
    draft = await dossiers.start_draft(api, code)
    await dossiers.discard_draft(api, draft.id)
    draft = await dossiers.start_draft(api, code)
    chosen = next(a for a in draft.agencies if agency in a.name)
    return await dossiers.save_draft(
        api, draft.id, SaveDraft(answers={}, agency_id=chosen.id, delivery="desk"), draft.version
    )


async def certificate(citizen: Citizen, officer: Officer, number: int) -> tuple[Office, VaultItem]:
    """A marital-status certificate issued to the n-th citizen, as their vault shows it."""
    api = await citizen(number)
    draft = await drafted(api, PROCEDURE)
    answers = ANSWERS | {
        "requester_name": full_name(number),
        "requester_personal_id": personal_id(number),
        "requester_address": f"Nhà {uuid.uuid4().hex[:8]}, phố Trình Diễn, Kỳ Lừa",
    }
    await dossiers.save_draft(api, draft.id, SaveDraft(answers=answers), draft.version)
    promise = await dossiers.submit(api, draft.id, uuid.uuid4().hex)
    office = Office(officer, "kylua")
    await office.to_result(promise.dossier_id, "Tư pháp")
    mine = (await vault.mine(api)).items
    return office, next(i for i in mine if i.dossier_id == promise.dossier_id)


@pytest.mark.criterion("S.11")
async def test_an_issued_result_is_in_the_owners_vault_with_its_validity(
    citizen: Citizen, officer: Officer
) -> None:
    _office, item = await certificate(citizen, officer, 40)
    assert (item.state, item.origin, item.kind) == ("valid", "result", "KQ.G15.000038")
    assert item.number == "12/XN"
    assert item.valid_to is not None and item.valid_to > item.valid_from
    paper = await vault.paper(await citizen(40), item.id)
    assert await vault.content(await citizen(40), item.id, paper.documents[0].id)


async def test_a_strangers_paper_is_not_there(citizen: Citizen, officer: Officer) -> None:
    _office, item = await certificate(citizen, officer, 41)
    paper = await vault.paper(await citizen(41), item.id)
    stranger = await citizen(42)
    for call in (
        vault.paper(stranger, item.id),
        vault.withdraw(stranger, item.id),
        vault.content(stranger, item.id, paper.documents[0].id),
    ):
        with pytest.raises(ApiProblem) as refused:
            await call
        assert refused.value.status == 404
    draft = await drafted(stranger, "1.000894")
    with pytest.raises(ApiProblem) as refused:
        await vault.reuse(stranger, draft.id, ReuseItem(item.id, "tinh_trang_hon_nhan"))
    assert refused.value.status == 404


@pytest.mark.criterion("II.16")
@pytest.mark.criterion("V.16")
async def test_a_paper_the_desk_accepted_serves_another_procedure_as_a_copy_of_its_own(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    item, source = await verified_home(citizen, officer, database, 43)
    assert (item.origin, item.state) == ("component", "valid")
    assert "Một cửa" in item.verified_by
    api = await citizen(43)
    draft = await drafted(api, RESIDENCE)
    paper = await vault.reuse(api, draft.id, ReuseItem(item.id, HOME))
    again = await vault.reuse(api, draft.id, ReuseItem(item.id, HOME))
    assert len(again.uses) == len(paper.uses) == 1
    kept = (await dossiers.draft(api, draft.id)).documents
    assert [d.component_key for d in kept] == [HOME]
    assert kept[0].id != source and kept[0].sha256 == paper.documents[0].sha256
    await vault.withdraw(api, item.id)
    assert await documents.content(api, kept[0].id), "the copy stays when the paper is withdrawn"
    with pytest.raises(ApiProblem) as refused:
        await vault.reuse(api, (await drafted(api, STAY)).id, ReuseItem(item.id, HOME))
    assert refused.value.status == 409


async def verified_home(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool, number: int
) -> tuple[VaultItem, str]:
    """Proof of a home, sent once and found in order by the desk."""
    api = await citizen(number)
    draft = await drafted(api, STAY)
    file = await documents.upload_to_draft(api, draft.id, "nha.jpg", photo(), HOME)
    id_ = await entered(database, draft.id, officer, number)
    await database.execute(
        "update document set dossier_id = $2, draft_id = null where id = $1", file.id, id_
    )
    office = Office(officer, "kylua")
    await office.accept(id_)
    mine = (await vault.mine(api)).items
    return next(i for i in mine if i.dossier_id == id_), file.id


async def entered(database: asyncpg.Pool, _draft_id: str, officer: Officer, number: int) -> str:
    """A dossier of the n-th citizen at the desk of Kỳ Lừa, not yet accepted."""
    desk = await officer("tiepnhan1.kylua")
    found = await dossiers.register_at_desk(desk, at_desk(await agency_id(desk), number))
    return found.id


async def agency_id(desk: ApiClient) -> str:
    from shared.client import identity

    return (await identity.me(desk)).roles[0].agency_id


def at_desk(agency: str, number: int, **more: object) -> RegisterAtDesk:
    """A temporary stay registered by the n-th citizen in person."""
    values = {
        "procedure_code": STAY, "agency_id": agency, "channel": "desk",
        "applicant_name": full_name(number), "applicant_personal_id": personal_id(number),
        "applicant_phone": "0900000002", "applicant_address": "Số 2 phố Trình Diễn",
        "delivery": "desk",
    }  # fmt: skip
    return RegisterAtDesk(**(values | more))  # type: ignore[arg-type]


@pytest.mark.criterion("II.16")
async def test_a_result_taken_back_is_not_offered_any_more(
    citizen: Citizen, officer: Officer
) -> None:
    office, item = await certificate(citizen, officer, 44)
    api = await citizen(44)
    draft = await drafted(api, "1.000894")
    await office.act(
        "lanhdao", item.dossier_id, "reopen_before_hand_over", reason="Sai năm sinh....."
    )
    assert (await vault.paper(api, item.id)).item.state == "revoked"
    with pytest.raises(ApiProblem) as refused:
        await vault.reuse(api, draft.id, ReuseItem(item.id, "tinh_trang_hon_nhan"))
    assert refused.value.status == 409


async def test_a_paper_of_another_kind_or_past_its_date_does_not_serve(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    _office, item = await certificate(citizen, officer, 45)
    api = await citizen(45)
    draft = await drafted(api, "1.000894")
    with pytest.raises(ApiProblem) as refused:
        await vault.reuse(api, draft.id, ReuseItem(item.id, "tuy_than"))
    assert refused.value.status == 422
    await database.execute(
        "update vault_item set valid_from = '2020-01-01', valid_to = '2020-07-01' where id = $1",
        uuid.UUID(item.id),
    )
    with pytest.raises(ApiProblem) as refused:
        await vault.reuse(api, draft.id, ReuseItem(item.id, "tinh_trang_hon_nhan"))
    assert refused.value.status == 409
    assert (await vault.paper(api, item.id)).item.state == "expired"


async def test_asking_for_a_held_paper_needs_a_reason_and_is_counted(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    await verified_home(citizen, officer, database, 46)
    id_ = await entered(database, "", officer, 46)
    office = Office(officer, "kylua")
    item = SupplementItem("component", HOME, "missing")
    with pytest.raises(ApiProblem) as refused:
        await office.act(
            "tiepnhan1", id_, "request_supplement", reason="Thiếu giấy tờ nhà ở.", items=[item]
        )
    assert refused.value.errors[0].pointer == "/items/0/note"
    assert "đã có trong kho" in refused.value.errors[0].message
    reasoned = SupplementItem("component", HOME, "outdated", "Nhà vừa bán, cần giấy của chỗ mới")
    await office.act(
        "tiepnhan1", id_, "request_supplement", reason="Thiếu giấy tờ nhà ở.", items=[reasoned]
    )
    head = await officer("truongbophan.kylua")
    figures = await vault.asked_again(head, "2020-01-01", "2999-12-31")
    assert sum(f.times for f in figures) >= 1
    lines = await vault.asked_again_lines(head, "2020-01-01", "2999-12-31")
    assert any("Nhà vừa bán" in line.reason for line in lines.items)
    elsewhere = await officer("truongbophan.dongkinh")
    others = await vault.asked_again_lines(elsewhere, "2020-01-01", "2999-12-31")
    assert not any("Nhà vừa bán" in line.reason for line in others.items)


@pytest.mark.criterion("II.16")
async def test_the_desk_reuses_with_leave_and_not_without(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    item, _file = await verified_home(citizen, officer, database, 47)
    desk = await officer("tiepnhan1.kylua")
    agency = await agency_id(desk)
    ask = AskHeld(agency, personal_id(47), STAY, False)
    assert (await vault.held(desk, ask)).papers == []
    ask = AskHeld(agency, personal_id(47), STAY, True)
    papers = (await vault.held(desk, ask)).papers
    assert [(p.component_key, p.item.id) for p in papers] == [(HOME, item.id)]
    received = [ReceivedComponent("ct01", True, originals=1), ReceivedComponent(HOME, True)]
    with pytest.raises(ApiProblem) as refused:
        await dossiers.register_at_desk(
            desk, at_desk(agency, 47, reused={HOME: item.id}, components=received)
        )
    assert refused.value.status == 403
    found = await dossiers.register_at_desk(
        desk,
        at_desk(agency, 47, reused={HOME: item.id}, components=received, vault_agreed=True),
    )
    home = next(c for c in found.components if c.key == HOME)
    assert [d.name for d in home.documents] == ["nha.jpg"]
    assert home.received_originals == home.received_copies == 0
    other = await officer("tiepnhan1.dongkinh")
    with pytest.raises(ApiProblem) as refused:
        await vault.held(other, ask)
    assert refused.value.status == 403


@pytest.mark.criterion("II.16")
async def test_a_paper_of_the_vault_answers_a_request_for_supplements(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    item, _file = await verified_home(citizen, officer, database, 48)
    api, office = await citizen(48), Office(officer, "kylua")
    id_ = await entered(database, "", officer, 48)
    assert await vault.held_for_supplement(api, id_) == [], "nothing is asked for yet"
    with pytest.raises(ApiProblem) as refused:
        await vault.reuse_in_supplement(api, id_, ReuseItem(item.id, HOME))
    assert refused.value.status == 403
    asked = SupplementItem("component", HOME, "missing", "Cần giấy của chỗ ở đang đăng ký")
    await office.act(
        "tiepnhan1", id_, "request_supplement", reason="Thiếu giấy tờ nhà ở.", items=[asked]
    )
    held = await vault.held_for_supplement(api, id_)
    assert [(p.component_key, p.item.id, p.reused) for p in held] == [(HOME, item.id, False)]
    with pytest.raises(ApiProblem) as refused:
        await vault.reuse_in_supplement(api, id_, ReuseItem(item.id, "ct01"))
    assert refused.value.status == 422
    stranger = await citizen(49)
    with pytest.raises(ApiProblem) as refused:
        await vault.held_for_supplement(stranger, id_)
    assert refused.value.status == 404

    paper = await vault.reuse_in_supplement(api, id_, ReuseItem(item.id, HOME))
    again = await vault.reuse_in_supplement(api, id_, ReuseItem(item.id, HOME))
    assert len(again.uses) == len(paper.uses)
    assert [p.reused for p in await vault.held_for_supplement(api, id_)] == [True]
    seen = await dossiers.dossier(api, id_)
    (line,) = seen.supplement
    assert [d.name for d in line.documents_after] == ["nha.jpg"]
    sent = await dossiers.act(api, id_, "supplement", Supplement(version=seen.version))
    assert sent.state == "submitted"
    assert all(line.settled for line in sent.supplement)
    looks = await privacy.looks(api)
    assert any(look.dossier_id == id_ and "kho" in look.what for look in looks.items)
