"""What one needs before applying, and papers that are asked for by the answers given."""

import uuid
from collections.abc import Awaitable, Callable

import pytest

from shared.client import catalogue, documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ReceivedComponent
from shared.contracts.drafts import Draft, SaveDraft
from shared.contracts.guide import Guide
from tests.api.conftest import Office, different, pdf

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SINGLE = "1.004873"  # certificate of marital status
MARRIAGE = "1.000894"


def needs(found: Guide | Draft) -> dict[str, str]:
    """What is asked of each paper."""
    return {paper.key: paper.need for paper in found.papers}


@pytest.mark.criterion("II.2")
async def test_the_guide_asks_only_what_decides_and_says_what_to_bring(
    anonymous: ApiClient,
) -> None:
    first = await catalogue.guide(anonymous, SINGLE)
    assert [q.key for q in first.questions] == ["status"]
    assert first.left == ["status"]
    assert "ly_hon_tu" not in needs(first)
    single = await catalogue.guide(anonymous, SINGLE, {"status": "single"})
    assert "ly_hon_tu" not in needs(single)
    divorced = await catalogue.guide(anonymous, SINGLE, {"status": "divorced"})
    assert needs(divorced)["ly_hon_tu"] == "required"
    paper = next(p for p in divorced.papers if p.key == "ly_hon_tu")
    assert "ly hôn" in paper.reason
    assert divorced.left == []
    assert divorced.can_apply
    assert divorced.places
    assert "to_khai" not in needs(divorced)
    at_the_desk = await catalogue.guide(anonymous, SINGLE, {"status": "single"}, channel="desk")
    assert needs(at_the_desk)["to_khai"] == "required"
    assert at_the_desk.fee == "15.000 đồng"


@pytest.mark.criterion("II.2")
async def test_the_guide_says_whether_one_may_apply_and_why_not(anonymous: ApiClient) -> None:
    asked = await catalogue.guide(anonymous, MARRIAGE)
    assert {q.key for q in asked.questions} == {"man_birth_date", "woman_birth_date"}
    assert (asked.verdict, asked.obstacles) == ("open", [])
    half = await catalogue.guide(anonymous, MARRIAGE, {"man_birth_date": "2000-01-31"})
    assert half.verdict == "open"
    old_enough = {"man_birth_date": "2000-01-31", "woman_birth_date": "2004-02-29"}
    assert (await catalogue.guide(anonymous, MARRIAGE, old_enough)).verdict == "yes"
    young = await catalogue.guide(anonymous, MARRIAGE, {"man_birth_date": "2015-01-31"})
    assert young.verdict == "no"
    assert young.obstacles == ["Bên nam chưa đủ 20 tuổi nên chưa đăng ký kết hôn được."]
    assert (await catalogue.guide(anonymous, "2.000635")).verdict == "unchecked"


async def test_the_guide_refuses_what_it_cannot_read_and_keeps_nothing(
    anonymous: ApiClient,
) -> None:
    for answers, channel, pointer in (
        ({"status": "rich"}, "", "/answers/status"),
        ({}, "pigeon", "/channel"),
    ):
        with pytest.raises(ApiProblem) as refused:
            await catalogue.guide(anonymous, SINGLE, answers, channel)
        assert refused.value.status == 422
        assert [e.pointer for e in refused.value.errors] == [pointer]
    other = await catalogue.guide(anonymous, SINGLE, {"requester_name": "Nguyễn Văn Mẫu"})
    assert other.answers == {}
    with pytest.raises(ApiProblem) as refused:
        await catalogue.guide(anonymous, "9.999999")
    assert refused.value.status == 404
    # A procedure of the desk alone has no form: the papers are told all the same.
    desk_only = await catalogue.guide(anonymous, "2.000815")
    assert not desk_only.can_apply
    assert desk_only.questions == []
    assert set(needs(desk_only).values()) == {"required"}


@pytest.mark.criterion("II.2")
@pytest.mark.criterion("II.3")
async def test_a_draft_asks_only_the_papers_its_answers_call_for(
    citizen: Citizen, officer: Officer
) -> None:
    me = await citizen(44)
    draft = await dossiers.start_draft(me, SINGLE)
    assert needs(draft)["ly_hon_tu"] == "not_applicable"
    answers = different() | {"status": "divorced", "divorce_decision": "Số 12/2020/QĐST-HNGĐ"}
    agency = next(a for a in draft.agencies if "Kỳ Lừa" in a.name)
    data = SaveDraft(answers=answers, agency_id=agency.id, delivery="electronic")
    draft = await dossiers.save_draft(me, draft.id, data, draft.version)
    assert needs(draft)["ly_hon_tu"] == "required"
    assert needs(draft)["to_khai"] == "not_applicable"
    with pytest.raises(ApiProblem) as refused:
        await dossiers.submit(me, draft.id, uuid.uuid4().hex)
    assert [e.pointer for e in refused.value.errors] == ["/documents/ly_hon_tu"]
    # Another answer, and the paper is not asked for any more; asked anew, it has to be there.
    data = SaveDraft(answers={"status": "single"})
    draft = await dossiers.save_draft(me, draft.id, data, draft.version)
    assert needs(draft)["ly_hon_tu"] == "not_applicable"
    data = SaveDraft(answers={"status": "divorced"})
    draft = await dossiers.save_draft(me, draft.id, data, draft.version)
    await documents.upload_to_draft(me, draft.id, "ly-hon.pdf", pdf(), "ly_hon_tu")
    sent = await dossiers.submit(me, draft.id, uuid.uuid4().hex)

    office = Office(officer, "kylua")
    desk = await office.as_("tiepnhan1")
    found = await dossiers.dossier(desk, sent.dossier_id)
    listed = {c.key: (c.need, c.required) for c in found.components}
    assert listed["ly_hon_tu"] == ("required", True)
    assert listed["to_khai"] == ("not_applicable", False)
    with pytest.raises(ApiProblem) as refused:
        await office.act("tiepnhan1", sent.dossier_id, "accept", components=[])
    assert [e.pointer for e in refused.value.errors] == ["/components/ly_hon_tu"]
    received = [ReceivedComponent(key="ly_hon_tu", ok=True, copies=1)]
    accepted = await office.act("tiepnhan1", sent.dossier_id, "accept", components=received)
    assert accepted.state == "accepted"


async def test_a_draft_says_what_the_law_has_against_it_and_bars_nobody(citizen: Citizen) -> None:
    me = await citizen(52)
    draft = await dossiers.start_draft(me, MARRIAGE)
    assert draft.obstacles == []
    data = SaveDraft(answers={"man_birth_date": "2015-01-31", "woman_birth_date": "2000-01-31"})
    draft = await dossiers.save_draft(me, draft.id, data, draft.version)
    assert draft.obstacles == ["Bên nam chưa đủ 20 tuổi nên chưa đăng ký kết hôn được."]
    data = SaveDraft(answers={"man_birth_date": "2000-01-31"})
    draft = await dossiers.save_draft(me, draft.id, data, draft.version)
    assert draft.obstacles == []
    await dossiers.discard_draft(me, draft.id)
