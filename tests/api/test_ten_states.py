"""The ten states of the National Portal, each reached by the acts of the people concerned."""

from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from shared.client import documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import ActInput, WithReason
from shared.vocabulary.states import NATIONAL_LABELS, NationalCode
from tests.api.conftest import Office, pdf, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
REASON = "Giấy tờ gửi kèm không đọc được chữ."


async def national(me: ApiClient, id_: str) -> tuple[int, str]:
    """Code and name as the applicant sees them."""
    found = await dossiers.dossier(me, id_)
    return found.national_code, found.national_label


@pytest.mark.criterion("A.1")
@pytest.mark.criterion("A.2")
@pytest.mark.criterion("A.3")
@pytest.mark.criterion("A.4")
@pytest.mark.criterion("A.5")
@pytest.mark.criterion("A.6")
@pytest.mark.criterion("A.7")
@pytest.mark.criterion("A.8")
@pytest.mark.criterion("A.9")
@pytest.mark.criterion("A.10")
@pytest.mark.criterion("G.1")
async def test_every_national_state_is_reached_and_named_officially(
    citizen: Citizen, officer: Officer
) -> None:
    me, office = await citizen(20), Office(officer, "kylua")
    seen: dict[int, str] = {}

    async def see(id_: str) -> None:
        code, label = await national(me, id_)
        seen[code] = label

    one = (await submitted(me, "Kỳ Lừa")).dossier_id
    await see(one)  # 1
    await office.act(
        "tiepnhan1", one, "request_supplement", reason=REASON, items=["Ảnh chụp rõ hơn"],
        answer_within_days=5,
    )  # fmt: skip
    await see(one)  # 5
    asked = await dossiers.dossier(me, one)
    assert "Ảnh chụp rõ hơn" in asked.waiting_for
    await documents.upload_to_dossier(me, one, "ro-hon.pdf", pdf(), "", "supplement")
    await dossiers.act(me, one, "supplement", ActInput(version=asked.version))
    await office.accept(one)
    await see(one)  # 2
    await office.act("tiepnhan1", one, "require_payment", reason="Phí cấp giấy.", amount_vnd=15_000)
    await see(one)  # 6
    await office.act("tiepnhan1", one, "record_payment", receipt_number="BL-0001")

    two = (await submitted(me, "Kỳ Lừa")).dossier_id
    await office.act("tiepnhan1", two, "refuse", reason=REASON)
    await see(two)  # 3

    three = (await submitted(me, "Kỳ Lừa")).dossier_id
    await office.to_appraisal(three, "Tư pháp")
    await see(three)  # 4
    now = await dossiers.dossier(me, three)
    await dossiers.act(
        me, three, "request_withdrawal",
        WithReason(version=now.version, reason="Tôi không còn nhu cầu nữa."),
    )  # fmt: skip
    await see(three)  # 7
    await office.act("tiepnhan1", three, "grant_withdrawal")
    await see(three)  # 8

    four = (await submitted(me, "Kỳ Lừa")).dossier_id
    await office.to_result(four, "Tư pháp")
    await see(four)  # 9
    await office.act("tiepnhan1", four, "hand_over", received_by="Nguyễn Văn Mẫu", method="desk")
    await see(four)  # 10
    assert seen == {code.value: NATIONAL_LABELS[code].vi for code in NationalCode}


@pytest.mark.criterion("W.4")
@pytest.mark.criterion("II.6")
async def test_the_refusal_and_the_request_are_letters_the_applicant_can_open(
    citizen: Citizen, officer: Officer
) -> None:
    me, office = await citizen(21), Office(officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    await office.act(
        "tiepnhan1", id_, "request_supplement", reason=REASON, items=["Ảnh chụp rõ hơn"],
        answer_within_days=5,
    )  # fmt: skip
    now = await dossiers.dossier(me, id_)
    await dossiers.act(me, id_, "supplement", ActInput(version=now.version))
    refused = await office.act("tiepnhan1", id_, "refuse", reason=REASON)
    barred = [a for a in refused.allowed_acts if a.allowed]
    assert not barred, "nothing follows a refusal"
    forms = {f.form for f in (await dossiers.dossier(me, id_)).issued_forms}
    assert forms == {"supplement_request", "refusal"}
    for form in (await dossiers.dossier(me, id_)).issued_forms:
        assert (await documents.content(me, form.document_id)).startswith(b"%PDF")


@pytest.mark.criterion("W.3")
@pytest.mark.criterion("II.6")
async def test_a_second_full_request_before_acceptance_is_refused_with_the_reason(
    citizen: Citizen, officer: Officer
) -> None:
    me, office = await citizen(22), Office(officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    ask = {"reason": REASON, "items": ["Ảnh chụp rõ hơn"], "answer_within_days": 5}
    await office.act("tiepnhan1", id_, "request_supplement", **ask)
    now = await dossiers.dossier(me, id_)
    await dossiers.act(me, id_, "supplement", ActInput(version=now.version))
    with pytest.raises(ApiProblem) as refused:
        await office.act("tiepnhan1", id_, "request_supplement", **ask)
    assert "một lần" in refused.value.message
    desk = await dossiers.dossier(await office.as_("tiepnhan1"), id_)
    told = next(a for a in desk.allowed_acts if a.act == "request_supplement")
    assert not told.allowed
    assert "một lần" in told.reason


async def test_state_event_audit_and_message_commit_together(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    me, office = await citizen(23), Office(officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    before = await _traces(database, id_)
    await office.accept(id_)
    after = await _traces(database, id_)
    # One message tells the applicant; one the national portal, one the measuring system.
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1, 1, 2]
    with pytest.raises(ApiProblem):
        await office.act(
            "tiepnhan1", id_, "transfer", unit_id="00000000-0000-7000-8000-000000000000"
        )
    assert await _traces(database, id_) == after
    state, version, folded, events = await database.fetchrow(
        "select d.state, d.version, (select e.state_after from dossier_event e "
        "where e.dossier_id = d.id order by e.seq desc limit 1), (select count(*) "
        "from dossier_event e where e.dossier_id = d.id) from dossier d where d.id = $1",
        id_,
    )
    assert state == folded
    assert version == events


async def _traces(database: asyncpg.Pool, id_: str) -> list[int]:
    return list(
        await database.fetchrow(
            "select (select count(*) from dossier_event where dossier_id = $1), "
            "(select count(*) from audit_entry where subject_id = $1), "
            "(select count(*) from outbox where subject_id = $1 and topic like 'dossier%'), "
            "(select count(*) from delivery where subject_id = $1 "
            "and adapter_id in ('national', 'emc'))",
            id_,
        )
    )
